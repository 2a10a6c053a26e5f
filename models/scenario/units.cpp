#include "models/scenario/units.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <span>

#include "models/scenario/decimal.hpp"
#include "models/scenario/suggest.hpp"
#include "models/scenario/unit_guess.hpp"

namespace models {
namespace {

struct Unit {
    std::string_view name;
    std::int64_t size;
};

constexpr std::array<Unit, 7> kDurations{{{"d", sim::kDay},
                                          {"h", sim::kHour},
                                          {"min", sim::kMinute},
                                          {"s", sim::kSecond},
                                          {"ms", sim::kMillisecond},
                                          {"us", sim::kMicrosecond},
                                          {"ns", sim::kNanosecond}}};
constexpr std::array<Unit, 4> kPer{{{"/s", 1}, {"/min", 60}, {"/h", 3'600}, {"/d", 86'400}}};
constexpr std::int64_t kFen = 100;  // in one CNY
constexpr std::array<Unit, 4> kMoney{{{"CNY", kFen},
                                      {"thousand CNY", 1'000 * kFen},
                                      {"million CNY", 1'000'000 * kFen},
                                      {"bn CNY", 1'000'000'000 * kFen}}};

// Collapses runs of blanks, so that `16  bn CNY` is `16 bn CNY`.
std::string squeezed(std::string_view text) {
    std::string result;
    for (const char c : text) {
        if (c != ' ' || (!result.empty() && result.back() != ' ')) result += c;
    }
    return result;
}

const Unit* find_unit(std::span<const Unit> units, std::string_view name) {
    const auto it = std::find_if(units.begin(), units.end(),
                                 [&](const Unit& unit) { return unit.name == name; });
    return it == units.end() ? nullptr : &*it;
}

// The unit in which the number is nearest to `usual`, by ratio.
std::string_view nearest_unit(std::span<const Unit> units, std::string_view number,
                              std::int64_t usual, std::string_view otherwise) {
    const auto x = to_double(number);
    if (usual == 0 || !x || x.value == 0) return otherwise;
    const auto distance = [&](const Unit& unit) {
        const double ratio =
            std::abs(x.value * static_cast<double>(unit.size) / static_cast<double>(usual));
        return std::max(ratio, 1 / ratio);
    };
    return std::min_element(units.begin(), units.end(),
                            [&](const Unit& a, const Unit& b) { return distance(a) < distance(b); })
        ->name;
}

std::string names(std::span<const Unit> units) {
    std::string text;
    for (std::size_t i = 0; i < units.size(); ++i) {
        text += i == 0 ? "" : i + 1 == units.size() ? " or " : ", ";
        text += units[i].name;
    }
    return text;
}

Complaint unit_complaint(std::string_view noun, std::string_view written,
                         std::span<const Unit> units, std::string suggestion) {
    if (written.empty()) {
        return {fmt::format("{} needs a unit: {}", noun, names(units)), std::move(suggestion)};
    }
    return {fmt::format("{} is no unit of {}: {}", written, noun, names(units)),
            std::move(suggestion)};
}

// A number that takes no unit.
Parsed<std::string_view> bare_number(std::string_view text, std::string_view noun) {
    const auto parts = split_number(text, noun);
    if (!parts) return *parts.complaint;
    if (!parts.value.rest.empty()) {
        return Complaint{fmt::format("expected {} without a unit, got {}", noun, text),
                         guess_number(parts.value.number, parts.value.rest)};
    }
    return parts.value.number;
}

}  // namespace

Parsed<std::int64_t> parse_integer(std::string_view text) {
    const auto number = bare_number(text, "a whole number");
    if (!number) return *number.complaint;
    if (const auto value = to_integer(number.value, 1, Rounding::refused)) return *value;
    if (to_integer(number.value, 1, Rounding::nearest)) {
        return Complaint{fmt::format("expected a whole number, got {}", text)};
    }
    return Complaint{fmt::format("{} does not fit a 64-bit integer", text)};
}

Parsed<double> parse_number(std::string_view text) {
    const auto parts = split_number(text, "a number");
    if (!parts) return *parts.complaint;
    if (parts.value.rest.empty()) return to_double(parts.value.number);
    const auto [number, rest] = parts.value;
    const auto percent = to_double(number, -2);
    return Complaint{fmt::format("expected a number without a unit, got {}", text),
                     rest == "%" && percent ? shortest(percent.value) : guess_number(number, rest)};
}

Parsed<double> parse_fraction(std::string_view text) {
    const auto parts = split_number(text, "a fraction such as 0.075 or 7.5 %");
    if (!parts) return *parts.complaint;
    if (parts.value.rest.empty()) return to_double(parts.value.number);
    if (parts.value.rest == "%") return to_double(parts.value.number, -2);
    return Complaint{fmt::format("{} is no unit of a fraction: % or none", parts.value.rest),
                     guess_fraction(parts.value.number, parts.value.rest)};
}

Parsed<sim::Duration> parse_duration(std::string_view text, sim::Duration usual) {
    const auto parts = split_number(text, "a duration such as 30 min");
    const Unit* unit = parts ? find_unit(kDurations, parts.value.rest) : nullptr;
    if (std::string whole = unit ? "" : guess_parts(text); !whole.empty()) {
        return Complaint{fmt::format("a duration is one number and one unit, got {}", text), whole};
    }
    if (!parts) return *parts.complaint;
    const auto [number, rest] = parts.value;
    if (!unit) {
        const std::string_view meant = nearest_unit(kDurations, number, usual, "s");
        return unit_complaint("a duration", rest, kDurations, guess_duration(number, rest, meant));
    }
    if (const auto value = to_integer(number, unit->size, Rounding::nearest)) return *value;
    return Complaint{fmt::format("{} is beyond 292 years", text)};
}

Parsed<double> parse_rate(std::string_view text) {
    const auto parts = split_number(text, "a rate such as 544000/s");
    if (!parts) return *parts.complaint;
    const auto [number, rest] = parts.value;
    std::string unit_text = squeezed(rest);
    if (unit_text.starts_with("/ ")) unit_text.erase(1, 1);
    const Unit* unit = find_unit(kPer, unit_text);
    if (!unit) {
        return unit_complaint("a rate", rest, kPer, guess_rate(number, unit_text));
    }
    const auto value = to_double(number);
    if (!value) return *value.complaint;
    return value.value / static_cast<double>(unit->size);
}

Parsed<std::int64_t> parse_money(std::string_view text, std::int64_t usual) {
    std::string_view digits = text;
    for (const std::string_view sign : {"¥", "￥"}) {
        if (digits.starts_with(sign)) digits.remove_prefix(sign.size());
    }
    const auto parts = split_number(digits, "an amount such as 208 CNY");
    if (!parts) return *parts.complaint;
    const auto [number, rest] = parts.value;
    const std::string unit_text = squeezed(rest);
    const Unit* unit = find_unit(kMoney, unit_text);
    if (!unit || digits != text) {
        const auto written = digits == text ? rest : text.substr(0, text.size() - digits.size());
        return unit_complaint(
            "an amount of money", written, kMoney,
            unit_text.empty() && usual >= kMoney[2].size
                ? fmt::format("{} {}", number, nearest_unit(kMoney, number, usual, "CNY"))
                : guess_money(number, unit_text));
    }
    if (const auto value = to_integer(number, unit->size, Rounding::refused)) return *value;
    if (to_integer(number, unit->size, Rounding::nearest)) {
        return Complaint{fmt::format("{} is finer than one fen, 0.01 CNY", text)};
    }
    return Complaint{fmt::format("{} does not fit a 64-bit count of fen", text)};
}

Parsed<std::int64_t> parse_scale(std::string_view text) {
    const auto parts = split_number(text, "a scale such as 1/100");
    if (!parts) return *parts.complaint;
    const auto [number, rest] = parts.value;
    if (number == "1" && rest.empty()) return 1;
    if (rest.starts_with("/")) {
        std::string_view below = rest.substr(1);
        while (below.starts_with(" ")) below.remove_prefix(1);
        const auto k = parse_integer(below);
        if (number == "1" && k && k.value > 0) return k.value;
    }
    Complaint complaint{fmt::format("expected 1/k with a whole k, got {}", text)};
    const auto value = to_double(number);
    if (value && (rest.empty() || rest == "%")) {
        // Who writes 100 means one in a hundred.
        const double k =
            value.value > 1 && rest.empty() ? value.value : (rest.empty() ? 1 : 100) / value.value;
        if (k >= 1 && k < 1e15) complaint.suggestion = print_scale(std::llround(k));
    }
    return complaint;
}

Parsed<bool> parse_boolean(std::string_view text) {
    if (text == "true") return true;
    if (text == "false") return false;
    const std::string word = lower_case(text);
    std::string suggestion;
    for (const std::string_view yes : {"true", "yes", "y", "on", "1", "enabled"}) {
        if (word == yes) suggestion = "true";
    }
    for (const std::string_view no : {"false", "no", "n", "off", "0", "disabled"}) {
        if (word == no) suggestion = "false";
    }
    return Complaint{fmt::format("expected true or false, got {}", text), suggestion};
}

std::string print_fraction(double value) {
    // Moves the point of the shortest text by two places, so that the percentage reads back
    // exactly.
    std::string digits = shortest(value);
    const std::size_t e = digits.find('e');
    if (e != std::string::npos) {
        const int exponent = std::stoi(digits.substr(e + 1)) + 2;
        return fmt::format("{}e{} %", digits.substr(0, e), exponent);
    }
    const bool negative = digits.front() == '-';
    if (negative) digits.erase(0, 1);
    std::size_t point = digits.find('.');
    if (point == std::string::npos) {
        point = digits.size();
    } else {
        digits.erase(point, 1);
    }
    if (digits.size() < point + 2) digits.append(point + 2 - digits.size(), '0');
    if (digits.size() > point + 2) digits.insert(point + 2, 1, '.');
    digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
    if (digits.empty() || digits.front() == '.') digits.insert(0, 1, '0');
    return fmt::format("{}{} %", negative ? "-" : "", digits);
}

std::string print_rate(double value) {
    return shortest(value) + "/s";
}

std::string print_scale(std::int64_t k) {
    return k == 1 ? "1" : fmt::format("1/{}", k);
}

std::string print_money(std::int64_t fen) {
    // In bn or million only where no more than three decimals are left.
    constexpr std::int64_t kMillion = 1'000'000 * kFen;
    const bool bn = fen % kMillion == 0 && (fen >= 1'000 * kMillion || fen <= -1'000 * kMillion);
    if (bn) return shifted(fen, 11) + " bn CNY";
    const bool million = fen % (kMillion / 1'000) == 0 && (fen >= kMillion || fen <= -kMillion);
    if (million) return shifted(fen, 8) + " million CNY";
    return shifted(fen, 2) + " CNY";
}

std::string print_duration(sim::Duration value) {
    const Unit* unit = value == 0
                           ? find_unit(kDurations, "s")
                           : &*std::find_if(kDurations.begin(), kDurations.end(),
                                            [&](const Unit& u) { return value % u.size == 0; });
    return fmt::format("{} {}", value / unit->size, unit->name);
}

}  // namespace models
