// Under the address sanitizer g++ 12 takes a local of its own <regex> for uninitialized (GCC bug
// 105616).
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif
#include <algorithm>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <regex>
#include <sstream>

#include "models/scenario/parameter_tree.hpp"
#include "models/world/scenario.hpp"

#include "tools/run/explanations.hpp"

#include "tests/cli/program.hpp"

using Catch::Matchers::Contains;
using Catch::Matchers::EndsWith;
using Catch::Matchers::StartsWith;

namespace {
const std::string kScenarios = SINGLESDAY_SOURCE_DIR "/scenarios";

// Accepts nothing, as a full disk does.
class FullBuffer : public std::streambuf {
    int_type overflow(int_type) override { return traits_type::eof(); }
};
}  // namespace

TEST_CASE("explain tells all that is declared of a parameter") {
    CHECK(program({"explain", "consumers.carts.decay_time"}).out ==
          "consumers.carts.decay_time: The time c of that law.\n"
          "  type     a duration such as 30 min\n"
          "  default  542800 ms\n"
          "  range    more than 0 s and at most 366 d\n"
          "  source   calibrated: singlesday-fluid --calibrate\n");
    CHECK_THAT(program({"explain", "gates"}).out, Contains("list, each an instant"));
    CHECK_THAT(program({"explain", "horizon"}).out,
               Contains("default  none: the scenario must state it"));
    CHECK_THAT(program({"explain", "detail.0.from"}).out, StartsWith("detail.0.from: Start"));
    CHECK_THAT(program({"explain", "platform"}).out, Contains("order_capacity"));
    CHECK_THAT(program({"explain"}).out, Contains("logistics.") && Contains("detail. (list)"));

    const ProgramResult o = program({"explain", "platform.order_capactiy"});
    CHECK(o.code == tools::kBadInput);
    CHECK(o.err ==
          "singlesday: platform.order_capactiy: no parameter, metric or column of that name; "
          "did you mean platform.order_capacity?\n");
    const auto meant = [](const std::string& name) {
        const std::string said = program({"explain", name}).err;
        const std::string hint = "did you mean ";
        return said.substr(std::min(said.find(hint), said.size()));
    };
    CHECK(meant("orders_capacity") == "did you mean platform.order_capacity?\n");
    CHECK(meant("gmv") == "did you mean gmv_cny or consumers.gmv?\n");
    CHECK(meant("merchants.shopers") == "did you mean consumers.shoppers?\n");
    CHECK(meant("platform.orders_payed_per_s") == "did you mean orders_paid_per_s?\n");
    CHECK(meant("platform.platfrom").empty());
    CHECK(meant("platform.payment.capacity") == "did you mean platform.payment_capacity?\n");
    CHECK(meant("logistics.delivery.per_day") == "did you mean logistics.delivery_per_day?\n");
    CHECK(meant("platform.unit") == "did you mean platform.units?\n");
    CHECK(meant("series/platfrom.csv") == "did you mean series/platform.csv?\n");
    CHECK(meant("milestone.csv") == "did you mean milestones.csv?\n");
    CHECK(meant("milestone") == "did you mean milestones?\n");
    CHECK(meant("metric") == "did you mean metrics or thresholds.metric?\n");
    CHECK(meant("funel.cvs") == "did you mean funnel.csv?\n");
    CHECK(meant("summery.json") == "did you mean summary.json?\n");
}

TEST_CASE("explain tells how every metric comes from a run, and every column") {
    CHECK(program({"explain", "peak_orders_at_s"}).out ==
          "peak_orders_at_s: first second within 5 % of that peak, from the origin\n"
          "  unit     s\n"
          "  formula  first second whose count is at least 0.95 of the largest\n"
          "  good     neither way\n"
          "  scale    means the same from 1/1000 on; no value at smaller scales\n"
          "  known    when the headline is over\n");
    for (const tools::Metric& m : tools::metrics()) {
        CAPTURE(m.name);
        CHECK_FALSE(formula_of(m).empty());
        CHECK_THAT(program({"explain", std::string(m.name), "--json"}).out,
                   Contains("\"formula\": \""));
    }
    CHECK_THAT(program({"explain", "trucks_cumulative"}).out,
               Contains("formula  departures until the bin's end; not scaled\n"));
    CHECK_THAT(program({"explain", "gmv_cny_cumulative"}).out,
               Contains("formula  sum over orders paid since the headline's start"));
}

