#include "models/scenario/calendar.hpp"

#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <optional>

namespace models {
namespace {

constexpr std::int64_t kSecondsADay = 86'400;

struct Point {
    std::int64_t utc_s = 0;
    std::int64_t ns = 0;  // within the second
    int offset_min = 0;
};

// Takes fixed patterns off the front of a text.
class Scanner {
  public:
    explicit Scanner(std::string_view text) : rest_(text) {}

    bool take(char c) {
        if (rest_.empty() || rest_.front() != c) return false;
        rest_.remove_prefix(1);
        return true;
    }

    // Exactly `width` digits.
    std::optional<int> digits(std::size_t width) {
        if (rest_.size() < width) return {};
        int value = 0;
        for (const char c : rest_.substr(0, width)) {
            if (c < '0' || c > '9') return {};
            value = 10 * value + (c - '0');
        }
        rest_.remove_prefix(width);
        return value;
    }

    // Digits after a decimal point, at most nine, as billionths.
    std::optional<std::int64_t> billionths() {
        std::int64_t value = 0;
        std::int64_t weight = 100'000'000;
        bool any = false;
        while (!rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9' && weight > 0) {
            value += weight * (rest_.front() - '0');
            weight /= 10;
            any = true;
            rest_.remove_prefix(1);
        }
        if (!any) return {};
        return value;
    }

    bool done() const { return rest_.empty(); }

