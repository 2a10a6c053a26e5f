#include "models/world/books.hpp"

#include <fmt/format.h>
#include <initializer_list>
#include <utility>

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

}  // namespace

std::optional<Imbalance> find_imbalance(const Ledger& l) {
    const UnitTotals& u = l.units;
    if (auto x = law("intentions", {{"intentions", u.intentions}},
                     {{"ordered", u.ordered}, {"given up", u.given_up}, {"trying", u.trying}})) {
        return x;
    }
    if (auto x = law("check-outs", {{"in hand", u.checkouts}},
                     {{"trying", u.trying}, {"in payment", u.in_payment}})) {
        return x;
    }
    if (auto x = law("attempts", {{"attempts", u.attempts}},
                     {{"accepted", u.accepted},
                      {"rejected", u.rejected},
                      {"timed out", u.timed_out},
                      {"in service", u.in_creation}})) {
        return x;
    }
    if (auto x = law("gmv", {{"GMV of the headline, fen,", u.gmv}},
                     {{"ordinary payments", u.ordinary_paid},
                      {"balances", u.balance_cash},
                      {"their deposits", u.deposit_of_balances}})) {
        return x;
    }
    if (l.parcels_settled) {
        const ParcelTotals& p = l.parcels;
        if (auto x = law("parcels", {{"made", p.made}, {"background", p.background}},
                         {{"awaiting pick", p.awaiting_pick},
                          {"in stages", p.in_stages},
                          {"on the road", l.parcels_mailed},
                          {"delivered", p.delivered}})) {
            return x;
        }
        if (auto x = law("parcels handed over", {{"orders paid", u.paid + u.balances_paid}},
                         {{"parcels made", p.made}, {"waiting for the tick", l.parcels_unsent}})) {
            return x;
        }
    }
    if (!l.audited) return std::nullopt;
    if (auto x =
            law("orders", {{"created", u.created}},
                {{"paid", u.paid}, {"expired", u.expired}, {"awaiting payment", u.awaiting}})) {
        return x;
    }
    if (auto x = law("deposits", {{"placed", l.deposits_placed}},
                     {{"balance paid", u.balances_paid},
                      {"forfeited", l.forfeited},
                      {"forfeited after failures", u.balances_given_up},
                      {"in payment", u.balances_in_payment},
                      {"open", l.deposits_open}})) {
        return x;
    }
    const StockTotals& s = l.stock;
    if (auto x = law("stock", {{"initial", s.initial}, {"replenished", s.replenished}},
                     {{"sold", s.sold}, {"reserved", s.reserved}, {"on hand", s.on_hand}})) {
        return x;
    }
    return law("reservations", {{"reserved", s.reserved}},
               {{"orders awaiting payment", u.awaiting},
                {"asked for", u.lines_asked},
                {"refused on the way", u.refusals - s.refused},
                {"deposits without balance",
                 l.deposits_placed - l.forfeited - u.balances_given_up - u.balances_paid}});
}

BooksError::BooksError(Imbalance imbalance, std::int64_t seed, sim::Time bin_end,
                       const Origin& origin)
    : std::runtime_error(fmt::format("the books do not balance: {}: {}, in the bin that ends at "
                                     "{} (seed {})",
                                     imbalance.book, imbalance.line,
                                     format_instant(bin_end, origin, Seconds::always), seed)),
      imbalance_(std::move(imbalance)) {}

}  // namespace models
