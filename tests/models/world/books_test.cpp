#include "models/world/books.hpp"

#include <catch2/catch.hpp>
#include <initializer_list>

#include "models/messages.hpp"

using namespace models;

namespace {

// A ledger in which every law holds with numbers of its own.
Ledger balanced() {
    Ledger l;
    l.audits = kParcelsSettled | kCounted | kLabels;
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
    u.value_created = 900;
    u.value_paid = 410;
    u.value_expired = 190;
    u.value_awaiting = 300;
    u.balances_asked = 5;
    u.balances_paid = 3;
    u.balances_given_up = 1;
    u.balances_in_payment = 1;
    u.balances_to_come = 2;
    u.value_asked = 500;
    u.balance_cash = 270;
    u.deposit_of_balances = 30;
    u.value_dropped = 80;
    u.value_in_payment = 120;
    u.gmv = 600;
    u.lines_asked = 4;
    u.refusals = 6;
    l.headline.value_paid = 330;
    l.headline.balance_cash = 243;
    l.headline.deposit_of_balances = 27;
    l.headline.paid = 3;
    l.headline.balances_paid = 2;
    l.deposits_placed = 10;
    l.forfeited = 2;
    l.deposits_open = 1;
    l.under_way = {.unsent = 2,
                   .headline_unsent = 1,
                   .mailed = 2,
                   .headline_mailed = 1,
                   .background_mailed = 1};
    ParcelTotals& p = l.parcels;
    p.made = 5;
    p.background = 10;
    p.awaiting_pick = 1;
    p.in_stages = 4;
    p.delivered = 8;
    p.headline_made = 4;
    p.headline_open = 2;
    p.headline_delivered = 1;
    p.background_open = 3;
    p.background_delivered = 6;
    StockTotals& s = l.stock;
    s.initial = 100;
    s.replenished = 10;
    s.sold = 7;
    s.reserved = 9;
    s.promised = 4;
    s.on_hand = 90;
    s.returned = 5;
    s.refused = 4;
    return l;
}

// The book that notices one entity too many.
template <class Part, class Field>
std::string broken_book(Part Ledger::*part, Field Part::*field) {
    Ledger l = balanced();
    ++(l.*part.*field);
    const auto imbalance = find_imbalance(l);
    return imbalance ? imbalance->book : "none";
}

std::string broken_book(std::int64_t Ledger::*field) {
    Ledger l = balanced();
    ++(l.*field);
    const auto imbalance = find_imbalance(l);
    return imbalance ? imbalance->book : "none";
}

}  // namespace

TEST_CASE("books that balance are quiet") {
    CHECK_FALSE(find_imbalance(balanced()));
}

