#include "sim/random/arrivals.hpp"

#include <cmath>
#include <fmt/format.h>
#include <stdexcept>
#include <utility>

namespace sim {
namespace {

// `time` moved later by `delay` ns, but staying before `until`. Delays end at 127 years, which
// keeps the sum within a Time.
Time later(Time time, double delay, Time until) {
    return std::min(time + static_cast<Time>(std::min(delay, 4e18)), until - 1);
}

}  // namespace

PiecewiseRate::PiecewiseRate(std::vector<Time> edges, std::vector<double> levels)
    : edges_(std::move(edges)), before_(edges_.size(), 0.0) {
    if (levels.empty() || edges_.size() != levels.size() + 1) {
        throw std::invalid_argument(
            fmt::format("piecewise rate: {} edges and {} levels, need one level or more and one "
                        "edge more than levels",
                        edges_.size(), levels.size()));
    }
    for (std::size_t i = 0; i < levels.size(); ++i) {
        if (edges_[i] >= edges_[i + 1]) {
            throw std::invalid_argument(
                fmt::format("piecewise rate: edge {} is {} ns, must be later than edge {}, {} ns",
                            i + 1, edges_[i + 1], i, edges_[i]));
        }
        if (!(levels[i] >= 0.0 && std::isfinite(levels[i]))) {
            throw std::invalid_argument(fmt::format(
                "piecewise rate: level {} is {}, must be finite and not negative", i, levels[i]));
        }
        before_[i + 1] = before_[i] + levels[i] * to_seconds(edges_[i + 1] - edges_[i]);
    }
    const double whole = before_.back();
    if (!(whole > 0.0 && std::isfinite(whole))) {
        throw std::invalid_argument(
            fmt::format("piecewise rate: the whole is {}, must be positive and finite", whole));
    }
    for (double& mass : before_) mass /= whole;
}

double PiecewiseRate::cumulative(Time t) const {
    if (t <= edges_.front()) return 0.0;
    if (t >= edges_.back()) return 1.0;
    const auto after = std::upper_bound(edges_.begin(), edges_.end(), t) - edges_.begin();
    const auto i = static_cast<std::size_t>(after) - 1;
    const double part =
        static_cast<double>(t - edges_[i]) / static_cast<double>(edges_[i + 1] - edges_[i]);
    return std::min(before_[i] + part * (before_[i + 1] - before_[i]), before_[i + 1]);
}

Time PiecewiseRate::inverse(double mass) const {
    const auto after = std::upper_bound(before_.begin(), before_.end(), mass) - before_.begin();
    if (after == 0) return edges_.front();
    auto i = static_cast<std::size_t>(after) - 1;
    if (i + 1 == edges_.size()) {  // mass 1: the end of the last interval that has any
        while (before_[i] == before_[i - 1]) --i;
        return edges_[i] - 1;
    }
    const double part = (mass - before_[i]) / (before_[i + 1] - before_[i]);
    return later(edges_[i], part * static_cast<double>(edges_[i + 1] - edges_[i]), edges_[i + 1]);
}

OmoriDecay::OmoriDecay(Time start, Time until, double p, Duration c)
    : start_(start), until_(until), power_(1.0 - p), c_(static_cast<double>(c)) {
    const bool too_long = until != kNever && start < 0 && until > kNever + start;
    if (!(p > 0.0 && std::isfinite(p)) || c <= 0 || start >= until || too_long ||
        (until == kNever && p <= 1)) {
        throw std::invalid_argument(fmt::format(
            "Omori decay: start {} ns, until {} ns, p {}, c {} ns: need start < until, until - "
            "start a duration, p > 0 and c > 0, and an end unless p > 1",
            start, until, p, c));
    }
    if (until == kNever) {
        whole_ = 1.0;
        return;
    }
    const double steps = math::log1p(static_cast<double>(until - start) / c_);
    whole_ = power_ == 0.0 ? steps : -math::expm1(power_ * steps);
}

double OmoriDecay::cumulative(Time t) const {
    if (t <= start_) return 0.0;
    if (t >= until_) return 1.0;
    const double steps = math::log1p(static_cast<double>(t - start_) / c_);
    const double mass = power_ == 0.0 ? steps : -math::expm1(power_ * steps);
    return std::min(mass / whole_, 1.0);
}

Time OmoriDecay::inverse(double mass) const {
    const double part = mass * whole_;
    const double steps = power_ == 0.0 ? part : math::log1p(-part) / power_;
    return later(start_, c_ * math::expm1(steps), until_);
}

double OmoriDecay::initial_rate_seconds() const {
    return c_ * 1e-9 * (power_ == 0.0 ? whole_ : -whole_ / power_);
}

}  // namespace sim
