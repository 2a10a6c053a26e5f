// How large a run is: what the scenario's full-size quantities become at its scale.
//
// Structure keeps its number (units, provinces, lanes, explicit items); quantities shrink
// (shoppers, rates, servers, stock). A positive capacity never becomes zero, and what is cut into
// parts adds up to the whole.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "models/consumers/choice.hpp"
#include "models/merchants/catalogue.hpp"
#include "models/platform/unit.hpp"
#include "models/world/scenario.hpp"

namespace models {

// Into how many cells the sources of intentions are cut. Part of the model: arrivals are drawn cell
// by cell.
inline constexpr std::int64_t kDemandStreams = 8;

struct Sizes {
    std::uint64_t shoppers = 1;
    std::int64_t carts = 0;  // check-outs
    std::int64_t deposits = 0;
    std::int64_t balances = 0;              // deposits whose balance is asked for
    double visits = 0;                      // mean number in the headline
    std::array<double, kSources> values{};  // mean value of an order by source, CNY
};

// The number of intentions that brings the published delivery orders, if all goes well: what is
// never paid or forfeited is added, what is lost to stock-outs and impatience is not.
Sizes size_of(const Scenario& scenario);

// The n-th of `parts` near-equal parts of a whole number; the parts add up to it.
std::int64_t part_of(std::int64_t whole, std::int64_t n, std::int64_t parts);

// The share of a subset in the n-th part of a whole that is cut by part_of(): never more than the
// part; the shares add up to the subset. Requires 0 <= subset <= whole.
std::int64_t part_of_subset(std::int64_t subset, std::int64_t whole, std::int64_t n,
                            std::int64_t parts);

UnitCapacity unit_capacity(const Scenario& scenario, std::int64_t unit);

// Stock of every item at the run's scale: forecasts of demand with their errors, cover, small
// editions; rounded by largest remainder, so that the total is kept to within one.
std::vector<std::int64_t> initial_stock(const Scenario& scenario, const Catalogue& catalogue,
                                        const Choice& choice);

// Expected share of the headline's orders by the merchants' province; adds up to 1.
std::vector<double> orders_by_origin(const Scenario& scenario, const Catalogue& catalogue,
                                     const Choice& choice);

}  // namespace models
