#include <algorithm>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <sstream>
#include <sys/stat.h>
#include <thread>
#include <tuple>

#include "tests/cli/program.hpp"

using Catch::Matchers::Contains;
using Catch::Matchers::EndsWith;
using Catch::Matchers::StartsWith;

namespace {

// The 2019 scenario with something wrong in its own file.
std::string scenario_with(const Folder& folder, const std::string& text) {
    return folder.write(
        "bad.yaml", "schema: 1\nextends: " SINGLESDAY_SOURCE_DIR "/scenarios/smoke.yaml\n" + text);
}

struct Case {
    const char* text;
    const char* message;  // behind the file's name
};

}  // namespace

TEST_CASE("every kind of bad content is told with its place, and nothing is written") {
    const Case c = GENERATE(
        Case{"sede: 1\n", ":3:1: sede: unknown parameter; did you mean seed?"},
        Case{"seed: 1\nseed: 2\n", ":4:1: seed: given twice, first on line 3"},
        Case{"seed: many\n", ":3:7: seed: expected a whole number, got many"},
        Case{"platform: {patience: 5 parsecs}\n",
             ":3:22: platform.patience: parsecs is no unit of a duration: d, h, min, s, ms, us or "
             "ns"},
        Case{"consumers: {shoppers: -3}\n",
             ":3:23: consumers.shoppers: must be between 1 and 1e+10, got -3"},
        Case{"consumers: {shoppers: .nan}\n",
             ":3:23: consumers.shoppers: .nan is not a finite number"},
        Case{"consumers: {shoppers: .inf}\n",
             ":3:23: consumers.shoppers: .inf is not a finite number"},
        Case{"headline: {from: 2019-11-11T00:00+08:00, until: 2019-11-10T00:00+08:00}\n",
             ":3:49: headline.until: the window ends before it starts, at 2019-11-11T00:00+08:00"},
        Case{"horizon: 2019-11-30T00:00\n",
             ":3:10: horizon: 2019-11-30T00:00 has no offset from UTC; did you mean "
             "2019-11-30T00:00+08:00?"},
        Case{"name: ../../elsewhere\n",
             ":3:7: name: must be letters, digits, '.', '_' and '-', and begin with a "
             "letter or digit"},
        Case{"openings: [2019-11-11T00:00+08:00, 2019-11-11T20:00+08:00]\n",
             ":3:1: openings: there must be exactly one opening"});
    Folder folder;
    const std::string file = scenario_with(folder, c.text);
    for (const char* command : {"run", "validate"}) {
        const ProgramResult o = program({command, file});
        CAPTURE(o.err);
        CHECK(o.code == tools::kBadInput);
        CHECK(o.err == file + c.message + "\nsinglesday: " + file + ": 1 error\n");
        CHECK(o.out.empty());
    }
    CHECK(folder.names() == std::vector<std::string>{"bad.yaml"});
}

TEST_CASE("several errors are told in one pass") {
    Folder folder;
    const std::string file =
        scenario_with(folder, "sede: 1\nplatform: {units: 0, patience: 5}\nscale: 0\n");
    const ProgramResult o = program({"validate", file});
    CHECK(o.code == tools::kBadInput);
    CHECK(o.err ==
          file + ":3:1: sede: unknown parameter; did you mean seed?\n" + file +
              ":4:19: platform.units: must be between 1 and 256, got 0\n" + file +
              ":4:32: platform.patience: a duration needs a unit: d, h, min, s, ms, us or ns; did "
              "you mean 5 s?\n" +
              file + ":5:8: scale: expected 1/k with a whole k, got 0\nsinglesday: " + file +
              ": 4 errors\n");
}

TEST_CASE("a command line that cannot be understood is data too") {
    const std::vector<std::pair<std::vector<std::string>, std::string>> lines = {
        {{"rum", "a.yaml", "--json"}, "no command is called 'rum'; did you mean run?"},
        {{"run", "--json"}, "scenario is required"},
        {{"validate", "a.yaml", "--json", "--sed", "1"},
         "The following arguments were not expected: 1 --sed"},
    };
    for (const auto& [line, reason] : lines) {
        const ProgramResult bad = program(line);
        INFO(bad.out << bad.err);
        CHECK(bad.code == 2);
        CHECK_THAT(bad.err, Contains(reason));
        const auto j = nlohmann::json::parse(bad.out);
        CHECK(j["exit_code"] == 2);
        CHECK(j["status"] == "refused");
        CHECK(j["reason"] == reason);
    }
}

