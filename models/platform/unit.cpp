#include "models/platform/unit.hpp"

#include <algorithm>
#include <bit>

#include "sim/random/distributions.hpp"

namespace models {
namespace {

std::uint8_t bit(std::size_t line) {
    return static_cast<std::uint8_t>(1u << line);
}

sim::Duration longest_expiry(const PlatformParams& params) {
    sim::Duration longest = 0;
    for (const ExpiryParams& e : params.expiry) longest = std::max(longest, e.after);
    return longest;
}

sim::StreamFamily family(std::uint64_t seed, Purpose purpose) {
    return {seed, 0, static_cast<std::uint32_t>(purpose)};
}

}  // namespace

UnitCell::UnitCell(std::uint8_t unit, const UnitCapacity& capacity, const Shared& shared)
    : EventCell("unit " + std::to_string(unit)),
      unit_(unit),
      shared_(shared),
      admission_(capacity.admission, capacity.burst),
      creation_(capacity.creation_servers, capacity.creation_queue),
      payment_(capacity.payment_servers, capacity.payment_queue),
      unpaid_(sim::kMinute, longest_expiry(*shared.platform) + sim::kHour, shared.begin),
      counted_(*shared.consumers, *shared.platform, capacity.counted, shared.begin,
               family(shared.seed, Purpose::ordinary).part(std::uint64_t{1} + unit)),
      probe_(*shared.probes),
      back_offs_(family(shared.seed, Purpose::back_off)),
      delays_(family(shared.seed, Purpose::payment_delay)),
      intents_(family(shared.seed, Purpose::payment_intent)),
      routes_(family(shared.seed, Purpose::parcel_split).part(unit)),
      parcels_(shared.parcel_tick, shared.detail_from),
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
    pool_[line.slot].refused |= bit(line.line);
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
        c.headline = true;
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

void UnitCell::attempt(std::uint32_t slot) {
    Checkout& c = pool_[slot];
    ++flows_.attempts;
    ++c.attempts;
    probe_.count(kAttempts, now());
    if (admission_.take(now(), c.lines)) {
        const auto arrival =
            creation_.arrive(now(), slot, shared_.platform->patience,
                             [this](std::uint64_t late, sim::Time) { creation_timed_out(late); });
        if (arrival == sim::Arrival::served) {
            schedule(sim::make_event(now() + shared_.platform->creation_time, kCreationDone, slot));
        }
        if (arrival != sim::Arrival::refused) return;
    }
    trace(c, TraceStage::refused);
    ++flows_.rejected;
    probe_.count(kOrdersRejected, now(), c.lines);
    attempt_failed(slot);
}

void UnitCell::creation_timed_out(std::uint64_t slot) {
    const auto s = static_cast<std::uint32_t>(slot);
    trace(pool_[s], TraceStage::timed_out);
    ++flows_.timed_out;
    probe_.count(kOrdersTimedOut, now(), pool_[s].lines);
    attempt_failed(s);
}

void UnitCell::attempt_failed(std::uint32_t slot) {
    if (const sim::Duration wait = back_off(pool_[slot]); wait > 0) {
        schedule(sim::make_event(now() + wait, kRetry, slot));
        return;
    }
    give_up(slot);
}

void UnitCell::give_up(std::uint32_t slot) {
    ++flows_.given_up;
    probe_.count(kGivenUp, now());
    trace(pool_[slot], TraceStage::given_up);
    pool_.give_back(slot);
}

// How long to wait before the next try; 0 to give up. The wait grows with each failure and is
// uniform in its upper half, so that those refused together do not come back together.
sim::Duration UnitCell::back_off(const Checkout& c) const {
    const RetryParams& retry = shared_.consumers->retry;
    if (c.attempts >= retry.attempts) return 0;
    const auto stage = static_cast<std::uint16_t>(c.attempts | (c.created != 0 ? 1u << 15 : 0u));
    sim::Stream draw = back_offs_.at(address(c), stage);
    if (draw.uniform() < retry.give_up) return 0;
    double longest = static_cast<double>(retry.first);
    const auto most = static_cast<double>(retry.longest);
    for (int i = 1; i < c.attempts && longest < most; ++i) longest *= retry.factor;
    return static_cast<sim::Duration>(std::min(longest, most) * (0.5 + 0.5 * draw.uniform())) + 1;
}

void UnitCell::creation_done(std::uint32_t slot) {
    creation_.finish(
        now(), shared_.platform->patience,
        [this](std::uint64_t next, sim::Time) {
            schedule(sim::make_event(now() + shared_.platform->creation_time, kCreationDone, next));
        },
        [this](std::uint64_t late, sim::Time) { creation_timed_out(late); });
    ++flows_.accepted;
    ask_stock(slot, static_cast<std::uint8_t>((1u << pool_[slot].lines) - 1));
}

void UnitCell::ask_stock(std::uint32_t slot, std::uint8_t lines) {
    Checkout& c = pool_[slot];
    c.asked = lines;
    c.refused = 0;
    for (std::uint8_t i = 0; i < c.lines; ++i) {
        if ((lines & bit(i)) == 0) continue;
        const auto key = static_cast<std::uint16_t>(static_cast<unsigned>(c.source) << 14 |
                                                    static_cast<unsigned>(c.turns) << 2 | i);
        send(shared_.stock[c.line[i].item % shared_.stock.size()],
             {sim::make_event(now(), kStockRequest, c.number, key),
              StockLine{c.line[i].item, unit_, slot, i}.pack()});
    }
    schedule(sim::make_event(now() + window().length(), kStockAnswer, slot));
}

void UnitCell::stock_answer(std::uint32_t slot) {
    Checkout& c = pool_[slot];
    const auto granted = static_cast<std::uint8_t>(c.asked & ~c.refused);
    if (granted != 0) {
        c.created |= granted;
        c.headline = probe_.in_headline(now());
        flows_.created += std::popcount(granted);
        for (std::uint8_t i = 0; i < c.lines; ++i) {
            if ((granted & bit(i)) != 0) flows_.value_created += c.line[i].fen;
        }
        probe_.created(now(), std::popcount(granted));
        if (c.traced) trace_created(c, granted);
    }
    const std::uint8_t again = substitute(c);
    c.asked = 0;
    if (again != 0) return ask_stock(slot, again);
    if (c.created == 0) return give_up(slot);
    ordered(slot);
}

// Chooses anew for the refused lines; returns those for which something was found.
std::uint8_t UnitCell::substitute(Checkout& c) {
    std::uint8_t again = 0;
    for (std::uint8_t i = 0; i < c.lines; ++i) {
        if ((c.refused & bit(i)) == 0) continue;
        Line line{Planner::kNoItem, 0};
        if (c.turns < shared_.consumers->substitution.tries) {
            line = shared_.planner->substitute(c.source, c.number, c.turns++, {c.province, c.group},
                                               c.line[i].item, now());
        }
        if (line.item == Planner::kNoItem) {
            trace(c, TraceStage::sold_out);
            ++flows_.stock_lost;
            probe_.count(kOrdersStockout, now());
            continue;
        }
        c.line[i] = line;
        again |= bit(i);
    }
    c.refused = 0;
    return again;
}

void UnitCell::ordered(std::uint32_t slot) {
    Checkout& c = pool_[slot];
    ++flows_.ordered;
    c.attempts = 0;
    if (intents_.uniform(address(c)) < shared_.consumers->payment.unpaid) {
        return await_expiry(slot);
    }
    sim::Stream draw = delays_.at(address(c));
    const double delay =
        sim::exponential(draw, static_cast<double>(shared_.consumers->payment.delay));
    schedule(sim::make_event(now() + static_cast<sim::Duration>(delay), kPaymentRequest, slot));
}

void UnitCell::payment_request(std::uint32_t slot) {
    trace(pool_[slot], TraceStage::payment_asked);
    const auto arrival =
        payment_.arrive(now(), slot, shared_.platform->patience,
                        [this](std::uint64_t late, sim::Time) { payment_failed(late); });
    if (arrival == sim::Arrival::served) {
        schedule(sim::make_event(now() + shared_.platform->payment_time, kPaymentDone, slot));
    } else if (arrival == sim::Arrival::refused) {
        payment_failed(slot);
    }
}

void UnitCell::payment_failed(std::uint64_t late) {
    const auto slot = static_cast<std::uint32_t>(late);
    Checkout& c = pool_[slot];
    trace(c, TraceStage::payment_refused);
    probe_.count(kPaymentsRefused, now());
    ++c.attempts;
    if (const sim::Duration wait = back_off(c); wait > 0) {
        schedule(sim::make_event(now() + wait, kPaymentRequest, slot));
    } else if (c.source == Source::presale) {
        ++flows_.balances_given_up;
        flows_.value_dropped += c.line[0].fen;
        send(shared_.stock[c.line[0].item % shared_.stock.size()],
             {sim::make_event(now(), kPromiseDropped, c.line[0].item),
              ItemCount{c.line[0].item, 1}.pack()});
        pool_.give_back(slot);
    } else {
        await_expiry(slot);
    }
}

void UnitCell::payment_done(std::uint32_t slot) {
    payment_.finish(
        now(), shared_.platform->patience,
        [this](std::uint64_t next, sim::Time) {
            schedule(sim::make_event(now() + shared_.platform->payment_time, kPaymentDone, next));
        },
        [this](std::uint64_t late, sim::Time) { payment_failed(late); });
    const Checkout& c = pool_[slot];
    const bool headline = probe_.in_headline(now());
    std::int64_t orders = 0, fen = 0;
    for (std::uint8_t i = 0; i < c.lines; ++i) {
        if ((c.created & bit(i)) == 0) continue;
        ++orders;
        fen += c.line[i].fen;
        ship(c, i, headline);
    }
    probe_.paid(now(), orders, fen);
    if (c.source == Source::presale) {
        const auto deposit =
            static_cast<std::int64_t>(shared_.deposit_share * static_cast<double>(fen));
        flows_.balances_paid += orders;
        flows_.deposit_of_balances += deposit;
        flows_.balance_cash += fen - deposit;
    } else {
        flows_.paid += orders;
        flows_.value_paid += fen;
    }
    pool_.give_back(slot);
}

// The goods leave the reserved, and a parcel waits for the end of the tick.
void UnitCell::ship(const Checkout& c, std::uint8_t line, bool headline) {
    const bool presale = c.source == Source::presale;
    const std::uint32_t item = c.line[line].item;
    send(shared_.stock[item % shared_.stock.size()],
         {sim::make_event(now(), presale ? kPromiseKept : kStockSold, item),
          ItemCount{item, 1}.pack()});
    const ParcelClass kind = !headline ? ParcelClass::neighbour
                             : presale ? ParcelClass::presale
                                       : ParcelClass::ordinary;
    const std::uint8_t origin = shared_.catalogue->item(item).province;
    const std::uint16_t tag = c.traced ? trace_paid(c, line, kind, origin) : std::uint16_t{0};
    parcels_.add(kind, origin, c.province, tag);
}

void UnitCell::await_expiry(std::uint32_t slot) {
    const Checkout& c = pool_[slot];
    trace(c, TraceStage::unpaid);
    const double u = intents_.uniform(address(c), 1);
    std::size_t kind = 0;
    while (u >= expiry_up_to_[kind]) ++kind;
    for (std::size_t i = 0; i < c.lines; ++i) {
        if ((c.created & bit(i)) == 0) continue;
        unpaid_.add(now() + shared_.platform->expiry[kind].after,
                    {c.line[i].item & 0x7FFFFFFFu, c.headline, c.line[i].fen});
        unpaid_fen_ += c.line[i].fen;
    }
    pool_.give_back(slot);
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

void UnitCell::trace_created(const Checkout& c, std::uint8_t lines) {
    for (std::uint8_t i = 0; i < c.lines; ++i) {
        if ((lines & bit(i)) == 0) continue;
        traces_.push_back({.checkout = address(c),
                           .at = now(),
                           .item = c.line[i].item,
                           .fen = c.line[i].fen,
                           .line = i,
                           .stage = TraceStage::created});
    }
}

// Returns the tag under which the parcel is traced.
std::uint16_t UnitCell::trace_paid(const Checkout& c, std::uint8_t line, ParcelClass kind,
                                   std::uint8_t origin) {
    const auto tag = static_cast<std::uint16_t>(1 + sim::mix64(address(c), line) %
                                                        (ParcelLabel::kTraceTags - 1u));
    traces_.push_back({.checkout = address(c),
                       .at = now(),
                       .label = parcels_.label(kind, origin, c.province, now(), tag),
                       .line = line,
                       .stage = TraceStage::paid});
    return tag;
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
                if ((c.created & bit(i)) != 0) t.value_awaiting += c.line[i].fen;
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
