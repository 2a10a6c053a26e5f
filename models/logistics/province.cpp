#include "models/logistics/province.hpp"

#include <algorithm>
#include <optional>

#include "sim/random/distributions.hpp"
#include "sim/random/quantile.hpp"

#include "models/messages.hpp"
#include "models/purposes.hpp"

namespace models {
namespace {

constexpr sim::Duration kLongestDelay = 8 * sim::kDay;

double ticks_a_day(const LogisticsParams& params) {
    return static_cast<double>(sim::kDay) / static_cast<double>(params.tick);
}

}  // namespace

std::vector<std::string> logistics_column_names() {
    return {"parcels_made",    "parcels_shipped",      "parcels_delivered",
            "background_made", "background_delivered", "trucks"};
}

ParcelTotals& ParcelTotals::operator+=(const ParcelTotals& o) {
    made += o.made;
    headline_made += o.headline_made;
    background += o.background;
    delivered += o.delivered;
    headline_delivered += o.headline_delivered;
    background_delivered += o.background_delivered;
    trucks += o.trucks;
    awaiting_pick += o.awaiting_pick;
    in_stages += o.in_stages;
    headline_open += o.headline_open;
    background_open += o.background_open;
    return *this;
}

// The small addend keeps a capacity that is a whole number from being rounded down by one.
std::int64_t ProvinceCell::Pace::next(double share) {
    credit += share * capacity;
    const auto whole = static_cast<std::int64_t>(credit + 1e-9);
    credit -= static_cast<double>(whole);
    return whole;
}

ProvinceCell::ProvinceCell(std::uint8_t province, std::string name, const Shared& shared)
    : Cell(std::move(name)),
      province_(province),
      shared_(shared),
      packing_(shared.params->tick, kLongestDelay, shared.begin),
      collection_(shared.params->tick, kLongestDelay, shared.begin),
      sorting_(shared.params->tick, kLongestDelay, shared.begin),
      line_haul_(shared.params->tick, kLongestDelay, shared.begin),
      unloading_(shared.params->tick, kLongestDelay, shared.begin),
      background_draws_(streams_for(shared.seed, Purpose::background).part(province)),
      route_draws_(streams_for(shared.seed, Purpose::parcel_split).part(256u + province)),
      series_(shared.ticks, logistics_column_names()) {
    const LogisticsParams& params = *shared.params;
    const Network& network = *shared.network;
    const double scale = static_cast<double>(shared.scale);
    const double a_day = ticks_a_day(params) * scale;
    picking_.capacity = params.pick_per_day * network.pick_share(province) / scale;
    origin_.capacity = params.origin_hub_per_day * network.origin_hub_share(province) / a_day;
    destination_.capacity =
        params.destination_hub_per_day * network.delivery_share(province) / a_day;
    couriers_.capacity = params.delivery_per_day * network.delivery_share(province) / scale;
    background_per_tick_ =
        shared.other_parcels_per_day * network.background_share(province) / a_day;
    const std::int64_t truck = std::max<std::int64_t>(1, params.truck_capacity / shared.scale);
    lanes_.assign(network.provinces(), sim::BatchServer(truck));
    split_.resize(network.provinces());
}

void ProvinceCell::receive(sim::CellId, std::span<const sim::Message> mail) {
    handled_ += mail.size();
    for (const sim::Message& m : mail) {
        const std::uint64_t label = sim::entity_of(m.event);
        const auto n = static_cast<std::int64_t>(m.payload);
        if (sim::kind_of(m.event) == kParcelsCounted) {
            flows_.made += n;
            counted_ += n;
        } else if (sim::kind_of(m.event) == kParcelsPaid) {
            flows_.made += n;
            if (in_headline(ParcelLabel::unpack(label).kind)) {
                flows_.headline_made += n;
                series_.add(tick_, kParcelsMade, n);
            }
            trace(label, TraceStage::at_merchant, m.event.time + 1);
            packing_.add(m.event.time + shared_.params->pick_time, label, n);
        } else {
            line_haul_.add(m.event.time, label, n);
        }
    }
}

void ProvinceCell::run(const sim::Window& window, sim::Outbox& out) {
    const LogisticsParams& params = *shared_.params;
    const sim::Time now = window.end;
    ++handled_;
    const auto into = [&](sim::CohortQueue& queue, TraceStage stage) {
        return [&queue, stage, now, this](std::uint64_t label, std::int64_t n) {
            trace(label, stage, now);
            queue.push(label, n);
        };
    };
    // Downstream first, so that nothing passes two stages in one tick.
    unloading_.advance(now, into(last_mile_, TraceStage::at_outlet));
    const std::int64_t doors = couriers_.next(shared_.network->delivering().at(window.begin));
    last_mile_.take(doors, [&](std::uint64_t label, std::int64_t n) { deliver(label, n, now); });

    line_haul_.advance(now, into(destination_hub_, TraceStage::at_destination));
    destination_hub_.take(destination_.next(), [&](std::uint64_t label, std::int64_t n) {
        trace(label, TraceStage::sorted_at_destination, now);
        unloading_.add(now + params.unloading_time, label, n);
    });

    sorting_.advance(now, [&](std::uint64_t label, std::int64_t n) {
        lanes_[ParcelLabel::unpack(label).destination].add(label, n);
    });
    const auto interval =
        static_cast<std::size_t>(std::max<sim::Duration>(1, params.truck_interval / params.tick));
    for (std::size_t lane = 0; lane < lanes_.size(); ++lane) {
        while (lanes_[lane].ready() > 0) depart(lane, now, out);
        // Lanes' timetables are spread over the interval: by small numbers without a common factor
        // (assumed), so that neither all lanes of a province nor all of a destination go together.
        const bool on_time =
            (address(now) + lane * 7 + std::uint64_t{province_} * 3) % interval == 0;
        if (on_time && lanes_[lane].waiting() > 0) depart(lane, now, out);
    }

    collection_.advance(now, into(origin_hub_, TraceStage::at_origin_hub));
    origin_hub_.take(origin_.next(), [&](std::uint64_t label, std::int64_t n) {
        trace(label, TraceStage::sorted, now);
        sorting_.add(now + params.sorting_time, label, n);
    });

    if (counted_ > 0) pack_counted(now);
    packing_.advance(now, [&](std::uint64_t label, std::int64_t n) { pick_.push(label, n); });
    const std::int64_t picked = picking_.next(shared_.network->picking().at(window.begin));
    pick_.take(picked, [&](std::uint64_t label, std::int64_t n) {
        if (in_headline(ParcelLabel::unpack(label).kind)) series_.add(tick_, kParcelsShipped, n);
        trace(label, TraceStage::shipped, now);
        collection_.add(now + params.collection_time, label, n);
    });
    if (window.begin >= shared_.background_from) make_background(now);
    ++tick_;
}

// Ordinary orders are bought where people are, as those of the headline.
void ProvinceCell::pack_counted(sim::Time now) {
    sim::Stream draw = route_draws_.at(address(now));
    sim::split(draw, counted_, shared_.network->delivery_shares(), split_);
    for (std::size_t to = 0; to < split_.size(); ++to) {
        if (split_[to] == 0) continue;
        const ParcelLabel label{province_, static_cast<std::uint8_t>(to), ParcelClass::neighbour,
                                0};
        packing_.add(now - 1 + shared_.params->pick_time, label.pack(), split_[to]);
    }
    counted_ = 0;
}

void ProvinceCell::make_background(sim::Time now) {
    sim::Stream draw = background_draws_.at(address(now));
    const std::int64_t n = sim::poisson_quantile(background_per_tick_, draw.uniform());
    sim::split(draw, n, shared_.network->background_destinations(province_), split_);
    for (std::size_t to = 0; to < split_.size(); ++to) {
        if (split_[to] == 0) continue;
        const ParcelLabel label{province_, static_cast<std::uint8_t>(to), ParcelClass::background,
                                0};
        collection_.add(now + shared_.params->collection_time, label.pack(), split_[to]);
    }
    flows_.background += n;
    series_.add(tick_, kBackgroundMade, n);
}

void ProvinceCell::depart(std::size_t lane, sim::Time now, sim::Outbox& out) {
    const sim::Time arrival = now + shared_.network->travel(province_, lane);
    const auto to = shared_.first_province + static_cast<sim::CellId>(lane);
    lanes_[lane].depart([&](std::uint64_t label, std::int64_t n) {
        trace(label, TraceStage::on_truck, now);
        out.send(to,
                 {sim::make_event(arrival, kParcelsArrive, label), static_cast<std::uint64_t>(n)});
    });
    ++flows_.trucks;
    series_.add(tick_, kTrucks, 1);
}

void ProvinceCell::deliver(std::uint64_t label, std::int64_t n, sim::Time now) {
    const ParcelLabel parcel = ParcelLabel::unpack(label);
    flows_.delivered += n;
    trace(label, TraceStage::delivered, now);
    if (parcel.kind == ParcelClass::background) {
        flows_.background_delivered += n;
        series_.add(tick_, kBackgroundDelivered, n);
    }
    if (!in_headline(parcel.kind)) return;
    flows_.headline_delivered += n;
    series_.add(tick_, kParcelsDelivered, n);
    const sim::Time ordered =
        shared_.detail_from + parcel.ordered * shared_.params->tick + shared_.params->tick / 2;
    delivery_times_.add(std::max<sim::Duration>(0, now - ordered), n);
}

ParcelTotals ProvinceCell::totals() const {
    ParcelTotals t = flows_;
    t.awaiting_pick = packing_.members() + pick_.size();
    t.in_stages = collection_.members() + origin_hub_.size() + sorting_.members() +
                  line_haul_.members() + destination_hub_.size() + unloading_.members() +
                  last_mile_.size();
    for (const sim::BatchServer& lane : lanes_) t.in_stages += lane.waiting();
    return t;
}

template <class Piece>
void ProvinceCell::for_each_cohort(Piece&& piece) const {
    for (const auto* queue : {&pick_, &origin_hub_, &destination_hub_, &last_mile_}) {
        queue->for_each(piece);
    }
    for (const auto* delay : {&packing_, &collection_, &sorting_, &line_haul_, &unloading_}) {
        delay->for_each(piece);
    }
    for (const sim::BatchServer& lane : lanes_) lane.for_each(piece);
}

ParcelTotals ProvinceCell::audit() const {
    ParcelTotals t = totals();
    for_each_cohort([&](std::uint64_t label, std::int64_t n) {
        const ParcelClass kind = ParcelLabel::unpack(label).kind;
        if (in_headline(kind)) t.headline_open += n;
        if (kind == ParcelClass::background) t.background_open += n;
    });
    return t;
}

bool ProvinceCell::lose_for_test() {
    return last_mile_.take(1, [](std::uint64_t, std::int64_t) {}) == 1;
}

bool ProvinceCell::mislabel_for_test(bool headline) {
    std::optional<ParcelLabel> first;
    last_mile_.take(1,
                    [&](std::uint64_t label, std::int64_t) { first = ParcelLabel::unpack(label); });
    if (!first) return false;
    const bool found = headline ? in_headline(first->kind) : first->kind == ParcelClass::background;
    if (found) first->kind = headline ? ParcelClass::background : ParcelClass::neighbour;
    last_mile_.push(first->pack(), 1);
    return found;
}

std::size_t ProvinceCell::memory_bytes() const {
    std::size_t sum = series_.memory_bytes() + delivery_times_.memory_bytes();
    for (const auto* q : {&pick_, &origin_hub_, &destination_hub_, &last_mile_}) {
        sum += q->memory_bytes();
    }
    for (const auto* d : {&packing_, &collection_, &sorting_, &line_haul_, &unloading_}) {
        sum += d->memory_bytes();
    }
    for (const sim::BatchServer& lane : lanes_) sum += lane.memory_bytes();
    return sum;
}

}  // namespace models
