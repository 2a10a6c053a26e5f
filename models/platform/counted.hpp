// The stages of a unit for counts: what happens to the ordinary check-outs of a minute.
//
//   wanted -> admission -> created -> payment -> paid
//               |refused                |never, or refused
//               given up                wait for their expiry, as counts by kind and minute
//
// The same stages, shares and capacities as for individuals. A minute is longer than any wait, so
// who is not refused pays within it; what exceeds a minute's capacity is turned away for good.
//
// Book: orders created = paid + expired + open().
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "sim/queueing/cohort_delay.hpp"
#include "sim/random/stream.hpp"

#include "models/consumers/params.hpp"
#include "models/messages.hpp"
#include "models/platform/params.hpp"

namespace models {

class CountedOrders {
  public:
    struct Limits {  // of one minute
        std::int64_t orders = 0;
        std::int64_t payments = 0;
    };

    // What became of the check-outs of a minute.
    struct Minute {
        std::int64_t refused = 0;  // check-outs
        std::int64_t refused_orders = 0;
        std::int64_t orders = 0;  // created
        std::int64_t payments = 0;
        std::int64_t payments_refused = 0;
        std::int64_t paid = 0;  // orders
    };

    // `start` is the begin of the run; the parameters must outlive this.
    CountedOrders(const ConsumerParams& consumers, const PlatformParams& platform, Limits limits,
                  sim::Time start, sim::StreamFamily draws);

    // `checkouts` begin in the minute from t. Requires that t never goes back.
    Minute take(sim::Time t, std::int64_t checkouts);

    // Calls expired(n) for the orders that are due by `now`.
    template <class Expired>
    void advance(sim::Time now, Expired&& expired) {
        unpaid_.advance(now, [&](std::uint64_t, std::int64_t n) { expired(n); });
    }

    // Orders that wait for their expiry, counted where they wait.
    std::int64_t open() const { return unpaid_.members(); }

    std::size_t memory_bytes() const { return unpaid_.memory_bytes(); }

  private:
    using ByLines = std::array<std::int64_t, kMaxLines>;

    const ConsumerParams* consumers_;
    const PlatformParams* platform_;
    Limits limits_;
    sim::StreamFamily draws_;
    sim::CohortDelay unpaid_;
    std::vector<double> kinds_;        // shares of the kinds of expiry
    std::vector<std::int64_t> split_;  // scratch
};

}  // namespace models
