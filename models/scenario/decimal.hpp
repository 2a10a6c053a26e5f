// Decimal numbers in text, read exactly: 0.1 of an hour is 360 s and not a nanosecond less.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "models/scenario/parsed.hpp"

namespace models {

// The number at the front of a text, and what follows it.
struct Leading {
    std::string_view number;  // [sign] digits [. digits] [e [sign] digits]; valid as a double
    std::string_view rest;    // without the blanks between
};

// Complains of what is not a decimal number (`expected` completes the sentence: "a rate such as
// 5/s"), of .nan and .inf, of a leading zero (octal in YAML) and of grouped digits.
Parsed<Leading> split_number(std::string_view text, std::string_view expected);

// The nearest double to number * 10^shift.
Parsed<double> to_double(std::string_view number, int shift = 0);

enum class Rounding { refused, nearest };

// number * factor as an integer, computed exactly. Nothing where it does not fit 64 bits or, unless
// rounding is allowed, is not whole. Requires a number as split_number gives it, 0 < factor <=
// 1e15.
std::optional<std::int64_t> to_integer(std::string_view number, std::int64_t factor,
                                       Rounding rounding);

// The shortest text that reads back as the same double.
std::string shortest(double value);

// value / 10^places, exactly, without trailing zeros.
std::string shifted(std::int64_t value, int places);

}  // namespace models
