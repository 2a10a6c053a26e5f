// Do two runs differ? Metric by metric, by the statistics of sim/experiment.
//
// Replications that share number, seed and inputs in both runs are pairs: common random numbers,
// Student's t on the differences. Otherwise Welch's test. Single runs have a difference and no
// verdict. p-values are adjusted by Holm over all metrics that are compared, those of differences
// and those of equivalence each for themselves.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/experiment/comparison.hpp"

#include "tools/judge/run_record.hpp"
#include "tools/run/metrics.hpp"
#include "tools/scenario/parameter_diff.hpp"

namespace tools {

struct CompareOptions {
    std::vector<std::string> metrics;  // empty: all that both runs have
    double level = 0.95;
    std::optional<double> equivalent{};  // relative to the base: differences below it do not matter
    bool allow_partial = false;
};

struct MetricComparison {
    const Metric* metric;
    double base_mean = 0, changed_mean = 0;
    std::optional<sim::Comparison> test;  // empty for single runs
    double adjusted_p = 1;
    std::optional<double> equivalence_p, adjusted_equivalence_p;  // where a margin was asked for
    std::optional<sim::Verdict> verdict;

    // Not one pair differs; of single runs: the values do not.
    bool identical() const { return test ? test->identical : difference() == 0; }
    double difference() const { return changed_mean - base_mean; }
    std::optional<double> relative() const {
        if (base_mean == 0) return {};
        return difference() / std::abs(base_mean);
    }
};

struct RunComparison {
    bool paired = false;
    std::size_t base_size = 0, changed_size = 0;  // replications that were used
    // Independent values among them: less where several share a draw of the uncertain inputs.
    std::size_t base_draws = 0, changed_draws = 0;
    bool shared_seeds = false;                  // some replications have the same seed
    std::string base_made_by, changed_made_by;  // which programs made the runs
    std::vector<ParameterChange> parameters;
    std::vector<MetricComparison> metrics;
    // Metrics that are known for some replications only, such as the days until 95 % are delivered
    // where a horizon comes before that. Those without are the slow ones: a comparison of the
    // others would be of the lucky, so there is none.
    struct PartlyKnown {
        const Metric* metric;
        std::size_t base_known, changed_known;          // replications that have it
        std::optional<double> base_mean, changed_mean;  // where all of a run have it
    };
    std::vector<PartlyKnown> partly;
    std::vector<std::string> missing;  // metrics that no replication of either has

    // Metrics for which there is a test.
    std::size_t tested() const;
};

// A run, or what is known of one before it is made.
struct Comparand {
    std::string name;           // as messages call it
    std::string scenario_text;  // resolved
    std::int64_t replications;  // 1: a single run; 0: as many as its precision takes
};

// Throws InputError, saying why, if comparing the two makes no sense, whatever comes out of them:
// another scale or headline, a single run with a replicated one.
void require_comparable(const Comparand& base, const Comparand& changed);

// Throws InputError, naming it, if one is no metric.
void require_metrics(const std::vector<std::string>& names);

// Throws InputError, saying why, if the comparison makes no sense: as the two above, and another
// schema or a run that is not complete.
RunComparison compare(const RunRecord& base, const RunRecord& changed,
                      const CompareOptions& options);

const char* name_of(sim::Verdict verdict);

// A screen of at most 80 columns; a JSON object; a CSV table.
std::string compare_screen(const RunRecord& base, const RunRecord& changed, const RunComparison& c,
                           const CompareOptions& options);
std::string compare_json(const std::vector<std::pair<std::string, RunComparison>>& comparisons,
                         const std::string& base, const CompareOptions& options);
std::string compare_csv(const std::vector<std::pair<std::string, RunComparison>>& comparisons,
                        const CompareOptions& options);

}  // namespace tools