TEST_CASE("explain tells the names of files and of what is in them") {
    CHECK(program({"explain", "wall_s"}).out ==
          "wall_s: time that the run took, tables included; no result\n"
          "  unit     s\n"
          "  in       summary.json\n");
    CHECK(program({"explain", "extends"}).out ==
          "extends: scenario that this one changes: a file, relative to this one\n"
          "  in       scenarios\n");
    for (const char* name : {"digest", "events", "peak_rss_bytes", "scale", "time", "elapsed_s",
                             "bin_s", "schema", "sources"}) {
        CAPTURE(name);
        CHECK(program({"explain", name}).code == tools::kFine);
        CHECK(nlohmann::json::parse(program({"explain", name, "--json"}).out)["schema"] == 1);
    }
    for (const char* name : {"milestones.csv", "milestones"}) {
        CHECK(program({"explain", name}).out ==
              "milestones.csv: the run beside the published record\n"
              "  in       a run directory\n");
    }
    for (const char* name : {"series", "series/"}) {
        CHECK(program({"explain", name}).out ==
              "series: tables bin by bin: platform, preorders, logistics, logistics_by_province\n"
              "  in       a run directory\n");
    }
    for (const char* name : {"funnel", "replications.csv", "inputs.csv", "scenario.resolved"}) {
        CAPTURE(name);
        CHECK(program({"explain", name}).code == tools::kFine);
    }
    for (const char* file : {"series/platform.csv", "platform.csv", "series/platform"}) {
        const std::string out = program({"explain", file}).out;
        CHECK_THAT(out, StartsWith("platform.intentions_per_s: ") &&
                            Contains("platform.gmv_cny_cumulative: ") && !Contains("logistics"));
    }
    CHECK_THAT(program({"explain", "platform"}).out, StartsWith("platform: "));
}

TEST_CASE("explain tells nothing of an item that is not there") {
    const ProgramResult none = program({"explain", "provinces.99.buyers"});
    CHECK(none.code == tools::kBadInput);
    CHECK(none.err ==
          "singlesday: provinces.99.buyers: by default there is no such item; did you mean "
          "provinces.buyers?\n");
    CHECK(program({"explain", "provinces.0.buyers"}).code == tools::kFine);
    const std::string smoke = kScenarios + "/smoke.yaml";
    CHECK(program({"explain", "provinces.30.buyers", "--scenario", smoke}).code == tools::kFine);
    CHECK(program({"explain", "provinces.31.buyers", "--scenario", smoke}).err ==
          "singlesday: provinces.31.buyers: " + smoke +
              " has no such item; did you mean provinces.buyers?\n");
}

TEST_CASE("explain tells what a column of a table is") {
    CHECK(program({"explain", "orders_rejected_per_s"}).out ==
          "platform.orders_rejected_per_s: orders of refused attempts\n"
          "  unit     orders/s\n"
          "  bin      a flow, in the bin that ends at `time`; bin_s is its length\n"
          "  formula  events in the bin, times k, divided by bin_s\n"
          "  scale    means the same from 1/100 on; no value at smaller scales\n"
          "  file     series/platform.csv of a run\n");
    CHECK_THAT(program({"explain", "preorders.deposits_open"}).out,
               Contains("bin      a level, at the end of the bin, `time`\n") &&
                   Contains("scale    means the same at any scale\n"));
    CHECK_THAT(program({"explain", "orders_payed_per_s"}).err,
               EndsWith("did you mean orders_paid_per_s?\n"));
    const auto j = nlohmann::json::parse(program({"explain", "trucks_cumulative", "--json"}).out);
    CHECK(j["table"] == "logistics");
    CHECK(j["kind"] == "cumulative");
    CHECK(j["fluid_safe"] == true);
}

TEST_CASE("what explain says fits the screen") {
    std::vector<std::string> names{""};
    const auto add = [&](const auto& self, const models::Parameter& p,
                         const std::string& path) -> void {
        for (const models::Parameter& child : p.children) {
            const std::string name = path.empty() ? child.name : path + "." + child.name;
            names.push_back(name);
            self(self, child, name);
        }
    };
    add(add, models::parameter_tree<models::Scenario>(), "");
    for (const tools::Metric& m : tools::metrics()) names.emplace_back(m.name);
    for (const tools::Column& c : tools::columns()) names.emplace_back(c.name);
    for (const tools::FileWord& w : tools::file_words()) names.emplace_back(w.name);
    for (const std::string& name : names) {
        std::istringstream lines(program({"explain", name}).out);
        for (std::string line; std::getline(lines, line);) {
            CAPTURE(name, line);
            CHECK(line.size() <= 80);
        }
    }
}

TEST_CASE("several columns of one name or file are one JSON document") {
    const auto j = nlohmann::json::parse(program({"explain", "platform.csv", "--json"}).out);
    CHECK(j["schema"] == 1);
    CHECK(j["columns"].size() == tools::columns_of_file("platform.csv").size());
    CHECK(j["columns"][0]["table"] == "platform");
}

