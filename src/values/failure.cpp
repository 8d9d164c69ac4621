#include <ami/detail/failure.hpp>
#include <ami/error.hpp>
#include <ami/reply.hpp>

#include <new>

namespace ami::detail {

std::string failure_text(std::string_view name, std::string_view words) {
  if (name.empty() || words == name || words.starts_with(std::string{name} + ":")) {
    return std::string{words};
  }
  std::string text{name};
  if (!words.empty()) {
    text.append(": ").append(words);
  }
  return text;
}

std::string_view words_of(const reply& given) noexcept {
  return given.detail().empty() ? given.message() : given.detail();
}

void throw_error(error_code error, const reply& given, std::string_view name) {
  throw ami::error{error, failure_text(name, words_of(given)), given};
}

std::exception_ptr make_failure(error_code error) noexcept {
  return make_failure(error, reply{}, {});
}

std::exception_ptr make_failure(error_code error, const reply& given, std::string_view name) noexcept {
  return error ? exception_of([&] { throw_error(error, given, name); }) : nullptr;
}

std::exception_ptr make_failure(error_code error, const reply& given) noexcept {
  return make_failure(error, given, name_of_refused(given));
}

error_code code_of(const std::exception_ptr& failure) {
  if (!failure) {
    return {};
  }
  try {
    std::rethrow_exception(failure);
  } catch (const boost::system::system_error& thrown) {
    return thrown.code();
  } catch (const std::bad_alloc&) {
    return make_error_code(boost::system::errc::not_enough_memory);
  }
}

reply reply_of(const std::exception_ptr& failure) {
  try {
    std::rethrow_exception(failure);
  } catch (const ami::error& thrown) {
    return thrown.reply();
  } catch (...) {
    return reply{};
  }
}

}  // namespace ami::detail
