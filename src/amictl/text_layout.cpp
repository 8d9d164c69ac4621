#include "amictl/text_layout.hpp"

#include <algorithm>
#include <utility>

namespace amictl {

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (word.empty()) {
      continue;
    }
    if (!lines.empty() && lines.back().size() + 1 + word.size() <= width) {
      lines.back() += ' ';
      lines.back() += word;
    } else {
      lines.emplace_back(word);
    }
  }
  if (lines.empty()) {
    lines.emplace_back();
  }
  return lines;
}

std::vector<std::string> in_columns(const std::vector<std::vector<std::string>>& rows, std::size_t indent,
                                    std::size_t width) {
  constexpr std::size_t least = 24;  // of the last column, on a narrow terminal
  constexpr std::size_t most = 32;   // of the others: a longer cell moves what is right of it
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = row[i].size() <= most ? std::max(widths[i], row[i].size()) : widths[i];
    }
  }
  std::vector<std::string> lines;
  for (const auto& row : rows) {
    std::string head(indent, ' ');
    std::size_t left = indent;  // where the last column begins
    for (std::size_t i = 0; i + 1 < row.size(); ++i) {
      head += row[i];
      head.append(std::max(widths[i], row[i].size()) - row[i].size() + 2, ' ');
      left += widths[i] + 2;
    }
    const auto texts = wrapped(row.empty() ? std::string_view{} : row.back(),
                               std::max(least, width > left ? width - left : std::size_t{0}));
    for (std::size_t i = 0; i < texts.size(); ++i) {
      std::string line = (i == 0 ? head : std::string(left, ' ')) + texts[i];
      line.erase(line.find_last_not_of(' ') + 1);
      lines.push_back(std::move(line));
    }
  }
  return lines;
}

}  // namespace amictl
