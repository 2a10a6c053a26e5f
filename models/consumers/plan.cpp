#include "models/consumers/plan.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace models {
namespace {

// The mean price of a line chosen in this market, CNY.
double mean_price(const Catalogue& catalogue, const Choice& choice, Market market) {
    const std::vector<double> shares = choice.shares(market);
    double mean = 0;
    for (std::uint32_t i = 0; i < catalogue.items(); ++i) {
        mean += shares[i] * catalogue.item(i).sale_price;
    }
    return mean;
}

}  // namespace

Planner::Planner(const ConsumerParams& params, const Catalogue& catalogue, const Choice& choice,
                 const std::array<double, kSources>& values,
                 std::vector<std::vector<Window>> promotions, std::uint64_t seed)
    : catalogue_(&catalogue),
      choice_(&choice),
      substitution_chance_(params.substitution.chance),
      promotions_(std::move(promotions)),
      carts_(streams_for(seed, Purpose::cart_plan)),
      visits_(streams_for(seed, Purpose::browse_plan)),
      deposits_(streams_for(seed, Purpose::deposit_plan)),
      substitutes_(streams_for(seed, Purpose::substitution)) {
    const std::array markets = {Market::carts, Market::browse_sale, Market::deposits};
    for (std::size_t s = 0; s < kSources; ++s) {
        factor_[s] = values[s] / mean_price(catalogue, choice, markets[s]);
    }
    up_to_.fill(1);
    double sum = 0;
    for (std::size_t i = 0; i + 1 < params.orders_per_checkout.size(); ++i) {
        up_to_[i] = sum += params.orders_per_checkout[i];
    }
}

std::uint8_t Planner::lines(std::uint64_t bits) const {
    const double u = sim::to_uniform(bits);
    std::uint8_t n = 1;
    while (n < kMaxLines && u >= up_to_[n - 1u]) ++n;
    return n;
}

Line Planner::priced(Source source, std::uint32_t item, bool sale, std::uint64_t bits) const {
    const Item& it = catalogue_->item(item);
    double price = sale ? it.sale_price : it.list_price;
    if (it.pooled) price *= catalogue_->pooled_factor(it.category, bits);
    const double fen = price * factor_[static_cast<std::size_t>(source)] * 100;
    constexpr double kMost = std::numeric_limits<std::int32_t>::max();
    return {item, static_cast<std::int32_t>(std::clamp(fen + 0.5, 1.0, kMost))};
}

Plan Planner::cart(std::uint64_t number, const Buyer& buyer) const {
    sim::Stream draw = carts_.at(number);
    Plan plan;
    plan.lines = lines(draw());
    for (std::size_t i = 0; i < plan.lines; ++i) {
        const std::uint64_t bits = draw();
        const std::uint8_t category = choice_->category(Market::carts, bits);
        const std::uint32_t item = choice_->item(Market::carts, buyer.group, category, draw());
        plan.line[i] = priced(Source::cart, item, true, sim::mix64(bits));
    }
    return plan;
}

Plan Planner::browse(std::uint64_t number, const Buyer& buyer, sim::Time now) const {
    sim::Stream draw = visits_.at(number);
    Plan plan;
    const std::uint64_t head = draw();
    const std::uint64_t first = draw();
    std::uint8_t category = choice_->category(Market::browse_sale, first);
    Market market = browsing(category, now);
    if (sim::to_uniform(draw()) < choice_->outside(market, buyer.group, category)) return plan;
    plan.lines = lines(head);
    for (std::size_t i = 0; i < plan.lines; ++i) {
        const std::uint64_t bits = i == 0 ? first : draw();
        if (i > 0) {
            category = choice_->category(market, bits);
            market = browsing(category, now);
        }
        const std::uint32_t item = choice_->item(market, buyer.group, category, draw());
        plan.line[i] =
            priced(Source::browse, item, market == Market::browse_sale, sim::mix64(bits));
    }
    return plan;
}

std::uint32_t Planner::deposit_item(std::uint64_t number) const {
    sim::Stream draw = deposits_.at(number);
    const std::uint8_t category = choice_->category(Market::deposits, draw());
    return choice_->item(Market::deposits, 0, category, draw());
}

Plan Planner::deposit(std::uint64_t number) const {
    Plan plan;
    plan.lines = 1;
    plan.line[0] = priced(Source::presale, deposit_item(number), true, deposits_.bits(number, 1));
    return plan;
}

Line Planner::substitute(Source source, std::uint64_t number, std::uint16_t turn,
                         const Buyer& buyer, std::uint32_t sold_out, sim::Time now) const {
    // Carts and visits have numbers of their own; the source keeps their streams apart.
    sim::Stream draw =
        substitutes_.at(number * kSources + static_cast<std::uint64_t>(source), turn);
    if (draw.uniform() >= substitution_chance_) return {kNoItem, 0};
    const std::uint8_t category = catalogue_->item(sold_out).category;
    const Market market = source == Source::cart ? Market::carts : browsing(category, now);
    const std::uint32_t item = choice_->item(market, buyer.group, category, draw());
    return priced(source, item, market != Market::browse_before, draw());
}

}  // namespace models
