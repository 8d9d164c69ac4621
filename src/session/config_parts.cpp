#include "session/config_parts.hpp"

#include "wire/action_text.hpp"

#include <ami/error.hpp>
#include <ami/wire/action_writer.hpp>
#include <ami/wire/frame.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

namespace ami::detail {

namespace {

using wire::equal_ignoring_case;

constexpr std::size_t number_digits = 6;

// With six digits at least, as the server looks for it.
std::string number_text(std::size_t number) {
  std::string text = std::to_string(number);
  text.insert(0, number_digits - std::min(number_digits, text.size()), '0');
  return text;
}

// Of `Value-000012`: 12, and of `Value-1000000` a million. Nothing when the header is none of a change.
std::optional<unsigned> number_of_change(std::string_view key) noexcept {
  const std::size_t dash = key.rfind('-');
  if (dash == std::string_view::npos) {
    return std::nullopt;
  }
  const std::string_view digits = key.substr(dash + 1);
  if (digits.size() < number_digits || digits.size() > 9 || (digits.size() > number_digits && digits.front() == '0')) {
    return std::nullopt;
  }
  constexpr std::array<std::string_view, 7> words{"Action", "Cat", "Var", "Value", "Match", "Line", "Options"};
  const std::string_view word = key.substr(0, dash);
  if (std::ranges::none_of(words, [&](std::string_view known) { return equal_ignoring_case(known, word); })) {
    return std::nullopt;
  }
  unsigned number = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') {
      return std::nullopt;
    }
    number = 10 * number + static_cast<unsigned>(c - '0');
  }
  return number;
}

using entries = std::vector<const action::entry*>;

class config_planner {
public:
  explicit config_planner(const actions::update_config& changes) : whole_{changes} { sort(); }

  config_plan plan() {
    check_all();
    if (!result_.error) {
      fill();
      add_reload();
    }
    return std::move(result_);
  }

private:
  void sort() {
    std::map<unsigned, entries> numbered;
    for (const action::entry& header : whole_.headers()) {
      if (const auto number = number_of_change(header.key())) {
        numbered[*number].push_back(&header);
      } else if (equal_ignoring_case(header.key(), "Reload")) {
        reload_.push_back(&header);
      } else {
        common_.push_back(&header);
      }
    }
    for (auto& [number, change] : numbered) {
      if (number != changes_.size() && gap_ == no_gap) {
        gap_ = changes_.size();
      }
      changes_.push_back(std::move(change));
    }
    // Action and ActionID are lines too.
    const std::size_t used = common_.size() + 2;
    room_ = wire::max_headers - std::min(used, wire::max_headers);
  }

  void check_all() {
    entries rest = common_;
    rest.insert(rest.end(), reload_.begin(), reload_.end());
    check(rest, {});
    for (std::size_t i = 0; i < changes_.size() && !result_.error; ++i) {
      const std::string name = "change " + std::to_string(i + 1) + ": ";
      const bool has_action = std::ranges::any_of(
          changes_[i], [](const action::entry* header) { return equal_ignoring_case(word_of(*header), "Action"); });
      if (i == gap_) {
        // The same; numbered again, what stands behind the gap would be made after all.
        fail(errc::invalid_header,
             name + "no header has the number " + number_text(i) + ", and others have a higher one");
      } else if (!has_action) {
        // The server would take it for the end of all changes, without a word.
        fail(errc::invalid_header, name + "it has no Action");
      } else if (changes_[i].size() > room_) {
        fail(errc::too_many_headers, name + "it has more headers than one action can take");
      } else {
        check(changes_[i], name);
      }
    }
  }

  void check(const entries& headers, const std::string& name) {
    action single{whole_.name()};
    for (const action::entry* const header : headers) {
      single.header(header->key(), header->value());
    }
    std::size_t size = 0;
    std::string detail;
    if (const auto error = wire::detail::check_action(single, {}, size, detail)) {
      fail(error, name + detail);
    }
  }

  void fail(boost::system::error_code error, std::string detail) {
    result_.error = error;
    result_.detail = std::move(detail);
  }

  void fill() {
    begin_part(1);
    std::size_t left = room_;
    for (std::size_t i = 0; i < changes_.size(); ++i) {
      if (changes_[i].size() > left) {
        begin_part(i + 1);
        left = room_;
      }
      left -= changes_[i].size();
      add_change(i);
    }
    left_ = left;
  }

  void add_reload() {
    if (reload_.size() > left_) {
      // The last change goes with it, so that the last action changes something.
      const std::size_t last = result_.parts.back().last;
      if (last > result_.parts.back().first) {
        const std::size_t first = result_.parts.back().first;
        result_.parts.pop_back();
        begin_part(first);
        for (std::size_t i = first; i < last; ++i) {
          add_change(i - 1);
        }
        begin_part(last);
        add_change(last - 1);
      } else {
        begin_part(last + 1);
      }
    }
    for (const action::entry* const header : reload_) {
      result_.parts.back().action.header(header->key(), header->value());
    }
  }

  // `first`: the number of its first change.
  void begin_part(std::size_t first) {
    const std::string* const written = value_of("DstFilename");
    const std::string* const read = result_.parts.empty() ? value_of("SrcFilename") : written;
    actions::update_config part{read != nullptr ? *read : std::string{}, written != nullptr ? *written : std::string{}};
    for (const action::entry* const header : common_) {
      if (!equal_ignoring_case(header->key(), "SrcFilename") && !equal_ignoring_case(header->key(), "DstFilename")) {
        part.header(header->key(), header->value());
      }
    }
    if (whole_.action_id() != nullptr) {
      part.action_id(*whole_.action_id());
    }
    result_.parts.push_back({std::move(part), first, first - 1});
  }

  void add_change(std::size_t index) {
    config_part& part = result_.parts.back();
    const std::string number = number_text(part.last + 1 - part.first);
    for (const action::entry* const header : changes_[index]) {
      part.action.header(std::string{word_of(*header)} + "-" + number, header->value());
    }
    ++part.last;
  }

  static std::string_view word_of(const action::entry& header) noexcept {
    return std::string_view{header.key()}.substr(0, header.key().rfind('-'));
  }

  const std::string* value_of(std::string_view key) const noexcept {
    const auto found = std::ranges::find_if(
        common_, [&](const action::entry* header) { return equal_ignoring_case(header->key(), key); });
    return found != common_.end() ? &(*found)->value() : nullptr;
  }

  const actions::update_config& whole_;
  entries common_;  // to every part
  entries reload_;
  std::vector<entries> changes_;
  static constexpr std::size_t no_gap = static_cast<std::size_t>(-1);
  std::size_t gap_ = no_gap;  // the first number that no change has
  std::size_t room_ = 0;      // for headers of changes, in each part
  std::size_t left_ = 0;      // of it, in the last part
  config_plan result_;
};

}  // namespace

config_plan plan_config_update(const actions::update_config& changes) {
  return config_planner{changes}.plan();
}

}  // namespace ami::detail
