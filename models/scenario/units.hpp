// Quantities with units: text to value and back.
//
// Printing is canonical and exact: what is printed parses back to the same bits, and prints the
// same again. Integers are read exactly; durations are rounded to the nearest nanosecond, money
// must be whole fen. Nothing here knows bounds.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sim/kernel/time.hpp"

#include "models/scenario/parsed.hpp"

namespace models {

Parsed<std::int64_t> parse_integer(std::string_view text);  // 8; 1e6 and 12.0 are whole
Parsed<double> parse_number(std::string_view text);         // 0.25, -3, 1e-4
Parsed<double> parse_fraction(std::string_view text);       // 0.075 or 7.5 %
Parsed<double> parse_rate(std::string_view text);           // 544000/s, /min, /h, /d; per second
Parsed<std::int64_t> parse_scale(std::string_view text);    // 1/k or 1; gives k
Parsed<bool> parse_boolean(std::string_view text);          // true or false, nothing else

// 208 CNY, 16 bn CNY (also thousand, million); gives fen. Where the unit is missing, that is
// suggested in which the number is nearest to `usual`; CNY for 0.
Parsed<std::int64_t> parse_money(std::string_view text, std::int64_t usual = 0);

// 30 min; ns, us, ms, s, min, h, d. Where the unit is missing, likewise; s for 0.
Parsed<sim::Duration> parse_duration(std::string_view text, sim::Duration usual = 0);

std::string print_fraction(double value);         // 7.5 %
std::string print_rate(double value);             // 544000/s
std::string print_scale(std::int64_t k);          // 1/100
std::string print_money(std::int64_t fen);        // 208.5 CNY, 268.4 bn CNY
std::string print_duration(sim::Duration value);  // in the largest unit that divides it

}  // namespace models
