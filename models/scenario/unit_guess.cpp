#include "models/scenario/unit_guess.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <optional>
#include <span>
#include <vector>

#include "sim/kernel/time.hpp"

#include "models/scenario/decimal.hpp"
#include "models/scenario/suggest.hpp"
#include "models/scenario/units.hpp"

namespace models {
namespace {

struct Alias {
    std::string_view written;
    std::string_view meant;
};

constexpr std::array kDurationWords = std::to_array<Alias>({
    {"d", "d"},         {"day", "d"},
    {"days", "d"},      {"h", "h"},
    {"hr", "h"},        {"hrs", "h"},
    {"hour", "h"},      {"hours", "h"},
    {"min", "min"},     {"m", "min"},
    {"mins", "min"},    {"minute", "min"},
    {"minutes", "min"}, {"s", "s"},
    {"sec", "s"},       {"secs", "s"},
    {"second", "s"},    {"seconds", "s"},
    {"ms", "ms"},       {"msec", "ms"},
    {"millis", "ms"},   {"milliseconds", "ms"},
    {"us", "us"},       {"µs", "us"},
    {"usec", "us"},     {"microseconds", "us"},
    {"ns", "ns"},       {"nanoseconds", "ns"},
});

constexpr std::array kMoneyWords = std::to_array<Alias>({
    {"", "CNY"},
    {"cny", "CNY"},
    {"rmb", "CNY"},
    {"yuan", "CNY"},
    {"元", "CNY"},
    {"thousand cny", "thousand CNY"},
    {"k cny", "thousand CNY"},
    {"million cny", "million CNY"},
    {"m cny", "million CNY"},
    {"mn cny", "million CNY"},
    {"million", "million CNY"},
    {"million rmb", "million CNY"},
    {"bn cny", "bn CNY"},
    {"bn", "bn CNY"},
    {"billion", "bn CNY"},
    {"billion cny", "bn CNY"},
    {"b cny", "bn CNY"},
    {"bn rmb", "bn CNY"},
    {"billion rmb", "bn CNY"},
});

// Of what people count by time.
constexpr std::array<std::string_view, 12> kCounted = {
    "",          "per",        "order",  "orders",  "payment", "payments",
    "check-out", "check-outs", "parcel", "parcels", "request", "requests"};

struct Multiplier {
    std::string_view written;  // the case tells million from milli
    int zeros;
};
constexpr std::array<Multiplier, 12> kMultipliers{{{"k", 3},
                                                   {"K", 3},
                                                   {"thousand", 3},
                                                   {"M", 6},
                                                   {"mn", 6},
                                                   {"million", 6},
                                                   {"bn", 9},
                                                   {"billion", 9},
                                                   {"万", 4},
                                                   {"万元", 4},
                                                   {"亿", 8},
                                                   {"亿元", 8}}};

// A slip in a word of some length. Units of different size that differ by a letter or two begin
// with different ones (million, billion), or have another length (seconds, milliseconds).
bool is_slip(std::string_view written, std::string_view name) {
    constexpr std::size_t kLongEnough = 5;
    const std::size_t longer = std::max(written.size(), name.size());
    const std::size_t shorter = std::min(written.size(), name.size());
    if (shorter < kLongEnough || longer - shorter > 1 || written[0] != name[0]) return false;
    // The currency is no part of a slip: JPY is not CNY.
    const std::size_t blank = name.find(' ');
    if (blank != std::string_view::npos && !written.ends_with(name.substr(blank))) return false;
    const std::size_t slip = shorter / 5;
    return edit_distance(written, name, slip + 1) <= slip;
}

std::string_view meant_unit(std::span<const Alias> aliases, std::string_view written) {
    const std::string word = lower_case(written);
    for (const Alias& alias : aliases) {
        if (alias.written == word) return alias.meant;
    }
    for (const Alias& alias : aliases) {
        if (is_slip(word, alias.written)) return alias.meant;
    }
    return {};
}

std::optional<int> zeros_of(std::string_view written) {
    const auto it = std::find_if(kMultipliers.begin(), kMultipliers.end(),
                                 [&](const Multiplier& m) { return m.written == written; });
    if (it == kMultipliers.end()) return {};
    return it->zeros;
}

// number * 10^zeros, in digits where it is whole; "" where it is beyond what there is.
std::string times_ten_to(std::string_view number, int zeros) {
    std::int64_t factor = 1;
    for (int i = 0; i < zeros; ++i) factor *= 10;
    if (const auto whole = to_integer(number, factor, Rounding::refused)) {
        return fmt::format("{}", *whole);
    }
    const auto value = to_double(number, zeros);
    return value ? shortest(value.value) : "";
}

std::string_view trimmed(std::string_view text, std::string_view what) {
    const std::size_t begin = text.find_first_not_of(what);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(what) - begin + 1);
}

// 0:01:30, hours, minutes and seconds.
std::optional<sim::Duration> clock_parts(std::string_view text) {
    std::vector<std::string_view> parts;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(':', begin), text.size());
        parts.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    if (parts.size() != 3) return {};
    sim::Duration total = 0;
    for (const std::string_view part : parts) {
        const bool fits = !part.empty() && part.size() <= 2 &&
                          part.find_first_not_of("0123456789") == std::string_view::npos;
        if (!fits) return {};
        const int digits = part.size() == 1 ? part[0] - '0' : 10 * (part[0] - '0') + part[1] - '0';
        total = total * 60 + digits;
    }
    return total * sim::kSecond;
}

}  // namespace

