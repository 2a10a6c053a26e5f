// Every value has a source: those that the code declares, and those that the shipped scenarios
// give.
#include "models/scenario/sources.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "tools/run/inputs.hpp"
#include "tools/scenario/read_scenario.hpp"

#include "tests/cli/program.hpp"

namespace {

using models::Kind;
using models::Parameter;

const std::string kScenarios = SINGLESDAY_SOURCE_DIR "/scenarios/";

// Names and files are no quantities and need no source.
bool is_quantity(Kind kind) {
    return kind != Kind::text && kind != Kind::path;
}

void collect_unsourced(const Parameter& parameter, const std::string& path,
                       std::vector<std::string>& found) {
    const bool is_section = parameter.kind == Kind::section;
    const bool has_default = parameter.is_list && is_section
                                 ? parameter.default_text != "[]" && !parameter.info.required
                                 : !is_section && !parameter.info.required;
    const bool is_sourced = models::declared_source(parameter.info.source).has_value();
    if (has_default && is_quantity(parameter.kind) && !is_sourced) found.push_back(path);
    if (!parameter.info.source.empty() && !is_sourced) found.push_back(path);
    for (const Parameter& child : parameter.children) {
        collect_unsourced(child, path.empty() ? child.name : path + "." + child.name, found);
    }
}

std::vector<std::string> shipped_scenarios() {
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(kScenarios)) {
        models::IssueLog log;
        if (entry.path().extension() != ".yaml") continue;
        if (models::load_file(entry.path().string(), log).root.find("name") == nullptr) continue;
        files.push_back(entry.path().string());
    }
    return files;
}

}  // namespace

TEST_CASE("every declared parameter with a default says where that comes from, with its mark") {
    std::vector<std::string> found;
    collect_unsourced(models::parameter_tree<models::Scenario>(), "", found);
    CHECK(found == std::vector<std::string>{});
}

TEST_CASE("every value that a shipped scenario gives has a source") {
    const Parameter tree = models::parameter_tree<models::Scenario>();
    const std::vector<std::string> files = shipped_scenarios();
    CHECK(files.size() >= 4);
    for (const std::string& file : files) {
        CAPTURE(file);
        const tools::ScenarioReading reading = tools::read_scenario(file);
        REQUIRE(reading.ok());
        std::vector<std::string> found;
        for (const models::GivenValue& g : reading.given) {
            if (!is_quantity(find_parameter(tree, g.path)->kind)) continue;
            const models::Citation* source = source_of(reading.sources, g.path);
            if (source == nullptr || source->text == "no source stated") found.push_back(g.path);
        }
        CHECK(found == std::vector<std::string>{});
    }
}

TEST_CASE("explain tells the value that will run, where it is stated, and its source") {
    const std::string file = kScenarios + "double11-2019.yaml";
    const std::string capacity =
        program({"explain", "platform.order_capacity", "--scenario", file}).out;
    // Where lines break depends on the length of the file's name.
    std::istringstream words(capacity);
    std::string said;
    for (std::string word; words >> word;) said += word + ' ';
    CHECK(said ==
          "platform.order_capacity: Orders that all units together admit, at full size. "
          "Partitioned: each unit admits and creates its share. "
          "type a rate such as 544000/s default none: the scenario must state it "
          "range more than 0/s and at most 1e+08/s source the scenario "
          "value 544000/s, stated at " +
              file +
              ":27 "
              "basis published-after: 544,000 orders created in the busiest second (Alibaba); "
              "an input, not scored ");
    CHECK(program({"explain", "platform.patience", "--scenario", file}).out ==
          "platform.patience: Waiting time after which a request is given up.\n"
          "  type     a duration such as 30 min\n"
          "  default  5 s\n"
          "  range    between 1 ns and 30 min\n"
          "  source   assumed\n"
          "  value    5 s, the default\n");
    CHECK_THAT(program({"explain", "platform.patience", "--scenario", file, "--set",
                        "platform.patience=7 s"})
                   .out,
               Catch::EndsWith("  value    7 s, stated at --set platform.patience=7 s\n"
                               "  basis    chosen: --set\n"));
    CHECK(program({"explain", "preorders.balance", "--scenario", file}).out ==
          "preorders.balance: When balances can be paid; it opens with a gate.\n"
          "  preorders.balance.from   2019-11-11T01:00+08:00  known-before: rules of the pre-sale "
          "of 2019\n"
          "  preorders.balance.until  2019-11-12T00:00+08:00  known-before: rules of the pre-sale "
          "of 2019\n");
    CHECK_THAT(program({"explain", "provinces.parcels", "--scenario", file}).out,
               Catch::Contains("  provinces.1.parcels   697    published-after: express parcels "
                               "collected in 2019, million (State Post Bureau)\n"));
    CHECK_THAT(program({"explain", "consumers.sensitivity.share", "--scenario", file}).out,
               Catch::Contains("  consumers.sensitivity.0.share  30 %  assumed: three groups about "
                               "the mean of Bijmolt, van Heerde and Pieters 2005\n"));
}

