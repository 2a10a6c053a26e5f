// Run directories, baselines and names that somebody has damaged or chosen badly.
#include <catch2/catch.hpp>
#include <csignal>
#include <sys/stat.h>
#include <thread>

#include "tools/replications/replication.hpp"

#include "tests/cli/replicated.hpp"

using Catch::Matchers::Contains;
using Catch::Matchers::EndsWith;
using Catch::Matchers::StartsWith;
namespace fs = std::filesystem;

namespace {

const std::string kSmoke = std::string(SINGLESDAY_SOURCE_DIR) + "/scenarios/smoke.yaml";

void replace_in(const std::string& file, const std::string& was, const std::string& is) {
    std::string text = tools::read_file(file);
    const std::size_t at = text.find(was);
    REQUIRE(at != std::string::npos);
    tools::write_file(file, text.replace(at, was.size(), is));
}

}  // namespace

TEST_CASE("damaged run directories are refused by name") {
    Folder folder;
    const std::string run = folder / "run", whole = folder / "whole";
    REQUIRE(program(brief(whole, {"--replications", "2"})).code == tools::kFine);
    const auto refusal = [&](const std::string& file, const std::string& was,
                             const std::string& is) {
        fs::remove_all(run);
        fs::copy(whole, run, fs::copy_options::recursive);
        replace_in(run + '/' + file, was, is);
        const ProgramResult o = program({"compare", run, whole});
        CHECK(o.code == tools::kBadInput);
        CHECK(program({"bless", run, "--baseline", folder / "b.yaml"}).code == tools::kBadInput);
        return o.err;
    };
    const std::string table = tools::read_file(whole + "/replications.csv");
    const std::string header = table.substr(0, table.find('\n') + 1);
    CHECK(refusal("replications.csv", table, header) ==
          "singlesday: " + run + ": none of its replications finished\n");
    CHECK(refusal("summary.json", "\"seed\": 1", "\"seed\": 1.5") ==
          "singlesday: " + run + ": the seed of its summary is 1.5, no whole number\n");
    CHECK(refusal("summary.json", "\"scale\": 1e-05", "\"scale\": 0") ==
          "singlesday: " + run + ": its summary has scale 0\n");
    CHECK_THAT(refusal("summary.json", "\"schema\": 1", "\"schema\": 2"),
               Contains("their summaries have schema 2 and 1"));
    CHECK_THAT(refusal("summary.json", "{", ""), Contains(run + "/summary.json: is no JSON: "));
}

TEST_CASE("a replication whose files were damaged is made anew") {
    Folder folder;
    const auto words = brief(folder / "run", {"--replications", "3", "--threads", "1"});
    const std::int64_t third = tools::replication_seed(1, 3);
    const tools::Hooks stop{[&](models::World& world) {
        if (world.scenario().seed == third && world.now() > 0) std::raise(SIGTERM);
    }};
    CHECK(program(words, stop).code == tools::kInterrupted);
    for (const auto& entry : fs::recursive_directory_iterator(folder / "run.parts")) {
        if (entry.path().filename() == "summary.json") tools::write_file(entry.path(), "{");
    }
    auto resume = words;
    resume.emplace_back("--resume");
    const ProgramResult resumed = program(resume);
    CHECK(resumed.err.empty());
    REQUIRE(resumed.code == tools::kFine);
    CHECK(json(folder / "run/summary.json")["replications"] == 3);

    // One that is whole is taken as it is, and says so if it cannot be.
    replace_in(folder / "run/summary.json", "{", "");
    const ProgramResult again = program(resume);
    CHECK(again.code == tools::kBadInput);
    CHECK_THAT(again.err, Contains("summary.json: is no JSON: "));
}

TEST_CASE("a baseline cannot be of fewer than two replications, and keeps names that need quotes") {
    Folder folder;
    const std::string b = folder / "b.yaml";
    const auto run = [&](const std::string& name, const std::vector<std::string>& more) {
        REQUIRE(program(brief(folder / name, more)).code == tools::kFine);
        return folder / name;
    };
    const std::string two = run("two", {"--replications", "2"});
    REQUIRE(program({"bless", two, "--baseline", b}).code == tools::kFine);
    replace_in(b, "replications: 2", "replications: -4");
    const ProgramResult o = program({"check", two, "--baseline", b});
    CHECK(o.code == tools::kBadInput);
    CHECK_THAT(o.err, Contains("replications: must be 2 or more, or left out"));

    for (const std::string name : {"x: y", "x #z", "null", "~", " blank", "\xE6\xB5\x99"}) {
        CAPTURE(name);
        fs::remove_all(folder / "odd");
        const std::string set = "provinces.1.name=\"" + name + "\"";
        const std::string odd = run("odd", {"--set", set});
        REQUIRE(program({"bless", odd, "--baseline", b, "--force"}).code == tools::kFine);
        CHECK(program({"check", odd, "--baseline", b}).code == tools::kFine);
    }
}

