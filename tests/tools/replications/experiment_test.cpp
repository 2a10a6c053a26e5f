#include "tools/replications/experiment.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "tools/replications/bands.hpp"
#include "tools/replications/precision_watch.hpp"
#include "tools/replications/replication_place.hpp"

#include "tests/cli/program.hpp"

using Catch::Matchers::Contains;
using tools::Experiment;
using tools::ReplicationRow;
namespace fs = std::filesystem;

namespace {

// An experiment whose first metric has these values, none where it was not reached.
Experiment experiment(const std::vector<std::optional<double>>& values, std::int64_t group = 0) {
    Experiment e;
    if (group > 0) {
        e.scenario.uncertainty.resize(1);
        e.scenario.seeds_per_input = group;
    }
    for (const auto& value : values) {
        ReplicationRow row;
        row.replication = static_cast<std::int64_t>(e.rows.size()) + 1;
        row.inputs = tools::inputs_number(e.scenario, row.replication);
        row.digest = std::string(32, '0');
        row.values.resize(tools::metrics().size());
        row.values[0] = value;
        e.rows.push_back(row);
    }
    return e;
}

}  // namespace

TEST_CASE("seeds of replications differ, and --seed takes them") {
    std::set<std::int64_t> seeds;
    for (const std::int64_t seed : {0, 1, 2}) {
        for (std::int64_t r = 1; r <= 1000; ++r) {
            const std::int64_t derived = tools::replication_seed(seed, r);
            CHECK(derived >= 0);
            CHECK(derived < std::int64_t{1} << 62);
            seeds.insert(derived);
        }
        CHECK(tools::replication_seed(seed, 1) == seed);
    }
    CHECK(seeds.size() == 3000);
}

TEST_CASE("an estimate takes replications as its sample, or the means of draws") {
    const tools::Estimate plain = estimate(experiment({1.0, 2.0, 3.0, 6.0}), 0);
    CHECK(plain.n == 4);
    CHECK(*plain.mean == 3);
    CHECK(*plain.median == 2.5);
    CHECK(*plain.half_width() == Approx(3.182446305284263 * std::sqrt(14.0 / 3 / 4)));
    CHECK_FALSE(plain.median_low);
    CHECK_FALSE(plain.split);

    const tools::Estimate grouped = estimate(experiment({1.0, 2.0, 3.0, 6.0}, 2), 0);
    CHECK(grouped.n == 2);  // 1.5 and 4.5
    CHECK(*grouped.mean == 3);
    CHECK(*grouped.median == 2);  // of 1 and 3, the first of each draw
    CHECK(*grouped.half_width() == Approx(12.706204736432095 * 1.5));
    REQUIRE(grouped.split);
    CHECK(grouped.split->chance == Approx(2.5));  // (0.5 + 4.5) / 2
    CHECK(grouped.split->input == Approx((9 - 2.5) / 2));

    const tools::Estimate six = estimate(experiment({6.0, 5.0, 4.0, 3.0, 2.0, 1.0}), 0);
    CHECK(*six.median_low == 1);
    CHECK(*six.median_high == 6);
}

TEST_CASE("a mean over those that got somewhere is no mean") {
    Experiment e = experiment({1.0, {}, 3.0});
    CHECK(estimate(e, 0).n == 2);
    CHECK_FALSE(estimate(e, 0).everywhere);
    CHECK_THAT(summary_json(e), Contains("\"gmv_cny\": null"));
    e.rows[1].digest.clear();
    e.rows[1].error = "it broke";  // one that failed is no such case
    CHECK(estimate(e, 0).everywhere);
    CHECK_THAT(summary_json(e), Contains("\"gmv_cny\": 2.0"));
    CHECK_THAT(tools::replications_csv(e.rows), Contains("\n2,0,2,failed,,,"));

    const Experiment none = experiment({});
    CHECK_FALSE(estimate(none, 0).mean);
    CHECK_THAT(summary_json(none), Contains("\"replications\": 0"));
}

