// What a unit counts: flows since the start of the run and populations now.
//
// Flows are counted by those who cause them, populations from the lists, queues and wheel that hold
// them; the books (models/world/books.hpp) hold one against the other. Money is in fen.
#pragma once

#include <cstdint>

namespace models {

struct UnitTotals {
    // Check-outs of carts and visits.
    std::int64_t intentions = 0, ordered = 0, given_up = 0;
    std::int64_t trying = 0;
    // Attempts to create.
    std::int64_t attempts = 0, accepted = 0, rejected = 0, timed_out = 0;
    std::int64_t in_creation = 0;
    // Check-outs held in the pool, and those of them that are on their way to a payment.
    std::int64_t checkouts = 0, in_payment = 0;
    // Orders of carts and visits.
    std::int64_t created = 0, paid = 0, expired = 0;
    std::int64_t counted = 0;  // of the created ones, those that came as counts
    std::int64_t awaiting = 0;
    // Their value, without that of those that came as counts.
    std::int64_t value_created = 0, value_paid = 0, value_expired = 0;
    std::int64_t value_awaiting = 0;
    // Balances.
    std::int64_t balances_asked = 0, balances_paid = 0, balances_given_up = 0;
    std::int64_t balances_in_payment = 0;
    std::int64_t balances_to_come = 0;  // announced by demand, not due yet
    // The value of their orders: paid as cash and as the deposits before.
    std::int64_t value_asked = 0, balance_cash = 0, deposit_of_balances = 0, value_dropped = 0;
    std::int64_t value_in_payment = 0;
    // Expired orders that were created in the headline, and the headline's GMV as recorded.
    std::int64_t headline_expired = 0;
    std::int64_t gmv = 0;
    // Requests to stock without an answer yet, and refusals that have arrived.
    std::int64_t lines_asked = 0, refusals = 0;
    std::int64_t stock_lost = 0;  // orders lost to sold-out items
    std::int64_t visits_without_choice = 0;

    UnitTotals& operator+=(const UnitTotals& other);
    // What flowed since the other was read; populations stay as they are.
    UnitTotals& subtract_flows(const UnitTotals& other);
};

}  // namespace models
