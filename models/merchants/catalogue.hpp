// The catalogue: every item that can be bought, with its category, origin and prices.
//
// The best-selling items are explicit; the millions behind them are pooled, one item for each
// category and province, whose prices are drawn order by order. Popularity follows a
// Zipf-Mandelbrot law over all items on offer (Zipf 1949, Mandelbrot 1953), so the pools' share
// follows from it. Merchants have Pareto sizes and sit in a province; an explicit item belongs to
// one of them.
//
// Read-only once built, a pure function of scenario and seed. Explicit items come first, by rank.
#pragma once

#include <cstdint>
#include <vector>

#include "models/logistics/params.hpp"
#include "models/merchants/params.hpp"

namespace models {

struct Item {
    std::uint8_t category = 0;
    std::uint8_t province = 0;
    bool pooled = false;
    std::uint32_t merchant = 0;       // not of pooled items
    float popularity = 0;             // among browsers, relative within all items
    float popularity_at_opening = 0;  // among carts
    double sale_price = 0;            // CNY during the promotion; a pooled item's mean
    double list_price = 0;            // CNY outside it
};

class Catalogue {
  public:
    Catalogue(const MerchantParams& params, const std::vector<ProvinceParams>& provinces,
              std::uint64_t seed);

    std::uint32_t items() const { return static_cast<std::uint32_t>(items_.size()); }
    std::uint32_t head_items() const { return head_items_; }
    const Item& item(std::uint32_t i) const { return items_[i]; }
    std::size_t categories() const { return by_category_.size(); }

    // The items of a category, ascending.
    const std::vector<std::uint32_t>& of_category(std::size_t category) const {
        return by_category_[category];
    }

    // Price of one order relative to the mean of its pool: a lognormal quantile with mean 1, chosen
    // by the top ten bits of `bits`.
    double pooled_factor(std::size_t category, std::uint64_t bits) const {
        return pooled_factors_[category][bits >> 54];
    }

    std::size_t memory_bytes() const;

  private:
    std::vector<Item> items_;
    std::vector<std::vector<std::uint32_t>> by_category_;
    std::vector<std::vector<double>> pooled_factors_;
    std::uint32_t head_items_;
};

// Sum of (rank + q)^-s for rank = from + 1 ... to: exact for short ranges, by the Euler-Maclaurin
// formula with a relative error below 1e-9 for long ones.
double zipf_mass(double from, double to, double s, double q);

}  // namespace models
