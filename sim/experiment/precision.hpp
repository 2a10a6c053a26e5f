// When to stop replicating: once the means are known well enough, and stay so for a while.
//
// A metric is precise after n replications if the half-width of the t interval of its mean is at
// most g / (1 + g) of |mean|; the true relative error is then at most g at about the level
// (A. M. Law and W. D. Kelton, Simulation Modeling and Analysis, section 9.4.1). A first chance
// agreement of few values would stop too early, so all metrics must stay precise for `look_ahead`
// further replications, or look_ahead * n / 100 for n above 100 (K. Hoad, S. Robinson and R.
// Davies, J. Oper. Res. Soc. 61, 2010). All replications made count for the result.
//
// The rule sees replications one by one in the order of their index, so where it stops depends on
// the results alone, never on threads. The level holds for each metric by itself.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sim/experiment/moments.hpp"

namespace sim {

class PrecisionRule {
  public:
    struct Options {
        double relative_error = 0.05;  // g, in (0, 1)
        double level = 0.95;
        std::int64_t minimum = 10;    // replications before the first look, at least 2
        std::int64_t look_ahead = 5;  // 0 to 10^7
        std::int64_t cap = 1000;      // replications at most, from `minimum` to 10^7
    };

    enum class Decision {
        go_on,
        reached,     // all metrics are precise and have stayed so
        not_reached  // the cap is, with metrics missing
    };

    // Throws std::invalid_argument, naming the values, for options outside those ranges or
    // metrics == 0.
    PrecisionRule(std::size_t metrics, const Options& options);

    // Takes the metrics of the next replication. Throws std::invalid_argument if their number is
    // not that of the constructor or one is not finite (naming it, and leaving the rule as it was);
    // std::logic_error after a decision to stop. O(metrics).
    Decision add(std::span<const double> values);

    Decision decision() const { return decision_; }
    std::int64_t replications() const { return replications_; }

    // Those that have not been precise for long enough, ascending: after `reached`, none.
    std::vector<std::size_t> unreached() const;

    // The half-width over |mean| of a metric: 0 if it does not vary, infinite if the mean is 0 but
    // not all values. Requires replications() >= 2, metric < the number of metrics.
    double relative_half_width(std::size_t metric) const;

    // Likewise, of the mean itself.
    double half_width(std::size_t metric) const { return half_width(metrics_[metric]); }

    // The largest relative half-width of a precise metric: g / (1 + g).
    double wanted() const { return options_.relative_error / (1.0 + options_.relative_error); }

    const Moments& moments(std::size_t metric) const { return metrics_[metric].moments; }

  private:
    struct Metric {
        Moments moments;
        std::int64_t precise_since = 0;  // the replication since which it has been; 0: it is not
    };

    double half_width(const Metric& metric) const;
    bool settled(const Metric& metric) const;

    Options options_;
    std::vector<Metric> metrics_;
    std::int64_t replications_ = 0;
    double critical_ = 0.0;  // Student's t for replications_
    Decision decision_ = Decision::go_on;
};

}  // namespace sim
