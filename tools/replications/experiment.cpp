#include "tools/replications/experiment.hpp"

#include <algorithm>
#include <cmath>

#include "sim/experiment/intervals.hpp"
#include "sim/experiment/moments.hpp"

namespace tools {
namespace {

// Values of a metric, a list for each draw of the inputs.
std::vector<std::vector<double>> groups_of(const Experiment& e, std::size_t metric) {
    std::vector<std::vector<double>> groups;
    std::int64_t last = 0;
    for (const ReplicationRow& r : e.rows) {
        if (!r.complete() || !r.values[metric]) continue;
        if (groups.empty() || r.inputs != last) groups.emplace_back();
        last = r.inputs;
        groups.back().push_back(*r.values[metric]);
    }
    return groups;
}

double median_of(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return (values[(values.size() - 1) / 2] + values[values.size() / 2]) / 2;
}

bool can_be_split(const std::vector<std::vector<double>>& groups) {
    return groups.size() >= 2 &&
           std::any_of(groups.begin(), groups.end(), [](const auto& g) { return g.size() >= 2; });
}

}  // namespace

std::size_t Experiment::complete() const {
    return static_cast<std::size_t>(std::count_if(
        rows.begin(), rows.end(), [](const ReplicationRow& r) { return r.complete(); }));
}

std::optional<double> Estimate::half_width() const {
    if (!low || !high) return {};
    return (*high - *low) / 2;
}

std::optional<double> Estimate::relative_half_width() const {
    if (!half_width() || *mean == 0) return {};
    return *half_width() / std::abs(*mean);
}

std::vector<double> group_means(const Experiment& e, std::size_t metric) {
    std::vector<double> means;
    for (const std::vector<double>& g : groups_of(e, metric)) {
        means.push_back(sim::Moments(g).mean());
    }
    return means;
}

Estimate estimate(const Experiment& e, std::size_t metric) {
    const std::vector<std::vector<double>> groups = groups_of(e, metric);
    Estimate result;
    result.n = static_cast<std::int64_t>(groups.size());
    if (groups.empty()) return result;
    std::size_t values = 0;
    sim::Moments means;
    std::vector<double> firsts;
    for (const std::vector<double>& g : groups) {
        values += g.size();
        means.add(sim::Moments(g).mean());
        firsts.push_back(g.front());
    }
    result.everywhere = values == e.complete();
    result.mean = means.mean();
    result.median = median_of(firsts);
    const double level = e.scenario.precision.level;
    if (means.count() >= 2) {
        const sim::Interval i = sim::mean_interval(means, level);
        result.low = i.low;
        result.high = i.high;
    }
    if (const auto i = sim::quantile_interval(firsts, 0.5, level)) {
        result.median_low = i->interval.low;
        result.median_high = i->interval.high;
    }
    if (e.uncertain() && can_be_split(groups)) result.split = sim::split_variance(groups);
    return result;
}

std::vector<ThresholdResult> thresholds_of(const Experiment& e) {
    return judge_thresholds(
        e.scenario.thresholds, [&](const std::string& name) -> std::optional<Measured> {
            const Metric* metric = find_metric(name);
            const Estimate x = estimate(e, static_cast<std::size_t>(metric - metrics().data()));
            if (!x.mean || !x.everywhere) return {};
            if (metric->instant) return Measured{*x.median, x.median_low, x.median_high, true};
            return Measured{*x.mean, x.low, x.high, true};
        });
}

}  // namespace tools
