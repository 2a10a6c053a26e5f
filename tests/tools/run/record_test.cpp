#include "tools/run/record.hpp"

#include <catch2/catch.hpp>

#include "tools/base/errors.hpp"

#include "tests/cli/program.hpp"

namespace {

const std::string kEntry = "metrics:\n  gmv:\n    unit: CNY\n    entries:\n      - ";

// What is wrong with a record of these words, without the name of its file.
std::string complaint(const std::string& text) {
    Folder folder;
    const std::string path = folder.write("record.yaml", text);
    try {
        tools::read_record(path);
    } catch (const tools::InputError& e) {
        return std::string(e.what()).substr(path.size());
    }
    return "";
}

}  // namespace

TEST_CASE("the record holds facts of instants and days, and from when balances are payable") {
    const tools::Record record =
        tools::read_record(std::string(SINGLESDAY_SOURCE_DIR) + "/scenarios/published.yaml");
    const std::vector<tools::Fact> facts = record.of(2019);
    REQUIRE_FALSE(facts.empty());
    CHECK(facts.front().metric == "gmv");
    CHECK(facts.front().unit == "CNY");
    CHECK(facts.front().at == 68 * sim::kSecond);
    CHECK(facts.front().value == 7e9);
    CHECK(facts.front().confidence == "high");
    for (const tools::Fact& fact : facts) {
        CHECK(fact.year == 2019);
        CHECK(fact.metric != "gmv_window");
    }
    const auto gate = [&](std::size_t i) { return record.gates.at(i).from; };
    REQUIRE(record.gates.size() == 6);
    CHECK(record.gates[3].year == 2019);
    CHECK(gate(3) == sim::kHour);
    CHECK(gate(4) == sim::kHour / 2 - 10 * sim::kDay);
    CHECK(gate(5) == sim::kHour / 2);
}

TEST_CASE("a record that is not there or is none says where") {
    CHECK_THROWS_AS(tools::read_record("no/such/record.yaml"), tools::IoError);
    CHECK_THROWS_WITH(tools::read_record("no/such/record.yaml"),
                      "no/such/record.yaml: No such file or directory");
    CHECK(complaint("metrics: {}\n").empty());
    CHECK(complaint(kEntry + "{year: 2019, at: \"25:00\", value: 1}\n") ==
          ":5:26: not a clock time");
    CHECK(complaint(kEntry + "{year: 2019, value: many}\n").starts_with(":5:29: "));
    CHECK(complaint("metrics: {}\npresale:\n  - {year: 2019, balance_from: soon}\n")
              .starts_with(":3:32: "));
    CHECK(complaint("metrics: [\n").starts_with(":2:1: "));
    CHECK(complaint("") == ":1:1: has no key metrics");
    CHECK(complaint("[1]\n") == ":1:1: has no key metrics");
    CHECK(complaint("schema: 1\nname: x\n") == ":1:1: has no key metrics");
    CHECK(complaint("metrics: [gmv]\n") == ":1:10: metrics go by name");
    CHECK(complaint("metrics:\n  gmv: {unit: CNY}\n") == ":2:8: has no key entries");
    CHECK(complaint("metrics:\n  gmv: {entries: []}\n") == ":2:8: has no key unit");
    CHECK(complaint(kEntry + "{at: \"06:00\", value: 1}\n") == ":5:9: has no key year");
}
