#include "models/scenario/units.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <cstring>
#include <random>
#include <string>

#include "models/scenario/decimal.hpp"

using namespace models;

namespace {

template <class T>
std::string complaint(const Parsed<T>& parsed) {
    if (parsed) return "";
    const Complaint& c = *parsed.complaint;
    return c.suggestion.empty() ? c.message : c.message + " -> " + c.suggestion;
}

// A double with any bit pattern that is finite and not negative zero.
double any_double(std::mt19937_64& random) {
    for (;;) {
        const std::uint64_t bits = random();
        double value = 0;
        static_assert(sizeof value == sizeof bits);
        std::memcpy(&value, &bits, sizeof value);
        if (std::isnormal(value)) return value;
    }
}

}  // namespace

TEST_CASE("quantities are read exactly") {
    CHECK(parse_integer("8").value == 8);
    CHECK(parse_integer("1e6").value == 1'000'000);
    CHECK(parse_integer("12.0").value == 12);
    CHECK(parse_integer("-9223372036854775807").value == -9223372036854775807);
    CHECK(parse_number("-2.5e-3").value == -2.5e-3);
    CHECK(parse_number("+.5").value == 0.5);
    CHECK(parse_fraction("7.5 %").value == 0.075);
    CHECK(parse_fraction("7.5%").value == 0.075);
    CHECK(parse_fraction("0.075").value == 0.075);
    CHECK(parse_duration("30 min").value == 30 * sim::kMinute);
    CHECK(parse_duration("1.5 h").value == 90 * sim::kMinute);
    CHECK(parse_duration("250ms").value == 250 * sim::kMillisecond);
    CHECK(parse_duration("0.1 h").value == 360 * sim::kSecond);
    CHECK(parse_duration("2 d").value == 2 * sim::kDay);
    CHECK(parse_duration("-5 us").value == -5 * sim::kMicrosecond);
    CHECK(parse_duration("0.4 ns").value == 0);
    CHECK(parse_duration("0.5 ns").value == 1);
    CHECK(parse_duration("-0.5 ns").value == -1);
    CHECK(parse_duration("1e-300 s").value == 0);
    CHECK(parse_rate("544000/s").value == 544'000);
    CHECK(parse_rate("3600/h").value == 1);
    CHECK(parse_rate("60 / min").value == 1);
    CHECK(parse_rate("86400/d").value == 1);
    CHECK(parse_money("208 CNY").value == 208'00);
    CHECK(parse_money("0.01 CNY").value == 1);
    CHECK(parse_money("1.5e9 CNY").value == 150'000'000'000);
    CHECK(parse_money("16  bn CNY").value == 1'600'000'000'000);
    CHECK(parse_money("268.4 bn CNY").value == 26'840'000'000'000);
    CHECK(parse_money("3 thousand CNY").value == 300'000);
    CHECK(parse_scale("1").value == 1);
    CHECK(parse_scale("1/100").value == 100);
    CHECK(parse_scale("1 / 100").value == 100);
    CHECK(parse_boolean("true").value);
    CHECK_FALSE(parse_boolean("false").value);
}

TEST_CASE("what is no quantity is explained") {
    const auto [got, expected] = GENERATE(table<std::string, std::string>({
        {complaint(parse_integer("eight")), "expected a whole number, got eight"},
        {complaint(parse_integer("1.5")), "expected a whole number, got 1.5"},
        {complaint(parse_integer("8 units")),
         "expected a whole number without a unit, got 8 units"},
        {complaint(parse_integer("100 000")),
         "expected a whole number without a unit, got 100 000 -> 100000"},
        {complaint(parse_integer("100 00")), "expected a whole number without a unit, got 100 00"},
        {complaint(parse_integer("50 %")), "expected a whole number without a unit, got 50 %"},
        {complaint(parse_integer("1=2")), "expected a whole number without a unit, got 1=2"},
        {complaint(parse_integer("10k")),
         "expected a whole number without a unit, got 10k -> 10000"},
        {complaint(parse_integer("1.5M")),
         "expected a whole number without a unit, got 1.5M -> 1500000"},
        {complaint(parse_integer("10 m")), "expected a whole number without a unit, got 10 m"},
        {complaint(parse_integer("00:00:05")), "expected a whole number, got 00:00:05"},
        {complaint(parse_integer("1e19")), "1e19 does not fit a 64-bit integer"},
        {complaint(parse_integer("1e99999999999999")),
         "1e99999999999999 does not fit a 64-bit integer"},
        {complaint(parse_integer("0777")),
         "0777 begins with 0, which YAML 1.1 reads as octal -> 777"},
        {complaint(parse_integer("0x1F")), "expected a decimal number, got 0x1F"},
        {complaint(parse_integer("1_000")), "1_000 has separators between its digits -> 1000"},
        {complaint(parse_integer("-")), "expected a whole number, got -"},
        {complaint(parse_number("00.5")),
         "00.5 begins with 0, which YAML 1.1 reads as octal -> 0.5"},
        {complaint(parse_number("1,5")), "1,5 has separators between its digits -> 1.5"},
        {complaint(parse_fraction("31,03 %")),
         "31,03 % has separators between its digits -> 31.03 %"},
        {complaint(parse_money("268,4 bn CNY")),
         "268,4 bn CNY has separators between its digits -> 268.4 bn CNY"},
        {complaint(parse_money("1,00,000 CNY")), "1,00,000 CNY has separators between its digits"},
        {complaint(parse_number("1,000,000.5")),
         "1,000,000.5 has separators between its digits -> 1000000.5"},
        {complaint(parse_number(".nan")), ".nan is not a finite number"},
        {complaint(parse_number("-.inf")), "-.inf is not a finite number"},
        {complaint(parse_number("1e999")), "1e999 does not fit a 64-bit floating-point number"},
        {complaint(parse_number("1e")), "expected a number without a unit, got 1e"},
        {complaint(parse_number("5 %")), "expected a number without a unit, got 5 % -> 0.05"},
        {complaint(parse_number("250 bn")),
         "expected a number without a unit, got 250 bn -> 250000000000"},
        {complaint(parse_number("100 h")), "expected a number without a unit, got 100 h"},
        {complaint(parse_fraction("5 percent")),
         "percent is no unit of a fraction: % or none -> 5 %"},
        {complaint(parse_fraction("10 %%")), "%% is no unit of a fraction: % or none -> 10 %"},
        {complaint(parse_fraction("10 precent")),
         "precent is no unit of a fraction: % or none -> 10 %"},
        {complaint(parse_fraction("10 permille")), "permille is no unit of a fraction: % or none"},
        {complaint(parse_duration("soon")), "expected a duration such as 30 min, got soon"},
        {complaint(parse_duration("30")),
         "a duration needs a unit: d, h, min, s, ms, us or ns -> 30 s"},
        {complaint(parse_duration("30", 20 * sim::kMinute)),
         "a duration needs a unit: d, h, min, s, ms, us or ns -> 30 min"},
        {complaint(parse_duration("12.9", 12'900 * sim::kMillisecond)),
         "a duration needs a unit: d, h, min, s, ms, us or ns -> 12.9 s"},
        {complaint(parse_money("268.4", 26'000'000'000'000)),
         "an amount of money needs a unit: CNY, thousand CNY, million CNY or bn CNY -> 268.4 bn "
         "CNY"},
        {complaint(parse_duration("30 minutes")),
         "minutes is no unit of a duration: d, h, min, s, ms, us or ns -> 30 min"},
        {complaint(parse_duration("1.5 H")),
         "H is no unit of a duration: d, h, min, s, ms, us or ns -> 1.5 h"},
        {complaint(parse_duration("3 parsecs")),
         "parsecs is no unit of a duration: d, h, min, s, ms, us or ns"},
        {complaint(parse_duration("5 secnds")),
         "secnds is no unit of a duration: d, h, min, s, ms, us or ns -> 5 s"},
        {complaint(parse_duration("5 miseconds")),
         "miseconds is no unit of a duration: d, h, min, s, ms, us or ns"},
        {complaint(parse_duration("00:00:05")),
         "a duration is one number and one unit, got 00:00:05 -> 5 s"},
        {complaint(parse_duration("0:30")), "expected a duration such as 30 min, got 0:30"},
        {complaint(parse_duration("1 min 30 s")),
         "a duration is one number and one unit, got 1 min 30 s -> 90 s"},
        {complaint(parse_duration("1h30m")),
         "a duration is one number and one unit, got 1h30m -> 90 min"},
        {complaint(parse_duration("1.2.3 min 4 s")),
         ".3 min 4 s is no unit of a duration: d, h, min, s, ms, us or ns"},
        {complaint(parse_duration("1e9 d")), "1e9 d is beyond 292 years"},
        {complaint(parse_duration(".inf s")), ".inf s is not a finite number"},
        {complaint(parse_rate("544000")), "a rate needs a unit: /s, /min, /h or /d -> 544000/s"},
        {complaint(parse_rate("5 orders/sec")),
         "orders/sec is no unit of a rate: /s, /min, /h or /d -> 5/s"},
        {complaint(parse_rate("5/hour")), "/hour is no unit of a rate: /s, /min, /h or /d -> 5/h"},
        {complaint(parse_rate("5 min")), "min is no unit of a rate: /s, /min, /h or /d -> 5/min"},
        {complaint(parse_rate("544k/s")),
         "k/s is no unit of a rate: /s, /min, /h or /d -> 544000/s"},
        {complaint(parse_rate("54.4万/s")),
         "万/s is no unit of a rate: /s, /min, /h or /d -> 544000/s"},
        {complaint(parse_rate("1.5 million orders/s")),
         "million orders/s is no unit of a rate: /s, /min, /h or /d"},
        {complaint(parse_rate("3 dozen/s")), "dozen/s is no unit of a rate: /s, /min, /h or /d"},
        {complaint(parse_rate("544000 Hz")),
         "Hz is no unit of a rate: /s, /min, /h or /d -> 544000/s"},
        {complaint(parse_rate("5 per second")),
         "per second is no unit of a rate: /s, /min, /h or /d -> 5/s"},
        {complaint(parse_rate("5/ns")), "/ns is no unit of a rate: /s, /min, /h or /d"},
        {complaint(parse_money("208")),
         "an amount of money needs a unit: CNY, thousand CNY, million CNY or bn CNY -> 208 CNY"},
        {complaint(parse_money("208 RMB")),
         "RMB is no unit of an amount of money: CNY, thousand CNY, million CNY or bn CNY -> "
         "208 CNY"},
        {complaint(parse_money("¥208")),
         "¥ is no unit of an amount of money: CNY, thousand CNY, million CNY or bn CNY -> 208 CNY"},
        {complaint(parse_money("16 billion")),
         "billion is no unit of an amount of money: CNY, thousand CNY, million CNY or bn CNY -> "
         "16 bn CNY"},
        {complaint(parse_money("268.4 bilion CNY")),
         "bilion CNY is no unit of an amount of money: CNY, thousand CNY, million CNY or bn CNY -> "
         "268.4 bn CNY"},
        {complaint(parse_money("2684亿元")),
         "亿元 is no unit of an amount of money: CNY, thousand CNY, million CNY or bn CNY -> "
         "268.4 bn CNY"},
        {complaint(parse_money("20 k")),
         "k is no unit of an amount of money: CNY, thousand CNY, million CNY or bn CNY -> 20000 "
         "CNY"},
        {complaint(parse_money("16 million JPY")),
         "million JPY is no unit of an amount of money: CNY, thousand CNY, million CNY or bn CNY"},
        {complaint(parse_money("38 bn USD")),
         "bn USD is no unit of an amount of money: CNY, thousand CNY, million CNY or bn CNY"},
        {complaint(parse_money("0.005 CNY")), "0.005 CNY is finer than one fen, 0.01 CNY"},
        {complaint(parse_money("1e12 bn CNY")), "1e12 bn CNY does not fit a 64-bit count of fen"},
        {complaint(parse_scale("0.01")), "expected 1/k with a whole k, got 0.01 -> 1/100"},
        {complaint(parse_scale("1 %")), "expected 1/k with a whole k, got 1 % -> 1/100"},
        {complaint(parse_scale("2/100")), "expected 1/k with a whole k, got 2/100"},
        {complaint(parse_scale("1/0")), "expected 1/k with a whole k, got 1/0"},
        {complaint(parse_scale("0")), "expected 1/k with a whole k, got 0"},
        {complaint(parse_scale("100")), "expected 1/k with a whole k, got 100 -> 1/100"},
        {complaint(parse_boolean("yes")), "expected true or false, got yes -> true"},
        {complaint(parse_boolean("Off")), "expected true or false, got Off -> false"},
        {complaint(parse_boolean("maybe")), "expected true or false, got maybe"},
    }));
    CHECK(got == expected);
}

TEST_CASE("printing is canonical") {
    CHECK(print_duration(90 * sim::kMinute) == "90 min");
    CHECK(print_duration(0) == "0 s");
    CHECK(print_duration(-2 * sim::kDay) == "-2 d");
    CHECK(print_duration(1) == "1 ns");
    CHECK(print_money(208'50) == "208.5 CNY");
    CHECK(print_money(-1) == "-0.01 CNY");
    CHECK(print_money(26'840'000'000'000) == "268.4 bn CNY");
    CHECK(print_money(150'000'000) == "1.5 million CNY");
    CHECK(print_money(100'000'001) == "1000000.01 CNY");
    CHECK(print_fraction(0.075) == "7.5 %");
    CHECK(print_fraction(0) == "0 %");
    CHECK(print_fraction(1) == "100 %");
    CHECK(print_fraction(0.0001234) == "0.01234 %");
    CHECK(print_fraction(1e-9) == "1e-7 %");
    CHECK(print_rate(544'000) == "544000/s");
    CHECK(print_rate(0.1) == "0.1/s");
    CHECK(print_scale(100) == "1/100");
}

TEST_CASE("what is printed reads back to the same bits") {
    std::mt19937_64 random(11'11);
    for (int i = 0; i < 20'000; ++i) {
        const double x = any_double(random);
        REQUIRE(parse_number(shortest(x)).value == x);
        REQUIRE(parse_rate(print_rate(x)).value == x);
        const double share = std::ldexp(static_cast<double>(random() >> 11), -53);
        REQUIRE(parse_fraction(print_fraction(share)).value == share);
        const double small = share * std::pow(10.0, -static_cast<int>(random() % 30));
        REQUIRE(parse_fraction(print_fraction(small)).value == small);
        const auto n = static_cast<std::int64_t>(random()) >> (random() % 63);
        REQUIRE(parse_duration(print_duration(n)).value == n);
        REQUIRE(parse_money(print_money(n)).value == n);
        const std::int64_t round = n / 1'000'000'000 * 1'000'000'000;
        REQUIRE(parse_money(print_money(round)).value == round);
    }
}
