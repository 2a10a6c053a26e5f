// What random numbers are for. A purpose and an entity address a stream, so drawing for one purpose
// never disturbs another.
//
// Append only: a changed number changes every result that draws for it.
#pragma once

#include <cstdint>

#include "sim/random/stream.hpp"

namespace models {

enum class Purpose : std::uint32_t {
    cart_arrivals = 1,
    browse_arrivals = 2,
    balance_arrivals = 3,
    deposit_arrivals = 4,
    shopper = 5,        // province, price sensitivity
    cart_plan = 6,      // lines and items of a cart
    browse_plan = 7,    // lines and items chosen while browsing
    deposit_plan = 8,   // item of a deposit
    back_off = 9,       // when to try again
    substitution = 10,  // what to take instead
    payment_delay = 11,
    payment_intent = 12,  // whether the order will be paid at all, and its kind of expiry
    item = 13,            // price, merchant, forecast error
    buyer_order = 14,     // permutation that cuts buyers into units
    number_order = 15,    // permutation of check-out numbers in order of arrival
    deposit_buyer = 16,   // which shopper placed a deposit
    parcel_split = 17,    // multinomial splits of parcels
    background = 18,      // China's other parcels
    tail_price = 19,      // price of an order in a pooled tail
    merchant = 20,        // size and province of a merchant
    ordinary = 21,        // counts outside the window of detail
    trace = 22,           // which check-outs are traced
    uncertainty = 23,     // factors of inputs that are not known
};

// The streams of a purpose: one for each entity that draws for it.
inline sim::StreamFamily streams_for(std::uint64_t seed, Purpose purpose) {
    return {seed, 0, static_cast<std::uint32_t>(purpose)};
}

}  // namespace models
