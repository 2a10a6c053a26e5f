// The books of account: laws that hold at every moment, whatever happens, or the run is wrong.
//
// Each side of a law is counted on its own: flows by those who cause them, populations from the
// lists, queues and rows that hold them.
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>

#include "sim/kernel/time.hpp"

#include "models/logistics/province.hpp"
#include "models/merchants/stock.hpp"
#include "models/platform/totals.hpp"
#include "models/scenario/calendar.hpp"

namespace models {

// What may be compared at a moment; a law is checked where its terms were counted.
enum Audit : unsigned {
    kParcelsSettled = 1,  // logistics has reached the same moment
    kCounted = 2,         // populations of check-outs, stock and deposits that take counting
    kLabels = 4,          // parcels by their labels; only with kParcelsSettled
};

// Parcels outside the provinces' cells.
struct ParcelsUnderWay {
    std::int64_t unsent = 0, headline_unsent = 0;  // paid in the units, until the end of the tick
    std::int64_t mailed = 0;                       // on trucks between two provinces
    std::int64_t headline_mailed = 0, background_mailed = 0;
};

struct Ledger {
    unsigned audits = 0;  // Audit
    UnitTotals units;
    UnitTotals headline;  // flows of units since the headline began, until now or its end
    StockTotals stock;
    ParcelTotals parcels;
    ParcelsUnderWay under_way;
    std::int64_t deposits_placed = 0;
    std::int64_t forfeited = 0;      // deposits whose balance was never asked for
    std::int64_t deposits_open = 0;  // placed, and demand holds their balance back

    // Deposits that are neither paid nor forfeited, counted where they are.
    std::int64_t deposits_held() const {
        return deposits_open + units.balances_to_come + units.balances_in_payment;
    }
};

struct Imbalance {
    std::string book;  // "orders"
    std::string line;  // the law with its numbers
};

// The first law that does not hold.
std::optional<Imbalance> find_imbalance(const Ledger& ledger);

class BooksError : public std::runtime_error {
  public:
    BooksError(Imbalance imbalance, std::int64_t seed, sim::Time bin_end, const Origin& origin);

    const Imbalance& imbalance() const { return imbalance_; }

  private:
    Imbalance imbalance_;
};

}  // namespace models