TEST_CASE("each law finds one entity too many on each of its sides") {
    const auto unit = [](std::int64_t UnitTotals::*f) { return broken_book(&Ledger::units, f); };
    for (const auto f : {&UnitTotals::intentions, &UnitTotals::ordered, &UnitTotals::given_up,
                         &UnitTotals::trying}) {
        CHECK(unit(f) == "intentions");
    }
    for (const auto f : {&UnitTotals::checkouts, &UnitTotals::in_payment}) {
        CHECK(unit(f) == "check-outs");
    }
    for (const auto f : {&UnitTotals::attempts, &UnitTotals::accepted, &UnitTotals::rejected,
                         &UnitTotals::timed_out, &UnitTotals::in_creation}) {
        CHECK(unit(f) == "attempts");
    }
    CHECK(unit(&UnitTotals::paid) == "parcels handed over");
    CHECK(unit(&UnitTotals::balances_paid) == "parcels handed over");
    for (const auto f : {&UnitTotals::created, &UnitTotals::expired, &UnitTotals::awaiting}) {
        CHECK(unit(f) == "orders");
    }
    for (const auto f : {&UnitTotals::value_created, &UnitTotals::value_paid,
                         &UnitTotals::value_expired, &UnitTotals::value_awaiting}) {
        CHECK(unit(f) == "value of orders");
    }
    for (const auto f : {&UnitTotals::balances_asked, &UnitTotals::balances_given_up,
                         &UnitTotals::balances_in_payment}) {
        CHECK(unit(f) == "balances");
    }
    for (const auto f :
         {&UnitTotals::value_asked, &UnitTotals::balance_cash, &UnitTotals::deposit_of_balances,
          &UnitTotals::value_dropped, &UnitTotals::value_in_payment}) {
        CHECK(unit(f) == "value of balances");
    }
    CHECK(unit(&UnitTotals::balances_to_come) == "promises");
    CHECK(unit(&UnitTotals::gmv) == "gmv");
    for (const auto f : {&UnitTotals::lines_asked, &UnitTotals::refusals}) {
        CHECK(unit(f) == "reservations");
    }

    const auto headline = [](std::int64_t UnitTotals::*f) {
        return broken_book(&Ledger::headline, f);
    };
    for (const auto f :
         {&UnitTotals::value_paid, &UnitTotals::balance_cash, &UnitTotals::deposit_of_balances}) {
        CHECK(headline(f) == "gmv");
    }
    for (const auto f : {&UnitTotals::paid, &UnitTotals::balances_paid}) {
        CHECK(headline(f) == "headline parcels handed over");
    }

    const auto parcels = [](std::int64_t ParcelTotals::*f) {
        return broken_book(&Ledger::parcels, f);
    };
    for (const auto f :
         {&ParcelTotals::made, &ParcelTotals::background, &ParcelTotals::awaiting_pick,
          &ParcelTotals::in_stages, &ParcelTotals::delivered}) {
        CHECK(parcels(f) == "parcels");
    }
    CHECK(parcels(&ParcelTotals::headline_made) == "headline parcels handed over");
    for (const auto f : {&ParcelTotals::headline_open, &ParcelTotals::headline_delivered}) {
        CHECK(parcels(f) == "headline parcels");
    }
    for (const auto f : {&ParcelTotals::background_open, &ParcelTotals::background_delivered}) {
        CHECK(parcels(f) == "background parcels");
    }
    const auto under_way = [](std::int64_t ParcelsUnderWay::*f) {
        return broken_book(&Ledger::under_way, f);
    };
    CHECK(under_way(&ParcelsUnderWay::unsent) == "parcels handed over");
    CHECK(under_way(&ParcelsUnderWay::headline_unsent) == "headline parcels handed over");
    CHECK(under_way(&ParcelsUnderWay::mailed) == "parcels");
    CHECK(under_way(&ParcelsUnderWay::headline_mailed) == "headline parcels");
    CHECK(under_way(&ParcelsUnderWay::background_mailed) == "background parcels");

    CHECK(broken_book(&Ledger::deposits_placed) == "deposits");
    CHECK(broken_book(&Ledger::forfeited) == "deposits");
    CHECK(broken_book(&Ledger::deposits_open) == "promises");

    const auto stock = [](std::int64_t StockTotals::*f) { return broken_book(&Ledger::stock, f); };
    for (const auto f : {&StockTotals::initial, &StockTotals::replenished, &StockTotals::sold,
                         &StockTotals::reserved, &StockTotals::on_hand}) {
        CHECK(stock(f) == "stock");
    }
    CHECK(stock(&StockTotals::promised) == "deposits");
    CHECK(stock(&StockTotals::returned) == "goods returned");
    CHECK(stock(&StockTotals::refused) == "reservations");
}

TEST_CASE("a law is not checked where its terms were not counted") {
    Ledger l = balanced();
    l.audits = 0;
    ++l.units.created;
    ++l.parcels.in_stages;
    ++l.stock.on_hand;
    CHECK_FALSE(find_imbalance(l));
    l.audits = kParcelsSettled;
    CHECK(find_imbalance(l)->book == "parcels");
    l.audits = kCounted;
    CHECK(find_imbalance(l)->book == "orders");
}

TEST_CASE("an item whose book does not balance is named") {
    Ledger l = balanced();
    l.stock.unbalanced = {17, {.supplied = 5, .sold = 1, .reserved = 1, .on_hand = 2}};
    CHECK(find_imbalance(l)->line ==
          "item 17: initial and replenished 5 against sold 1, reserved 1, "
          "promised 0 and on hand 2");
    l.stock.unbalanced->item = kShelf;
    CHECK(find_imbalance(l)->line.starts_with("goods sold as counts: "));
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
