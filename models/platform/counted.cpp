#include "models/platform/counted.hpp"

#include <algorithm>

#include "sim/random/distributions.hpp"

namespace models {
CountedOrders::CountedOrders(const ConsumerParams& consumers, const PlatformParams& platform,
                             Limits limits, sim::Time start, sim::StreamFamily draws)
    : consumers_(&consumers),
      platform_(&platform),
      limits_(limits),
      draws_(draws),
      unpaid_(sim::kMinute, platform.longest_expiry() + sim::kHour, start),
      split_(platform.expiry.size()) {
    for (const ExpiryParams& e : platform.expiry) kinds_.push_back(e.share);
}

CountedOrders::Minute CountedOrders::take(sim::Time t, std::int64_t checkouts) {
    sim::Stream draw = draws_.at(static_cast<std::uint64_t>(t / sim::kMinute));
    ByLines wanted{};
    sim::split(draw, checkouts, consumers_->orders_per_checkout,
               std::span(wanted).first(consumers_->orders_per_checkout.size()));
    Minute m;
    std::int64_t unpaid = 0;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const auto lines = static_cast<std::int64_t>(i + 1);
        const std::int64_t admitted = std::min(wanted[i], (limits_.orders - m.orders) / lines);
        m.refused += wanted[i] - admitted;
        m.refused_orders += (wanted[i] - admitted) * lines;
        m.orders += admitted * lines;
        const std::int64_t never =
            sim::binomial_quantile(admitted, consumers_->payment.unpaid, draw.uniform());
        const std::int64_t payments = std::min(admitted - never, limits_.payments - m.payments);
        m.payments += payments;
        m.payments_refused += admitted - never - payments;
        m.paid += payments * lines;
        unpaid += (admitted - payments) * lines;
    }
    sim::split(draw, unpaid, kinds_, split_);
    for (std::size_t kind = 0; kind < split_.size(); ++kind) {
        if (split_[kind] == 0) continue;
        unpaid_.add(t + platform_->expiry[kind].after, kind, split_[kind]);
    }
    return m;
}

}  // namespace models
