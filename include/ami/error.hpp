// The exception that an operation throws: what is known of a failure beyond its code.
//
//     try {
//       co_await pbx.send_action(ami::actions::hangup{channel});
//     } catch (const ami::error& failure) {
//       log("{}", failure.what());                             // "Hangup: No such channel: rejected by the server
//       [ami:46]" if (failure.outcome() == ami::outcome::unknown) { look_whether_it_is_there(channel); }
//     }
#pragma once

#include <ami/config.hpp>
#include <ami/errc.hpp>
#include <ami/response.hpp>

#include <boost/system/system_error.hpp>

#include <memory>
#include <string>

namespace ami {

class reply;

/// What the forms of operations without a token throw, and what with_details() gives to other tokens. It is a
/// `boost::system::system_error`: code() compares with ami::errc and ami::outcome. It never holds a secret. Copying
/// does not throw.
/// @par Thread safety Never changes: any number of threads may read it.
class AMI_DECL error : public boost::system::system_error {
public:
  /// For tests, and for code that throws what this library would.
  /// @param code why.
  /// @param detail what is known beyond the code, for example the server's message; may be empty.
  /// @param response, outcome as the accessors.
  error(error_code code, const std::string& detail, ami::response response, ami::outcome outcome);
  /// @param code, detail as above.
  /// @param given the reply that came with the error; response() and outcome() are its own.
  error(error_code code, const std::string& detail, const ami::reply& given);

  /// One line of less than 600 bytes: what is known beyond the code, for example the server's own message, then
  /// the code's text, its category and its number. `Hangup: No such channel: rejected by the server [ami:46]`
  const char* what() const noexcept override { return text_->c_str(); }

  /// The reply that says so; empty when there is none.
  [[nodiscard]] const ami::response& response() const& noexcept { return response_; }
  const ami::response& response() const&& = delete;

  /// How far the action got; `never_sent` for operations that send none.
  [[nodiscard]] ami::outcome outcome() const noexcept { return outcome_; }

  /// The reply of send_action() or of a streamed list as other tokens get it, for example with the items of a list that
  /// broke off; an empty reply for any other error. Its type is in ami/reply.hpp.
  [[nodiscard]] const ami::reply& reply() const& noexcept;
  const ami::reply& reply() const&& = delete;

protected:
  /// @param outcome how far all that was asked for got, where the reply speaks of a part of it.
  error(error_code code, const std::string& detail, ami::outcome outcome, const ami::reply& given);

private:
  std::shared_ptr<const std::string> text_;  // copying an exception may not throw
  ami::response response_;
  ami::outcome outcome_;
  std::shared_ptr<const ami::reply> reply_;  // null: an empty one
};

}  // namespace ami
