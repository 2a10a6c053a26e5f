#include "models/world/books.hpp"

#include <catch2/catch.hpp>

using namespace models;

namespace {

// A ledger in which every law holds with numbers of its own.
Ledger balanced() {
    Ledger l;
    l.audited = l.parcels_settled = true;
    UnitTotals& u = l.units;
    u.intentions = 10;
    u.ordered = 6;
    u.given_up = 1;
    u.trying = 3;
    u.checkouts = 14;
    u.in_payment = 11;
    u.attempts = 20;
    u.accepted = 7;
    u.rejected = 8;
    u.timed_out = 3;
    u.in_creation = 2;
    u.created = 9;
    u.paid = 4;
    u.expired = 2;
    u.awaiting = 3;
    u.balances_asked = 5;
    u.balances_paid = 3;
    u.balances_given_up = 1;
    u.balances_in_payment = 1;
    u.gmv = 600;
    u.ordinary_paid = 300;
    u.balance_cash = 270;
    u.deposit_of_balances = 30;
    u.lines_asked = 4;
    l.deposits_placed = 10;
    l.forfeited = 2;
    l.deposits_open = 3;
    l.parcels_unsent = 2;
    l.parcels.made = 5;
    l.parcels.background = 10;
    l.parcels.awaiting_pick = 1;
    l.parcels.in_stages = 4;
    l.parcels_mailed = 2;
    l.parcels.delivered = 8;
    l.stock.initial = 100;
    l.stock.replenished = 8;
    l.stock.sold = 7;
    l.stock.reserved = 11;
    l.stock.on_hand = 90;
    return l;
}

std::string broken_book(std::int64_t UnitTotals::*field) {
    Ledger l = balanced();
    ++(l.units.*field);
    const auto imbalance = find_imbalance(l);
    return imbalance ? imbalance->book : "none";
}

}  // namespace

TEST_CASE("books that balance are quiet") {
    CHECK_FALSE(find_imbalance(balanced()));
}

TEST_CASE("each law finds one entity too many on each of its sides") {
    CHECK(broken_book(&UnitTotals::intentions) == "intentions");
    CHECK(broken_book(&UnitTotals::ordered) == "intentions");
    CHECK(broken_book(&UnitTotals::given_up) == "intentions");
    CHECK(broken_book(&UnitTotals::trying) == "intentions");
    CHECK(broken_book(&UnitTotals::checkouts) == "check-outs");
    CHECK(broken_book(&UnitTotals::in_payment) == "check-outs");
    CHECK(broken_book(&UnitTotals::attempts) == "attempts");
    CHECK(broken_book(&UnitTotals::accepted) == "attempts");
    CHECK(broken_book(&UnitTotals::rejected) == "attempts");
    CHECK(broken_book(&UnitTotals::timed_out) == "attempts");
    CHECK(broken_book(&UnitTotals::in_creation) == "attempts");
    CHECK(broken_book(&UnitTotals::created) == "orders");
    CHECK(broken_book(&UnitTotals::expired) == "orders");
    CHECK(broken_book(&UnitTotals::awaiting) == "orders");
    CHECK(broken_book(&UnitTotals::balances_given_up) == "deposits");
    CHECK(broken_book(&UnitTotals::balances_in_payment) == "deposits");
    CHECK(broken_book(&UnitTotals::gmv) == "gmv");
    CHECK(broken_book(&UnitTotals::ordinary_paid) == "gmv");
    CHECK(broken_book(&UnitTotals::balance_cash) == "gmv");
    CHECK(broken_book(&UnitTotals::deposit_of_balances) == "gmv");
    CHECK(broken_book(&UnitTotals::lines_asked) == "reservations");
    CHECK(broken_book(&UnitTotals::refusals) == "reservations");

    Ledger l = balanced();
    ++l.parcels.in_stages;
    CHECK(find_imbalance(l)->book == "parcels");
    l = balanced();
    ++l.parcels_mailed;
    CHECK(find_imbalance(l)->book == "parcels");
    l = balanced();
    ++l.parcels_unsent;
    CHECK(find_imbalance(l)->book == "parcels handed over");
    l = balanced();
    ++l.stock.on_hand;
    CHECK(find_imbalance(l)->book == "stock");
    l = balanced();
    ++l.forfeited;
    CHECK(find_imbalance(l)->book == "deposits");
}

TEST_CASE("an imbalance is told with its numbers, bin and seed") {
    Ledger l = balanced();
    ++l.units.attempts;
    const BooksError error(*find_imbalance(l), 42, 90 * sim::kSecond, Origin{});
    CHECK(std::string(error.what()) ==
          "the books do not balance: attempts: attempts 21 = accepted 7 + rejected 8 + timed out "
          "3 + in service 2 is off by 1, in the bin that ends at 2019-11-11T00:01:30+08:00 (seed "
          "42)");
}
