#include <catch2/catch.hpp>

#include "tools/judge/run_record.hpp"
#include "tools/replications/replication.hpp"

#include "tests/cli/replicated.hpp"

using Catch::Matchers::Contains;
using Catch::Matchers::EndsWith;

TEST_CASE("replications: uncertain inputs are drawn once a group, the same in every scenario") {
    Folder folder;
    const std::string what =
        "uncertainty=[{parameter: consumers.delivery_orders, distribution: normal, cv: 10 %}, "
        "{parameter: consumers.payment.delay, distribution: uniform, low: 0.5, high: 2}, "
        "{parameter: logistics.delivery_per_day, distribution: triangular, low: 0.8, high: 1.1}]";
    const std::vector<std::string> six = {"--replications", "6", "--set", what};
    REQUIRE(program(brief(folder / "run", six)).code == tools::kFine);
    const auto inputs = lines_of(folder / "run/inputs.csv");
    REQUIRE(inputs.size() == 1 + 3 * 3);
    CHECK(inputs[0] == "inputs,parameter,factor,value,unit");
    CHECK_THAT(inputs[6], Contains("2,logistics.delivery_per_day,") && EndsWith(","));
    CHECK_THAT(inputs[4], Contains("2,consumers.delivery_orders,"));
    const tools::RunRecord run = tools::read_run_record(folder / "run");
    for (std::size_t i = 0; i < 6; ++i) {
        CHECK(run.rows[i].inputs == static_cast<std::int64_t>(i / 2) + 1);
    }
    const nlohmann::json s = json(folder / "run/summary.json");
    CHECK(s["intervals"]["gmv_cny"]["n"] == 3);  // draws, not replications
    // A tenth more or less demand is far more than what seeds do.
    CHECK(s["intervals"]["orders_created"]["variance"]["inputs_share"].get<double>() > 0.5);

    // The file beside a replication has the drawn values, and does it again.
    const std::string resolved = folder / "run/replications/0003/scenario.resolved.yaml";
    std::string value = inputs[5];
    value = value.substr(value.rfind(',', value.rfind(',') - 1) + 1);
    value.replace(value.find(','), 1, " ");
    CHECK_THAT(tools::read_file(resolved), Contains("delay: " + value + "\n"));
    REQUIRE(program({"run", resolved, "--quiet", "--out", folder / "alone"}).code == tools::kFine);
    CHECK(files_below(folder / "alone") == files_below(folder / "run/replications/0003"));

    // Common random numbers: other couriers, and one uncertain input less, the same factors.
    auto other = six;
    other.back().erase(other.back().rfind(", {"));
    other.back() += "]";
    other.insert(other.end(), {"--set", "platform.payment_capacity=50000/s"});
    REQUIRE(program(brief(folder / "other", other)).code == tools::kFine);
    const auto fewer = lines_of(folder / "other/inputs.csv");
    REQUIRE(fewer.size() == 1 + 3 * 2);
    CHECK(fewer[1] == inputs[1]);
    CHECK(fewer[2] == inputs[2]);
    CHECK(fewer[3] == inputs[4]);
}

TEST_CASE("replications: what cannot be uncertain is refused where it stands") {
    const auto error = [](const std::string& what) {
        return program({"validate", SINGLESDAY_SOURCE_DIR "/scenarios/smoke.yaml", "--set",
                        "uncertainty=[" + what + "]"})
            .err;
    };
    CHECK_THAT(error("{parameter: consumers.payment.dealy, cv: 5 %}"),
               Contains("uncertainty.0.parameter: consumers.payment.dealy is no single parameter; "
                        "did you mean consumers.payment.delay?"));
    CHECK_THAT(error("{parameter: seed, cv: 5 %}"), Contains("cannot be uncertain"));
    CHECK_THAT(error("{parameter: merchants.stock_shards, cv: 5 %}"),
               Contains("cannot be uncertain"));
    CHECK_THAT(program({"validate", SINGLESDAY_SOURCE_DIR "/scenarios/smoke.yaml", "--set",
                        "thresholds=[{metric: gmv_cny, above: 1}]", "--set",
                        "uncertainty=[{parameter: thresholds.0.above, cv: 5 %}]"})
                   .err,
               Contains("thresholds.0.above cannot be uncertain: it is no quantity of the world"));
    CHECK_THAT(error("{parameter: headline.from, cv: 5 %}"), Contains("cannot be uncertain"));
    CHECK_THAT(error("{parameter: consumers.gmv}"), Contains("needs a cv above 0"));
    CHECK_THAT(error("{parameter: consumers.gmv, distribution: uniform, low: 2, high: 1}"),
               Contains("high: must be above low"));
    CHECK_THAT(error("{parameter: consumers.gmv, cv: 5 %}, {parameter: consumers.gmv, cv: 1 %}"),
               Contains("is there twice"));

    // Only a draw can tell that a value leaves its range: that replication fails, by name.
    Folder folder;
    const ProgramResult o = program(
        brief(folder / "run", {"--replications", "2", "--set",
                               "uncertainty=[{parameter: consumers.payment.unpaid, distribution: "
                               "uniform, low: 100, high: 101}]"}));
    CHECK(o.code == tools::kUnbalanced);
    CHECK_THAT(o.err, Contains("the drawn inputs (consumers.payment.unpaid = ") &&
                          Contains("make no valid scenario"));
}

TEST_CASE(
    "replications: a dry run estimates one of them, and a single run says what it leaves out") {
    Folder folder;
    const ProgramResult dry = program(brief(folder / "run", {"--replications", "5", "--dry-run"}));
    CHECK_THAT(dry.out, Contains("on 1 thread(s)") && Contains("for each of 5 replications"));
    const ProgramResult single =
        program(brief(folder / "run",
                      {"--resume", "--set", "uncertainty=[{parameter: consumers.gmv, cv: 5 %}]"}));
    CHECK(single.code == tools::kFine);
    CHECK(single.err ==
          "warning: a single run takes uncertain inputs as they are; --replications draws them\n"
          "warning: --resume is for replications; this is a single run\n");
    CHECK(folder.names() == std::vector<std::string>{"run"});
}
