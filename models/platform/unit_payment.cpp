// From the orders of a check-out to their end: payment and parcels, or expiry.
#include "models/platform/unit.hpp"
#include "models/preorders/params.hpp"

namespace models {

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
        if ((c.created & line_bit(i)) == 0) continue;
        ++orders;
        fen += c.line[i].fen;
        ship(c, i, headline);
    }
    probe_.paid(now(), orders, fen);
    if (c.source == Source::presale) {
        const std::int64_t deposit = deposit_of(fen, shared_.deposit_share);
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
        if ((c.created & line_bit(i)) == 0) continue;
        unpaid_.add(now() + shared_.platform->expiry[kind].after,
                    {c.line[i].item & 0x7FFFFFFFu, (c.headline & line_bit(i)) != 0, c.line[i].fen});
        unpaid_fen_ += c.line[i].fen;
    }
    pool_.give_back(slot);
}

// Returns the tag under which the parcel is traced.
std::uint16_t UnitCell::trace_paid(const Checkout& c, std::uint8_t line, ParcelClass kind,
                                   std::uint8_t origin) {
    const std::uint16_t tag = parcels_.next_tag(kind, origin, c.province);
    traces_.push_back({.checkout = address(c),
                       .at = now(),
                       .label = parcels_.label(kind, origin, c.province, now(), tag),
                       .line = line,
                       .stage = TraceStage::paid});
    return tag;
}

}  // namespace models
