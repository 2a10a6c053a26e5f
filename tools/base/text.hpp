// Pieces of the tables that commands print: numbers of a few characters, lists that wrap.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tools {

inline constexpr std::size_t kScreenWidth = 80;

// "268.4 bn", "1.292 bn", "544.0 k": four figures. Requires x >= 0.
std::string short_number(double x);

// Four figures, at most 9 characters: "-268.4 bn", "0.01234"; "-" for nothing.
std::string short_value(const std::optional<double>& x);

// The same in at most `width` characters, 8 or more, with fewer figures where it must be.
std::string short_value(const std::optional<double>& x, std::size_t width);

// The same with its sign, "+12.30 k"; "0" for 0.
std::string short_change(const std::optional<double>& x);

// "+12.3 %", "-0.0041 %"; at most 9 characters; "" for nothing.
std::string short_percent(const std::optional<double>& x);

// The name in at most `width` characters: words of metrics are abbreviated, and if that is not
// enough the middle is left out.
std::string short_name(std::string name, std::size_t width);

// The text in at most `width` characters (of UTF-8): its end is left out.
std::string shortened(const std::string& text, std::size_t width);

// "lead a, b, c\n", broken at commas where a line would exceed the screen, with an indent of 4.
std::string wrapped_list(std::string lead, const std::vector<std::string>& items);

// The text, broken at spaces where a line would exceed `width`.
std::string wrapped(const std::string& text, std::size_t width);

// The lead and the text as lines of the screen, each of which but the first begins with as many
// spaces as the lead has characters. Ends with '\n'.
std::string hanging(const std::string& lead, const std::string& text);

}  // namespace tools
