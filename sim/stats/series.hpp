// A time series: a table of integers, one row a bin, one named column a metric.
//
// Probes add into it; parts recorded by different cells merge by addition, so that neither their
// number nor their order shows in the result.
#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace sim {

class Series {
  public:
    // A table of zeros. Throws std::invalid_argument if two columns have the same name.
    Series(std::size_t bins, std::vector<std::string> columns);

    // Require bin < bins() and column < columns().size(). O(1).
    void add(std::size_t bin, std::size_t column, std::int64_t n) {
        cells_[slot(bin, column)] += n;
    }
    std::int64_t at(std::size_t bin, std::size_t column) const { return cells_[slot(bin, column)]; }

    // Adds every cell of the other table. Throws std::invalid_argument, and changes nothing, unless
    // both have the same bins and columns.
    void merge(const Series& other);

    std::size_t bins() const { return bins_; }
    const std::vector<std::string>& columns() const { return columns_; }
    std::size_t memory_bytes() const { return cells_.capacity() * sizeof(std::int64_t); }

    friend bool operator==(const Series&, const Series&) = default;

  private:
    std::size_t slot(std::size_t bin, std::size_t column) const {
        assert(bin < bins_ && column < columns_.size());
        return bin * columns_.size() + column;
    }

    std::size_t bins_;
    std::vector<std::string> columns_;
    std::vector<std::int64_t> cells_;  // row after row
};

}  // namespace sim
