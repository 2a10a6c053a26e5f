// The tables that runs write, read back: fields without quotes, numbers in shortest form.
#pragma once

#include <charconv>
#include <cmath>
#include <optional>
#include <string_view>
#include <system_error>
#include <vector>

namespace tools {

// The fields of a line, empty ones included; they hold as long as the line.
std::vector<std::string_view> split_csv(std::string_view line);

// Nothing if the field is not wholly a finite number of that type.
template <class T>
std::optional<T> csv_number(std::string_view field) {
    T x{};
    const char* end = field.data() + field.size();
    const auto [stop, error] = std::from_chars(field.data(), end, x);
    if (error != std::errc{} || stop != end) return {};
    if (!std::isfinite(static_cast<double>(x))) return {};
    return x;
}

}  // namespace tools
