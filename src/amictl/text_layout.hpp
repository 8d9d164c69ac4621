// Text for people in lines of a given width.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace amictl {

/// The text in lines that are broken at spaces.
/// @param width the columns of a line; a longer word stands alone.
std::vector<std::string> wrapped(std::string_view text, std::size_t width);

/// A table without lines: each column as wide as its widest cell, two spaces between them, the last one wrapped.
/// @param indent the spaces before the first column.
/// @param width the columns that a line may have.
std::vector<std::string> in_columns(const std::vector<std::vector<std::string>>& rows, std::size_t indent,
                                    std::size_t width);

}  // namespace amictl
