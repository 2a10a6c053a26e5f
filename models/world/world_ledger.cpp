// What the world's books are made of, and when they are checked.
#include "models/world/world.hpp"

namespace models {

namespace {

// What takes counting waits until it is little beside what the run has done since: to look at a
// check-out or an item costs a twentieth of an event. So books cost the same part of a run at any
// size, and a mistake is found after the work of seconds.
constexpr std::uint64_t kEventsPerThing = 4;

// And never longer than this.
constexpr sim::Duration kLongestUncounted = 6 * sim::kHour;

}  // namespace

// Minutes only, so that it makes no difference how long windows are.
bool World::counting_due(sim::Time t) const {
    if (t % kLongestUncounted == 0) return true;
    if (t % sim::kMinute != 0) return false;
    std::size_t things = 0;
    for (std::size_t i = 0; i < units(); ++i) things += unit(i).pool_size();
    for (std::size_t i = 0; i < stock_.size(); ++i) things += stock(i).items();
    return executor_.events() - events_counted_ >= kEventsPerThing * things;
}

// Every bin ends with a window; after the last bin every window is checked. Labels of parcels are
// counted at the longest interval only; everything is when the headline begins and ends, and at the
// very end.
void World::check_books(sim::Time t, bool last) {
    const sim::BinCalendar& bins = probes_->bins;
    const bool recorded = t <= bins.end();
    const bool bin_ends = !recorded || t >= bins.end(next_bin_);
    const bool headline = t == scenario_.headline.from || t == scenario_.headline.until;
    if (!bin_ends && !headline && !last) return;
    unsigned audits = 0;
    if (last || headline || counting_due(t)) {
        audits |= kCounted;
        events_counted_ = executor_.events();
    }
    if (last || headline || t % kLongestUncounted == 0) audits |= kLabels;
    const Ledger l = ledger(audits);
    if (auto imbalance = find_imbalance(l)) {
        throw BooksError(std::move(*imbalance), scenario_.seed, t, scenario_.origin);
    }
    if (t == scenario_.headline.from) before_headline_ = l.units;
    if (t == scenario_.headline.until) after_headline_ = l;
    if (!recorded) return;
    const UnitTotals& u = l.units;
    // Where windows are longer than bins, all bins of a window have the levels of its end.
    for (; next_bin_ < bins.count() && bins.end(next_bin_) <= t; ++next_bin_) {
        levels_.add(next_bin_, 0, u.trying);
        levels_.add(next_bin_, 1, u.in_creation);
        levels_.add(next_bin_, 2, u.created - u.paid - u.expired);
        preorders_.add(next_bin_, 0, l.deposits_placed);
        preorders_.add(next_bin_, 1, u.balances_paid);
        preorders_.add(next_bin_, 2, l.forfeited + u.balances_given_up);
        preorders_.add(next_bin_, 3, l.deposits_held());
    }
}

Ledger World::ledger(unsigned audits) const {
    Ledger l;
    if (executor_.reached(kProvincePhase) == now_) {
        audits |= kParcelsSettled;
    } else {
        audits &= ~unsigned{kLabels};
    }
    l.audits = audits;
    for (std::size_t i = 0; i < units(); ++i) {
        l.units += (audits & kCounted) != 0 ? unit(i).audit() : unit(i).totals();
        l.under_way.unsent += unit(i).parcels().waiting();
        l.under_way.headline_unsent += unit(i).parcels().headline_waiting();
    }
    if (now_ > scenario_.headline.from) {
        l.headline = now_ <= scenario_.headline.until ? l.units : after_headline_.units;
        l.headline.subtract_flows(before_headline_);
    }
    if ((audits & kParcelsSettled) != 0) count_parcels(l);
    count_deposits(l);
    if ((audits & kCounted) != 0) count_goods(l);
    return l;
}

void World::count_parcels(Ledger& l) const {
    const bool labels = (l.audits & kLabels) != 0;
    for (std::size_t i = 0; i < provinces(); ++i) {
        l.parcels += labels ? province(i).audit() : province(i).totals();
        executor_.for_each_mail(provinces_[i], [&](const sim::Message& m) {
            const auto n = static_cast<std::int64_t>(m.payload);
            const ParcelClass kind = ParcelLabel::unpack(sim::entity_of(m.event)).kind;
            l.under_way.mailed += n;
            if (in_headline(kind)) l.under_way.headline_mailed += n;
            if (kind == ParcelClass::background) l.under_way.background_mailed += n;
        });
    }
}

void World::count_goods(Ledger& l) const {
    for (std::size_t i = 0; i < stock_.size(); ++i) l.stock += stock(i).audit();
}

void World::count_deposits(Ledger& l) const {
    l.deposits_placed = deposits().placed();
    for (const sim::CellId id : streams_) {
        const auto& stream = static_cast<const DemandCell&>(executor_.cell(id));
        l.forfeited += stream.forfeited();
        l.deposits_open += stream.balances_left();
    }
    l.deposits_open -= deposits().to_come();
}

}  // namespace models
