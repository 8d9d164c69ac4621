// Text in the exposition format of Prometheus.
#pragma once

#include <ami/config.hpp>

#include <fmt/format.h>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::detail {

// The labels of one sample.
class labels {
public:
  labels() {}
  AMI_DECL labels with(std::string_view name, std::string_view value) const;
  std::string text() const { return text_.empty() ? std::string{} : "{" + text_ + "}"; }

private:
  std::string text_;
};

// One metric family after the other.
class exposition {
public:
  AMI_DECL void begin_family(std::string_view name, std::string_view type, std::string_view help);
  template <class Number>
  void sample(const labels& where, Number value, std::string_view suffix = {}) {
    add_sample(where, fmt::format("{}", value), suffix);
  }
  std::string take() { return std::move(text_); }

private:
  AMI_DECL void add_sample(const labels& where, std::string_view value, std::string_view suffix);

  std::string_view name_;
  std::string head_;
  std::string text_;
};

// Throws ami::error for what cannot be the name of the label that tells sources apart.
AMI_DECL void check_label_name(std::string_view name);
// A label for each source. Prometheus rejects a text in which two samples have the same labels.
AMI_DECL std::vector<std::string> distinct_labels(std::span<const std::string_view> wanted);

// The text of several sources, each a `Value` with labels of its own.
template <class Value>
class exposition_of : public exposition {
public:
  explicit exposition_of(const Value& value) { sources_.emplace_back(labels{}, &value); }
  // `values` have a label and a value each.
  template <class Labelled>
  exposition_of(std::span<const Labelled> values, std::string_view label_name) {
    check_label_name(label_name);
    std::vector<std::string_view> wanted;
    for (const Labelled& each : values) {
      wanted.push_back(each.label);
    }
    const std::vector<std::string> shown = distinct_labels(wanted);
    for (std::size_t i = 0; i < values.size(); ++i) {
      sources_.emplace_back(labels{}.with(label_name, shown[i]), &values[i].value);
    }
  }

  // Writes one metric family; `each` writes the samples of one source.
  template <class Each>
  void family(std::string_view name, std::string_view type, std::string_view help, Each each) {
    begin_family(name, type, help);
    for (const auto& [where, value] : sources_) {
      each(where, *value);
    }
  }
  void number(std::string_view name, std::string_view type, std::string_view help, std::uint64_t Value::*member) {
    family(name, type, help, [&](const labels& where, const Value& value) { sample(where, value.*member); });
  }

private:
  std::vector<std::pair<labels, const Value*>> sources_;
};

}  // namespace ami::detail
