#include "models/platform/unit.hpp"

#include <bit>

#include "sim/random/distributions.hpp"

namespace models {
UnitCell::UnitCell(std::uint8_t unit, const UnitCapacity& capacity, const Shared& shared)
    : EventCell("unit " + std::to_string(unit)),
      unit_(unit),
      shared_(shared),
      admission_(capacity.admission, capacity.burst),
      creation_(capacity.creation_servers, capacity.creation_queue),
      payment_(capacity.payment_servers, capacity.payment_queue),
      unpaid_(sim::kMinute, shared.platform->longest_expiry() + sim::kHour, shared.begin),
      counted_(*shared.consumers, *shared.platform, capacity.counted, shared.begin,
               streams_for(shared.seed, Purpose::ordinary).part(std::uint64_t{1} + unit)),
      probe_(*shared.probes),
      back_offs_(streams_for(shared.seed, Purpose::back_off)),
      delays_(streams_for(shared.seed, Purpose::payment_delay)),
      intents_(streams_for(shared.seed, Purpose::payment_intent)),
      routes_(streams_for(shared.seed, Purpose::parcel_split).part(unit)),
      parcels_(shared.parcel_tick, shared.detail_from, unit, shared.units),
      split_(shared.provinces.size()) {
    double all = 0, sum = 0;
    for (const ExpiryParams& e : shared.platform->expiry) all += e.share;
    for (const ExpiryParams& e : shared.platform->expiry) {
        expiry_up_to_.push_back((sum += e.share) / all);
    }
}

void UnitCell::handle(const sim::Event& e) {
    const auto slot = static_cast<std::uint32_t>(sim::entity_of(e));
    switch (sim::kind_of(e)) {
        case kCreationDone:
            return creation_done(slot);
        case kPaymentDone:
            return payment_done(slot);
        case kStockAnswer:
            return stock_answer(slot);
        case kPaymentRequest:
            return payment_request(slot);
        case kRetry:
            return attempt(slot);
        case kArriveCart:
        case kArriveBrowse:
        case kArriveBalance:
            return begin(e);
        case kOrdinary:
            return ordinary(e);
        case kIdle:
            return;
        default:
            throw sim::Defect(name() + ": cannot handle " + sim::describe_event(e));
    }
}

void UnitCell::on_message(const sim::Message& m) {
    if (sim::kind_of(m.event) != kStockRefused) {
        schedule(m.event);
        return;
    }
    const StockLine line = StockLine::unpack(m.payload);
    pool_[line.slot].refused |= line_bit(line.line);
    ++flows_.refusals;
}

void UnitCell::begin(const sim::Event& e) {
    const std::uint8_t kind = sim::kind_of(e);
    const std::uint64_t number = sim::entity_of(e);
    const std::uint64_t shopper = shared_.buyers->shopper_of(number);
    const Buyer buyer = shared_.buyers->buyer(shopper);
    Checkout c;
    c.number = number;
    c.province = buyer.province;
    c.group = buyer.group;
    Plan plan;
    if (kind == kArriveCart) {
        plan = shared_.planner->cart(number, buyer);
    } else if (kind == kArriveBrowse) {
        c.source = Source::browse;
        plan = shared_.planner->browse(number, buyer, now());
        if (plan.lines == 0) {
            ++flows_.visits_without_choice;
            return;
        }
    } else {
        c.source = Source::presale;
        plan = shared_.planner->deposit(number);
        c.created = 1;
    }
    c.lines = plan.lines;
    c.line = plan.line;
    c.traced = shared_.traces->picks(address(c));
    trace(c, TraceStage::intended);
    const std::uint32_t slot = pool_.take();
    pool_[slot] = c;
    if (c.source == Source::presale) {
        ++flows_.balances_asked;
        flows_.value_asked += c.line[0].fen;
        payment_request(slot);
        return;
    }
    ++flows_.intentions;
    probe_.count(kIntentions, now());
    attempt(slot);
}

void UnitCell::ordinary(const sim::Event& e) {
    const auto n = static_cast<std::int64_t>(sim::entity_of(e));
    const CountedOrders::Minute m = counted_.take(now(), n);
    flows_.intentions += n;
    flows_.attempts += n;
    flows_.rejected += m.refused;
    flows_.given_up += m.refused;
    flows_.accepted += n - m.refused;
    flows_.ordered += n - m.refused;
    flows_.created += m.orders;
    flows_.counted += m.orders;
    flows_.paid += m.paid;
    record(n, m);
    if (m.orders > 0) {
        send(shelf(), {sim::make_event(now(), kStockCommitted, unit_),
                       ItemCount{kShelf, static_cast<std::uint32_t>(m.orders)}.pack()});
    }
    if (m.paid > 0) {
        send(shelf(), {sim::make_event(now(), kStockSold, unit_),
                       ItemCount{kShelf, static_cast<std::uint32_t>(m.paid)}.pack()});
    }
    parcels_.add_counted(m.paid);
}

// Recording ends when no order of the headline can change any more; trade goes on.
void UnitCell::record(std::int64_t n, const CountedOrders::Minute& m) {
    if (now() >= shared_.probes->bins.end()) return;
    probe_.count(kIntentions, now(), n);
    probe_.count(kAttempts, now(), n);
    probe_.count(kOrdersRejected, now(), m.refused_orders);
    probe_.count(kGivenUp, now(), m.refused);
    probe_.count(kOrdersCreated, now(), m.orders);
    probe_.count(kPayments, now(), m.payments);
    probe_.count(kPaymentsRefused, now(), m.payments_refused);
    probe_.count(kOrdersPaid, now(), m.paid);
}

void UnitCell::end_window(const sim::Window& w) {
    // What expires at the very end of the window is booked in its last nanosecond.
    unpaid_.advance(w.end, [&](sim::Time, Unpaid order) {
        ++flows_.expired;
        flows_.value_expired += order.fen;
        unpaid_fen_ -= order.fen;
        if (order.headline) {
            ++flows_.headline_expired;
            probe_.count(kOrdersExpired, w.end - 1);
        }
        send(shared_.stock[order.item % shared_.stock.size()],
             {sim::make_event(w.end - 1, kStockReturned, order.item),
              ItemCount{order.item, 1}.pack()});
    });
    expire_ordinary(w.end);
    if (w.end % shared_.parcel_tick == 0 && parcels_.waiting() > 0) hand_over_parcels(w.end);
}

void UnitCell::expire_ordinary(sim::Time end) {
    counted_.advance(end, [&](std::int64_t n) {
        flows_.expired += n;
        send(shelf(), {sim::make_event(end - 1, kStockReturned, unit_),
                       ItemCount{kShelf, static_cast<std::uint32_t>(n)}.pack()});
    });
}

// Where they go is drawn by the province, for all units together.
void UnitCell::hand_over_counted(sim::Time end) {
    sim::Stream draw = routes_.at(static_cast<std::uint64_t>(end / shared_.parcel_tick));
    sim::split(draw, parcels_.counted(), *shared_.origins, split_);
    for (std::size_t p = 0; p < split_.size(); ++p) {
        if (split_[p] == 0) continue;
        send(shared_.provinces[p], {sim::make_event(end - 1, kParcelsCounted, unit_),
                                    static_cast<std::uint64_t>(split_[p])});
    }
}

void UnitCell::hand_over_parcels(sim::Time end) {
    if (parcels_.counted() > 0) hand_over_counted(end);
    parcels_.hand_over(end, [&](std::uint64_t label, std::int64_t n) {
        send(shared_.provinces[ParcelLabel::unpack(label).origin],
             {sim::make_event(end - 1, kParcelsPaid, label), static_cast<std::uint64_t>(n)});
    });
}

UnitTotals UnitCell::totals() const {
    UnitTotals t = flows_;
    t.in_creation = creation_.waiting() + pending(kCreationDone);
    t.trying = t.in_creation + pending(kRetry) + pending(kStockAnswer);
    t.checkouts = pool_.in_use();
    t.in_payment = pending(kPaymentRequest) + payment_.waiting() + pending(kPaymentDone);
    t.balances_in_payment = t.balances_asked - t.balances_paid - t.balances_given_up;
    t.balances_to_come = pending(kArriveBalance);
    t.gmv = probe_.gmv();
    return t;
}

UnitTotals UnitCell::audit() const {
    UnitTotals t = totals();
    t.awaiting = unpaid_.size() + counted_.open();
    t.value_awaiting = unpaid_fen_;
    t.balances_in_payment = 0;  // counted in the pool instead
    for (const Checkout& c : pool_.places()) {
        if (c.lines == 0) continue;
        if (c.source == Source::presale) {
            ++t.balances_in_payment;
            t.value_in_payment += c.line[0].fen;
        } else {
            t.awaiting += std::popcount(c.created);
            t.lines_asked += std::popcount(c.asked);
            for (std::uint8_t i = 0; i < c.lines; ++i) {
                if ((c.created & line_bit(i)) != 0) t.value_awaiting += c.line[i].fen;
            }
        }
    }
    return t;
}

std::size_t UnitCell::memory_bytes() const {
    return list_memory_bytes() + pool_.memory_bytes() + creation_.memory_bytes() +
           payment_.memory_bytes() + unpaid_.memory_bytes() + counted_.memory_bytes() +
           probe_.memory_bytes() + parcels_.memory_bytes() +
           traces_.capacity() * sizeof(OrderTrace);
}

}  // namespace models
