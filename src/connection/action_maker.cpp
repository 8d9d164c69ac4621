#include "connection/action_maker.hpp"

#include "wire/action_text.hpp"

#include <array>
#include <memory>
#include <string>
#include <string_view>

namespace ami::detail {

action_ptr action_maker::make(const action& value, const send_options& options) const {
  const ami::options& settings = shared_.settings_;
  auto made = std::make_unique<action_in_flight>();
  made->name_ = value.name();
  made->text_reply_ = value.is_text_reply();
  made->id_ = shared_.state_.next_id();
  made->timeout_ = options.timeout().value_or(settings.action_timeout());
  made->wait_for_connection_ = options.wait_for_connection().value_or(settings.wait_for_connection());
  made->publish_items_ = options.publish_list_items().value_or(settings.publish_list_items());
  if (options.max_list_items() || options.max_list_bytes()) {
    made->extras().list_limits_ = session::list_limits{}
                                      .max_items(options.max_list_items().value_or(settings.max_list_items()))
                                      .max_bytes(options.max_list_bytes().value_or(settings.max_list_bytes()));
  }
  std::array<char, session::correlator::max_made_bytes> own_id{};
  std::string_view action_id;
  std::string detail;
  if (value.action_id() != nullptr) {
    made->extras().action_id_ = *value.action_id();
    made->names_itself_ = true;
    action_id = made->extras_->action_id_;
    made->error_ = wire::detail::check_action_id(action_id, detail);
  } else {
    action_id = replies_.make_action_id(made->id_, own_id);
  }
  std::size_t size = 0;
  if (!made->error_) {
    made->error_ = wire::detail::check_action(value, action_id, size, detail);
  }
  if (made->error_) {
    made->extras().detail_ = made->name_ + ": " + detail;
    return made;
  }
  wire::detail::put_action(value, action_id, made->bytes_.make(size));
  if (shared_.log_.traces()) {
    made->extras().trace_ = to_string(value);
  }
  return made;
}

}  // namespace ami::detail
