// What many replications say together: means, intervals, precision, and the files that tell them.
#pragma once

#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/experiment/variance_split.hpp"

#include "models/world/scenario.hpp"

#include "tools/replications/replication.hpp"
#include "tools/run/metrics.hpp"
#include "tools/run/tables.hpp"

namespace tools {

// What became of the `precision` that a scenario asks for.
struct Precision {
    struct Metric {
        std::string name;
        double mean = 0, half_width = 0;
        std::int64_t n = 0;  // independent values: replications, or draws of the inputs
        bool reached = false;

        // To |mean|; none where that is 0.
        std::optional<double> relative() const {
            if (mean == 0) return {};
            return half_width / std::abs(mean);
        }
    };

    bool reached = false;
    std::string lacking;  // why no more replications could reach it; empty if there is no reason
    double wanted = 0;    // half-width relative to |mean|, for an error of precision.relative
    std::vector<Metric> metrics;
};

struct Experiment {
    models::Scenario scenario;
    RunContext context;                // its inputs are those of the experiment
    std::vector<ReplicationRow> rows;  // ascending, failed ones included
    std::optional<Precision> precision;
    bool stopped = false;  // before all were made

    std::size_t complete() const;
    bool uncertain() const { return !scenario.uncertainty.empty(); }
};

// Of one metric. Its sample are the replications; where inputs are uncertain, the means of those
// that share a draw, which are not independent of each other.
struct Estimate {
    std::int64_t n = 0;  // size of the sample
    std::optional<double> mean;
    std::optional<double> low, high;  // Student's t; from two values
    // The median and its interval between order statistics, from six values at 95 %; where inputs
    // are uncertain, of the first replication of each draw.
    std::optional<double> median, median_low, median_high;
    std::optional<sim::VarianceSplit> split;  // with uncertain inputs and two draws or more
    bool everywhere = false;                  // all complete replications have a value

    std::optional<double> half_width() const;
    std::optional<double> relative_half_width() const;  // to |mean|; nothing if that is 0
};

Estimate estimate(const Experiment& experiment, std::size_t metric);

// Means of the groups of replications that share inputs, in order; failed ones and those without a
// value are left out.
std::vector<double> group_means(const Experiment& experiment, std::size_t metric);

// The scenario's thresholds, judged on means (instants: medians) and their intervals. One that some
// replications did not reach has no value.
std::vector<ThresholdResult> thresholds_of(const Experiment& experiment);

std::string summary_json(const Experiment& e);
std::string manifest_json(const Experiment& e);

// One screen of 80 columns.
std::string end_screen(const Experiment& e);

}  // namespace tools
