#include <algorithm>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <sstream>
#include <sys/stat.h>

#include "tests/cli/program.hpp"

using Catch::Matchers::Contains;
using Catch::Matchers::EndsWith;

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
    const Case c =
        GENERATE(Case{"sede: 1\n", ":3:1: sede: unknown parameter; did you mean seed?"},
                 Case{"seed: 1\nseed: 2\n", ":4:1: seed:"}, Case{"seed: many\n", ":3:7: seed:"},
                 Case{"platform: {patience: 5 parsecs}\n", ":3:22: platform.patience:"},
                 Case{"consumers: {shoppers: -3}\n", ":3:23: consumers.shoppers:"},
                 Case{"consumers: {shoppers: .nan}\n", ":3:23: consumers.shoppers:"},
                 Case{"consumers: {shoppers: .inf}\n", ":3:23: consumers.shoppers:"},
                 Case{"headline: {from: 2019-11-11T00:00+08:00, until: 2019-11-10T00:00+08:00}\n",
                      ":3:49: headline.until: the window ends before it starts"},
                 Case{"horizon: 2019-11-30T00:00\n", ":3:10: horizon:"},
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
        CHECK_THAT(o.err, Contains(file + c.message));
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
    CHECK_THAT(o.err, Contains("sede") && Contains("platform.units") &&
                          Contains("platform.patience") && Contains("scale"));
    CHECK_THAT(o.err, EndsWith("singlesday: " + file + ": 4 errors\n"));
}

TEST_CASE("a command line that cannot be understood is data too") {
    const std::vector<std::pair<std::vector<std::string>, std::string>> lines = {
        {{"rum", "a.yaml", "--json"}, "no command is called 'rum'; did you mean run?"},
        {{"run", "--json"}, "scenario is required"},
        {{"validate", "a.yaml", "--json", "--sed", "1"}, "--sed"},
    };
    for (const auto& [line, reason] : lines) {
        const ProgramResult bad = program(line);
        INFO(bad.out << bad.err);
        CHECK(bad.code == 2);
        CHECK_THAT(bad.err, Contains(reason));
        const auto j = nlohmann::json::parse(bad.out);
        CHECK(j["exit_code"] == 2);
        CHECK(j["status"] == "refused");
        CHECK_THAT(j["reason"].get<std::string>(), Contains(reason));
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
    CHECK_THAT(nlohmann::json::parse(refused.out)["reasons"][0].get<std::string>(),
               Contains(nowhere));
}

TEST_CASE("a missing key, an empty file and a file of another kind are told") {
    Folder folder;
    CHECK(program({"validate", folder.write("missing.yaml", "schema: 1\nname: x\n")}).code ==
          tools::kBadInput);
    CHECK(program({"validate", folder.write("empty.yaml", "")}).code == tools::kBadInput);
    CHECK(program({"validate", folder.write("binary.yaml", std::string("\0\1\2", 3))}).code ==
          tools::kBadInput);
    const ProgramResult o =
        program({"run", std::string(SINGLESDAY_SOURCE_DIR) + "/scenarios/smoke.yaml", "--set",
                 "platform.unit=3"});
    CHECK(o.code == tools::kBadInput);
    CHECK_THAT(o.err, Contains("platform.units"));
}

TEST_CASE("what is wrong with an option is told by its name") {
    const std::string smoke = SINGLESDAY_SOURCE_DIR "/scenarios/smoke.yaml";
    const ProgramResult o = program({"validate", smoke, "--seed", "x", "--scale", "0.5", "--from",
                                     "yesterday", "--until", "2019-11-30", "--set", "seed=y"});
    CHECK(o.code == tools::kBadInput);
    CHECK_THAT(o.err, Contains("--seed x: seed: expected a whole number, got x\n") &&
                          Contains("--scale 0.5: scale: expected 1/k with a whole k, got 0.5; did "
                                   "you mean 1/2?\n") &&
                          Contains("--from yesterday: start: expected an instant such as "
                                   "2019-11-11T00:00+08:00, got yesterday\n") &&
                          Contains("--until 2019-11-30: horizon: expected an instant such as ") &&
                          !Contains("--set"));
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