TEST_CASE("with --json the reasons are data too") {
    Folder folder;
    const std::string file = scenario_with(folder, "sede: 1\nplatform: {units: 0}\n");
    const ProgramResult bad = program({"run", file, "--json"});
    CHECK(bad.code == tools::kBadInput);
    const auto j = nlohmann::json::parse(bad.out);
    CHECK(j["exit_code"] == tools::kBadInput);
    CHECK(j["reason"] == file + ": 2 errors");
    REQUIRE(j["reasons"].size() == 2);
    CHECK(j["reasons"][0] == file + ":3:1: sede: unknown parameter; did you mean seed?");

    const std::string nowhere = folder / "nowhere.yaml";
    const ProgramResult refused = program({"run", nowhere, "--json"});
    CHECK(refused.code == tools::kRefused);
    CHECK(nlohmann::json::parse(refused.out)["reasons"][0] == nowhere + ": no such file");
}

TEST_CASE("a missing key, an empty file and a file of another kind are told") {
    Folder folder;
    const std::string missing = folder.write("missing.yaml", "schema: 1\nname: x\n");
    const ProgramResult incomplete = program({"validate", missing});
    CHECK(incomplete.code == tools::kBadInput);
    CHECK_THAT(incomplete.err, StartsWith(missing + ":1:1: origin: missing; expected an instant "
                                                    "such as 2019-11-11T00:00+08:00\n") &&
                                   EndsWith("\nsinglesday: " + missing + ": 19 errors\n"));
    const std::string smoke = SINGLESDAY_SOURCE_DIR "/scenarios/smoke.yaml";
    const std::string empty = folder.write("empty.yaml", ""),
                      binary = folder.write("binary.yaml", std::string("\0\1\2", 3));
    const std::tuple<std::vector<std::string>, std::string, std::string> files[] = {
        {{"validate", empty}, empty, empty + ":1:1: empty; a scenario begins with schema: 1"},
        {{"validate", binary}, binary, binary + ":1:1: not a plain UTF-8 text file: byte 0x00"},
        {{"run", smoke, "--set", "platform.unit=3"},
         smoke,
         "--set platform.unit=3: platform.unit: unknown parameter; did you mean platform.units?"},
    };
    for (const auto& [words, file, said] : files) {
        const ProgramResult o = program(words);
        CHECK(o.code == tools::kBadInput);
        CHECK(o.err == said + "\nsinglesday: " + file + ": 1 error\n");
    }
}

TEST_CASE("what is wrong with an option is told by its name") {
    const std::string smoke = SINGLESDAY_SOURCE_DIR "/scenarios/smoke.yaml";
    const ProgramResult o = program({"validate", smoke, "--seed", "x", "--scale", "0.5", "--from",
                                     "yesterday", "--until", "2019-11-30", "--set", "seed=y"});
    CHECK(o.code == tools::kBadInput);
    CHECK(o.err ==
          "--seed x: seed: expected a whole number, got x\n"
          "--scale 0.5: scale: expected 1/k with a whole k, got 0.5; did you mean 1/2?\n"
          "--from yesterday: start: expected an instant such as 2019-11-11T00:00+08:00, got "
          "yesterday\n"
          "--until 2019-11-30: horizon: expected an instant such as 2019-11-11T00:00+08:00, got "
          "2019-11-30; did you mean 2019-11-30T00:00+08:00?\n"
          "singlesday: " +
              smoke + ": 4 errors\n");
    CHECK_THAT(program({"validate", smoke, "--json", "--from", "yesterday"}).out,
               Contains("\"file\": \"--from yesterday\""));
    CHECK_THAT(program({"explain", "seed", "--scenario", smoke, "--seed", "7"}).out,
               Contains("7, stated at --seed 7\n"));
}

TEST_CASE("the screen shows a hundred errors, data all") {
    Folder folder;
    std::string text;
    for (int i = 0; i < 150; ++i) text += "unknown_key_" + std::to_string(i) + ": 1\n";
    const std::string file = scenario_with(folder, text);
    const ProgramResult o = program({"validate", file});
    CHECK(std::count(o.err.begin(), o.err.end(), '\n') == 102);
    CHECK_THAT(o.err,
               EndsWith("and 50 more; --json shows all\nsinglesday: " + file + ": 150 errors\n"));
    CHECK(nlohmann::json::parse(program({"run", file, "--json"}).out)["reasons"].size() == 150);
}

