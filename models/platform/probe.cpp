#include "models/platform/probe.hpp"

#include <array>

namespace models {

std::vector<std::string> platform_column_names() {
    constexpr std::array kNames{"intentions",       "attempts",         "orders_rejected",
                                "orders_timed_out", "orders_created",   "orders_stockout",
                                "payments",         "payments_refused", "orders_paid",
                                "gmv_fen",          "orders_expired",   "given_up"};
    static_assert(kNames.size() == kPlatformColumns);
    return {kNames.begin(), kNames.end()};
}

PlatformProbe::PlatformProbe(const ProbePlan& plan)
    : plan_(&plan),
      cursor_(plan.bins),
      series_(plan.bins.count(), platform_column_names()),
      marks_(plan.marks.size() + 1) {
    const auto seconds = static_cast<std::size_t>(
        (plan.headline_until - plan.headline_from + sim::kSecond - 1) / sim::kSecond);
    created_by_second_.assign(seconds, 0);
    payments_by_second_.assign(seconds, 0);
}

MarkValues& PlatformProbe::mark_of(sim::Time t) {
    while (next_mark_ < plan_->marks.size() && plan_->marks[next_mark_] <= t) ++next_mark_;
    return marks_[next_mark_];
}

void PlatformProbe::created(sim::Time t, std::int64_t orders) {
    count(kOrdersCreated, t, orders);
    if (!in_headline(t)) return;
    mark_of(t).orders_created += orders;
    created_by_second_[static_cast<std::size_t>((t - plan_->headline_from) / sim::kSecond)] +=
        static_cast<std::int32_t>(orders);
}

void PlatformProbe::paid(sim::Time t, std::int64_t orders, std::int64_t fen) {
    count(kPayments, t);
    count(kOrdersPaid, t, orders);
    if (!in_headline(t)) return;
    count(kGmvFen, t, fen);
    MarkValues& mark = mark_of(t);
    mark.gmv_fen += fen;
    gmv_fen_ += fen;
    mark.orders_paid += orders;
    ++mark.payments;
    ++payments_by_second_[static_cast<std::size_t>((t - plan_->headline_from) / sim::kSecond)];
}

void PlatformProbe::merge(const PlatformProbe& other) {
    series_.merge(other.series_);
    gmv_fen_ += other.gmv_fen_;
    for (std::size_t i = 0; i < created_by_second_.size(); ++i) {
        created_by_second_[i] += other.created_by_second_[i];
        payments_by_second_[i] += other.payments_by_second_[i];
    }
    for (std::size_t i = 0; i < marks_.size(); ++i) {
        marks_[i].gmv_fen += other.marks_[i].gmv_fen;
        marks_[i].orders_created += other.marks_[i].orders_created;
        marks_[i].orders_paid += other.marks_[i].orders_paid;
        marks_[i].payments += other.marks_[i].payments;
    }
}

std::size_t PlatformProbe::memory_bytes() const {
    return series_.memory_bytes() +
           (created_by_second_.capacity() + payments_by_second_.capacity()) * sizeof(std::int32_t);
}

}  // namespace models
