#include "tools/base/text.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "tools/run/metrics.hpp"

TEST_CASE("short names of metrics stay apart") {
    std::vector<std::string> names;
    for (const tools::Metric& m : tools::metrics()) {
        names.push_back(tools::short_name(std::string(m.name), 23));
        CHECK(names.back().size() <= 23);
    }
    std::sort(names.begin(), names.end());
    CHECK(std::adjacent_find(names.begin(), names.end()) == names.end());
    CHECK(tools::short_name("a_metric_that_nobody_has_yet", 12) == "a_met..s_yet");
}

TEST_CASE("short numbers") {
    CHECK(tools::short_change(-268.4e9) == "-268.4 bn");
    CHECK(tools::short_change(12300.0) == "+12.30 k");
    CHECK(tools::short_change(0.0) == "0");
    CHECK(tools::short_value(std::nullopt) == "-");
    CHECK(tools::short_percent(-0.1436) == "-14.4 %");
    CHECK(tools::short_percent(0.00042) == "+0.04 %");
    CHECK(tools::short_percent(1e-9) == "+1e-07 %");
    CHECK(tools::short_percent(12.0) == "+1200 %");
}

TEST_CASE("text is broken at spaces") {
    CHECK(tools::wrapped("one two three", 7) == "one two\nthree");
    CHECK(tools::wrapped("one two three", 8) == "one two\nthree");
    CHECK(tools::wrapped("one two three", 6) == "one\ntwo\nthree");
    CHECK(tools::wrapped("one two three", 80) == "one two three");
    CHECK(tools::wrapped("one\ntwo three", 9) == "one\ntwo three");
    CHECK(tools::wrapped("indivisible word", 4) == "indivisible\nword");
    CHECK(tools::wrapped("", 4).empty());
}

TEST_CASE("text hangs from its lead") {
    CHECK(tools::hanging("  name  ", "short") == "  name  short\n");
    const std::string words =
        "123456789 123456789 123456789 123456789 123456789 123456789 123456789 ";
    CHECK(tools::hanging("- ", words + "12345678") == "- " + words + "12345678\n");
    CHECK(tools::hanging("- ", words + "123456789") ==
          "- " + words.substr(0, 69) + "\n  123456789\n");
}

TEST_CASE("shortened leaves out the end, and no half of a character") {
    CHECK(tools::shortened("twelve marks", 12) == "twelve marks");
    CHECK(tools::shortened("thirteen mark", 12) == "thirteen ...");
    CHECK(tools::shortened("\u53CC\u5341\u4E00\u53CC\u5341\u4E00", 6).size() == 18);
    CHECK(tools::shortened("\u53CC\u5341\u4E00\u53CC\u5341\u4E00", 5) == "\u53CC\u5341...");
}
