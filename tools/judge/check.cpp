#include "tools/judge/check.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <span>

#include "sim/experiment/comparison.hpp"
#include "sim/experiment/multiplicity.hpp"
#include "sim/experiment/student.hpp"

#include "models/scenario/units.hpp"

#include "tools/base/errors.hpp"
#include "tools/base/text.hpp"
#include "tools/judge/samples.hpp"

namespace tools {
namespace {

bool tolerated(const MetricCheck& m) {
    const double room =
        m.tolerance.relative ? m.tolerance.size * std::abs(m.baseline) : m.tolerance.size;
    return std::abs(*m.difference) <= room;
}

std::string by_how_much(const MetricCheck& m) {
    return "by " + (m.relative ? short_percent(m.relative) : short_change(m.difference));
}

void measure(MetricCheck& m, double value) {
    m.run = value;
    m.difference = value - m.baseline;
    if (m.baseline != 0) m.relative = *m.difference / std::abs(m.baseline);
}

void judge_single(MetricCheck& m) {
    if (*m.run == m.baseline) return;
    m.outcome = tolerated(m) ? Outcome::within_tolerance : Outcome::regressed;
    m.reason = fmt::format("{}, tolerance {}", by_how_much(m), m.tolerance.text());
}

// What the baseline tells of its sample.
sim::SampleSummary summary_of(const BaselineMetric& b, double level) {
    const auto n = static_cast<double>(b.n);
    const double error = *b.half_width / sim::student_critical((1 - level) / 2, n - 1);
    return {b.n, b.value, error * error * n};
}

// Replications of the same seeds share their luck, which the differences of pairs do not have. How
// many pairs there are, from the first on; fewer than two make no test.
std::size_t pairs_for(const Baseline& baseline, const BaselineMetric& b, const RunRecord& run,
                      const std::vector<double>& sample) {
    if (run.seed != baseline.seed || b.sample.empty()) return 0;
    if (baseline.replications == 0) {
        return sample.size() == b.sample.size() ? sample.size() : 0;
    }
    return std::min(common_draws(run, baseline.replications), b.sample.size());
}

std::span<const double> first_of(const std::vector<double>& sample, std::size_t n) {
    return std::span(sample).first(n);
}

sim::Comparison compared(MetricCheck& m, const Baseline& baseline, const BaselineMetric& b,
                         const RunRecord& run, const std::vector<double>& sample) {
    if (const std::size_t pairs = pairs_for(baseline, b, run, sample); pairs >= 2) {
        m.test = Test::paired;
        m.pairs = pairs;
        return sim::compare_paired(first_of(b.sample, pairs), first_of(sample, pairs),
                                   baseline.level);
    }
    m.test = Test::welch;
    const sim::Moments now(sample);
    return sim::compare_independent(summary_of(b, baseline.level),
                                    {now.count(), now.mean(), now.variance()}, baseline.level);
}

bool same_sample(const MetricCheck& m, const BaselineMetric& b, double level,
                 const std::vector<double>& sample) {
    if (m.test == Test::paired) {
        return std::ranges::equal(first_of(b.sample, m.pairs), first_of(sample, m.pairs));
    }
    if (!b.sample.empty()) return sample == b.sample;
    const sim::Moments now(sample);
    return now.count() == b.n && now.mean() == b.value &&
           sim::mean_interval(now, level).half_width() == *b.half_width;
}

// Tests all metrics, then judges them together: each looked at alone, one in twenty would be off.
void judge_replicated(std::vector<MetricCheck>& checks, const Baseline& baseline,
                      const RunRecord& run) {
    std::vector<double> p;
    std::vector<MetricCheck*> tested;
    for (std::size_t i = 0; i < checks.size(); ++i) {
        const auto sample = sample_of(run, checks[i].name);
        if (!sample) continue;
        const BaselineMetric& b = baseline.metrics[i];
        const sim::Comparison comparison = compared(checks[i], baseline, b, run, *sample);
        if (checks[i].pairs < b.sample.size()) checks[i].baseline = comparison.base_mean;
        measure(checks[i], comparison.changed_mean);
        p.push_back(comparison.p);
        tested.push_back(&checks[i]);
        if (!same_sample(checks[i], b, baseline.level, *sample)) {
            checks[i].outcome = Outcome::within_tolerance;
        }
    }
    const std::vector<double> adjusted = sim::holm_adjusted(p);
    for (std::size_t i = 0; i < tested.size(); ++i) {
        MetricCheck& m = *tested[i];
        m.p = adjusted[i];
        if (m.outcome == Outcome::identical) continue;
        m.reason = fmt::format("{}, p {:.2g} ({}), tolerance {}", by_how_much(m), *m.p,
                               m.test_text(), m.tolerance.text());
        if (*m.p <= 1 - baseline.level && !tolerated(m)) m.outcome = Outcome::regressed;
    }
}

TableCheck check_table(const std::string& name, const std::map<std::string, std::string>& expected,
                       const RunRecord& run) {
    TableCheck t{name, expected.size(), {}};
    const auto table = run.columns.find(name);
    for (const auto& [column, digest] : expected) {
        const bool there = table != run.columns.end() && table->second.count(column) > 0;
        if (!there) t.changed.push_back(column + " (gone)");
        if (there && table->second.at(column) != digest) t.changed.push_back(column);
    }
    return t;
}

constexpr const char* kWayOut =
    "--allow-other-scenario judges it all the same, bless makes it the baseline";

[[noreturn]] void refuse_parameters(const Baseline& b, const RunRecord& run,
                                    const std::vector<ParameterChange>& changes) {
    const std::string begin = run.path.string() + ": has other parameters than the baseline";
    if (changes.empty()) {  // the baseline tells the hash only
        throw InputError(fmt::format("{} (scenario hash {}, not {}); {}", begin,
                                     run.scenario_hash.substr(0, 8), b.scenario_hash.substr(0, 8),
                                     kWayOut));
    }
    constexpr std::size_t kMost = 20;
    std::vector<std::string> reasons;
    for (const ParameterChange& c : changes) {
        reasons.push_back(fmt::format("{}: {} -> {}", c.path, c.base, c.changed));
    }
    throw InputError(begin + "\n" + table_of(changes, kMost) + kWayOut, reasons);
}

}  // namespace

std::string_view outcome_name(Outcome outcome) {
    static constexpr std::string_view kNames[] = {"identical", "within tolerance", "regressed"};
    return kNames[static_cast<std::size_t>(outcome)];
}

std::string_view test_name(Test test) {
    static constexpr std::string_view kNames[] = {"none", "paired", "Welch"};
    return kNames[static_cast<std::size_t>(test)];
}

std::string MetricCheck::test_text() const {
    if (test != Test::paired) return std::string(test_name(test));
    return fmt::format("{} pairs", pairs);
}

std::vector<const TableCheck*> Check::changed_tables() const {
    std::vector<const TableCheck*> changed;
    for (const TableCheck& t : tables) {
        if (!t.changed.empty()) changed.push_back(&t);
    }
    return changed;
}

Outcome Check::outcome() const {
    Outcome worst = Outcome::identical;
    if (!changed_tables().empty()) worst = exact ? Outcome::regressed : Outcome::within_tolerance;
    for (const MetricCheck& m : metrics) worst = std::max(worst, m.outcome);
    return worst;
}

bool Check::missed_threshold() const {
    return std::any_of(thresholds.begin(), thresholds.end(),
                       [](const RunRecord::Threshold& t) { return !t.passed; });
}

void refuse_unlike(const Baseline& b, const RunRecord& run, bool allow_other_scenario) {
    const auto refuse = [&](const std::string& why) {
        throw InputError(run.path.string() + ": " + why);
    };
    if (run.schema != 1) refuse(fmt::format("has schema {}, not 1", run.schema));
    if (run.status != "complete") refuse(fmt::format("the run is {}, not complete", run.status));
    require_two_draws(run);
    std::vector<ParameterChange> changes;
    if (!b.parameters.empty()) {
        // Older baselines do not know of records.
        const bool with_record =
            std::any_of(b.parameters.begin(), b.parameters.end(),
                        [](const auto& parameter) { return parameter.first == "record"; });
        changes = changes_between(b.parameters, parameters_of(run, with_record));
    }
    const bool same_parameters =
        b.parameters.empty() ? run.scenario_hash == b.scenario_hash : changes.empty();
    if (run.scenario != b.scenario && !same_parameters && !allow_other_scenario) {
        refuse(fmt::format("is a run of '{}', the baseline of '{}'", run.scenario, b.scenario));
    }
    if (std::llround(1 / run.scale) != b.scale) {
        refuse(fmt::format("has scale {}, the baseline {}",
                           models::print_scale(std::llround(1 / run.scale)),
                           models::print_scale(b.scale)));
    }
    // A test of means is at its best with other random numbers.
    if (run.seed != b.seed && !(b.replicated() && allow_other_scenario)) {
        refuse(fmt::format("has seed {}, the baseline {}", run.seed, b.seed));
    }
    if (run.rows.size() > 1 && !b.replicated()) {
        refuse("is replicated, and the baseline is of a single run");
    }
    if (run.rows.size() < 2 && b.replicated()) {
        refuse("is a single run, and the baseline of replications");
    }
    if (!same_parameters && !allow_other_scenario) refuse_parameters(b, run, changes);
}

Check check_run(const Baseline& baseline, const RunRecord& run) {
    Check check;
    check.exact = baseline.exact;
    check.blessed_by = baseline.made_by;
    check.run_by = run.made_by;
    check.thresholds = run.thresholds;
    for (const BaselineMetric& b : baseline.metrics) {
        MetricCheck m;
        m.name = b.name;
        m.baseline = b.value;
        m.tolerance = b.tolerance;
        check.metrics.push_back(m);
    }
    if (baseline.replicated()) {
        judge_replicated(check.metrics, baseline, run);
    } else {
        for (MetricCheck& m : check.metrics) {
            if (const auto sample = sample_of(run, m.name)) {
                measure(m, sample->front());
                judge_single(m);
            }
        }
    }
    for (MetricCheck& m : check.metrics) {
        if (m.run) continue;
        m.outcome = Outcome::regressed;
        m.reason = "the run has no value";
    }
    for (const auto& [name, columns] : baseline.columns) {
        check.tables.push_back(check_table(name, columns, run));
    }
    for (const auto& [name, value] : run.rows.front().metrics) {
        const bool named =
            std::any_of(baseline.metrics.begin(), baseline.metrics.end(),
                        [&n = name](const BaselineMetric& b) { return b.name == n; });
        if (!named && value) check.unjudged.push_back(name);
    }
    return check;
}

}  // namespace tools
