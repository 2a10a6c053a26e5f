#include "models/scenario/decimal.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cstdlib>
#include <fmt/format.h>
#include <limits>

namespace models {
namespace {

__extension__ using Wide = __int128;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::size_t skip_digits(std::string_view text, std::size_t at) {
    while (at < text.size() && is_digit(text[at])) ++at;
    return at;
}

// Where the number at the front of the text ends; 0 if there is none.
std::size_t number_length(std::string_view text) {
    std::size_t at = 0;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    const std::size_t whole = at;
    at = skip_digits(text, at);
    std::size_t digits = at - whole;
    if (at < text.size() && text[at] == '.') {
        const std::size_t end = skip_digits(text, at + 1);
        digits += end - at - 1;
        at = end;
    }
    if (digits == 0) return 0;
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        std::size_t exponent = at + 1;
        if (exponent < text.size() && (text[exponent] == '+' || text[exponent] == '-')) ++exponent;
        const std::size_t end = skip_digits(text, exponent);
        if (end > exponent) at = end;
    }
    return at;
}

bool is_non_finite(std::string_view text) {
    std::string word;
    for (const char c : text.substr(0, text.find_first_of(" /%"))) {
        if (c != '.' && c != '+' && c != '-') {
            word += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        }
    }
    return word == "nan" || word == "inf" || word == "infinity";
}

// Where there are separators between digits, what is meant: 1,000 and 1_000 are groups of digits,
// 12,9 has a decimal comma; "" where that is not clear.
std::optional<std::string> without_separators(std::string_view text) {
    std::string joined;
    int commas = 0, underscores = 0, groups = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool between =
            i > 0 && i + 1 < text.size() && is_digit(text[i - 1]) && is_digit(text[i + 1]);
        const bool comma = between && text[i] == ',', underscore = between && text[i] == '_';
        if (!comma && !underscore) joined += text[i];
        commas += comma ? 1 : 0;
        underscores += underscore ? 1 : 0;
        groups += comma && skip_digits(text, i + 1) == i + 4 ? 1 : 0;
    }
    if (commas + underscores == 0) return {};
    if (groups == commas) return joined;
    std::string decimal(text);
    if (commas > 1 || underscores > 0 || decimal.find('.') != std::string::npos) return "";
    decimal[decimal.find(',')] = '.';
    return decimal;
}

// A number as mantissa * 10^exponent; nothing where the mantissa has more than 22 digits.
struct Exact {
    Wide mantissa = 0;
    int exponent = 0;
};

std::optional<Exact> exact(std::string_view number) {
    Exact result;
    bool negative = false;
    bool fraction = false;
    int digits = 0;
    int zeros = 0;  // trailing, not yet in the mantissa
    std::size_t at = 0;
    for (; at < number.size() && number[at] != 'e' && number[at] != 'E'; ++at) {
        const char c = number[at];
        if (c == '-') negative = true;
        if (c == '.') fraction = true;
        if (!is_digit(c)) continue;
        if (fraction) --result.exponent;
        if (c == '0') {
            ++zeros;
            continue;
        }
        for (; zeros > 0; --zeros) {
            if (digits > 0 && ++digits > 22) return {};
            result.mantissa *= 10;
        }
        if (++digits > 22) return {};
        result.mantissa = result.mantissa * 10 + (c - '0');
    }
    result.exponent += zeros;
    if (at < number.size()) {
        std::string_view text = number.substr(at + 1);
        if (text.front() == '+') text.remove_prefix(1);
        int exponent = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), exponent);
        if (error != std::errc{} || exponent > 10'000 || exponent < -10'000) return {};
        result.exponent += exponent;
    }
    if (negative) result.mantissa = -result.mantissa;
    return result;
}

}  // namespace

Parsed<Leading> split_number(std::string_view text, std::string_view expected) {
    if (is_non_finite(text)) return Complaint{fmt::format("{} is not a finite number", text)};
    const std::size_t length = number_length(text);
    if (length == 0) return Complaint{fmt::format("expected {}, got {}", expected, text)};
    std::string_view rest = text.substr(length);
    if (rest.starts_with(':')) return Complaint{fmt::format("expected {}, got {}", expected, text)};
    if (auto meant = without_separators(text)) {
        return Complaint{fmt::format("{} has separators between its digits", text), *meant};
    }
    const std::size_t sign = is_digit(text.front()) || text.front() == '.' ? 0 : 1;
    if (text[sign] == '0' && sign + 1 < length && is_digit(text[sign + 1])) {
        const std::size_t first = std::min(text.find_first_not_of('0', sign), length);
        std::string plain(text.substr(0, sign));
        if (first == length || !is_digit(text[first])) plain += '0';
        plain += text.substr(first);
        return Complaint{fmt::format("{} begins with 0, which YAML 1.1 reads as octal", text),
                         plain};
    }
    if (!rest.empty() && (rest.front() == 'x' || rest.front() == 'o') && length == 1) {
        return Complaint{fmt::format("expected a decimal number, got {}", text)};
    }
    while (!rest.empty() && rest.front() == ' ') rest.remove_prefix(1);
    return Leading{text.substr(0, length), rest};
}

Parsed<double> to_double(std::string_view number, int shift) {
    std::string text(number.substr(number.front() == '+' ? 1 : 0));
    if (shift != 0) {
        const std::size_t e = text.find_first_of("eE");
        long exponent = shift;
        if (e != std::string::npos) {
            exponent += std::clamp(std::strtol(text.c_str() + e + 1, nullptr, 10), -9999L, 9999L);
            text.erase(e);
        }
        text += fmt::format("e{}", exponent);
    }
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc::result_out_of_range) {
        return Complaint{fmt::format("{} does not fit a 64-bit floating-point number", number)};
    }
    return value == 0 ? 0.0 : value;  // -0 would print differently
}

std::optional<std::int64_t> to_integer(std::string_view number, std::int64_t factor,
                                       Rounding rounding) {
    const auto parts = exact(number);
    if (!parts) return {};
    Wide value = parts->mantissa * factor;
    if (value == 0) return 0;
    constexpr Wide kMax = std::numeric_limits<std::int64_t>::max();
    for (int i = 0; i < parts->exponent; ++i) {
        value *= 10;
        if (value > kMax || value < -kMax) return {};
    }
    Wide divisor = 1;
    for (int i = 0; i > parts->exponent && divisor <= (value < 0 ? -value : value) * 2; --i) {
        if (divisor > std::numeric_limits<Wide>::max() / 10) break;
        divisor *= 10;
    }
    const Wide remainder = value % divisor;
    if (remainder != 0 && rounding == Rounding::refused) return {};
    value /= divisor;
    if (2 * remainder >= divisor) ++value;
    if (2 * remainder <= -divisor) --value;
    if (value > kMax || value < -kMax) return {};
    return static_cast<std::int64_t>(value);
}

std::string shortest(double value) {
    std::array<char, 32> buffer{};
    const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    return {buffer.data(), result.ptr};
}

std::string shifted(std::int64_t value, int places) {
    const bool negative = value < 0;
    std::string digits = fmt::format("{}", value);
    if (negative) digits.erase(0, 1);
    const auto width = static_cast<std::size_t>(places);
    if (digits.size() <= width) digits.insert(0, width + 1 - digits.size(), '0');
    digits.insert(digits.size() - width, 1, '.');
    digits.erase(digits.find_last_not_of('0') + 1);
    if (digits.back() == '.') digits.pop_back();
    return negative ? "-" + digits : digits;
}

}  // namespace models