  private:
    std::string_view rest_;
};

Complaint not_an_instant(std::string_view text) {
    return {fmt::format("expected an instant such as 2019-11-11T00:00+08:00, got {}", text)};
}

std::optional<int> scan_offset(Scanner& scan) {
    if (scan.take('Z')) return 0;
    const int sign = scan.take('-') ? -1 : 1;
    if (sign > 0 && !scan.take('+')) return {};
    const auto hours = scan.digits(2);
    if (!hours || !scan.take(':')) return {};
    const auto minutes = scan.digits(2);
    if (!minutes || *hours > 14 || *minutes > 59) return {};
    return sign * (*hours * 60 + *minutes);
}

Parsed<Point> parse_point(std::string_view text) {
    Scanner scan(text);
    const auto year = scan.digits(4);
    if (!year || !scan.take('-')) return not_an_instant(text);
    const auto month = scan.digits(2);
    if (!month || !scan.take('-')) return not_an_instant(text);
    const auto day = scan.digits(2);
    if (!day || !scan.take('T')) return not_an_instant(text);
    const auto hour = scan.digits(2);
    if (!hour || !scan.take(':')) return not_an_instant(text);
    const auto minute = scan.digits(2);
    if (!minute) return not_an_instant(text);
    int second = 0;
    std::int64_t ns = 0;
    if (scan.take(':')) {
        const auto s = scan.digits(2);
        if (!s) return not_an_instant(text);
        second = *s;
        if (scan.take('.')) {
            const auto fraction = scan.billionths();
            if (!fraction) return not_an_instant(text);
            ns = *fraction;
        }
    }
    const auto offset = scan_offset(scan);
    if (!offset || !scan.done()) return not_an_instant(text);

    using namespace std::chrono;
    const year_month_day date{std::chrono::year{*year},
                              std::chrono::month{static_cast<unsigned>(*month)},
                              std::chrono::day{static_cast<unsigned>(*day)}};
    if (!date.ok()) return Complaint{fmt::format("{} is not a date", text.substr(0, 10))};
    if (*year < 1900 || *year > 2200) {
        return Complaint{fmt::format("the year must be between 1900 and 2200, got {}", *year)};
    }
    const bool midnight = *hour == 24 && *minute == 0 && second == 0 && ns == 0;
    if ((*hour > 23 && !midnight) || *minute > 59 || second > 59) {
        return Complaint{fmt::format("{} is not a time of day", text.substr(11))};
    }
    const std::int64_t days = sys_days{date}.time_since_epoch().count();
    const std::int64_t local =
        days * kSecondsADay + std::int64_t{*hour} * 3600 + std::int64_t{*minute} * 60 + second;
    return Point{local - std::int64_t{*offset} * 60, ns, *offset};
}

std::string format_offset(int offset_min) {
    const int size = offset_min < 0 ? -offset_min : offset_min;
    return fmt::format("{}{:02}:{:02}", offset_min < 0 ? '-' : '+', size / 60, size % 60);
}

// A spelling that people use, as ISO 8601 has it: a space or a t for the T, a date alone, UTC or
// GMT for Z, a blank before the offset, +08 and +0800 for +08:00.
std::string normal_spelling(std::string_view text) {
    std::string guess(text);
    if (guess.size() > 10 && (guess[10] == ' ' || guess[10] == 't')) guess[10] = 'T';
    if (guess.size() == 10) return guess + "T00:00";
    for (const std::string_view utc : {"UTC", "GMT", "utc", "gmt", "z"}) {
        if (guess.ends_with(utc)) guess.replace(guess.size() - utc.size(), utc.size(), "Z");
    }
    const std::size_t sign = guess.find_first_of("+-Z", std::min<std::size_t>(11, guess.size()));
    if (sign == std::string::npos) return guess;
    if (guess[sign - 1] == ' ') return guess.erase(sign - 1, 1);
    const std::size_t digits = guess.size() - sign - 1;
    if (digits == 2) guess += ":00";
    if (digits == 4 && guess.find(':', sign) == std::string::npos) guess.insert(sign + 3, ":");
    return guess;
}

// Reads the text, and where it is no instant tries what people write instead.
Parsed<Point> parse_or_suggest(std::string_view text, int offset_min) {
    Parsed<Point> parsed = parse_point(text);
    if (parsed) return parsed;
    std::string guess = normal_spelling(text);
    if (!parse_point(guess)) {
        guess += format_offset(offset_min);
        const bool only_offset_missing =
            guess.compare(0, text.size(), text) == 0 && text.size() > 10;
        if (parse_point(guess) && only_offset_missing) {
            parsed.complaint->message = fmt::format("{} has no offset from UTC", text);
        }
    }
    if (parse_point(guess)) parsed.complaint->suggestion = guess;
    return parsed;
}

}  // namespace

Parsed<Origin> parse_origin(std::string_view text) {
    const Parsed<Point> point = parse_or_suggest(text, Origin{}.offset_min);
    if (!point) return *point.complaint;
    if (point.value.ns != 0) {
        return Complaint{fmt::format("an origin must be a whole second, got {}", text)};
    }
    return Origin{point.value.utc_s, point.value.offset_min};
}

Parsed<sim::Time> parse_instant(std::string_view text, const Origin& origin) {
    const Parsed<Point> point = parse_or_suggest(text, origin.offset_min);
    if (!point) return *point.complaint;
    // 64-bit nanoseconds reach 292 years; the calendar here spans 300.
    const std::int64_t seconds = point.value.utc_s - origin.utc_s;
    constexpr std::int64_t kReach = 290LL * 365 * kSecondsADay;
    if (seconds > kReach || seconds < -kReach) {
        return Complaint{fmt::format("{} is too far from the origin", text)};
    }
    return seconds * sim::kSecond + point.value.ns;
}

std::optional<sim::Duration> parse_clock(std::string_view text) {
    Scanner scan(text);
    const auto hour = scan.digits(2);
    if (!hour || !scan.take(':')) return {};
    const auto minute = scan.digits(2);
    if (!minute) return {};
    std::optional<int> second = 0;
    if (scan.take(':')) second = scan.digits(2);
    if (!second || !scan.done() || *minute > 59 || *second > 59) return {};
    const sim::Duration t = *hour * sim::kHour + *minute * sim::kMinute + *second * sim::kSecond;
    if (t > sim::kDay) return {};
    return t;
}

std::string format_instant(sim::Time t, const Origin& origin, Seconds seconds) {
    std::int64_t since = t / sim::kSecond;
    std::int64_t ns = t % sim::kSecond;
    if (ns < 0) {
        ns += sim::kSecond;
        --since;
    }
    using namespace std::chrono;
    const sys_seconds local{
        std::chrono::seconds{origin.utc_s + since + std::int64_t{origin.offset_min} * 60}};
    const auto day = floor<days>(local);
    const year_month_day date{day};
    const hh_mm_ss clock{local - day};
    std::string text =
        fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}", static_cast<int>(date.year()),
                    static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                    clock.hours().count(), clock.minutes().count());
    if (seconds == Seconds::always || clock.seconds().count() != 0 || ns != 0) {
        text += fmt::format(":{:02}", clock.seconds().count());
    }
    if (ns != 0) {
        text += fmt::format(".{:09}", ns);
        text.erase(text.find_last_not_of('0') + 1);
    }
    return text + format_offset(origin.offset_min);
}

}  // namespace models
