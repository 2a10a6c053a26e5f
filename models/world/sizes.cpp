#include "models/world/sizes.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "sim/random/math.hpp"
#include "sim/random/stream.hpp"

#include "models/purposes.hpp"

namespace models {
namespace {

struct Shares {  // of the headline's paid orders
    double carts, browse, presale;
};

Shares order_shares(const Scenario& scenario) {
    const double carts = scenario.consumers.carts.share;
    const double presale = scenario.preorders.share;
    return {carts, std::max(0.0, 1 - carts - presale), presale};
}

double scaled(double full, std::int64_t scale) {
    return full / static_cast<double>(scale);
}

// Expected orders of each item in the headline, at the run's scale; deposits bring their own stock.
std::vector<double> expected_demand(const Scenario& scenario, const Choice& choice) {
    const Shares shares = order_shares(scenario);
    const double orders = scaled(scenario.consumers.delivery_orders, scenario.scale) /
                          (1 - scenario.consumers.payment.unpaid);
    std::vector<double> demand = choice.shares(Market::carts);
    const std::vector<double> browse = choice.shares(Market::browse_sale);
    for (std::size_t i = 0; i < demand.size(); ++i) {
        demand[i] = orders * (shares.carts * demand[i] + shares.browse * browse[i]);
    }
    return demand;
}

std::vector<std::int64_t> round_by_largest_remainder(const std::vector<double>& exact) {
    std::vector<std::int64_t> whole(exact.size());
    std::vector<std::uint32_t> order(exact.size());
    double total = 0;
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < exact.size(); ++i) {
        whole[i] = static_cast<std::int64_t>(exact[i]);
        order[i] = static_cast<std::uint32_t>(i);
        total += exact[i];
        sum += whole[i];
    }
    const auto remainder = [&](std::uint32_t i) {
        return exact[i] - static_cast<double>(whole[i]);
    };
    std::stable_sort(order.begin(), order.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return remainder(a) > remainder(b); });
    const auto missing = static_cast<std::size_t>(static_cast<std::int64_t>(total + 0.5) - sum);
    for (std::size_t i = 0; i < missing && i < order.size(); ++i) ++whole[order[i]];
    return whole;
}

// A unit's share of the admission rate: exact to a thousandth of an order a second at full size, if
// a bucket can hold that; else the nearest that it can.
sim::TokenBucket::Rate admission_rate(const Scenario& scenario, std::int64_t burst) {
    const PlatformParams& platform = scenario.platform;
    const std::int64_t num =
        std::max<std::int64_t>(1, static_cast<std::int64_t>(platform.order_capacity * 1000 + 0.5));
    const std::int64_t den = 1000 * scenario.scale * platform.units;
    const std::int64_t most = sim::TokenBucket::kMostFractions / burst;
    if (den / std::gcd(num, den) <= most) return {num, den};
    const double rate = static_cast<double>(num) / static_cast<double>(den);
    return {std::max<std::int64_t>(1, std::llround(rate * static_cast<double>(most))), most};
}

}  // namespace

Sizes size_of(const Scenario& scenario) {
    const ConsumerParams& consumers = scenario.consumers;
    const Shares shares = order_shares(scenario);
    const double orders = scaled(consumers.delivery_orders, scenario.scale);
    const double checkouts = orders / (1 - consumers.payment.unpaid) / consumers.mean_orders();
    Sizes sizes;
    sizes.shoppers =
        static_cast<std::uint64_t>(std::max(1.0, scaled(consumers.shoppers, scenario.scale)));
    sizes.carts = static_cast<std::int64_t>(checkouts * shares.carts + 0.5);
    sizes.visits = checkouts * shares.browse / (1 - consumers.browse.outside_share);
    sizes.balances = static_cast<std::int64_t>(orders * shares.presale + 0.5);
    sizes.deposits = static_cast<std::int64_t>(
        orders * shares.presale / (1 - scenario.preorders.forfeited) + 0.5);
    const double mean = static_cast<double>(consumers.gmv) / 100 / consumers.delivery_orders;
    const double relative = shares.carts * consumers.carts.value +
                            shares.browse * consumers.browse.value +
                            shares.presale * scenario.preorders.value;
    sizes.values = {mean * consumers.carts.value / relative,
                    mean * consumers.browse.value / relative,
                    mean * scenario.preorders.value / relative};
    return sizes;
}

