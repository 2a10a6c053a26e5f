// Hostile texts: each is refused with a reason, and quickly.
#include <catch2/catch.hpp>
#include <random>
#include <string>

#include "models/scenario/text_file.hpp"

#include "tests/models/scenario/sample.hpp"

using sample::errors;
using sample::kHead;
using sample::read;

namespace {

std::string repeated(const std::string& text, int times) {
    std::string result;
    for (int i = 0; i < times; ++i) result += text;
    return result;
}

}  // namespace

TEST_CASE("a file larger than 1 MiB is refused") {
    CHECK(errors(read(kHead + "# " + std::string(1 << 20, 'x'))) ==
          "day.yaml: larger than 1 MiB; a scenario is a small text file\n");
}

TEST_CASE("nesting deeper than 32 levels is refused") {
    CHECK(errors(read(kHead + "name: " + repeated("[", 31) + repeated("]", 31))) ==
          "day.yaml:3:7: name: expected a text, got a list\n");
    CHECK(errors(read(kHead + "name: " + repeated("[", 32) + repeated("]", 32))) ==
          "day.yaml:3:38: nested deeper than 32 levels\n");
    CHECK(errors(read(kHead + "name: " + repeated("[", 500'000))) ==
          "day.yaml:3:8: nested deeper than 32 levels\n");
    CHECK(errors(read(kHead + "name: " + repeated("{ ", 100'000))) ==
          "day.yaml:3:9: nested deeper than 32 levels\n");
    CHECK(errors(read(kHead + "name: [[[\n")) ==
          "day.yaml:3:8: a key must be a word; is a ] or } missing?\n");
    CHECK(errors(read(kHead + "name: " + repeated("{a: ", 200'000))) ==
          "day.yaml:3:131: nested deeper than 32 levels\n");
    CHECK(errors(read(kHead + "name:\n  " + repeated("- ", 400'000) + "x\n")) ==
          "day.yaml:4:65: nested deeper than 32 levels\n");
    std::string chain = kHead + "a0: &a0 [x]\n";
    for (int i = 1; i < 40; ++i) {
        const std::string n = std::to_string(i);
        chain += "a" + n + ": &a" + n + " [*a" + std::to_string(i - 1) + "]\n";
    }
    CHECK(errors(read(chain)) == "day.yaml:34:12: nested deeper than 32 levels\n");
}

TEST_CASE("a path of an override is no deeper than a file") {
    const std::string end = "a=1";
    const std::string deepest = repeated("a.", 31) + end;
    CHECK(errors(read(kHead, {deepest})) == "--set " + deepest + ": a: unknown parameter\n");
    const std::string path = repeated("a.", 32) + "a";
    CHECK(errors(read(kHead, {path + "=1"})) ==
          "--set " + path + "=1: " + path + ": nested deeper than 32 levels\n");
    CHECK(errors(read(kHead, {repeated("a.", 500'000) + end})) ==
          "--set " + repeated("a.", 97) + "... (1000009 bytes): " + repeated("a.", 100) +
              "... (1000001 bytes): nested deeper than 32 levels\n");
}

TEST_CASE("more than 20,000 keys and values are refused, also where aliases make them") {
    CHECK(errors(read(kHead + "weights: [" + repeated("1,", 20'001) + "1]")) ==
          "day.yaml:3:39989: more than 20000 keys and values\n");
    std::string laughs = kHead + "a0: &a0 [" + repeated("ha,", 9) + "ha]\n";
    for (int i = 1; i < 10; ++i) {
        const std::string n = std::to_string(i);
        const std::string alias = "*a" + std::to_string(i - 1);
        laughs += "a" + n + ": &a" + n + " [" + repeated(alias + ",", 9) + alias + "]\n";
    }
    CHECK(errors(read(laughs)) == "day.yaml:7:10: more than 20000 keys and values\n");
    const std::string book = "name: &t " + std::string(500'000, 'x') + "\nweights: [";
    CHECK(errors(read(kHead + book + repeated("*t,", 100'000) + "1]")).find("more than 20000") !=
          std::string::npos);
}

TEST_CASE("no mangled text brings the reader down") {
    const std::string good = kHead +
                             "platform: {units: 3, decay: exp, backoff: [1 s, 2 s]}\n"
                             "waves:\n  - &w {name: 'a', share: 5 %}\n  - *w\n"
                             "name: |\n  some\n  text\nscale: 1/10\n";
    REQUIRE(errors(read(good)).empty());
    std::mt19937 random(1111);
    const std::string spice = "{}[]:,-&*!|>'\"%@`#?~\n\t \\0a\xE5\x8F\x8C";
    int refused = 0;
    for (int i = 0; i < 4'000; ++i) {
        std::string text = good;
        for (std::size_t k = 0; k <= random() % 4; ++k) {
            const std::size_t at = random() % text.size();
            switch (random() % 3) {
                case 0:
                    text[at] = spice[random() % spice.size()];
                    break;
                case 1:
                    text.insert(at, 1, spice[random() % spice.size()]);
                    break;
                default:
                    text.erase(at, random() % 8);
            }
        }
        const auto reading = read(text);
        refused += reading.ok() ? 0 : 1;
        for (const models::Issue& issue : reading.errors) {
            REQUIRE(issue.line >= 1);
            REQUIRE(issue.column >= 1);
            REQUIRE_FALSE(issue.message.empty());
        }
    }
    CHECK(refused > 2'000);
}

TEST_CASE("thousands of errors are all reported") {
    std::string text = kHead;
    for (int i = 0; i < 9'000; ++i) text += "unknown_key_" + std::to_string(i) + ": 1\n";
    CHECK(read(text).errors.size() == 9'000);
}

TEST_CASE("escapes write no control characters, and none reaches a terminal") {
    CHECK(errors(read(kHead + "name: \"a\\x1B[31mb\"\n")) == "day.yaml:3:7: not text: byte 0x1B\n");
    CHECK(errors(read(kHead + "name: \"a\\u202Eb\"\n")) ==
          "day.yaml:3:7: not text: U+202E, which turns the order of characters\n");
    CHECK(errors(read(kHead + "name: a\u2066b\n")) ==
          "day.yaml:3:8: not a plain UTF-8 text file: U+2066, which turns the order of "
          "characters\n");
    // What a terminal would obey, and separators of lines that YAML takes for none or for one.
    for (const auto& [bytes, name] :
         {std::pair("\xC2\x9B", "U+009B"), {"\xC2\x85", "U+0085"}, {"\xE2\x80\xA8", "U+2028"}}) {
        const std::string text = "schema: 1\nextends: x\n# " + std::string(bytes) + "\n";
        const std::size_t at = models::find_non_text(text);
        CHECK(models::describe_non_text(text, at) == std::string(name) + ", a control character");
    }
    CHECK(models::find_non_text("\xC2\xA0 \xC2\xB5 \xE2\x80\xA6") == std::string::npos);
    CHECK(errors(read(kHead + "name: " + std::string(1000, 'x') + "\n")).empty());
    CHECK(errors(read(kHead + "name: " + std::string(1001, 'x') + "\n")) ==
          "day.yaml:3:7: name: longer than 1000 bytes\n");
    CHECK(errors(read(kHead + "name: \"two\\nlines\\tand a tab\"\n")).empty());
    models::Issue issue;
    issue.file = "day\x1B.yaml";
    issue.path = std::string(300, 'k');
    issue.message = std::string(199, 'm') + "\u53CC";
    CHECK(to_text(issue) == "day\\x1B.yaml: " + std::string(200, 'k') +
                                "... (300 bytes): " + std::string(199, 'm') + "... (202 bytes)");
}
