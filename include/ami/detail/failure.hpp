// What is known of a failure, as the exception that tells it: all of them are made here.
#pragma once

#include <ami/config.hpp>
#include <ami/errc.hpp>

#include <exception>
#include <string>
#include <string_view>

namespace ami {

class reply;

namespace detail {

// "Name: words", or "Name" without words. Words that begin with the name already are not given it again.
std::string failure_text(std::string_view name, std::string_view words);
// What the library, or else the server, says in a reply about its failure.
std::string_view words_of(const reply& given) noexcept;
// Throws an `ami::error` for the operation or action `name`, which has the words and the response of `given`.
[[noreturn]] void throw_error(error_code error, const reply& given, std::string_view name);

// The same as something to pass on: null when there is no error. When there is no memory to make it, it is the
// exception that says so.
AMI_DECL std::exception_ptr make_failure(error_code error) noexcept;
AMI_DECL std::exception_ptr make_failure(error_code error, const reply& given, std::string_view name) noexcept;
// Of an action, whose failures name it.
AMI_DECL std::exception_ptr make_failure(error_code error, const reply& given) noexcept;

// The way back, for handlers that take a code. Out of memory is `not_enough_memory`; what is no error of the library or
// of the system is thrown.
AMI_DECL error_code code_of(const std::exception_ptr& failure);
// The reply that an `ami::error` holds; an empty one for any other.
AMI_DECL reply reply_of(const std::exception_ptr& failure);

// What `function` throws; null when it throws nothing.
template <class Function>
std::exception_ptr exception_of(Function&& function) noexcept {
  try {
    function();
  } catch (...) {
    return std::current_exception();
  }
  return nullptr;
}

}  // namespace detail

}  // namespace ami
