#include "sim/experiment/precision.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <stdexcept>

#include "sim/experiment/intervals.hpp"
#include "sim/experiment/student.hpp"

namespace sim {

PrecisionRule::PrecisionRule(std::size_t metrics, const Options& options)
    : options_(options), metrics_(metrics) {
    require_probability("precision: the relative error", options.relative_error);
    require_probability("precision: the level", options.level);
    if (metrics == 0) throw std::invalid_argument("precision: needs at least 1 metric");
    if (options.minimum < 2) {
        throw std::invalid_argument(
            fmt::format("precision: the least number of replications must be 2 or more, not {}",
                        options.minimum));
    }
    if (options.look_ahead < 0) {
        throw std::invalid_argument(
            fmt::format("precision: the look-ahead must be 0 or more, not {}", options.look_ahead));
    }
    constexpr auto kMost = static_cast<std::int64_t>(kMostFreedom);  // of student_critical()
    if (options.cap > kMost || options.look_ahead > kMost) {
        throw std::invalid_argument(fmt::format(
            "precision: the most replications ({}) and the look-ahead ({}) must not exceed {}",
            options.cap, options.look_ahead, kMost));
    }
    if (options.cap < options.minimum) {
        throw std::invalid_argument(fmt::format(
            "precision: the most replications ({}) must not be fewer than the least ({})",
            options.cap, options.minimum));
    }
}

PrecisionRule::Decision PrecisionRule::add(std::span<const double> values) {
    if (decision_ != Decision::go_on) {
        throw std::logic_error(fmt::format(
            "precision: replication {} comes after the decision to stop", replications_));
    }
    if (values.size() != metrics_.size()) {
        throw std::invalid_argument(fmt::format("precision: replication {} has {} metrics, not {}",
                                                replications_, values.size(), metrics_.size()));
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!std::isfinite(values[i])) {
            throw std::invalid_argument(
                fmt::format("precision: metric {} of replication {} is {}, not a finite number", i,
                            replications_, values[i]));
        }
    }
    ++replications_;
    if (replications_ >= 2) {
        critical_ =
            student_critical((1.0 - options_.level) / 2.0, static_cast<double>(replications_ - 1));
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
        Metric& metric = metrics_[i];
        metric.moments.add(values[i]);
        if (replications_ < options_.minimum) continue;
        const bool precise = half_width(metric) <= wanted() * std::abs(metric.moments.mean());
        if (!precise) {
            metric.precise_since = 0;
        } else if (metric.precise_since == 0) {
            metric.precise_since = replications_;
        }
    }
    if (std::all_of(metrics_.begin(), metrics_.end(),
                    [this](const Metric& metric) { return settled(metric); })) {
        decision_ = Decision::reached;
    } else if (replications_ == options_.cap) {
        decision_ = Decision::not_reached;
    }
    return decision_;
}

std::vector<std::size_t> PrecisionRule::unreached() const {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < metrics_.size(); ++i) {
        if (!settled(metrics_[i])) found.push_back(i);
    }
    return found;
}

double PrecisionRule::relative_half_width(std::size_t metric) const {
    assert(replications_ >= 2 && metric < metrics_.size());
    const double half = half_width(metrics_[metric]);
    if (half == 0.0) return 0.0;
    const double mean = std::abs(metrics_[metric].moments.mean());
    return mean > 0.0 ? half / mean : std::numeric_limits<double>::infinity();
}

double PrecisionRule::half_width(const Metric& metric) const {
    return critical_ * metric.moments.standard_error();
}

bool PrecisionRule::settled(const Metric& metric) const {
    const std::int64_t since = metric.precise_since;
    if (since == 0) return false;
    const std::int64_t further =
        since <= 100 ? options_.look_ahead : options_.look_ahead * since / 100;
    return replications_ - since >= further;
}

}  // namespace sim
