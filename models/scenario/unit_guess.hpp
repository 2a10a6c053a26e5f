// What people write where a quantity belongs, and how the reader would have it.
//
// Each returns the quantity as it would be written, for "did you mean ...?", or "" where that is
// not clear: a guess may be missing, but it is never off by a factor. `number` is as split_number
// gives it, `rest` what follows it.
#pragma once

#include <string>
#include <string_view>

namespace models {

// "30 minutes", "30 secnds", with nothing in `rest` the `usual` unit.
std::string guess_duration(std::string_view number, std::string_view rest, std::string_view usual);

// "1 min 30 s", "1h30m" and "00:01:30" are all 90 s.
std::string guess_parts(std::string_view text);

// "5 orders/sec", "544k/s", "544000 Hz".
std::string guess_rate(std::string_view number, std::string_view rest);

// "16 billion", "16 bilion CNY", "2684亿元".
std::string guess_money(std::string_view number, std::string_view rest);

// "10 percent".
std::string guess_fraction(std::string_view number, std::string_view rest);

// "100 000", "544k", "54.4万".
std::string guess_number(std::string_view number, std::string_view rest);

}  // namespace models
