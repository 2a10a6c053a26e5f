#include "models/world/world.hpp"

#include <algorithm>

namespace models {
namespace {

sim::Time run_begin(const Scenario& s) {
    const sim::Time warm = s.detail.front().from - s.logistics.warm_up;
    return std::max(s.start, sim::floor_to(std::min(s.preorders.deposit.from, warm), sim::kHour));
}

Window covered_detail(const Scenario& s) {
    const Window& d = s.detail.front();
    return {std::max(d.from, run_begin(s)), std::min(d.until, s.horizon)};
}

}  // namespace

World::World(const Scenario& scenario, std::vector<sim::Time> marks, Options options)
    : scenario_(scenario),
      sizes_(size_of(scenario)),
      begin_(run_begin(scenario)),
      end_(scenario.horizon),
      detail_(covered_detail(scenario)),
      quiet_(std::min(end_, detail_.until + scenario.platform.longest_expiry() + 2 * sim::kHour)),
      probes_(std::make_unique<ProbePlan>(make_probes(std::move(marks)))),
      executor_({options.threads, options.transport}),
      levels_(probes_->bins.count(), level_names()),
      preorders_(probes_->bins.count(), preorder_names()),
      now_(begin_) {
    build_tables();
    build_cells();
    if (options.idle_events) add_idle_events();
}

void World::add_idle_events() {
    for (std::size_t u = 0; u < units(); ++u) {
        std::uint64_t n = 0;
        for (sim::Time t = detail_.from; t < detail_.until; t += 17 * sim::kSecond + 1) {
            unit(u).schedule(sim::make_event(t, kIdle, n++));
        }
    }
}

void World::run(const std::function<bool(const Moment&)>& observe) {
    if (now_ >= end_) return;
    executor_.run([&](sim::Time t) { return observe_window(t, observe); });
}

bool World::observe_window(sim::Time t, const std::function<bool(const Moment&)>& observe) {
    now_ = t;
    const bool last = t >= end_ || finished(t);
    check_books(t, last);
    std::int64_t gmv = 0;
    for (const sim::CellId id : units_) {
        gmv += static_cast<const UnitCell&>(executor_.cell(id)).gmv();
    }
    const bool go_on = observe({t, begin_, end_, gmv, executor_.events(), last});
    if (last) end_ = t;
    return go_on && !last;
}

Ledger World::headline_ledger() const {
    return headline_over() ? after_headline_ : ledger(kCounted);
}

std::vector<std::string> World::level_names() {
    return {"checkouts_trying", "checkouts_in_creation", "orders_awaiting_payment"};
}

std::vector<std::string> World::preorder_names() {
    return {"placed", "balances_paid", "forfeited", "held"};
}

bool World::finished(sim::Time t) const {
    if (t < quiet_ || executor_.reached(kProvincePhase) != t) return false;
    std::int64_t open = 0;
    for (std::size_t i = 0; i < units(); ++i) open += unit(i).parcels().waiting();
    for (std::size_t i = 0; i < provinces(); ++i) {
        const ParcelTotals p = province(i).totals();
        open += p.headline_made - p.headline_delivered;
    }
    return open == 0;
}

const UnitCell& World::unit(std::size_t i) const {
    return static_cast<const UnitCell&>(executor_.cell(units_[i]));
}
UnitCell& World::unit(std::size_t i) {
    return static_cast<UnitCell&>(executor_.cell(units_[i]));
}
const StockCell& World::stock(std::size_t i) const {
    return static_cast<const StockCell&>(executor_.cell(stock_[i]));
}
StockCell& World::stock(std::size_t i) {
    return static_cast<StockCell&>(executor_.cell(stock_[i]));
}
const ProvinceCell& World::province(std::size_t i) const {
    return static_cast<const ProvinceCell&>(executor_.cell(provinces_[i]));
}
ProvinceCell& World::province(std::size_t i) {
    return static_cast<ProvinceCell&>(executor_.cell(provinces_[i]));
}
bool World::forget_deposit_for_test() {
    return static_cast<DepositCell&>(executor_.cell(deposits_)).forget_for_test();
}
bool World::skip_balance_for_test() {
    return static_cast<DemandCell&>(executor_.cell(streams_.front())).skip_balance_for_test();
}
const DepositCell& World::deposits() const {
    return static_cast<const DepositCell&>(executor_.cell(deposits_));
}

std::vector<World::Memory> World::memory() const {
    const auto sum = [&](const std::vector<sim::CellId>& ids) {
        std::size_t bytes = 0;
        for (const sim::CellId id : ids) bytes += executor_.cell(id).memory_bytes();
        return bytes;
    };
    return {{"tables", catalogue_->memory_bytes() + choice_->memory_bytes()},
            {"demand",
             sum(streams_) + deposits().memory_bytes() + executor_.cell(ordinary_).memory_bytes()},
            {"units", sum(units_)},
            {"stock", sum(stock_)},
            {"parcels", sum(provinces_)},
            {"mail", executor_.mail_memory_bytes()}};
}

}  // namespace models