std::string guess_duration(std::string_view number, std::string_view rest, std::string_view usual) {
    const std::string_view unit = rest.empty() ? usual : meant_unit(kDurationWords, rest);
    return unit.empty() ? "" : fmt::format("{} {}", number, unit);
}

std::string guess_parts(std::string_view text) {
    if (const auto clock = clock_parts(text)) return print_duration(*clock);
    constexpr std::string_view kDigits = "0123456789.";
    sim::Duration total = 0;
    int parts = 0;
    for (std::string_view rest = trimmed(text, " "); !rest.empty(); ++parts) {
        const std::size_t unit = std::min(rest.find_first_not_of(kDigits), rest.size());
        const std::size_t end = std::min(rest.find_first_of(kDigits, unit), rest.size());
        const std::string_view meant =
            meant_unit(kDurationWords, trimmed(rest.substr(unit, end - unit), " "));
        if (unit == 0 || meant.empty()) return "";
        const auto number = split_number(rest.substr(0, unit), "");
        if (!number || !number.value.rest.empty()) return "";
        const sim::Duration size = parse_duration(fmt::format("1 {}", meant)).value;
        const auto part = to_integer(number.value.number, size, Rounding::nearest);
        if (!part || *part > 1000 * sim::kDay) return "";
        total += *part;
        rest.remove_prefix(end);
    }
    return parts < 2 || parts > 7 ? "" : print_duration(total);
}

std::string guess_rate(std::string_view number, std::string_view rest) {
    const std::string word = lower_case(rest);
    if (word == "hz" || word == "tps" || word == "qps") return fmt::format("{}/s", number);
    // `orders/s`, `/sec` and `s` all show which time is meant.
    const std::size_t slash = rest.find_last_of("/ ");
    const std::size_t time = slash == std::string_view::npos ? 0 : slash + 1;
    const std::string_view unit =
        time == rest.size() ? "s" : meant_unit(kDurationWords, rest.substr(time));
    if (unit != "s" && unit != "min" && unit != "h" && unit != "d") return "";
    const std::string_view counted = trimmed(rest.substr(0, time), "/ ");
    if (const auto zeros = zeros_of(counted)) {
        const std::string scaled = times_ten_to(number, *zeros);
        return scaled.empty() ? "" : fmt::format("{}/{}", scaled, unit);
    }
    if (std::find(kCounted.begin(), kCounted.end(), lower_case(counted)) == kCounted.end())
        return "";
    return fmt::format("{}/{}", number, unit);
}

std::string guess_money(std::string_view number, std::string_view rest) {
    if (const std::string_view unit = meant_unit(kMoneyWords, rest); !unit.empty()) {
        return fmt::format("{} {}", number, unit);
    }
    const auto zeros = zeros_of(rest);
    const std::string cny = zeros ? times_ten_to(number, *zeros) : "";
    const auto fen = parse_money(cny + " CNY");
    return fen ? print_money(fen.value) : "";
}

std::string guess_fraction(std::string_view number, std::string_view rest) {
    for (const std::string_view percent : {"percent", "per cent", "pct", "pc", "%%", "％"}) {
        if (lower_case(rest) == percent) return fmt::format("{} %", number);
    }
    return is_slip(lower_case(rest), "percent") ? fmt::format("{} %", number) : "";
}

std::string guess_number(std::string_view number, std::string_view rest) {
    if (const auto zeros = zeros_of(rest)) return times_ten_to(number, *zeros);
    // Blanks between groups of three digits.
    const bool whole = number.find_first_of(".eE") == std::string_view::npos;
    std::string joined(number);
    if (!whole || rest.empty() || number.size() > 4) return "";
    for (std::size_t i = 0; i < rest.size(); ++i) {
        const bool blank = i % 4 == 3;
        if (blank != (rest[i] == ' ')) return "";
        if (!blank && (rest[i] < '0' || rest[i] > '9')) return "";
        if (!blank) joined += rest[i];
    }
    return rest.size() % 4 == 3 ? joined : "";
}

}  // namespace models
