#include "models/merchants/catalogue.hpp"

#include <algorithm>

#include "sim/random/alias.hpp"
#include "sim/random/math.hpp"
#include "sim/random/stream.hpp"

#include "models/purposes.hpp"

namespace models {
namespace {

constexpr std::size_t kPooledPrices = 1024;
constexpr double kExactRanks = 1e4;

// Lognormal with mean 1 at the middles of equal slices of probability, rescaled so that the mean of
// the slices is exactly 1.
std::vector<double> lognormal_slices(double sigma) {
    std::vector<double> factors(kPooledPrices);
    double sum = 0;
    for (std::size_t i = 0; i < kPooledPrices; ++i) {
        const double p = (static_cast<double>(i) + 0.5) / kPooledPrices;
        factors[i] = sim::math::exp(sigma * sim::math::normal_quantile(p));
        sum += factors[i];
    }
    for (double& f : factors) f *= kPooledPrices / sum;
    return factors;
}

struct Merchants {
    sim::AliasTable by_size;
    std::vector<std::uint8_t> province;
};

Merchants make_merchants(const MerchantParams& params, const std::vector<ProvinceParams>& provinces,
                         std::uint64_t seed) {
    const sim::StreamFamily draws = streams_for(seed, Purpose::merchant);
    std::vector<double> parcels;
    for (const ProvinceParams& p : provinces) parcels.push_back(p.parcels);
    const sim::AliasTable by_parcels(parcels);

    std::vector<double> sizes;
    std::vector<std::uint8_t> province;
    for (std::int64_t m = 0; m < params.merchants; ++m) {
        sim::Stream draw = draws.at(static_cast<std::uint64_t>(m));
        sizes.push_back(sim::math::pow(draw.uniform_open(), -1 / params.size_exponent));
        province.push_back(static_cast<std::uint8_t>(by_parcels.pick(draw())));
    }
    return {sim::AliasTable(sizes), std::move(province)};
}

}  // namespace

double zipf_mass(double from, double to, double s, double q) {
    const double exact_until = std::min(to, from + kExactRanks);
    double sum = 0;
    for (double rank = from + 1; rank <= exact_until; ++rank) {
        sum += sim::math::pow(rank + q, -s);
    }
    if (exact_until >= to) return sum;
    const double a = exact_until + q, b = to + q;
    const double integral = s == 1
                                ? sim::math::log(b / a)
                                : (sim::math::pow(b, 1 - s) - sim::math::pow(a, 1 - s)) / (1 - s);
    const double ends = (sim::math::pow(b, -s) - sim::math::pow(a, -s)) / 2;
    const double slopes = -s * (sim::math::pow(b, -s - 1) - sim::math::pow(a, -s - 1)) / 12;
    return sum + integral + ends + slopes;
}

Catalogue::Catalogue(const MerchantParams& params, const std::vector<ProvinceParams>& provinces,
                     std::uint64_t seed)
    : by_category_(params.categories.size()),
      head_items_(static_cast<std::uint32_t>(params.head_items)) {
    const sim::StreamFamily draws = streams_for(seed, Purpose::item);
    const Merchants merchants = make_merchants(params, provinces, seed);
    std::vector<double> orders;
    for (const CategoryParams& c : params.categories) {
        orders.push_back(c.orders);
        pooled_factors_.push_back(lognormal_slices(c.spread));
    }
    const sim::AliasTable by_orders(orders);

    const double q = params.popularity_offset;
    const double head = static_cast<double>(head_items_);
    for (std::uint32_t rank = 0; rank < head_items_; ++rank) {
        sim::Stream draw = draws.at(rank);
        Item item;
        item.category = static_cast<std::uint8_t>(by_orders.pick(draw()));
        item.merchant = merchants.by_size.pick(draw());
        item.province = merchants.province[item.merchant];
        const CategoryParams& category = params.categories[item.category];
        item.popularity = static_cast<float>(sim::math::pow(rank + 1 + q, -params.popularity));
        item.popularity_at_opening =
            static_cast<float>(sim::math::pow(rank + 1 + q, -params.popularity_at_opening));
        const double sigma = category.spread;
        const double normal = sim::math::normal_quantile(1 - draw.uniform_open() * (1 - 1e-15));
        item.sale_price = static_cast<double>(category.value) / 100 *
                          sim::math::exp(sigma * normal - sigma * sigma / 2);
        // Discounts spread by half of the category's to either side.
        item.list_price = item.sale_price / (1 - category.discount * (0.5 + draw.uniform()));
        by_category_[item.category].push_back(static_cast<std::uint32_t>(items_.size()));
        items_.push_back(item);
    }

    const double tail = zipf_mass(head, params.items, params.popularity, q);
    const double tail_at_opening = zipf_mass(head, params.items, params.popularity_at_opening, q);
    double all_orders = 0, all_parcels = 0;
    for (const double o : orders) all_orders += o;
    for (const ProvinceParams& p : provinces) all_parcels += p.parcels;
    for (std::size_t c = 0; c < params.categories.size(); ++c) {
        const CategoryParams& category = params.categories[c];
        for (std::size_t p = 0; p < provinces.size(); ++p) {
            const double part = category.orders / all_orders * provinces[p].parcels / all_parcels;
            Item item;
            item.category = static_cast<std::uint8_t>(c);
            item.province = static_cast<std::uint8_t>(p);
            item.pooled = true;
            item.popularity = static_cast<float>(tail * part);
            item.popularity_at_opening = static_cast<float>(tail_at_opening * part);
            item.sale_price = static_cast<double>(category.value) / 100;
            item.list_price = item.sale_price / (1 - category.discount);
            by_category_[c].push_back(static_cast<std::uint32_t>(items_.size()));
            items_.push_back(item);
        }
    }
}

std::size_t Catalogue::memory_bytes() const {
    return items_.capacity() * sizeof(Item) + items_.size() * sizeof(std::uint32_t) +
           pooled_factors_.size() * kPooledPrices * sizeof(double);
}

}  // namespace models
