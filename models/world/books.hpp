// The books of account: laws that hold at every moment, whatever happens, or the run is wrong.
//
// Each side of a law is counted on its own: flows by those who cause them, populations from the
// lists, queues and rows that hold them.
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>

#include "models/logistics/province.hpp"
#include "models/merchants/stock.hpp"
#include "models/platform/unit.hpp"

namespace models {

struct Ledger {
    UnitTotals units;
    StockTotals stock;
    ParcelTotals parcels;
    std::int64_t deposits_placed = 0;
    std::int64_t forfeited = 0;       // deposits whose balance was never asked for
    std::int64_t deposits_open = 0;   // placed, their balance not asked for yet
    std::int64_t parcels_mailed = 0;  // on trucks, on their way to another province's cell
    std::int64_t parcels_unsent = 0;  // paid in the units, waiting for the end of the tick
    bool audited = false;             // populations that cost more to count are filled in
    bool parcels_settled = false;     // logistics has reached the same moment
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
