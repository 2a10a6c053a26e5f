#include "models/scenario/calendar.hpp"

#include <catch2/catch.hpp>
#include <random>
#include <string>

using namespace models;

namespace {

const Origin kOrigin;  // 2019-11-11T00:00+08:00

std::string complaint(const std::string& text) {
    const auto parsed = parse_instant(text, kOrigin);
    if (parsed) return "";
    const Complaint& c = *parsed.complaint;
    return c.suggestion.empty() ? c.message : c.message + " -> " + c.suggestion;
}

}  // namespace

TEST_CASE("instants are relative to the origin, whatever the offset") {
    const auto at = [](const char* text) { return parse_instant(text, kOrigin).value; };
    CHECK(at("2019-11-11T00:00+08:00") == 0);
    CHECK(at("2019-11-11T00:00:00+08:00") == 0);
    CHECK(at("2019-11-10T16:00Z") == 0);
    CHECK(at("2019-11-10T12:30-03:30") == 0);
    CHECK(at("2019-11-11T24:00+08:00") == sim::kDay);
    CHECK(at("2019-11-10T23:59:59.999999999+08:00") == -1);
    CHECK(at("2019-11-11T01:03:59.25+08:00") == 3'839'250 * sim::kMillisecond);
    CHECK(at("2020-02-29T00:00+08:00") == 110 * sim::kDay);
    CHECK(at("2020-11-11T00:00+08:00") == 366 * sim::kDay);
    CHECK(parse_origin("1970-01-01T00:00Z").value == Origin{0, 0});
    CHECK(parse_origin("2020-11-11T00:00+08:00").value == Origin{1'605'024'000, 480});
}

TEST_CASE("what is no instant is explained") {
    const auto [got, expected] = GENERATE(table<std::string, std::string>({
        {complaint("2019-11-11T00:00"),
         "2019-11-11T00:00 has no offset from UTC -> 2019-11-11T00:00+08:00"},
        {complaint("2019-11-11 00:00"),
         "expected an instant such as 2019-11-11T00:00+08:00, got 2019-11-11 00:00 -> "
         "2019-11-11T00:00+08:00"},
        {complaint("2019-11-11"),
         "expected an instant such as 2019-11-11T00:00+08:00, got 2019-11-11 -> "
         "2019-11-11T00:00+08:00"},
        {complaint("midnight"), "expected an instant such as 2019-11-11T00:00+08:00, got midnight"},
        {complaint("2019-11-11T00:00+0800"),
         "expected an instant such as 2019-11-11T00:00+08:00, got 2019-11-11T00:00+0800 -> "
         "2019-11-11T00:00+08:00"},
        {complaint("2019-11-11T00:00+08"),
         "expected an instant such as 2019-11-11T00:00+08:00, got 2019-11-11T00:00+08 -> "
         "2019-11-11T00:00+08:00"},
        {complaint("2019-11-11t00:00 +08:00"),
         "expected an instant such as 2019-11-11T00:00+08:00, got 2019-11-11t00:00 +08:00 -> "
         "2019-11-11T00:00+08:00"},
        {complaint("2019-11-11 00:00 UTC"),
         "expected an instant such as 2019-11-11T00:00+08:00, got 2019-11-11 00:00 UTC -> "
         "2019-11-11T00:00Z"},
        {complaint("2019-11-11T00:00+"),
         "expected an instant such as 2019-11-11T00:00+08:00, got 2019-11-11T00:00+"},
        {complaint("2019-02-29T00:00+08:00"), "2019-02-29 is not a date"},
        {complaint("2019-13-01T00:00+08:00"), "2019-13-01 is not a date"},
        {complaint("2019-11-11T24:01+08:00"), "24:01+08:00 is not a time of day"},
        {complaint("2019-11-11T23:60+08:00"), "23:60+08:00 is not a time of day"},
        {complaint("1066-10-14T09:00+00:00"), "the year must be between 1900 and 2200, got 1066"},
    }));
    CHECK(got == expected);
    CHECK(parse_origin("2019-11-11T00:00:00.5+08:00").complaint->message ==
          "an origin must be a whole second, got 2019-11-11T00:00:00.5+08:00");
    CHECK(parse_instant("1900-01-01T00:00Z", parse_origin("2200-01-01T00:00Z").value)
              .complaint->message == "1900-01-01T00:00Z is too far from the origin");
}

TEST_CASE("instants print with the origin's offset and read back") {
    CHECK(format_instant(0, kOrigin) == "2019-11-11T00:00+08:00");
    CHECK(format_instant(0, kOrigin, Seconds::always) == "2019-11-11T00:00:00+08:00");
    CHECK(format_instant(68 * sim::kSecond, kOrigin) == "2019-11-11T00:01:08+08:00");
    CHECK(format_instant(-1, kOrigin) == "2019-11-10T23:59:59.999999999+08:00");
    CHECK(format_instant(500 * sim::kMillisecond, kOrigin) == "2019-11-11T00:00:00.5+08:00");
    CHECK(format_instant(0, {kOrigin.utc_s, -210}) == "2019-11-10T12:30-03:30");

    std::mt19937_64 random(2019);
    for (int i = 0; i < 20'000; ++i) {
        const sim::Time t = static_cast<sim::Time>(random()) >> (3 + random() % 60);
        REQUIRE(parse_instant(format_instant(t, kOrigin), kOrigin).value == t);
    }
}

TEST_CASE("times of day are read strictly") {
    CHECK(parse_clock("06:30") == 6 * sim::kHour + 30 * sim::kMinute);
    CHECK(parse_clock("00:01:08") == 68 * sim::kSecond);
    CHECK(parse_clock("24:00:00") == sim::kDay);
    for (const char* text : {"", "6", "6:30", " 6:30", "+6:30", "06:3", "06:30:", "06:30:5",
                             "24:00:01", "12:60", "12:00:60", "12:00:00x", "-1:00", "12:00 "}) {
        CAPTURE(text);
        CHECK_FALSE(parse_clock(text));
    }
}
