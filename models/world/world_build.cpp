// How a scenario becomes bins, tables, cells and the channels between them.
#include <algorithm>

#include "models/world/world.hpp"

namespace models {
namespace {

constexpr sim::Duration kCoarseWindow = sim::kMinute;
constexpr sim::Duration kDetailWindow = sim::kSecond;

// Fine bins reach from before to after each opening and gate.
constexpr sim::Duration kFineBefore = 5 * sim::kMinute;
constexpr sim::Duration kFineAfter = 3 * sim::kHour;
constexpr sim::Duration kFineBin = sim::kSecond;
constexpr sim::Duration kBin = sim::kMinute;

// After the window of detail shoppers may still try again and pay for so long. With the longest
// patience (params.hpp) and expiry that ends before the last bin of the platform.
constexpr sim::Duration kClosing = sim::kHour;

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

}  // namespace

// Fine around openings and gates, else coarse.
sim::BinCalendar World::make_bins(sim::Time begin, sim::Time end) const {
    std::vector<sim::Time> centres = scenario_.openings;
    centres.insert(centres.end(), scenario_.gates.begin(), scenario_.gates.end());
    std::sort(centres.begin(), centres.end());
    std::vector<sim::BinCalendar::Segment> segments{{begin, kBin}};
    sim::Time fine_until = begin;
    for (const sim::Time c : centres) {
        const sim::Time from = std::clamp(sim::floor_to(c - kFineBefore, kBin), begin, end);
        const sim::Time until = std::clamp(sim::floor_to(c + kFineAfter, kBin), begin, end);
        if (until <= fine_until || from >= end) continue;
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
        std::max(begin_ + kBin, sim::floor_to(s.preorders.deposit.until + kBin - 1, kBin)));
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
    const auto seed = static_cast<std::uint64_t>(s.seed);
    const auto slice = [&](std::int64_t all, Arrivals& a) {
        a.first_number = static_cast<std::uint64_t>(all * stream / kDemandStreams);
        a.numbers = static_cast<std::uint64_t>(part_of(all, stream, kDemandStreams));
    };
    Arrivals carts{.source = Source::cart,
                   .shape = sim::OmoriDecay(s.openings.front(), s.headline.until,
                                            s.consumers.carts.decay, s.consumers.carts.decay_time),
                   .draws = streams_for(seed, Purpose::cart_arrivals),
                   .finite = true,
                   .remaining = part_of(sizes_.carts, stream, kDemandStreams)};
    slice(sizes_.carts, carts);

    const sim::PiecewiseRate levels = browsing(s);
    const double in_headline =
        levels.cumulative(s.headline.until) - levels.cumulative(s.headline.from);
    Arrivals visits{.source = Source::browse,
                    .shape = levels,
                    .draws = streams_for(seed, Purpose::browse_arrivals),
                    .mean = sizes_.visits / in_headline / static_cast<double>(kDemandStreams)};
    slice(static_cast<std::int64_t>(sizes_.shoppers), visits);
    visits.numbers = std::max<std::uint64_t>(visits.numbers, 1);

    Arrivals balances{
        .source = Source::presale,
        .shape = sim::OmoriDecay(s.preorders.balance.from, s.preorders.balance.until,
                                 s.preorders.decay, s.preorders.decay_time),
        .draws = streams_for(seed, Purpose::balance_arrivals),
        .finite = true,
        .remaining = part_of_subset(sizes_.balances, sizes_.deposits, stream, kDemandStreams)};
    slice(sizes_.deposits, balances);
    return {carts, visits, balances};
}

void World::build_cells() {
    add_phases();
    number_cells();
    // In the order of their numbers.
    add_demand();
    add_units();
    add_stock();
    add_provinces();
    connect_cells();
}

void World::add_phases() {
    std::vector<sim::WindowCalendar::Segment> segments;
    if (begin_ < detail_.from) segments.push_back({begin_, kCoarseWindow});
    segments.push_back({detail_.from, kDetailWindow});
    if (detail_.until < end_) segments.push_back({detail_.until, kCoarseWindow});
    const sim::WindowCalendar windows(segments, end_);
    for (std::size_t phase = 0; phase < kProvincePhase; ++phase) executor_.add_phase(windows);
    executor_.add_phase(sim::WindowCalendar({{begin_, scenario_.logistics.tick}}, end_));
}

// Which is also the order of phases.
void World::number_cells() {
    sim::CellId next = 0;
    const auto number = [&](std::vector<sim::CellId>& ids, std::int64_t n) {
        for (std::int64_t i = 0; i < n; ++i) ids.push_back(next++);
    };
    number(streams_, kDemandStreams);
    deposits_ = next++;
    ordinary_ = next++;
    number(units_, scenario_.platform.units);
    number(stock_, scenario_.merchants.stock_shards);
    number(provinces_, static_cast<std::int64_t>(scenario_.provinces.size()));
}

void World::add_demand() {
    const Scenario& s = scenario_;
    const auto seed = static_cast<std::uint64_t>(s.seed);
    const PreorderParams& pre = s.preorders;
    const DemandCell::Shared shared{buyers_.get(),
                                    planner_.get(),
                                    demand_bins_.get(),
                                    begin_,
                                    pre.balance.until,
                                    units_,
                                    stock_,
                                    seed};
    for (std::int64_t i = 0; i < kDemandStreams; ++i) {
        executor_.add_cell(kDemandPhase,
                           std::make_unique<DemandCell>(static_cast<std::uint32_t>(i), shared,
                                                        arrivals_of_stream(i)));
    }
    const sim::OmoriDecay deposits(pre.deposit.from, pre.deposit.until, pre.deposit_decay,
                                   pre.deposit_decay_time);
    executor_.add_cell(kDemandPhase,
                       std::make_unique<DepositCell>(
                           *planner_, *deposit_bins_, deposits, pre.deposit.from, pre.deposit.until,
                           sizes_.deposits, pre.deposit_share, stock_, seed));
    executor_.add_cell(kDemandPhase, std::make_unique<OrdinaryCell>(s.consumers, s.scale, begin_,
                                                                    end_, detail_, units_, seed));
}

void World::add_units() {
    const Scenario& s = scenario_;
    const UnitCell::Shared shared{.consumers = &s.consumers,
                                  .platform = &s.platform,
                                  .buyers = buyers_.get(),
                                  .planner = planner_.get(),
                                  .catalogue = catalogue_.get(),
                                  .probes = probes_.get(),
                                  .traces = traces_.get(),
                                  .units = units_.size(),
                                  .stock = stock_,
                                  .provinces = provinces_,
                                  .deposit_share = s.preorders.deposit_share,
                                  .parcel_tick = s.logistics.tick,
                                  .detail_from = s.detail.front().from,
                                  .begin = begin_,
                                  .closes = s.detail.front().until + kClosing,
                                  .origins = &origins_,
                                  .seed = static_cast<std::uint64_t>(s.seed)};
    for (std::int64_t u = 0; u < s.platform.units; ++u) {
        executor_.add_cell(kUnitPhase, std::make_unique<UnitCell>(static_cast<std::uint8_t>(u),
                                                                  unit_capacity(s, u), shared));
    }
}

void World::add_stock() {
    const std::vector<std::int64_t> initial = initial_stock(scenario_, *catalogue_, *choice_);
    const auto shards = static_cast<std::uint32_t>(scenario_.merchants.stock_shards);
    for (std::uint32_t shard = 0; shard < shards; ++shard) {
        std::vector<std::int64_t> mine;
        for (std::size_t i = shard; i < initial.size(); i += shards) mine.push_back(initial[i]);
        executor_.add_cell(kStockPhase,
                           std::make_unique<StockCell>(shard, shards, std::move(mine), units_));
    }
}

void World::add_provinces() {
    const Scenario& s = scenario_;
    const sim::Time detail_from = s.detail.front().from;
    const ProvinceCell::Shared shared{
        &s.logistics,
        network_.get(),
        s.scale,
        std::max(0.0, s.logistics.normal_parcels_per_day - s.consumers.ordinary.orders_per_day),
        begin_,
        detail_from,
        detail_from - s.logistics.warm_up,
        static_cast<std::size_t>((end_ - begin_) / s.logistics.tick),
        static_cast<std::uint64_t>(s.seed),
        provinces_.front()};
    for (std::size_t p = 0; p < s.provinces.size(); ++p) {
        executor_.add_cell(kProvincePhase,
                           std::make_unique<ProvinceCell>(static_cast<std::uint8_t>(p),
                                                          s.provinces[p].name, shared));
    }
}

void World::connect_cells() {
    const auto connect = [&](const std::vector<sim::CellId>& from,
                             const std::vector<sim::CellId>& to) {
        for (const sim::CellId a : from) {
            for (const sim::CellId b : to) executor_.connect(a, b);
        }
    };
    connect(streams_, units_);
    connect({ordinary_}, units_);
    connect(units_, stock_);
    connect(stock_, units_);
    connect(units_, provinces_);
    connect({deposits_}, stock_);
    connect(streams_, stock_);
    connect(provinces_, provinces_);
}

}  // namespace models