TEST_CASE("what the operating system refuses is another exit code") {
    Folder folder;
    CHECK(program({"validate", folder / "nowhere.yaml"}).code == tools::kRefused);
    CHECK(program({"validate", folder / ""}).code == tools::kRefused);

    const std::string taken = folder / "taken";
    std::filesystem::create_directory(taken);
    const ProgramResult exists = program(quick_run(taken));
    CHECK(exists.code == tools::kRefused);
    CHECK(exists.err == "singlesday: " + taken + ": exists; --force replaces it\n");

    const std::string file = folder.write("file", "");
    const ProgramResult below = program(quick_run(file + "/run"));
    CHECK(below.code == tools::kRefused);
    CHECK_THAT(below.err, Contains("Not a directory"));
    CHECK(program(quick_run(file, {"--force"})).code == tools::kRefused);
    CHECK(folder.names().size() == 2);
}

TEST_CASE("a pipe where a file belongs is refused and never waited for") {
    Folder folder;
    const std::string pipe = folder / "pipe";
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    const std::string smoke = SINGLESDAY_SOURCE_DIR "/scenarios/smoke.yaml";
    const std::string record = scenario_with(folder, "record: pipe\n");
    const std::string refused = pipe + ": is a pipe, not a file";

    const ProgramResult scenario = program({"run", pipe});
    CHECK(scenario.code == tools::kRefused);
    CHECK(scenario.err == refused + "\nsinglesday: " + pipe + ": 1 error\n");
    const ProgramResult validate = program({"validate", record});
    CHECK(validate.code == tools::kRefused);
    CHECK(validate.err == record + ":3:9: record: cannot read " + refused +
                              "\nsinglesday: " + record + ": 1 error\n");
    CHECK(program({"explain", "seed", "--scenario", pipe}).code == tools::kRefused);
    const ProgramResult list = program({"list", folder / ""});
    CHECK(list.code == tools::kFine);
    CHECK_THAT(list.out, Contains("1 error: singlesday validate shows them"));
    const ProgramResult check = program({"check", pipe, "--baseline", pipe});
    CHECK(check.code == tools::kRefused);
    CHECK_THROWS_WITH(tools::read_file(pipe), refused);
    CHECK_THROWS_WITH(tools::read_file("/dev/zero"), "/dev/zero: is a device, not a file");
}

TEST_CASE("a file that is no scenario's size is refused") {
    Folder folder;
    const std::string huge = folder.write("huge.yaml", "x");
    std::filesystem::resize_file(huge, (std::uintmax_t{256} << 20) + 1);  // a hole, no data
    CHECK_THROWS_WITH(tools::read_file(huge), huge + ": is larger than 256 MiB");
}

TEST_CASE("more threads than cores are warned of") {
    Folder folder;
    const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
    const ProgramResult o =
        program(quick_run(folder / "run", {"--dry-run", "--threads", std::to_string(cores + 1)}));
    CHECK(o.code == tools::kFine);
    CHECK(o.err == "warning: " + std::to_string(cores + 1) + " threads on " +
                       std::to_string(cores) + " cores: they will wait for each other\n");
}

TEST_CASE("a full disk leaves nothing behind") {
    CHECK_THROWS_WITH(tools::write_file("/dev/full", std::string(1 << 20, 'x')),
                      "/dev/full: No space left on device");
}

TEST_CASE("bad usage is told with the help that is needed") {
    CHECK(program({}).code == tools::kBadInput);
    CHECK(program({"rum"}).code == tools::kBadInput);
    CHECK(program({"run"}).code == tools::kBadInput);
    CHECK(program({"run", "x.yaml", "--threads", "0"}).code == tools::kBadInput);
    const ProgramResult nowhere = program({"run", "x.yaml", "--out", ""});
    CHECK(nowhere.code == tools::kBadInput);
    CHECK_THAT(nowhere.err, Contains("--out: needs the name of a folder"));
    CHECK(program({"--help"}).code == tools::kFine);
    CHECK_THAT(program({"run", "--help"}).out, Contains("--threads"));
    for (const char* command : {"", "run", "validate", "new", "explain", "list", "schema", "check",
                                "bless", "reference", "compare", "diff-params", "verify"}) {
        std::vector<std::string> words{"--help"};
        if (*command != 0) words.insert(words.begin(), command);
        std::istringstream help(program(words).out);
        for (std::string line; std::getline(help, line);) {
            CAPTURE(command, line);
            CHECK(line.size() <= 80);
        }
    }
    CHECK_THAT(program({"--version"}).out, Contains("singlesday "));
}
