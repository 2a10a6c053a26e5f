#include "tools/statistics/commands.hpp"

#include <cmath>
#include <fmt/format.h>

#include "tools/baseline.hpp"
#include "tools/check.hpp"
#include "tools/compare.hpp"
#include "tools/statistics/law.hpp"
#include "tools/statistics/theory.hpp"

namespace tools::statistics {
namespace {

constexpr double kAlpha = 0.05;
constexpr std::int64_t kOtherSeed = 1000;
const char* const kMetric = "gmv_cny";

RunRecord run_of(const std::vector<double>& values, std::int64_t first_seed) {
    RunRecord run;
    run.path = "synthetic";
    run.schema = 1;
    run.status = "complete";
    run.seed = first_seed;
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

using Alarm = bool (*)(const RunRecord& base, const RunRecord& changed);

// Replications with the same seeds have a part in common, by far the greatest of their variance.
bool alarm_of_pairs(Alarm alarms, const Law& law, int n, double shift, sim::Stream& stream) {
    std::vector<double> base = sample(law, n, stream), changed = base;
    for (double& x : base) x = 3 * x + law.draw(stream);
    for (double& x : changed) x = 3 * x + law.draw(stream) + shift;
    return alarms(run_of(base, 1), run_of(changed, 1));
}

bool alarm_of_others(Alarm alarms, const Law& law, int n, double shift, sim::Stream& stream) {
    const RunRecord base = run_of(sample(law, n, stream), 1);
    std::vector<double> changed = sample(law, n, stream);
    for (double& x : changed) x += shift;
    return alarms(base, run_of(changed, kOtherSeed));
}

struct Command {
    const char* name;
    Alarm alarms;
};
constexpr Command kCommands[] = {{"compare", compare_alarms}, {"check", check_alarms}};

}  // namespace

std::vector<Row> command_rows(const Setup& setup) {
    std::vector<Row> rows;
    std::uint32_t purpose = 400;
    const auto add = [&](const Command& command, const char* seeds, const Law& law, int n,
                         auto alarm) {
        rows.push_back(measured(
            setup, purpose++,
            {.section = "false alarms of the commands",
             .name = fmt::format("{}, {}, {}", command.name, seeds, law.name),
             .n = n,
             .expected = kAlpha,
             .promise = law.normal ? Promise::about : Promise::none},
            [&, n](sim::Stream& stream) { return alarm(command.alarms, law, n, 0.0, stream); }));
    };
    for (const Command& command : kCommands) {
        for (const Law& law : kLaws) {
            for (const int n : kSizes) {
                add(command, "same seeds", law, n, alarm_of_pairs);
                add(command, "others", law, n, alarm_of_others);
            }
        }
    }
    return rows;
}

std::vector<Row> command_power_rows(const Setup& setup) {
    std::vector<Row> rows;
    std::uint32_t purpose = 500;
    const auto add = [&](const Command& command, const std::string& what, int n, double expected,
                         auto experiment) {
        rows.push_back(measured(setup, purpose++,
                                {.section = "power of the commands at 5 %",
                                 .name = fmt::format("{}, {}", command.name, what),
                                 .n = n,
                                 .expected = expected,
                                 .tolerance = by_chance(expected, setup)},
                                experiment));
    };
    for (const Command& command : kCommands) {
        for (const int n : kSizes) {
            const double pairs = n == 10 ? 1.0 : 0.5;  // in spreads of one difference
            add(command, fmt::format("same seeds, effect {}", pairs), n,
                power_of_t_test(pairs * std::sqrt(n), n - 1, kAlpha),
                [&, n, pairs](sim::Stream& stream) {
                    const double shift = pairs * std::sqrt(2.0);
                    return alarm_of_pairs(command.alarms, kLaws[0], n, shift, stream);
                });
            const double others = n == 10 ? 1.3 : 0.7;  // in spreads of one value
            add(command, fmt::format("others, effect {}", others), n,
                power_of_welch_test(others * std::sqrt(n / 2.0), n, kAlpha),
                [&, n, others](sim::Stream& stream) {
                    return alarm_of_others(command.alarms, kLaws[0], n, others, stream);
                });
        }
    }
    return rows;
}

}  // namespace tools::statistics
