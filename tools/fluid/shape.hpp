// The one shape of the day, common to all years: how shoppers behave and how the payment stage is
// sized.
//
// The names are those of the agents that refine this page; a number settled here carries over to
// them as it stands. docs/validation.md tells what each stands on.
#pragma once

#include <array>
#include <cstddef>

namespace tools::fluid {

// Spans of the day with a constant browsing rate, by the hour at which each begins: lull, morning,
// afternoon, evening and night. The night runs over midnight: from 22:30 to 24:00 and from 00:00 to
// 02:00 the same people are awake.
inline constexpr std::array<double, 5> kBrowsingFrom{2, 6.5, 12, 18, 22.5};  // h after 00:00

constexpr double hours_of_span(std::size_t i) {
    return i + 1 < kBrowsingFrom.size() ? kBrowsingFrom[i + 1] - kBrowsingFrom[i]
                                        : 24 - kBrowsingFrom[i] + kBrowsingFrom[0];
}

// Order peak of 2017, orders/s, to which the payment capacity is referred.
inline constexpr double kReferencePeak = 325'000;

struct Shape {
    // Carts filled in the weeks before: each fires after a Lomax delay from 00:00, given that it
    // fires that day.
    double cart_share;  // of the day's paid orders
    double cart_shape;
    double cart_scale;  // s
    double cart_value;  // mean order value over that of the day

    // Balances of pre-sale orders: Lomax delay from the gate, given that it ends that day.
    double presale_share;  // of the day's GMV
    double presale_shape;
    double presale_scale;  // s
    double presale_value;  // mean order value over that of the day

    // Everyone else: browsing, with a rate relative to its own mean over the day. Its share of
    // orders and its order value are what the two above leave.
    std::array<double, kBrowsingFrom.size()> browsing;

    double orders_per_checkout;  // carts and browsing; a balance is a payment of its own
    double retry_backoff;        // s, mean wait of a refused check-out before it tries again
    double stock_answer;         // s, whole, from the check-out to the answer of the stock
    double payment_delay;  // s, mean (exponential) from that answer to the request for payment

    // Capacity of the payment stage, check-outs/s, in a year with an order peak of C orders/s:
    // payments_at_reference * (C / kReferencePeak)^payments_growth.
    double payments_at_reference;
    double payments_growth;
};

// "Settled" and "peaks": printed by `singlesday-fluid --calibrate`. The rest is fixed before the
// fit, for the reason given.
inline constexpr Shape kCalibrated{
    .cart_share = 0.3103,  // settled
    .cart_shape = 0.8,    // assumed: power-law relaxation with p = 1.8; the record takes 0.5 to 1.2
    .cart_scale = 542.8,  // settled
    .cart_value = 1.05,   // assumed; the record shows its product with orders_per_checkout
    .presale_share = 0.12,   // derived: what a fit with the gate apart puts behind it
    .presale_shape = 0.5,    // assumed, with presale_share
    .presale_scale = 118.0,  // settled
    .presale_value = 1.15,   // derived: from the categories' shares of pre-sale and order values
    .browsing = {0.193, 1.173, 0.840, 1.240, 1.732},  // settled
    .orders_per_checkout = 1.0705,                    // settled
    .retry_backoff = 3,                               // assumed; the record does not show it
    .stock_answer = 1,                 // of the design: a national answer comes one window later
    .payment_delay = 12.9,             // settled
    .payments_at_reference = 257'900,  // peaks
    .payments_growth = 1.281,          // peaks
};

}  // namespace tools::fluid
