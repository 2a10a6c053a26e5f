// A baseline: what a scenario's results were when somebody blessed them, as readable YAML.
//
//     schema: 1
//     scenario: smoke
//     scenario_hash: 17226dee...    # of the resolved scenario
//     seed: 1
//     scale: 1/10000
//     digest: 9f3c...               # of the whole run; for information
//     made_by: 0.1.0 66d52ed        # the program that ran it; for information
//     exact: true                   # a changed column is a regression
//     metrics:
//       gmv_cny: {value: 268400000000}                       # the same to the last bit
//       orders_paid: {value: 1292000000, tolerance: 0.5 %}   # or a number in the metric's unit
//       peak_orders_per_s: {mean: 544000, half_width: 120, n: 30}   # replicated: a test
//     replications: 30              # replicated: how many there were
//     columns:
//       platform:
//         orders_created: 0a1b...   # sub-digest
//     samples:                      # replicated: the independent values, in the order of seeds
//       peak_orders_per_s: [543880, 544120]
//     parameters:                   # by which `check` knows the scenario again
//       platform.units: 8
//       record: 31bd...             # of its content, where a metric is scored against it
//
// A replicated metric is regressed if a test finds its mean changed at the level (default 95 %,
// Holm's adjustment over the metrics) and by more than its tolerance, if it has one. A run of the
// same seeds is tested in pairs where the baseline has the sample, any other by Welch's test. If
// one of the two has more replications, the pairs are those that both have.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tools/judge/run_record.hpp"
#include "tools/scenario/parameter_diff.hpp"

namespace tools {

struct Tolerance {
    double size = 0;
    bool relative = false;  // to |value|; else in the metric's unit

    std::string text() const;  // "0", "0.5 %", "12"
};

struct BaselineMetric {
    std::string name;
    double value = 0;  // of replications their mean
    Tolerance tolerance;
    // Of the mean of n independent values; for replicated runs only.
    std::optional<double> half_width;
    std::int64_t n = 1;
    std::vector<double> sample;  // those n values; empty where the baseline does not have them
};

struct Baseline {
    std::string scenario, scenario_hash, digest;
    std::string made_by;  // empty in baselines of before it was kept
    std::int64_t seed = 0;
    std::int64_t scale = 1;  // k of 1/k
    bool exact = true;
    double level = 0.95;
    std::int64_t replications = 0;  // of a replicated run; 0 in baselines of before it was kept
    std::vector<BaselineMetric> metrics;
    std::map<std::string, std::map<std::string, std::string>> columns;
    Parameters parameters;  // that change results; none in baselines of before they were kept

    bool replicated() const { return !metrics.empty() && metrics.front().half_width.has_value(); }
};

// Throws IoError if the file cannot be read, and InputError with all that is wrong in it, each line
// with its place: no YAML, unknown keys, no such metric, one that means nothing at its scale; and
// if it judges nothing, which every run would pass.
Baseline read_baseline(const std::filesystem::path& file);

std::string print_baseline(const Baseline& baseline);

// What `bless` makes of a complete run: all metrics that have a value and all columns. What `old`
// decided is kept: which metrics, their tolerances, the level, whether columns are exact. A new
// baseline takes `tolerance` for all, and is exact if that is 0 and the run is not replicated.
// Throws InputError if the run lacks a metric that `old` has, or has one draw of uncertain inputs.
Baseline baseline_of(const RunRecord& run, const std::optional<Baseline>& old,
                     const Tolerance& tolerance = {});

// What the results of the run depend on; with the digest of its record, if that is one of them.
Parameters parameters_of(const RunRecord& run, bool with_record);

// "0.5 %" or "12"; nothing if it is neither, or negative.
std::optional<Tolerance> parse_tolerance(const std::string& text);

}  // namespace tools
