// A run judged by a baseline.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "tools/judge/baseline.hpp"

namespace tools {

enum class Outcome { identical, within_tolerance, regressed };

std::string_view outcome_name(Outcome outcome);  // "within tolerance"

enum class Test { none, paired, welch };

std::string_view test_name(Test test);

struct MetricCheck {
    std::string name;
    double baseline = 0;
    std::optional<double> run;
    std::optional<double> difference, relative;  // run - baseline; to |baseline|, if that is not 0
    Tolerance tolerance;
    Test test = Test::none;
    std::size_t pairs = 0;    // of a paired test; `baseline` is then the mean of its part of them
    std::optional<double> p;  // of the test; adjusted for the number of metrics
    Outcome outcome = Outcome::identical;
    std::string reason;  // of a regression: "by -0.1 %, tolerance 0"

    std::string test_text() const;  // "10 pairs", "Welch"
};

struct TableCheck {
    std::string name;
    std::size_t columns = 0;           // in the baseline
    std::vector<std::string> changed;  // of those; "x (gone)" where the run has none
};

struct Check {
    std::vector<MetricCheck> metrics;   // those of the baseline
    std::vector<TableCheck> tables;     // likewise
    std::vector<std::string> unjudged;  // metrics of the run that the baseline does not name
    bool exact = true;
    std::string blessed_by, run_by;                // programs; empty where that is not known
    std::vector<RunRecord::Threshold> thresholds;  // of the run's scenario

    std::vector<const TableCheck*> changed_tables() const;
    // Regressed if a metric is, or, where columns are exact, one of them changed.
    Outcome outcome() const;
    // Nothing that the baseline says: the run is as it was, and was not good enough.
    bool missed_threshold() const;
};

// Throws InputError with the reason if judging the run by this baseline makes no sense: another
// scenario, seed or scale, an incomplete run, replications against a single run, one draw of
// uncertain inputs.
void refuse_unlike(const Baseline& baseline, const RunRecord& run, bool allow_other_scenario);

// A single run's metric is identical if it has the same value, within tolerance if it is as near as
// that says. A replicated one is identical if its sample is (mean, half-width and n, where the
// baseline has no sample); regressed if a test finds it changed and it is outside its tolerance:
// Student's test of the pairs where seeds are the same, as many as both have, else Welch's. Columns
// that the baseline does not have count for nothing. Requires what refuse_unlike refuses otherwise.
Check check_run(const Baseline& baseline, const RunRecord& run);

// What CI and people read.
std::string check_screen(const Check& check, const std::string& subject);
std::string check_json(const Check& check, const Baseline& baseline, const std::string& run,
                       const std::string& baseline_file);
std::string check_junit(const Check& check, const Baseline& baseline);

}  // namespace tools