TEST_CASE("two provinces of one name are refused") {
    const ProgramResult o = program({"validate", kSmoke, "--set", "provinces.1.name=Beijing"});
    CHECK(o.code == tools::kBadInput);
    CHECK_THAT(o.err, Contains("provinces: two provinces are called 'Beijing'\n"));
}

TEST_CASE("a report goes where it is sent") {
    Folder folder;
    const std::string run = folder / "run", b = folder / "b.yaml";
    REQUIRE(program(brief(run, {})).code == tools::kFine);
    REQUIRE(program({"bless", run, "--baseline", b}).code == tools::kFine);
    const auto check = [&](const std::string& report) {
        CHECK(program({"check", run, "--baseline", b, "--junit", report}).code == tools::kFine);
    };
    const std::string pipe = folder / "pipe";
    REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
    std::string received;
    std::thread reader([&] {
        std::ifstream in(pipe);
        received.assign(std::istreambuf_iterator<char>(in), {});
    });
    check(pipe);
    reader.join();
    CHECK_THAT(received, StartsWith("<?xml"));
    CHECK(fs::is_fifo(pipe));

    const std::string target = folder.write("target.xml", "old"), link = folder / "link.xml";
    fs::create_symlink(target, link);
    check(link);
    CHECK(fs::is_symlink(link));
    CHECK_THAT(tools::read_file(target), StartsWith("<?xml"));
}

TEST_CASE("names that are no UTF-8 are told all the same") {
    for (const std::vector<std::string>& words :
         {std::vector<std::string>{"run", "\xff.yaml", "--json"},
          {"compare", "\xff", "\xfe", "--json"},
          {"check", "\xff", "--baseline", "\xfe", "--json"},
          {"explain", "\xff", "--json"},
          {"\xff", "--json"}}) {
        const ProgramResult o = program(words);
        CHECK((o.code == tools::kRefused || o.code == tools::kBadInput));
        CHECK_THAT(nlohmann::json::parse(o.out)["reason"].get<std::string>(), Contains("\uFFFD"));
    }
    Folder folder;
    const std::string chinese = folder / "\xc9\xcc.yaml";  // as GBK writes it
    fs::copy_file(kSmoke, folder / "smoke.yaml");
    tools::write_file(chinese, "schema: 1\nextends: " + kSmoke + "\nname: gbk\n");
    CHECK(nlohmann::json::parse(program({"validate", chinese, "--json"}).out)["errors"].empty());
    const ProgramResult o = program({"new", folder / "new.yaml", "--from", chinese});
    CHECK(o.code == tools::kBadInput);
    CHECK_THAT(o.err, EndsWith("is no UTF-8, so a scenario cannot name it as its base\n"));
}

TEST_CASE("an empty word is no option left out") {
    for (const char* option : {"--seed", "--scale", "--from", "--until", "--replications"}) {
        const ProgramResult o = program({"run", kSmoke, option, "", "--dry-run"});
        CHECK(o.code == tools::kBadInput);
        CHECK_THAT(o.err, Contains(std::string(option) + ": must not be empty"));
    }
    CHECK(program({"new", ""}).code == tools::kBadInput);
    const ProgramResult nan = program({"compare", "a", "b", "--level", "nan"});
    CHECK(nan.code == tools::kBadInput);
    CHECK(nan.err == "singlesday: --level: nan is no number\n");
}

TEST_CASE("a capacity below a server for each unit is warned of") {
    const ProgramResult o = program({"validate", kSmoke, "--set", "platform.payment_capacity=1/s"});
    CHECK(o.code == tools::kFine);
    CHECK(o.err ==
          "warning: --set platform.payment_capacity=1/s: platform.payment_capacity: gives 2e-05 "
          "servers of payment at this scale; each of 2 units has one, as if it were 1e+05 times as "
          "large\n");
    CHECK(program({"validate", kSmoke}).err.empty());
}
