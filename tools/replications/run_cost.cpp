#include "tools/replications/run_cost.hpp"

#include <cmath>
#include <fmt/format.h>

#include "tools/base/json.hpp"
#include "tools/replications/run_scenario.hpp"

namespace tools {

RunCost expected_cost(const models::Scenario& s, int threads) {
    // Windows, items and cohorts of parcels cost the same on any number of threads: small runs wait
    // for the barrier.
    constexpr double kNsAnOrderAlone = 900, kNsAnOrderOnTwo = 400;
    constexpr double kUsAWindow = 2.4, kUsAnItem = 6, kMsOfCohorts = 6.4;
    // Check-outs in hand grow with the orders, cohorts of parcels the less the more they fill up.
    constexpr double kBytesBeforehand = 57e6, kBytesAUnit = 6e6, kBytesAnItem = 210;
    constexpr double kBytesAnOrder = 0.9, kBytesOfCohorts = 113e3, kCohortExponent = 0.41;
    const double orders = s.consumers.delivery_orders / static_cast<double>(s.scale) /
                          (1 - s.consumers.payment.unpaid);
    const double windows = sim::to_seconds(s.detail.front().until - s.detail.front().from) +
                           sim::to_seconds(s.horizon - s.preorders.deposit.from) / 60;
    const auto items = static_cast<double>(s.merchants.head_items);
    RunCost e{};
    e.orders = orders;
    e.windows = windows;
    e.threads = threads;
    const double cohorts = std::pow(orders, kCohortExponent);
    e.seconds = orders * (threads > 1 ? kNsAnOrderOnTwo : kNsAnOrderAlone) * 1e-9 +
                windows * kUsAWindow * 1e-6 + items * kUsAnItem * 1e-6 +
                cohorts * kMsOfCohorts * 1e-3;
    e.bytes = kBytesBeforehand + static_cast<double>(s.platform.units) * kBytesAUnit +
              items * kBytesAnItem + orders * kBytesAnOrder + cohorts * kBytesOfCohorts;
    const bool fixed = s.precision.metrics.empty();
    e.replications = !is_replicated(s) ? 1 : fixed ? s.replications : s.precision.minimum;
    e.replications_at_most = !is_replicated(s) || fixed ? e.replications : s.precision.cap;
    return e;
}

std::string text_of(const RunCost& e, const models::Scenario& s) {
    std::string text = fmt::format(
        "{}: about {:.3g} M orders in {:.0f} k windows\n"
        "estimated: {:.0f} s on {} thread(s), {:.0f} MB; rough, from docs/performance.md\n",
        s.name, e.orders / 1e6, e.windows / 1e3, e.seconds, e.threads, e.bytes / 1e6);
    if (!is_replicated(s)) return text;
    return text + (e.replications == e.replications_at_most
                       ? fmt::format("so much for each of {} replications\n", e.replications)
                       : fmt::format("so much for each of {} to {} replications\n", e.replications,
                                     e.replications_at_most));
}

std::string json_of(const RunCost& e, const models::Scenario& s) {
    const Json json{
        {"schema", 1},
        {"scenario", s.name},
        {"seed", s.seed},
        {"scale", 1 / static_cast<double>(s.scale)},
        {"replications", {{"at_least", e.replications}, {"at_most", e.replications_at_most}}},
        {"estimated",
         {{"orders", e.orders},
          {"windows", e.windows},
          {"threads", e.threads},
          {"wall_s", e.seconds},
          {"peak_rss_bytes", e.bytes}}}};
    return text_of(json);
}

}  // namespace tools
