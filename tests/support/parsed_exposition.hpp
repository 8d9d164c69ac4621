// The text format of Prometheus, read back.
#pragma once

#include "base/escaped_text.hpp"
#include "catch.hpp"

#include <map>
#include <set>
#include <string>
#include <string_view>

namespace test {

// What a reader of the text format takes from it; REQUIREs the format's rules on the way.
class parsed_text {
public:
  explicit parsed_text(std::string_view text) {
    REQUIRE(!text.empty());
    REQUIRE(text.back() == '\n');
    // All of it is UTF-8: nothing would have to be replaced, apart from what stands for a byte already.
    REQUIRE(ami::detail::to_utf8(ami::detail::from_utf8(text)) == text);
    while (!text.empty()) {
      const auto end = text.find('\n');
      line(std::string{text.substr(0, end)});
      text.remove_prefix(end + 1);
    }
  }

  const std::string& value(const std::string& series) const {
    INFO(series);
    const auto found = samples_.find(series);
    REQUIRE(found != samples_.end());
    return found->second;
  }
  bool has(const std::string& series) const { return samples_.contains(series); }
  const std::string& type(const std::string& family) const { return types_.at(family); }
  const std::map<std::string, std::string>& types() const { return types_; }
  std::size_t size() const { return samples_.size(); }

private:
  void line(const std::string& text) {
    INFO(text);
    if (text.starts_with("# HELP ")) {
      const std::string name = text.substr(7, text.find(' ', 7) - 7);
      REQUIRE(text.size() > 8 + name.size());
      REQUIRE(helped_.insert(name).second);
      family_ = name;
      return;
    }
    if (text.starts_with("# TYPE ")) {
      const auto space = text.find(' ', 7);
      REQUIRE(text.substr(7, space - 7) == family_);
      REQUIRE(types_.emplace(family_, text.substr(space + 1)).second);
      return;
    }
    const auto name_end = text.find_first_of("{ ");
    REQUIRE(name_end != std::string::npos);
    const std::string name = text.substr(0, name_end);
    const std::string& type = types_.at(family_);
    if (type == "histogram") {
      REQUIRE((name == family_ + "_bucket" || name == family_ + "_sum" || name == family_ + "_count"));
    } else {
      REQUIRE(name == family_);
      REQUIRE((type == "counter" || type == "gauge"));
      REQUIRE(family_.ends_with("_total") == (type == "counter"));
    }
    std::size_t at = name_end;
    if (text[at] == '{') {
      at = skip_labels(text, at + 1);
    }
    REQUIRE(text[at] == ' ');
    std::size_t used = 0;
    const std::string number = text.substr(at + 1);
    (void)std::stod(number, &used);
    REQUIRE(used == number.size());
    REQUIRE(samples_.emplace(text.substr(0, at), number).second);
  }

  // To behind the closing brace.
  static std::size_t skip_labels(const std::string& text, std::size_t at) {
    for (;;) {
      const auto equals = text.find('=', at);
      REQUIRE(equals != std::string::npos);
      REQUIRE(equals > at);
      REQUIRE(text.at(equals + 1) == '"');
      at = equals + 2;
      while (text.at(at) != '"') {
        if (text[at] == '\\') {
          const char next = text.at(++at);
          REQUIRE((next == '\\' || next == '"' || next == 'n'));
        }
        ++at;
      }
      ++at;
      if (text.at(at) == '}') {
        return at + 1;
      }
      REQUIRE(text[at] == ',');
      ++at;
    }
  }

  std::string family_;
  std::set<std::string> helped_;
  std::map<std::string, std::string> types_;
  std::map<std::string, std::string> samples_;
};

}  // namespace test
