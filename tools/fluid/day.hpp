// One 11.11 as a fluid: orders flow through the stages of the platform in steps of one second.
//
//   carts at 00:00 --+                              +-- refused, back after retry_backoff
//                    +--> order stage (orders_peak) +
//   browsing --------+                              +--> stock answer --> payment delay --+
//   balances from the gate ---------------------------------------------------------------+-->
//   payment stage (FIFO)
//
// Invariants: what enters is paid, refused and waiting to retry, on its way to pay, or waiting in
// the payment stage; no second creates more orders than orders_peak nor serves more check-outs than
// the payment capacity.
#pragma once

#include <array>
#include <vector>

#include "tools/fluid/page_record.hpp"
#include "tools/fluid/shape.hpp"

namespace tools::fluid {

inline constexpr int kSecondsOfDay = 86400;

enum Source { cart, browse, presale };
inline constexpr std::size_t kSources = 3;
using BySource = std::array<double, kSources>;  // orders

// Cumulative curves: element k holds the total of [0, k s), so each has 86,401 elements.
struct Day {
    std::vector<double> intentions;      // orders wanted, balances asked for included
    std::vector<double> orders_created;  // without balances, which were created with their deposits
    std::vector<double> orders_paid;
    std::vector<double> payments;  // check-outs and balances
    std::vector<double> gmv;       // CNY
    // What midnight cuts off, orders: refused and not back yet; created and on the way to pay;
    // waiting in the stage.
    double left_retrying;
    double left_on_the_way;
    double left_in_payment;
    double payment_capacity;  // check-outs/s
};

// Check-outs a second under the rule of the shape.
double payment_capacity(const Shape& shape, const YearRecord& year);

// Share of the day's paid orders and mean order value (CNY) by source; the shares sum to 1 and the
// products to the GMV.
BySource order_shares(const Shape& shape);
BySource order_values(const Shape& shape, const YearRecord& year);

// Integrates the day. Requires every parameter positive, the shares of carts and pre-sales to sum
// to less than 1, and the capacity positive. Costs about 86,400 steps of some tens of ns.
Day integrate(const Shape& shape, const YearRecord& year, double payment_capacity);
Day integrate(const Shape& shape, const YearRecord& year);

// A cumulative curve at t s, 0 <= t <= 86,400; linear inside a second.
double at(const std::vector<double>& cumulative, double t);

}  // namespace tools::fluid
