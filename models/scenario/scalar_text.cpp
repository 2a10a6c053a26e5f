#include "models/scenario/scalar_text.hpp"

#include <fmt/format.h>
#include <limits>
#include <stdexcept>
#include <vector>

#include "models/scenario/decimal.hpp"
#include "models/scenario/suggest.hpp"
#include "models/scenario/units.hpp"

namespace models {
namespace {

bool is_number(Kind kind) {
    return kind == Kind::integer || kind == Kind::number;
}

// A bound in the notation of its kind.
std::string print_bound(Kind kind, double bound, const Origin& origin) {
    // Bounds of these kinds are whole; others may be beyond what an integer holds.
    const auto whole = [&] {
        return bound < 0x1p63 ? static_cast<std::int64_t>(bound)
                              : std::numeric_limits<std::int64_t>::max();
    };
    switch (kind) {
        case Kind::fraction:
            return print_fraction(bound);
        case Kind::duration:
            return print_duration(whole());
        case Kind::rate:
            return print_rate(bound);
        case Kind::money:
            return print_money(whole());
        case Kind::instant:
            return format_instant(whole(), origin);
        case Kind::scale:
            return print_scale(whole());
        case Kind::integer:
            return fmt::format("{}", whole());
        default:
            return shortest(bound);
    }
}

std::optional<Complaint> check_range(double value, std::string_view written, Kind kind,
                                     const Info& info, const Origin& origin) {
    const bool low = info.min && (info.exclusive_min ? value <= *info.min : value < *info.min);
    const bool high = info.max && (info.exclusive_max ? value >= *info.max : value > *info.max);
    if (!low && !high) return {};
    Complaint complaint{fmt::format("must be {}, got {}", range_text(kind, info, origin), written)};
    const bool forgotten_percent = kind == Kind::fraction && high && value <= 100 &&
                                   written.find('%') == std::string_view::npos &&
                                   !check_range(value / 100, written, kind, info, origin);
    if (forgotten_percent) complaint.suggestion = fmt::format("{} %", written);
    return complaint;
}

// Stores a parsed number if it lies within its bounds.
template <class T>
std::optional<Complaint> store(const Parsed<T>& parsed, std::string_view written,
                               const Scalar& value, const Info& info, const Origin& origin) {
    if (!parsed) return parsed.complaint;
    const auto number = static_cast<double>(parsed.value);
    if (auto complaint = check_range(number, written, value.kind, info, origin)) return complaint;
    value.as<T>() = parsed.value;
    return {};
}

template <class T>
std::optional<Complaint> store(const Parsed<T>& parsed, const Scalar& value) {
    if (parsed) value.as<T>() = parsed.value;
    return parsed.complaint;
}

std::optional<Complaint> read_choice(std::string_view text, const Scalar& value) {
    for (std::size_t i = 0; i < value.names.size(); ++i) {
        if (value.names[i] == text) {
            value.as<std::int64_t>() = static_cast<std::int64_t>(i);
            return {};
        }
    }
    const std::vector<std::string> names(value.names.begin(), value.names.end());
    return Complaint{fmt::format("expected {}, got {}", alternatives(value.names), text),
                     nearest(text, names)};
}

std::optional<Complaint> read_plain(std::string_view text, const Scalar& value, const Info& info,
                                    const Origin& origin) {
    const auto number = [&](const auto& parsed) {
        return store(parsed, text, value, info, origin);
    };
    switch (value.kind) {
        case Kind::integer:
            return number(parse_integer(text));
        case Kind::number:
            return number(parse_number(text));
        case Kind::fraction:
            return number(parse_fraction(text));
        case Kind::duration:
            return number(parse_duration(text, value.as<sim::Duration>()));
        case Kind::rate:
            return number(parse_rate(text));
        case Kind::money:
            return number(parse_money(text, value.as<std::int64_t>()));
        case Kind::instant:
            return number(parse_instant(text, origin));
        case Kind::scale:
            return number(parse_scale(text));
        case Kind::boolean:
            return store(parse_boolean(text), value);
        case Kind::origin:
            return store(parse_origin(text), value);
        case Kind::choice:
            return read_choice(text, value);
        case Kind::text:
        case Kind::path:
            value.as<std::string>() = text;
            return {};
        case Kind::section:
            break;
    }
    throw std::logic_error("a section is no scalar");
}

}  // namespace

std::string_view kind_name(Kind kind) {
    switch (kind) {
        case Kind::section:
            return "section";
        case Kind::integer:
            return "integer";
        case Kind::number:
            return "number";
        case Kind::fraction:
            return "fraction";
        case Kind::duration:
            return "duration";
        case Kind::rate:
            return "rate";
        case Kind::money:
            return "money";
        case Kind::instant:
            return "instant";
        case Kind::boolean:
            return "boolean";
        case Kind::choice:
            return "choice";
        case Kind::text:
            return "text";
        case Kind::scale:
            return "scale";
        case Kind::path:
            return "path";
        case Kind::origin:
            return "origin";
    }
    throw std::logic_error("a section is no scalar");
}

std::string_view kind_expected(Kind kind) {
    switch (kind) {
        case Kind::section:
            return "a section";
        case Kind::integer:
            return "a whole number";
        case Kind::number:
            return "a number";
        case Kind::fraction:
            return "a fraction such as 0.075 or 7.5 %";
        case Kind::duration:
            return "a duration such as 30 min";
        case Kind::rate:
            return "a rate such as 544000/s";
        case Kind::money:
            return "an amount such as 208 CNY";
        case Kind::instant:
            return "an instant such as 2019-11-11T00:00+08:00";
        case Kind::boolean:
            return "true or false";
        case Kind::choice:
            return "a name";
        case Kind::text:
            return "a text";
        case Kind::scale:
            return "a scale such as 1/100";
        case Kind::path:
            return "the name of a file";
        case Kind::origin:
            return "an instant such as 2019-11-11T00:00+08:00";
    }
    throw std::logic_error("a section is no scalar");
}

std::string range_text(Kind kind, const Info& info, const Origin& origin) {
    const auto bound = [&](double value) { return print_bound(kind, value, origin); };
    const std::string min = info.min ? bound(*info.min) : "";
    const std::string max = info.max ? bound(*info.max) : "";
    if (info.min && info.max && !info.exclusive_min && !info.exclusive_max) {
        return fmt::format("between {} and {}", min, max);
    }
    std::string text;
    if (info.min) text += (info.exclusive_min ? "more than " : "at least ") + min;
    if (info.min && info.max) text += " and ";
    if (info.max) text += (info.exclusive_max ? "less than " : "at most ") + max;
    return text;
}

std::optional<Complaint> read_scalar(const Node& node, const Scalar& value, const Info& info,
                                     const Origin& origin) {
    const bool free_text = value.kind == Kind::text || value.kind == Kind::path;
    constexpr std::size_t kLongestText = 1000;
    if (free_text && node.text.size() > kLongestText) {
        return Complaint{fmt::format("longer than {} bytes", kLongestText)};
    }
    constexpr std::size_t kLongest = 100;  // of a value that is no free text
    if (!free_text && (node.text.empty() || node.text.size() > kLongest ||
                       node.text.find('\n') != std::string::npos)) {
        return Complaint{fmt::format("expected {}, got a text of {} characters",
                                     kind_expected(value.kind), node.text.size())};
    }
    if (node.quoted && (is_number(value.kind) || value.kind == Kind::boolean)) {
        Complaint complaint{
            fmt::format("expected {}, got a text in quotes", kind_expected(value.kind))};
        if (!read_plain(node.text, value, info, origin)) complaint.suggestion = node.text;
        return complaint;
    }
    return read_plain(node.text, value, info, origin);
}

std::string print_scalar(const Scalar& value, const Origin& origin) {
    switch (value.kind) {
        case Kind::integer:
            return fmt::format("{}", value.as<std::int64_t>());
        case Kind::number:
            return shortest(value.as<double>());
        case Kind::fraction:
            return print_fraction(value.as<double>());
        case Kind::duration:
            return print_duration(value.as<sim::Duration>());
        case Kind::rate:
            return print_rate(value.as<double>());
        case Kind::money:
            return print_money(value.as<std::int64_t>());
        case Kind::instant:
            return format_instant(value.as<sim::Time>(), origin);
        case Kind::scale:
            return print_scale(value.as<std::int64_t>());
        case Kind::boolean:
            return value.as<bool>() ? "true" : "false";
        case Kind::origin:
            return format_instant(0, value.as<Origin>());
        case Kind::choice:
            return std::string(value.names[static_cast<std::size_t>(value.as<std::int64_t>())]);
        case Kind::text:
        case Kind::path:
            return value.as<std::string>();
        case Kind::section:
            break;
    }
    throw std::logic_error("a section is no scalar");
}

std::string alternatives(std::span<const std::string_view> names) {
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i) {
        text += i == 0 ? "" : i + 1 == names.size() ? " or " : ", ";
        text += names[i];
    }
    return text;
}

}  // namespace models
