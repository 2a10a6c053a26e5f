#include "models/world/books.hpp"

#include <fmt/format.h>
#include <initializer_list>
#include <utility>

#include "models/messages.hpp"

namespace models {
namespace {

using Term = std::pair<const char*, std::int64_t>;

std::string side(std::initializer_list<Term> terms) {
    std::string text;
    for (const auto& [name, value] : terms) {
        if (!text.empty()) text += " + ";
        text += fmt::format("{} {}", name, value);
    }
    return text;
}

std::optional<Imbalance> law(const char* book, std::initializer_list<Term> left,
                             std::initializer_list<Term> right) {
    std::int64_t difference = 0;
    for (const Term& t : left) difference += t.second;
    for (const Term& t : right) difference -= t.second;
    if (difference == 0) return std::nullopt;
    return Imbalance{book,
                     fmt::format("{} = {} is off by {}", side(left), side(right), difference)};
}

using Found = std::optional<Imbalance>;

Found first_of(std::initializer_list<Found> laws) {
    for (const Found& found : laws) {
        if (found) return found;
    }
    return std::nullopt;
}

Found flows_of_units(const Ledger& l) {
    const UnitTotals& u = l.units;
    return first_of({law("intentions", {{"intentions", u.intentions}},
                         {{"ordered", u.ordered}, {"given up", u.given_up}, {"trying", u.trying}}),
                     law("check-outs", {{"in hand", u.checkouts}},
                         {{"trying", u.trying}, {"in payment", u.in_payment}}),
                     law("attempts", {{"attempts", u.attempts}},
                         {{"accepted", u.accepted},
                          {"rejected", u.rejected},
                          {"timed out", u.timed_out},
                          {"in service", u.in_creation}}),
                     law("gmv", {{"GMV of the headline as recorded, fen,", u.gmv}},
                         {{"ordinary payments", l.headline.value_paid},
                          {"balances", l.headline.balance_cash},
                          {"their deposits", l.headline.deposit_of_balances}})});
}

Found parcels(const Ledger& l) {
    const ParcelTotals& p = l.parcels;
    return first_of({law("parcels", {{"made", p.made}, {"background", p.background}},
                         {{"awaiting pick", p.awaiting_pick},
                          {"in stages", p.in_stages},
                          {"on the road", l.under_way.mailed},
                          {"delivered", p.delivered}}),
                     law("parcels handed over",
                         {{"orders paid", l.units.paid}, {"balances paid", l.units.balances_paid}},
                         {{"parcels made", p.made}, {"waiting for the tick", l.under_way.unsent}}),
                     law("headline parcels handed over",
                         {{"orders paid in the headline", l.headline.paid},
                          {"balances paid in it", l.headline.balances_paid}},
                         {{"parcels made", p.headline_made},
                          {"waiting for the tick", l.under_way.headline_unsent}})});
}

Found parcels_by_label(const Ledger& l) {
    const ParcelTotals& p = l.parcels;
    return first_of({law("headline parcels", {{"made", p.headline_made}},
                         {{"waiting or in stages", p.headline_open},
                          {"on the road", l.under_way.headline_mailed},
                          {"delivered", p.headline_delivered}}),
                     law("background parcels", {{"made", p.background}},
                         {{"in stages", p.background_open},
                          {"on the road", l.under_way.background_mailed},
                          {"delivered", p.background_delivered}})});
}

Found orders(const UnitTotals& u) {
    return first_of(
        {law("orders", {{"created", u.created}},
             {{"paid", u.paid}, {"expired", u.expired}, {"awaiting payment", u.awaiting}}),
         law("value of orders", {{"created, fen,", u.value_created}},
             {{"paid", u.value_paid},
              {"expired", u.value_expired},
              {"awaiting payment", u.value_awaiting}})});
}

Found preorders(const Ledger& l) {
    const UnitTotals& u = l.units;
    return first_of({law("balances", {{"asked for", u.balances_asked}},
                         {{"paid", u.balances_paid},
                          {"given up", u.balances_given_up},
                          {"in payment", u.balances_in_payment}}),
                     law("value of balances", {{"asked for, fen,", u.value_asked}},
                         {{"cash", u.balance_cash},
                          {"deposits", u.deposit_of_balances},
                          {"given up", u.value_dropped},
                          {"in payment", u.value_in_payment}}),
                     law("deposits", {{"placed", l.deposits_placed}},
                         {{"balance paid", u.balances_paid},
                          {"forfeited", l.forfeited},
                          {"forfeited after failures", u.balances_given_up},
                          {"goods promised", l.stock.promised}}),
                     law("promises", {{"goods promised", l.stock.promised}},
                         {{"balance in payment", u.balances_in_payment},
                          {"balance announced", u.balances_to_come},
                          {"open", l.deposits_open}})});
}

Found item(const StockTotals& s) {
    if (!s.unbalanced) return std::nullopt;
    const ItemStock& i = s.unbalanced->stock;
    const std::string name = s.unbalanced->item == kShelf
                                 ? "goods sold as counts"
                                 : fmt::format("item {}", s.unbalanced->item);
    return Imbalance{"stock",
                     fmt::format("{}: initial and replenished {} against sold {}, reserved "
                                 "{}, promised {} and on hand {}",
                                 name, i.supplied, i.sold, i.reserved, i.promised, i.on_hand)};
}

Found stock(const Ledger& l) {
    const UnitTotals& u = l.units;
    const StockTotals& s = l.stock;
    return first_of({law("stock", {{"initial", s.initial}, {"replenished", s.replenished}},
                         {{"sold", s.sold},
                          {"reserved", s.reserved},
                          {"promised", s.promised},
                          {"on hand", s.on_hand}}),
                     item(s),
                     law("goods sold", {{"sold", s.sold}},
                         {{"orders paid", u.paid}, {"balances paid", u.balances_paid}}),
                     law("goods returned", {{"returned", s.returned}},
                         {{"orders expired", u.expired},
                          {"deposits forfeited", l.forfeited},
                          {"after failures", u.balances_given_up}}),
                     law("reservations", {{"reserved", s.reserved}},
                         {{"orders awaiting payment", u.awaiting},
                          {"asked for", u.lines_asked},
                          {"refused on the way", u.refusals - s.refused}})});
}

}  // namespace

std::optional<Imbalance> find_imbalance(const Ledger& l) {
    if (Found found = flows_of_units(l)) return found;
    if ((l.audits & kParcelsSettled) != 0) {
        if (Found found = parcels(l)) return found;
    }
    if ((l.audits & kLabels) != 0) {
        if (Found found = parcels_by_label(l)) return found;
    }
    if ((l.audits & kCounted) == 0) return std::nullopt;
    return first_of({orders(l.units), preorders(l), stock(l)});
}

BooksError::BooksError(Imbalance imbalance, std::int64_t seed, sim::Time bin_end,
                       const Origin& origin)
    : std::runtime_error(fmt::format("the books do not balance: {}: {}, in the bin that ends at "
                                     "{} (seed {})",
                                     imbalance.book, imbalance.line,
                                     format_instant(bin_end, origin, Seconds::always), seed)),
      imbalance_(std::move(imbalance)) {}

}  // namespace models
