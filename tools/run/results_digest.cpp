// The digest of a run: canonical integer rows of all that was recorded.
#include <utility>

#include "tools/run/results.hpp"

namespace tools {
namespace {

void add(sim::Digest& digest, const std::string& table, const sim::Series& series) {
    for (std::size_t c = 0; c < series.columns().size(); ++c) {
        sim::Digest::Column& column = digest.column(table, series.columns()[c]);
        for (std::size_t b = 0; b < series.bins(); ++b) {
            column.add(static_cast<std::int64_t>(b), series.at(b, c));
        }
    }
}

}  // namespace

void Results::fill_digest() {
    add(digest, "platform", platform.series());
    add(digest, "levels", world->levels());
    add(digest, "preorders", world->deposits().series());
    add(digest, "preorders", world->preorders());
    for (std::size_t p = 0; p < world->provinces(); ++p) {
        add(digest, "logistics " + world->scenario().provinces[p].name,
            world->province(p).series());
    }
    for (std::size_t i = 0; i < platform.marks().size(); ++i) {
        const models::MarkValues& m = platform.marks()[i];
        const auto key = static_cast<std::int64_t>(i);
        digest.add("marks", "gmv_fen", key, m.gmv_fen);
        digest.add("marks", "orders_created", key, m.orders_created);
        digest.add("marks", "orders_paid", key, m.orders_paid);
        digest.add("marks", "payments", key, m.payments);
    }
    const models::UnitTotals& u = headline.headline;
    const models::StockTotals& s = headline.stock;
    const models::ParcelTotals& p = ledger.parcels;
    const std::pair<const char*, std::int64_t> totals[] = {
        {"intentions", u.intentions},
        {"visits_without_choice", u.visits_without_choice},
        {"attempts", u.attempts},
        {"rejected", u.rejected},
        {"timed_out", u.timed_out},
        {"given_up", u.given_up},
        {"ordered", u.ordered},
        {"orders_created", u.created},
        {"orders_paid", u.paid},
        {"orders_expired", u.expired},
        {"orders_lost", u.stock_lost},
        {"balances_paid", u.balances_paid},
        {"gmv_fen", u.gmv},
        {"presale_gmv_fen", u.balance_cash + u.deposit_of_balances},
        {"awaiting_at_end", u.awaiting},
        {"stock_sold", s.sold},
        {"stock_on_hand", s.on_hand},
        {"parcels_made", p.headline_made},
        {"parcels_delivered", p.headline_delivered},
    };
    for (const auto& [name, value] : totals) digest.add("totals", name, 0, value);
    delivery_times.for_each(
        [&](std::int64_t ns, std::int64_t n) { digest.add("delivery_times", "parcels", ns, n); });
}

}  // namespace tools