TEST_CASE("precision is of all replications: one without a value ends the search") {
    Experiment all = experiment({10.0, 11.0, 9.0, std::nullopt, 10.0}), seen = all;
    seen.rows.clear();
    all.scenario.precision.metrics = {std::string(tools::metrics()[0].name)};
    all.scenario.precision.relative = 0.5;
    all.scenario.precision.minimum = 3;
    all.scenario.precision.look_ahead = 3;
    tools::PrecisionWatch watch(all.scenario);
    std::vector<bool> on;
    for (const ReplicationRow& row : all.rows) {
        seen.rows.push_back(row);
        if (on.empty() || on.back()) on.push_back(watch.go_on(seen));
    }
    CHECK(on == std::vector<bool>{true, true, true, false});
    seen.precision = watch.outcome();
    CHECK_FALSE(seen.precision->reached);
    CHECK_FALSE(seen.precision->metrics[0].reached);
    CHECK(seen.precision->lacking == "gmv_cny has no value in replication 4 (seed 0)");
    seen.scenario.precision = all.scenario.precision;
    const std::string screen = end_screen(seen);
    CHECK_THAT(screen,
               Contains("precision of 50 %, half-widths of 33.3 %: not reached: gmv_cny has "
                        "no value in\nreplication 4 (seed 0)\n"));
    CHECK_THAT(
        screen,
        Contains(
            "  gmv_cny                                 10     2.484    24.8 %    3  missed\n"));
    std::istringstream lines(screen);
    for (std::string line; std::getline(lines, line);) CHECK(line.size() <= 80);
    const auto report = nlohmann::json::parse(summary_json(seen))["precision"];
    CHECK(report["reached"] == false);
    CHECK(report["lacking"] == seen.precision->lacking);
    CHECK(report["missing"] == nlohmann::json{"gmv_cny"});
}

TEST_CASE("bands hold cumulative values after the end, and leave out rates that are not known") {
    Folder folder;
    const tools::BandFile file{"s.csv", {{"rate", false}, {"sum", true}}};
    std::vector<fs::path> runs;
    constexpr int kRows = 3000;  // several blocks
    for (const int length : {kRows, kRows - 1, kRows - 1500}) {
        std::string text = "time,elapsed_s,bin_s,other,sum,rate\n";
        for (int i = 1; i <= length; ++i) {
            const int k = 1 + static_cast<int>(runs.size());
            text += "t" + std::to_string(i) + "," + std::to_string(i) + ",1,9," +
                    (i == 1 ? "" : std::to_string(i * k)) + "," + std::to_string(k) + "\n";
        }
        runs.push_back(folder / std::to_string(length));
        fs::create_directory(runs.back());
        folder.write(std::to_string(length) + "/s.csv", text);
    }
    const auto bands = bands_csv(runs, file);
    REQUIRE(bands);
    std::istringstream in(*bands);
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    REQUIRE(lines.size() == 1 + kRows);
    CHECK(lines[0] ==
          "time,elapsed_s,bin_s,rate,rate_p05,rate_p50,rate_p95,sum,sum_p05,sum_p50,sum_p95");
    CHECK(lines[1] == "t1,1,1,2,1,2,3,,,,");
    CHECK(lines[1500] == "t1500,1500,1,2,1,2,3,3000,1500,3000,4500");
    CHECK(lines[1501] == "t1501,1501,1,,,,,3001,1501,3002,4500");
    CHECK(lines[kRows] == "t3000,3000,1,,,,,4499.333333333333,3000,4500,5998");

    folder.write("2999/s.csv", "time,elapsed_s,bin_s,rate,sum\nt1,1,60,1,1\n");
    CHECK_FALSE(bands_csv(runs, file));
    folder.write("2999/s.csv", "time,elapsed_s,bin_s,sum\nt1,1,1,1\n");
    CHECK_THROWS_WITH(bands_csv(runs, file), Contains("has no column rate"));
}

TEST_CASE("a place of replications belongs to one run at a time, and keeps what is whole") {
    using Earlier = tools::ReplicationPlace::Earlier;
    Folder folder;
    const std::string run = folder / "run";
    {
        tools::ReplicationPlace place(run, "key", Earlier::refused);
        CHECK_THROWS_WITH(tools::ReplicationPlace(run, "key", Earlier::taken),
                          Contains("another run is using it"));
        fs::create_directory(place.folder(1));
        fs::create_directory(place.folder(2).string() + ".tmp-123");
    }
    CHECK_THROWS_WITH(tools::ReplicationPlace(run, "key", Earlier::refused),
                      Contains("--resume takes them"));
    tools::ReplicationPlace place(run, "key", Earlier::taken);
    CHECK(fs::exists(place.folder(1)));
    CHECK_FALSE(fs::exists(place.folder(2).string() + ".tmp-123"));
    place.remove();
    CHECK(folder.empty());
}
