// The requests of the last time with their answers: a browser that sends the same one again, because its link broke or
// somebody pressed twice, gets the first answer, and nobody is dialled twice.
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace wallboard {

/// The answer to a request.
class action_answer {
public:
  int status = 0;    ///< Of HTTP.
  std::string body;  ///< JSON.
};

/// Requests by their ids. No lock of its own.
class answered_requests {
public:
  using answer = std::shared_ptr<const action_answer>;

  /// @param max_answers how many answers are kept.
  /// @param max_under_way how many requests may be under way at once.
  answered_requests(std::size_t max_answers, std::size_t max_under_way)
      : max_answers_{max_answers}, max_under_way_{max_under_way} {}

  /// How a request stands.
  enum class standing {
    first,      ///< It is to be done, and then answer() to be called.
    under_way,  ///< The same one is being done: its answer will be there.
    answered,   ///< The same one was done: see find().
    other,      ///< Another one had this id.
    too_many,   ///< Too many are under way.
  };

  /// Takes a request.
  /// @param id its id.
  /// @param content what it asks for.
  standing begin(const std::string& id, std::string_view content);
  /// Keeps the answer of a request that begin() called the first.
  void finish(const std::string& id, answer value);
  /// The answer to a request; null while it is under way, and when it is not known.
  answer find(const std::string& id) const;

private:
  class entry {
  public:
    std::string content;
    answer value;
  };

  std::map<std::string, entry> entries_;
  std::deque<std::string> answered_;  // the oldest first
  std::size_t max_answers_;
  std::size_t max_under_way_;
};

}  // namespace wallboard
