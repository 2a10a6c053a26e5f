#include "tools/run/columns.hpp"

#include <algorithm>
#include <iterator>
#include <string>

namespace tools {
namespace {

constexpr RateColumn kRates[] = {
    {models::kIntentions,
     {"platform", "intentions_per_s", "check-outs/s", "flow",
      "carts that fire and visits that chose"}},
    {models::kAttempts,
     {"platform", "attempts_per_s", "check-outs/s", "flow", "tries to create orders",
      Smallest::thousandth}},
    {models::kOrdersRejected,
     {"platform", "orders_rejected_per_s", "orders/s", "flow", "orders of refused attempts",
      Smallest::hundredth}},
    {models::kOrdersTimedOut,
     {"platform", "orders_timed_out_per_s", "orders/s", "flow",
      "orders of attempts that waited too long"}},
    {models::kOrdersCreated,
     {"platform", "orders_created_per_s", "orders/s", "flow", "orders created, pre-orders apart"}},
    {models::kOrdersStockout,
     {"platform", "orders_stockout_per_s", "orders/s", "flow", "orders lost to sold-out items",
      Smallest::hundredth}},
    {models::kPayments,
     {"platform", "payments_per_s", "payments/s", "flow", "check-outs and balances paid"}},
    {models::kPaymentsRefused,
     {"platform", "payments_refused_per_s", "payments/s", "flow", "payments refused or given up",
      Smallest::tenth}},
    {models::kOrdersPaid,
     {"platform", "orders_paid_per_s", "orders/s", "flow", "orders paid, pre-orders included"}},
    {models::kOrdersExpired,
     {"platform", "orders_expired_per_s", "orders/s", "flow",
      "unpaid orders of the headline closed"}},
    {models::kGivenUp,
     {"platform", "given_up_per_s", "check-outs/s", "flow", "intentions given up",
      Smallest::hundredth}},
};

constexpr Column kOthers[] = {
    {"platform", "gmv_cny_cumulative", "CNY", "cumulative", "GMV of the headline; empty before it"},
    {"platform", "checkouts_trying", "check-outs", "level",
     "intentions not yet ordered or given up", Smallest::thousandth},
    {"platform", "checkouts_in_creation", "check-outs", "level", "in the queue or in service",
     Smallest::thousandth},
    {"platform", "orders_awaiting_payment", "orders", "level", "created, neither paid nor expired"},
    {"preorders", "deposits_cumulative", "deposits", "cumulative", "deposits placed"},
    {"preorders", "deposits_cny_cumulative", "CNY", "cumulative", "cash received in deposits"},
    {"preorders", "balances_paid_per_s", "balances/s", "flow", "balances paid"},
    {"preorders", "balances_paid_cumulative", "balances", "cumulative", "balances paid"},
    {"preorders", "deposits_forfeited_per_s", "deposits/s", "flow",
     "deposits whose balance nobody asked for in time, or could not pay for good"},
    {"preorders", "deposits_forfeited_cumulative", "deposits", "cumulative",
     "the same since the start"},
    {"preorders", "deposits_open", "deposits", "level", "placed, neither paid nor forfeited"},
    {"logistics", "parcels_made_cumulative", "parcels", "cumulative",
     "paid orders of the headline"},
    {"logistics", "parcels_shipped_cumulative", "parcels", "cumulative", "handed to the carrier"},
    {"logistics", "parcels_delivered_cumulative", "parcels", "cumulative", "at their doors"},
    {"logistics", "background_made_cumulative", "parcels", "cumulative", "China's other parcels"},
    {"logistics", "background_delivered_cumulative", "parcels", "cumulative",
     "of those, delivered"},
    {"logistics", "trucks_cumulative", "trucks", "cumulative", "departures; trucks are not scaled"},
    {"logistics_by_province", "parcels_made", "parcels", "flow", "by province of the merchant"},
    {"logistics_by_province", "parcels_shipped", "parcels", "flow", "by province of the merchant"},
    {"logistics_by_province", "parcels_delivered", "parcels", "flow", "by province of the buyer"},
};

}  // namespace

std::span<const RateColumn> platform_rates() {
    return kRates;
}

const std::vector<Column>& columns() {
    static const std::vector<Column> all = [] {
        std::vector<Column> list;
        for (const RateColumn& r : kRates) list.push_back(r.column);
        list.insert(list.end(), std::begin(kOthers), std::end(kOthers));
        return list;
    }();
    return all;
}

std::vector<Column> find_columns(std::string_view name) {
    std::vector<Column> found;
    for (const Column& c : columns()) {
        if (name == c.name || name == std::string(c.table) + "." + c.name) found.push_back(c);
    }
    return found;
}

Smallest smallest_of(models::PlatformColumn source) {
    const auto it = std::find_if(std::begin(kRates), std::end(kRates),
                                 [&](const RateColumn& r) { return r.source == source; });
    return it->column.smallest;
}

Smallest smallest_of(std::string_view table, std::string_view column) {
    for (const Column& c : columns()) {
        if (c.table == table && c.name == column) return c.smallest;
    }
    return Smallest::any;
}

}  // namespace tools
