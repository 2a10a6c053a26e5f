#include "tools/statistics/commands.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "tools/judge/baseline.hpp"
#include "tools/judge/check.hpp"
#include "tools/judge/compare.hpp"
#include "tools/statistics/law.hpp"
#include "tools/statistics/theory.hpp"

namespace tools::statistics {
namespace {

constexpr double kAlpha = 0.05;
constexpr std::int64_t kOtherSeed = 1000;
const char* const kMetric = "gmv_cny";
constexpr std::size_t kFamily = 10;

RunRecord empty_run(std::int64_t first_seed) {
    RunRecord run;
    run.path = "synthetic";
    run.schema = 1;
    run.status = "complete";
    run.seed = first_seed;
    run.scenario = "synthetic";
    run.scenario_text = "scale: 1/1\n";
    run.replicated = true;
    return run;
}

RunRecord run_of(const std::vector<double>& values, std::int64_t first_seed) {
    RunRecord run = empty_run(first_seed);
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

// Two runs with other seeds, one after the other, judged by one baseline.
bool alarm_twice(int n, sim::Stream& stream) {
    const RunRecord base = run_of(sample(kLaws[0], n, stream), 1);
    const RunRecord first = run_of(sample(kLaws[0], n, stream), kOtherSeed);
    const RunRecord second = run_of(sample(kLaws[0], n, stream), 2 * kOtherSeed);
    return check_alarms(base, first) && check_alarms(base, second);
}

// Ten metrics around 1000 in two runs of the same seeds, which differ by `shift` in each.
struct Family {
    RunRecord base = empty_run(1), changed = empty_run(1);

    Family(int n, double shift, sim::Stream& stream) {
        for (std::int64_t i = 1; i <= n; ++i) {
            base.rows.push_back({i, i, i, {}});
            changed.rows.push_back({i, i, i, {}});
            for (std::size_t m = 0; m < kFamily; ++m) {
                const double common = 1000 + 3 * sim::normal(stream);
                const std::string name(metrics()[m].name);
                base.rows.back().metrics[name] = common + sim::normal(stream);
                changed.rows.back().metrics[name] = common + sim::normal(stream) + shift;
            }
        }
    }

    // Does `compare` give any of them a verdict that `wrong` takes?
    template <class Wrong>
    bool any(const std::optional<double>& equivalent, Wrong wrong) const {
        CompareOptions options;
        for (std::size_t m = 0; m < kFamily; ++m) {
            options.metrics.emplace_back(metrics()[m].name);
        }
        options.equivalent = equivalent;
        const RunComparison c = compare(base, changed, options);
        return std::any_of(c.metrics.begin(), c.metrics.end(),
                           [&](const MetricComparison& m) { return wrong(*m.verdict); });
    }
};

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
    // What stays is the baseline, and with it its luck: two alarms in a row are no longer rare.
    for (const int n : kSizes) {
        rows.push_back(measured(setup, purpose++,
                                {.section = "false alarms of the commands",
                                 .name = "check, others, twice in a row",
                                 .n = n,
                                 .expected = kAlpha * kAlpha,
                                 .promise = Promise::none,
                                 .tolerance = by_chance(kAlpha * kAlpha, setup)},
                                [&, n](sim::Stream& stream) { return alarm_twice(n, stream); }));
    }
    return rows;
}

std::vector<Row> command_family_rows(const Setup& setup) {
    std::vector<Row> rows;
    std::uint32_t purpose = 600;
    const double first_step = 1 - std::pow(1 - kAlpha / kFamily, kFamily);
    constexpr double kMargin = 0.01;  // relative; wide enough that the other side never matters
    for (const int n : kSizes) {
        const Row row{.section = "compare: any false verdict of 10",
                      .name = "a difference, where there is none",
                      .n = n,
                      .expected = first_step};
        rows.push_back(measured(setup, purpose++, row, [&](sim::Stream& stream) {
            return Family(n, 0, stream).any({}, [](sim::Verdict v) {
                return v != sim::Verdict::no_evidence;
            });
        }));
        Row at_margin = row;
        at_margin.name = "equivalent, though at the margin";
        rows.push_back(measured(setup, purpose++, at_margin, [&](sim::Stream& stream) {
            return Family(n, 1000 * kMargin, stream).any(kMargin, [](sim::Verdict v) {
                return v == sim::Verdict::equivalent;
            });
        }));
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