std::int64_t part_of(std::int64_t whole, std::int64_t n, std::int64_t parts) {
    return whole * (n + 1) / parts - whole * n / parts;
}

__extension__ using Wide = __int128;

std::int64_t part_of_subset(std::int64_t subset, std::int64_t whole, std::int64_t n,
                            std::int64_t parts) {
    if (whole == 0) return 0;
    // Rises by one at most from one member of the whole to the next.
    const auto up_to = [&](std::int64_t part) {
        return static_cast<std::int64_t>(Wide{subset} * (whole * part / parts) / whole);
    };
    return up_to(n + 1) - up_to(n);
}

UnitCapacity unit_capacity(const Scenario& scenario, std::int64_t unit) {
    const PlatformParams& platform = scenario.platform;
    const auto servers = [&](double capacity_per_s, sim::Duration service) {
        const auto all = static_cast<std::int64_t>(
            scaled(capacity_per_s, scenario.scale) * sim::to_seconds(service) + 0.5);
        return std::max<std::int64_t>(1, part_of(all, unit, platform.units));
    };
    const auto queue = [&](std::int64_t n, sim::Duration service) {
        return static_cast<std::int64_t>(static_cast<double>(n) *
                                         sim::to_seconds(platform.queue_limit) /
                                         sim::to_seconds(service));
    };
    UnitCapacity c;
    const double rate =
        scaled(platform.order_capacity, scenario.scale) / static_cast<double>(platform.units);
    c.burst = std::max<std::int64_t>(
        static_cast<std::int64_t>(rate * sim::to_seconds(platform.order_burst) + 0.5), kMaxLines);
    c.admission = admission_rate(scenario, c.burst);
    const double creations = platform.order_capacity / scenario.consumers.mean_orders();
    c.creation_servers = servers(creations * platform.creation_headroom, platform.creation_time);
    c.creation_queue = queue(c.creation_servers, platform.creation_time);
    c.payment_servers = servers(platform.payment_capacity, platform.payment_time);
    c.counted = {static_cast<std::int64_t>(rate * 60),
                 static_cast<std::int64_t>(static_cast<double>(c.payment_servers) * 60 /
                                           sim::to_seconds(platform.payment_time))};
    c.payment_queue = queue(c.payment_servers, platform.payment_time);
    return c;
}

std::vector<std::int64_t> initial_stock(const Scenario& scenario, const Catalogue& catalogue,
                                        const Choice& choice) {
    const StockParams& stock = scenario.merchants.stock;
    const sim::StreamFamily draws =
        streams_for(static_cast<std::uint64_t>(scenario.seed), Purpose::item);
    const double cv = stock.forecast_error;
    const double sigma = std::sqrt(sim::math::log1p(cv * cv));
    std::vector<double> exact = expected_demand(scenario, choice);
    for (std::uint32_t i = 0; i < catalogue.items(); ++i) {
        const double cover = 1 + stock.cover * cv;
        if (catalogue.item(i).pooled) {
            exact[i] *= std::max(cover, 0.0);
            continue;
        }
        sim::Stream draw = draws.at(i, 1);
        const double error = sim::math::normal_quantile(1 - draw.uniform_open() * (1 - 1e-15));
        const bool limited = draw.uniform() < stock.limited_items;
        exact[i] *= limited
                        ? stock.limited_cover
                        : std::max(cover, 0.0) * sim::math::exp(sigma * error - sigma * sigma / 2);
    }
    return round_by_largest_remainder(exact);
}

std::vector<double> orders_by_origin(const Scenario& scenario, const Catalogue& catalogue,
                                     const Choice& choice) {
    const Shares shares = order_shares(scenario);
    const std::vector<double> carts = choice.shares(Market::carts);
    const std::vector<double> browse = choice.shares(Market::browse_sale);
    const std::vector<double> deposits = choice.shares(Market::deposits);
    std::vector<double> origins(scenario.provinces.size());
    for (std::uint32_t i = 0; i < catalogue.items(); ++i) {
        origins[catalogue.item(i).province] +=
            shares.carts * carts[i] + shares.browse * browse[i] + shares.presale * deposits[i];
    }
    return origins;
}

}  // namespace models