TEST_CASE("explain refuses values without a scenario, and a scenario with errors") {
    const ProgramResult alone =
        program({"explain", "platform.patience", "--set", "platform.patience=7 s"});
    CHECK(alone.code == tools::kBadInput);
    CHECK(alone.err == "singlesday: --set, --seed, --scale, --from and --until need --scenario\n");
    const ProgramResult missing =
        program({"explain", "platform.patience", "--scenario", "no-such.yaml"});
    CHECK(missing.code == tools::kRefused);
    CHECK(missing.err ==
          "no-such.yaml: no such file\n"
          "singlesday: no-such.yaml: 1 error\n");
}

TEST_CASE("explain --json gives values, places and sources") {
    const std::string file = kScenarios + "double11-2019.yaml";
    const auto json = nlohmann::json::parse(
        program({"explain", "consumers.gmv", "--scenario", file, "--json"}).out);
    REQUIRE(json["values"].size() == 1);
    CHECK(json["values"][0] ==
          nlohmann::json{{"parameter", "consumers.gmv"},
                         {"value", "268.4 bn CNY"},
                         {"stated", file + ":20"},
                         {"mark", "published-after"},
                         {"source", "268.4 bn CNY in 24 hours (Alibaba); an input, not scored"}});
    CHECK_FALSE(nlohmann::json::parse(program({"explain", "consumers.gmv", "--json"}).out)
                    .contains("values"));
}

TEST_CASE("the resolved scenario carries its sources, reads back to them, and has the same hash") {
    const std::string file = kScenarios + "double11-2019.yaml";
    const std::string text = program({"validate", file, "--resolved", "--set", "seed=7"}).out;
    CHECK_THAT(text, Catch::Contains("\n  published-after:\n"
                                     "    consumers.delivery_orders: \"1.292 bn delivery orders of "
                                     "the day (Cainiao); an input, not scored\"\n"));
    CHECK_THAT(text, Catch::Contains("    seed: \"--set\"\n"));
    Folder folder;
    const auto once = tools::read_scenario(file, {"seed=7"});
    const auto again = tools::read_scenario(folder.write("copy.yaml", text));
    CHECK(again.sources == once.sources);
    models::Scenario bare = once.scenario;
    bare.sources.clear();
    CHECK(tools::inputs_of(again.scenario).hash == tools::inputs_of(bare).hash);
    CHECK(
        tools::inputs_of(again.scenario).scenario.ends_with(text.substr(text.find("sources:\n"))));
    CHECK(tools::inputs_of(bare).scenario.find("sources:") == std::string::npos);
    const auto json =
        nlohmann::json::parse(program({"validate", file, "--resolved", "--json"}).out);
    CHECK(json["sources"]["gates"] ==
          nlohmann::json{{"mark", "known-before"}, {"text", "rules of the pre-sale of 2019"}});
    CHECK_FALSE(json["parameters"].contains("sources.known-before.gates"));
}
