#include "tools/replications/precision_watch.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "sim/experiment/moments.hpp"

#include "tools/base/errors.hpp"

namespace tools {
namespace {

std::int64_t group_size(const models::Scenario& s) {
    return s.uncertainty.empty() ? 1 : s.seeds_per_input;
}

std::int64_t groups_for(const models::Scenario& s, std::int64_t replications) {
    return (replications + group_size(s) - 1) / group_size(s);
}

sim::PrecisionRule::Options options(const models::Scenario& s) {
    const models::PrecisionParams& p = s.precision;
    const std::int64_t minimum = std::max<std::int64_t>(2, groups_for(s, p.minimum));
    return {p.relative, p.level, minimum, groups_for(s, p.look_ahead),
            std::max(minimum, groups_for(s, p.cap))};
}

// Of the last group.
std::optional<double> group_mean(const Experiment& e, std::size_t metric) {
    sim::Moments mean;
    const std::int64_t inputs = e.rows.back().inputs;
    for (auto r = e.rows.rbegin(); r != e.rows.rend() && r->inputs == inputs; ++r) {
        if (r->complete() && r->values[metric]) mean.add(*r->values[metric]);
    }
    if (mean.count() == 0) return {};
    return mean.mean();
}

}  // namespace

PrecisionWatch::PrecisionWatch(const models::Scenario& scenario)
    : scenario_(scenario), rule_(scenario.precision.metrics.size(), options(scenario)) {
    for (const std::string& name : scenario.precision.metrics) {
        metrics_.push_back(static_cast<std::size_t>(find_metric(name) - metrics().data()));
    }
}

std::int64_t PrecisionWatch::most() const {
    return options(scenario_).cap * group_size(scenario_);
}

bool PrecisionWatch::go_on(const Experiment& e) {
    const ReplicationRow& last = e.rows.back();
    if (const auto metric = lacking(last)) {
        lack_ = {*metric, last.replication, last.seed};
        if (last.replication > 1) return false;
        throw InputError(fmt::format(
            "precision.metrics: {} has no value in replication 1 (seed {}): it is not reached "
            "before the horizon, or not known at this scale",
            scenario_.precision.metrics[*metric], last.seed));
    }
    if (last.replication % group_size(scenario_) != 0) return true;  // the draw goes on
    std::vector<double> values;
    for (const std::size_t m : metrics_) {
        const std::optional<double> mean = group_mean(e, m);
        if (!mean) return true;
        values.push_back(*mean);
    }
    return rule_.add(values) == sim::PrecisionRule::Decision::go_on;
}

Precision PrecisionWatch::outcome() const {
    Precision p;
    p.reached = rule_.decision() == sim::PrecisionRule::Decision::reached;
    p.wanted = rule_.wanted();
    for (std::size_t i = 0; i < metrics_.size(); ++i) {
        const sim::Moments& moments = rule_.moments(i);
        p.metrics.push_back({scenario_.precision.metrics[i],
                             moments.count() < 1 ? 0 : moments.mean(),
                             moments.count() < 2 ? 0 : rule_.half_width(i), moments.count(), true});
    }
    for (const std::size_t i : rule_.unreached()) p.metrics[i].reached = false;
    if (lack_) {
        p.metrics[lack_->metric].reached = false;
        p.lacking = fmt::format("{} has no value in replication {} (seed {})",
                                scenario_.precision.metrics[lack_->metric], lack_->replication,
                                lack_->seed);
    }
    return p;
}

std::optional<std::size_t> PrecisionWatch::lacking(const ReplicationRow& row) const {
    if (!row.complete()) return {};
    for (std::size_t i = 0; i < metrics_.size(); ++i) {
        if (!row.values[metrics_[i]]) return i;
    }
    return {};
}

}  // namespace tools
