// singlesday-statistics: the intervals and tests of sim/experiment, tried on synthetic experiments.
#include <CLI/CLI.hpp>
#include <exception>
#include <fmt/core.h>
#include <limits>

#include "tools/statistics/commands.hpp"
#include "tools/statistics/comparisons.hpp"
#include "tools/statistics/coverage.hpp"
#include "tools/statistics/report.hpp"

using namespace tools::statistics;

int main(int argc, char** argv) {
    CLI::App app{
        "The intervals and tests that compare runs, tried on synthetic experiments whose truth is\n"
        "known. Exits with 1 if a row that theory promises does not hold."};
    Setup setup{10'000, 1};
    // With fewer, chance alone would break the promises now and then.
    app.add_option("--experiments", setup.experiments, "Experiments for each row")
        ->check(CLI::Range(std::int64_t{10'000}, std::int64_t{100'000'000}))
        ->capture_default_str();
    app.add_option("--seed", setup.seed, "Seed of the random numbers")->capture_default_str();
    bool json = false;
    app.add_flag("--json", json, "Print JSON: shares in [0, 1]");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& e) {
        return app.exit(e) == 0 ? 0 : 2;
    }
    try {
        std::vector<Row> rows = coverage_rows(setup);
        for (const auto& more :
             {difference_rows(setup), false_alarm_rows(setup), command_rows(setup),
              command_family_rows(setup), power_rows(setup), command_power_rows(setup)}) {
            rows.insert(rows.end(), more.begin(), more.end());
        }
        fmt::print("{}", json ? to_json(rows, setup) : table(rows, setup));
        return all_hold(rows) ? 0 : 1;
    } catch (const std::exception& e) {
        fmt::print(stderr, "singlesday-statistics: {}\n", e.what());
        return 1;
    }
}
