// A quote that was forgotten to be closed is told where it opens, and swallows nothing silently.
#include <catch2/catch.hpp>
#include <string>

#include "tests/models/scenario/folder.hpp"
#include "tests/models/scenario/sample.hpp"

using sample::errors;
using sample::kHead;
using sample::read;

namespace {

const std::string kNowhere = "the quote that opens here is closed nowhere\n";

std::string before_line(int line) {
    return "the quote that opens here is not closed before line " + std::to_string(line) +
           "; lines of a text in quotes are indented further than its key\n";
}

}  // namespace

TEST_CASE("a quote that is not closed is told where it opens") {
    const auto [body, expected] = GENERATE(table<std::string, std::string>({
        {"name: \"my day\nprice: 3 CNY\nscale: 1/10\n", "3:7: " + before_line(4)},
        {"name: 'my day\nprice: 3 CNY\nscale: 1/10\n", "3:7: " + before_line(4)},
        {"name: \"my day\nprice: 3 CNY\nscale: 1/10", "3:7: " + before_line(4)},
        {"name: \"my day\nprice: 3 CNY\ndata: \"\"\n", "3:7: " + before_line(4)},
        {"name: 'my day\n\n\nprice: 3 CNY  # of shoppers'\n", "3:7: " + before_line(6)},
        {"name: \"my day\n", "3:7: " + kNowhere},
        {"name: \"my day", "3:7: " + kNowhere},
        {"name: 'my day", "3:7: " + kNowhere},
        {"name: 'it''s", "3:7: " + kNowhere},
        {"name: \"it\\\"", "3:7: " + kNowhere},
        {"name: &n \"my day\nprice: 3 CNY\n", "3:10: " + before_line(4)},
        {"name: &n  # a \"name\"\n  'my day\nprice: 3 CNY\n", "4:3: " + before_line(5)},
        {"platform: {decay: \"exp}\nprice: 3 CNY\n", "3:19: " + before_line(4)},
        {"platform: {decay: \"exp}\n", "3:19: " + kNowhere},
        {"platform:\n  decay: \"exp\n  units: 3\n", "4:10: " + before_line(5)},
        {"waves:\n- {name: 'a, share: 1 %}\n- {name: b, share: 2 %}\n", "4:10: " + before_line(5)},
        {"waves: [{name: 'a, share: 1 %}, {name: b, share: 2 %}]\nname: c\n",
         "3:16: " + before_line(4)},
        {"waves: [[\"a, 'b'], [c]]\nname: c\n", "3:10: " + before_line(4)},
        {"waves:\n  - name: 'a\n    share: 1 %\n", "4:11: " + before_line(5)},
        {"\"price: 3 CNY\n", "3:1: " + kNowhere},
        {"\"price: 3 CNY\nname: \"x\"\n", "3:1: " + before_line(4)},
        {"name: 'my day\n--- \n",
         "4:1: not valid YAML: illegal document indicator in scalar; is a quote above not "
         "closed?\n"},
    }));
    CHECK(errors(read(kHead + body)) == "day.yaml:" + expected);
}

TEST_CASE("quotes that are closed may hold anything") {
    const auto [body, expected] = GENERATE(table<std::string, std::string>({
        {"name: \"my\n  day: 1\n\n  'x'\n  # no comment\"\nprice: 3 CNY\n",
         "my day: 1\n'x' # no comment"},
        {"name: \"my\n  day\n\"\nprice: 3 CNY\n", "my day "},
        {"name: 'it''s \"my\" day'  # don't\n", "it's \"my\" day"},
        {"name: \"a \\\"day\\\" \\\\\"\n", "a \"day\" \\"},
        {"name: a 'day\nprice: 3 CNY  # \"\n", "a 'day"},
        {"name: |\n  a \"day\n  'b\nprice: 3 CNY\n", "a \"day\n'b\n"},
        {"name: &n !  # a \"name\"\n  'my day'\n", "my day"},
        {"name: ''\n", ""},
    }));
    const auto reading = read(kHead + body);
    CHECK(errors(reading).empty());
    CHECK(reading.scenario.name == expected);
}

TEST_CASE("a document in brackets has no indentation to keep") {
    const auto reading = read(
        "{schema: 1, name: \"my\nday\", headline:\n{from: 2019-11-11T00:00+08:00, until: "
        "\"2019-11-11T24:00+08:00\n\"}}\n");
    CHECK(errors(reading) ==
          "day.yaml:3:39: headline.until: expected an instant such as 2019-11-11T00:00+08:00, got "
          "2019-11-11T24:00+08:00 \n");
}

TEST_CASE("a quote that is not closed is told in a parent and in an override too") {
    const Folder folder;
    folder.write("base.yaml", kHead + "name: \"my day\nprice: 3 CNY\n");
    folder.write("day.yaml", "schema: 1\nextends: base.yaml\nprice: 4 CNY\n");
    CHECK(errors(read_file("day.yaml")) ==
          "day.yaml:2:10: extends: base.yaml is no scenario, as is told below\n"
          "base.yaml:3:7: " +
              before_line(4));
    CHECK(errors(read(kHead, {"name=\"my day"})) == "--set name=\"my day: name: " + kNowhere);
}
