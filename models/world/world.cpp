#include "models/world/world.hpp"

#include <algorithm>
#include <numeric>

namespace models {
namespace {

// Streams of demand, whatever the number of units: part of the model.
constexpr std::int64_t kStreams = 8;

constexpr sim::Duration kCoarseWindow = sim::kMinute;
constexpr sim::Duration kDetailWindow = sim::kSecond;

// Fine bins reach from before to after each opening and gate.
constexpr sim::Duration kFineBefore = 5 * sim::kMinute;
constexpr sim::Duration kFineAfter = 3 * sim::kHour;
constexpr sim::Duration kFineBin = sim::kSecond;
constexpr sim::Duration kBin = sim::kMinute;

sim::Time floor_to(sim::Time t, sim::Duration step) {
    return t - ((t % step) + step) % step;
}

sim::Duration longest_expiry(const PlatformParams& platform) {
    sim::Duration longest = 0;
    for (const ExpiryParams& e : platform.expiry) longest = std::max(longest, e.after);
    return longest;
}

sim::Time run_begin(const Scenario& s) {
    const sim::Time warm = s.detail.front().from - s.logistics.warm_up;
    return std::max(s.start, floor_to(std::min(s.preorders.deposit.from, warm), sim::kHour));
}

Window covered_detail(const Scenario& s) {
    const Window& d = s.detail.front();
    return {std::max(d.from, run_begin(s)), std::min(d.until, s.horizon)};
}

std::vector<std::vector<Window>> promotions(const Scenario& s) {
    std::vector<std::vector<Window>> by_category;
    for (const CategoryParams& c : s.merchants.categories) {
        by_category.push_back(!c.promotions.empty()             ? c.promotions
                              : !s.merchants.promotions.empty() ? s.merchants.promotions
                                                                : std::vector{s.headline});
    }
    return by_category;
}

// Ordinary orders come from where browsers find goods at list prices.
std::vector<double> ordinary_origins(const Scenario& s, const Catalogue& catalogue,
                                     const Choice& choice) {
    const std::vector<double> shares = choice.shares(Market::browse_before);
    std::vector<double> origins(s.provinces.size());
    for (std::uint32_t i = 0; i < catalogue.items(); ++i) {
        origins[catalogue.item(i).province] += shares[i];
    }
    return origins;
}

sim::PiecewiseRate browsing(const Scenario& s) {
    const Window& detail = s.detail.front();
    std::vector<sim::Time> edges;
    std::vector<double> levels;
    for (const BrowseLevel& l : s.consumers.browse.levels) {
        const sim::Time from = std::max(l.from + s.headline.from, detail.from);
        if (from >= detail.until) break;
        if (!edges.empty() && edges.back() == from) {
            edges.pop_back();
            levels.pop_back();
        }
        edges.push_back(from);
        levels.push_back(l.level);
    }
    edges.push_back(detail.until);
    return {edges, levels};
}

sim::StreamFamily family(const Scenario& s, Purpose purpose) {
    return {static_cast<std::uint64_t>(s.seed), 0, static_cast<std::uint32_t>(purpose)};
}

}  // namespace

World::World(const Scenario& scenario, std::vector<sim::Time> marks, Options options)
    : scenario_(scenario),
      sizes_(size_of(scenario)),
      begin_(run_begin(scenario)),
      end_(scenario.horizon),
      detail_(covered_detail(scenario)),
      quiet_(std::min(end_, detail_.until + longest_expiry(scenario.platform) + 2 * sim::kHour)),
      probes_(std::make_unique<ProbePlan>(make_probes(std::move(marks)))),
      executor_({options.threads, options.transport}),
      levels_(probes_->bins.count(), level_names()),
      preorders_(probes_->bins.count(), preorder_names()),
      now_(begin_) {
    build_tables();
    build_cells();
    if (options.idle_events) add_idle_events();
}

// Fine around openings and gates, else coarse.
sim::BinCalendar World::make_bins(sim::Time begin, sim::Time end) const {
    std::vector<sim::Time> centres = scenario_.openings;
    centres.insert(centres.end(), scenario_.gates.begin(), scenario_.gates.end());
    std::sort(centres.begin(), centres.end());
    std::vector<sim::BinCalendar::Segment> segments{{begin, kBin}};
    sim::Time fine_until = begin;
    for (const sim::Time c : centres) {
        const sim::Time from = std::clamp(floor_to(c - kFineBefore, kBin), begin, end);
        const sim::Time until = std::clamp(floor_to(c + kFineAfter, kBin), begin, end);
        if (until <= fine_until) continue;
        if (from > fine_until || segments.size() == 1) {
            if (from == segments.back().from) segments.pop_back();
            segments.push_back({from, kFineBin});
        } else {
            segments.pop_back();  // the stretch goes on
        }
        fine_until = until;
        if (until < end) segments.push_back({until, kBin});
    }
    return {segments, end};
}

ProbePlan World::make_probes(std::vector<sim::Time> marks) const {
    std::sort(marks.begin(), marks.end());
    return {make_bins(begin_, quiet_), scenario_.headline.from, scenario_.headline.until,
            std::move(marks)};
}

void World::build_tables() {
    const Scenario& s = scenario_;
    const auto seed = static_cast<std::uint64_t>(s.seed);
    const Window& detail = s.detail.front();
    demand_bins_ = std::make_unique<sim::BinCalendar>(make_bins(detail.from, detail.until));
    deposit_bins_ = std::make_unique<sim::BinCalendar>(
        std::vector<sim::BinCalendar::Segment>{{begin_, kBin}},
        std::max(begin_ + kBin, floor_to(s.preorders.deposit.until + kBin - 1, kBin)));
    catalogue_ = std::make_unique<Catalogue>(s.merchants, s.provinces, seed);
    choice_ = std::make_unique<Choice>(s.consumers, s.merchants, *catalogue_);
    buyers_ = std::make_unique<Buyers>(s.consumers, s.provinces, sizes_.shoppers,
                                       static_cast<std::uint64_t>(s.platform.units), seed);
    planner_ = std::make_unique<Planner>(s.consumers, *catalogue_, *choice_, sizes_.values,
                                         promotions(s), seed);
    const double checkouts = static_cast<double>(sizes_.carts + sizes_.balances) +
                             sizes_.visits * (1 - s.consumers.browse.outside_share);
    traces_ = std::make_unique<TracePlan>(
        static_cast<double>(s.trace.orders), checkouts * s.consumers.mean_orders(),
        sim::mix64(seed, static_cast<std::uint64_t>(Purpose::trace)));
    origins_ = ordinary_origins(s, *catalogue_, *choice_);
    network_ = std::make_unique<Network>(s.logistics, s.provinces,
                                         orders_by_origin(s, *catalogue_, *choice_));
}

std::vector<Arrivals> World::arrivals_of_stream(std::int64_t stream) const {
    const Scenario& s = scenario_;
    const auto slice = [&](std::int64_t all, Arrivals& a) {
        a.first_number = static_cast<std::uint64_t>(all * stream / kStreams);
        a.numbers = static_cast<std::uint64_t>(part_of(all, stream, kStreams));
    };
    Arrivals carts{.source = Source::cart,
                   .shape = sim::OmoriDecay(s.openings.front(), s.headline.until,
                                            s.consumers.carts.decay, s.consumers.carts.decay_time),
                   .draws = family(s, Purpose::cart_arrivals),
                   .finite = true,
                   .remaining = part_of(sizes_.carts, stream, kStreams)};
    slice(sizes_.carts, carts);

    const sim::PiecewiseRate levels = browsing(s);
    const double in_headline =
        levels.cumulative(s.headline.until) - levels.cumulative(s.headline.from);
    Arrivals visits{.source = Source::browse,
                    .shape = levels,
                    .draws = family(s, Purpose::browse_arrivals),
                    .mean = sizes_.visits / in_headline / static_cast<double>(kStreams)};
    slice(static_cast<std::int64_t>(sizes_.shoppers), visits);
    visits.numbers = std::max<std::uint64_t>(visits.numbers, 1);

    Arrivals balances{.source = Source::presale,
                      .shape = sim::OmoriDecay(s.preorders.balance.from, s.preorders.balance.until,
                                               s.preorders.decay, s.preorders.decay_time),
                      .draws = family(s, Purpose::balance_arrivals),
                      .finite = true,
                      .remaining = part_of(sizes_.balances, stream, kStreams)};
    slice(sizes_.deposits, balances);
    return {carts, visits, balances};
}

void World::build_cells() {
    const Scenario& s = scenario_;
    const auto seed = static_cast<std::uint64_t>(s.seed);
    const sim::Time detail_from = s.detail.front().from;
    std::vector<sim::WindowCalendar::Segment> segments;
    if (begin_ < detail_.from) segments.push_back({begin_, kCoarseWindow});
    segments.push_back({detail_.from, kDetailWindow});
    if (detail_.until < end_) segments.push_back({detail_.until, kCoarseWindow});
    const sim::WindowCalendar windows(segments, end_);
    for (int phase = 0; phase < 3; ++phase) executor_.add_phase(windows);
    executor_.add_phase(sim::WindowCalendar({{begin_, s.logistics.tick}}, end_));

    // Cells are numbered in this order, which is also the order of phases.
    sim::CellId next = 0;
    const auto number = [&](std::vector<sim::CellId>& ids, std::int64_t n) {
        for (std::int64_t i = 0; i < n; ++i) ids.push_back(next++);
    };
    number(streams_, kStreams);
    deposits_ = next++;
    ordinary_ = next++;
    number(units_, s.platform.units);
    number(stock_, s.merchants.stock_shards);
    number(provinces_, static_cast<std::int64_t>(s.provinces.size()));

    const DemandCell::Shared demand{buyers_.get(),
                                    planner_.get(),
                                    demand_bins_.get(),
                                    begin_,
                                    s.preorders.balance.until,
                                    units_,
                                    stock_,
                                    seed};
    for (std::int64_t i = 0; i < kStreams; ++i) {
        executor_.add_cell(0, std::make_unique<DemandCell>(static_cast<std::uint32_t>(i), demand,
                                                           arrivals_of_stream(i)));
    }
    executor_.add_cell(
        0, std::make_unique<DepositCell>(
               *planner_, *deposit_bins_,
               sim::OmoriDecay(s.preorders.deposit.from, s.preorders.deposit.until,
                               s.preorders.deposit_decay, s.preorders.deposit_decay_time),
               s.preorders.deposit.from, s.preorders.deposit.until, sizes_.deposits,
               s.preorders.deposit_share, stock_, seed));
    executor_.add_cell(0, std::make_unique<OrdinaryCell>(scenario_.consumers, s.scale, begin_, end_,
                                                         detail_, units_, seed));
    const UnitCell::Shared shared{&scenario_.consumers,
                                  &scenario_.platform,
                                  buyers_.get(),
                                  planner_.get(),
                                  catalogue_.get(),
                                  probes_.get(),
                                  traces_.get(),
                                  stock_,
                                  provinces_,
                                  s.preorders.deposit_share,
                                  s.logistics.tick,
                                  detail_from,
                                  begin_,
                                  &origins_,
                                  seed};
    for (std::int64_t u = 0; u < s.platform.units; ++u) {
        executor_.add_cell(1, std::make_unique<UnitCell>(static_cast<std::uint8_t>(u),
                                                         unit_capacity(s, u), shared));
    }
    const std::vector<std::int64_t> stock = initial_stock(s, *catalogue_, *choice_);
    const auto shards = static_cast<std::uint32_t>(s.merchants.stock_shards);
    for (std::uint32_t shard = 0; shard < shards; ++shard) {
        std::vector<std::int64_t> mine;
        for (std::size_t i = shard; i < stock.size(); i += shards) mine.push_back(stock[i]);
        executor_.add_cell(2, std::make_unique<StockCell>(shard, shards, std::move(mine), units_));
    }
    const ProvinceCell::Shared network{
        &scenario_.logistics,
        network_.get(),
        s.scale,
        std::max(0.0, s.logistics.normal_parcels_per_day - s.consumers.ordinary.orders_per_day),
        begin_,
        detail_from,
        detail_from - s.logistics.warm_up,
        static_cast<std::size_t>((end_ - begin_) / s.logistics.tick),
        seed,
        provinces_.front()};
    for (std::size_t p = 0; p < s.provinces.size(); ++p) {
        executor_.add_cell(3, std::make_unique<ProvinceCell>(static_cast<std::uint8_t>(p),
                                                             s.provinces[p].name, network));
    }

    for (const sim::CellId unit : units_) {
        for (const sim::CellId stream : streams_) executor_.connect(stream, unit);
        executor_.connect(ordinary_, unit);
        for (const sim::CellId shard : stock_) {
            executor_.connect(unit, shard);
            executor_.connect(shard, unit);
        }
        for (const sim::CellId province : provinces_) executor_.connect(unit, province);
    }
    for (const sim::CellId shard : stock_) {
        executor_.connect(deposits_, shard);
        for (const sim::CellId stream : streams_) executor_.connect(stream, shard);
    }
    for (const sim::CellId a : provinces_) {
        for (const sim::CellId b : provinces_) executor_.connect(a, b);
    }
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

// Every bin ends with a window; after the last bin every window is checked. What takes counting is
// audited every minute while orders are simulated one by one or can expire, else every hour; labels
// of parcels every hour; and all of it at the very end.
void World::check_books(sim::Time t, bool last) {
    const sim::BinCalendar& bins = probes_->bins;
    const bool recorded = t <= bins.end();
    const bool bin_ends = !recorded || t >= bins.end(next_bin_);
    const bool headline = t == scenario_.headline.from || t == scenario_.headline.until;
    if (!bin_ends && !headline && !last) return;
    const bool busy = t > detail_.from && t <= quiet_;
    unsigned audits = 0;
    if (last || headline || t % (busy ? sim::kMinute : sim::kHour) == 0) audits |= kCounted;
    if (last || t % sim::kHour == 0) audits |= kLabels;
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
    if (t < quiet_ || executor_.reached(3) != t) return false;
    std::int64_t open = 0;
    for (std::size_t i = 0; i < units(); ++i) open += unit(i).parcels().waiting();
    for (std::size_t i = 0; i < provinces(); ++i) {
        const ParcelTotals p = province(i).totals();
        open += p.headline_made - p.headline_delivered;
    }
    return open == 0;
}

Ledger World::ledger(unsigned audits) const {
    Ledger l;
    if (executor_.reached(3) == now_) {
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