TEST_CASE("new writes a scenario that is valid as it stands and with all its comments taken away") {
    Folder folder;
    const std::string file = folder / "half day.yaml", base = kScenarios + "/double11-2019.yaml";
    REQUIRE(program({"new", file, "--from", base}).code == tools::kFine);
    CHECK(program({"validate", file}).err.empty());
    const std::string text = tools::read_file(file);
    CHECK_THAT(text, Contains("name: \"half-day\""));

    // Sections are uncommented, the help inside them stays a comment.
    const std::string all = std::regex_replace(text, std::regex("(^|\n)# (  [a-z_]+: |[a-z]+:\n)"),
                                               "$1$2", std::regex_constants::match_any);
    CHECK_THAT(all, Contains("\nplatform:\n#   # ") && Contains("\n  order_capacity: 544000/s\n"));
    const std::string open = folder.write("open.yaml", all);
    const ProgramResult as_base = program({"validate", file, "--resolved"});
    CHECK(as_base.code == tools::kFine);
    // What it now states itself has the same value, but no longer the base's source.
    const auto values = [](const std::string& resolved) {
        return resolved.substr(0, resolved.find("\nsources:"));
    };
    CHECK(values(program({"validate", open, "--resolved"}).out) == values(as_base.out));

    const std::string foreign = folder / "ü.yaml";
    REQUIRE(program({"new", foreign, "--from", base}).code == tools::kFine);
    CHECK(program({"validate", foreign}).code == tools::kFine);

    CHECK(program({"new", file, "--from", base}).err == "singlesday: " + file + ": exists\n");
    CHECK(program({"new", file, "--from", base}).code == tools::kRefused);
    CHECK(program({"new", "--from", folder / "nowhere.yaml"}).code == tools::kRefused);
    CHECK(program({"new", folder / "no/folder/x.yaml", "--from", base}).code == tools::kRefused);
    CHECK_THAT(program({"new", "--from", base}).out, Contains("name: \"my-day\""));
}

TEST_CASE("list shows scenarios, broken ones too, and no bases or data") {
    const ProgramResult shipped = program({"list", kScenarios});
    CHECK_THAT(shipped.out, Contains("double11-2019.yaml") && Contains("smoke.yaml"));
    CHECK_THAT(shipped.out, !Contains("china.yaml") && !Contains("published.yaml"));

    Folder folder;
    folder.write("broken.yaml", "schema: 1\nname: x\nsede: 1\n");
    CHECK_THAT(program({"list", folder / ""}).out,
               Contains("broken.yaml") && Contains("singlesday validate shows them"));
    std::filesystem::create_directories(folder / "syntax");
    std::filesystem::create_directories(folder / "empty");
    folder.write("syntax/no.yaml", "schema: 1\nname: [\n");
    CHECK_THAT(program({"list", folder / "syntax"}).out,
               Contains("no.yaml  1 error: singlesday validate shows them"));
    CHECK(program({"list", folder / "empty"}).out ==
          "no scenarios in " + (folder / "empty") + '\n');
    CHECK(program({"list", folder / "nowhere"}).err ==
          "singlesday: " + (folder / "nowhere") + ": no such folder\n");
    CHECK(program({"list", folder / "broken.yaml"}).code == tools::kRefused);

    // A link in a circle is a file that cannot be read, and ends nothing.
    std::filesystem::create_directories(folder / "links");
    std::filesystem::create_symlink("loop.yaml", folder / "links/loop.yaml");
    folder.write("links/no.yaml", "schema: 1\nname: [\n");
    const ProgramResult links = program({"list", folder / "links"});
    CHECK(links.code == tools::kFine);
    CHECK_THAT(links.out, Contains("loop.yaml  1 error:") && Contains("no.yaml    1 error:"));
}

TEST_CASE("the fuzzer's corpus has a scenario that is whole") {
    const ProgramResult o =
        program({"validate", SINGLESDAY_SOURCE_DIR "/tests/fuzz/corpus/whole.yaml"});
    CHECK(o.err.empty());
    CHECK(o.code == tools::kFine);
}

TEST_CASE("a command that does not exist is named") {
    const ProgramResult typo = program({"verfy", "--help"});
    CHECK(typo.code == tools::kBadInput);
    CHECK(typo.err == "singlesday: no command is called 'verfy'; did you mean verify?\n");
    CHECK(program({"frobnicate"}).err ==
          "singlesday: no command is called 'frobnicate'; singlesday --help lists them\n");
}

TEST_CASE("a dry run says what a run takes") {
    const std::string file = kScenarios + "/double11-2019.yaml";
    CHECK(program({"run", file, "--dry-run", "--threads", "2"}).out ==
          "double11-2019: about 13.6 M orders in 166 k windows\n"
          "estimated: 12 s on 2 thread(s), 233 MB; rough, from docs/performance.md\n");
    CHECK(program({"run", file, "--dry-run", "--threads", "1", "--scale", "1/1000"}).out ==
          "double11-2019: about 1.36 M orders in 166 k windows\n"
          "estimated: 4 s on 1 thread(s), 164 MB; rough, from docs/performance.md\n");
}

TEST_CASE("more threads than cores are a warning") {
    Folder folder;
    const ProgramResult o = program(quick_run(folder / "run", {"--threads", "1024", "--dry-run"}));
    CHECK(o.code == tools::kFine);
    CHECK_THAT(o.err, StartsWith("warning: 1024 threads on "));
}

TEST_CASE("an output that cannot be written is refused by the operating system") {
    FullBuffer buffer;
    std::ostream out(&buffer);
    std::ostringstream err;
    const char* argv[] = {"singlesday", "reference"};
    CHECK(tools::run_command_line(2, argv, out, err) == tools::kRefused);
    CHECK_THAT(err.str(), Contains("standard output: cannot be written"));
}
