#include "tools/statistics/commands.hpp"

#include "tools/baseline.hpp"
#include "tools/check.hpp"
#include "tools/compare.hpp"
#include "tools/statistics/law.hpp"

namespace tools::statistics {
namespace {

const char* const kMetric = "gmv_cny";

RunRecord run_of(const std::vector<double>& values, std::int64_t first_seed) {
    RunRecord run;
    run.path = "synthetic";
    run.schema = 1;
    run.status = "complete";
    run.scenario = "synthetic";
    run.scenario_text = "scale: 1/1\n";
    run.replicated = true;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto n = static_cast<std::int64_t>(i);
        run.rows.push_back({n + 1, first_seed + n, n + 1, {{kMetric, values[i]}}});
    }
    return run;
}

bool compare_alarms(const RunRecord& base, const RunRecord& changed) {
    const RunComparison c = compare(base, changed, {.metrics = {kMetric}});
    return *c.metrics.front().verdict != sim::Verdict::no_evidence;
}

// As `bless` writes the one run's baseline, and `check` judges the other by it.
bool check_alarms(const RunRecord& base, const RunRecord& changed) {
    return check_run(baseline_of(base, {}), changed).outcome() == Outcome::regressed;
}

}  // namespace

std::vector<Row> command_rows(const Setup& setup) {
    std::vector<Row> rows;
    std::uint32_t purpose = 400;
    const auto add = [&](const char* name, int n, auto experiment) {
        rows.push_back(measured(
            setup, purpose++,
            {.section = "false alarms of the commands", .name = name, .n = n, .expected = 0.05},
            experiment));
    };
    for (const int n : kSizes) {
        add("compare, common random numbers", n, [n](sim::Stream& stream) {
            std::vector<double> base = sample(kLaws[0], n, stream), changed = base;
            for (double& x : base) x += kLaws[0].draw(stream);
            for (double& x : changed) x += kLaws[0].draw(stream);
            return compare_alarms(run_of(base, 1), run_of(changed, 1));
        });
        add("compare, other seeds", n, [n](sim::Stream& stream) {
            const RunRecord base = run_of(sample(kLaws[0], n, stream), 1);
            return compare_alarms(base, run_of(sample(kLaws[0], n, stream), 1000));
        });
        add("check, other random numbers", n, [n](sim::Stream& stream) {
            const RunRecord base = run_of(sample(kLaws[0], n, stream), 1);
            return check_alarms(base, run_of(sample(kLaws[0], n, stream), 1));
        });
    }
    return rows;
}

}  // namespace tools::statistics
