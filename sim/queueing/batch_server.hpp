// A batch server: vehicles that take many at once, such as the trucks of a lane.
//
// Whether a vehicle leaves when it is full, on a timetable or at the latest some time after its
// first parcel is the caller's rule: ready() says how many full loads wait, depart() sends one
// vehicle, full or not.
//
// Invariants: members leave in the order in which they came; no load exceeds the capacity.
#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>

#include "sim/queueing/cohort_queue.hpp"

namespace sim {

class BatchServer {
  public:
    // Members that one vehicle holds. Requires capacity >= 1.
    explicit BatchServer(std::int64_t capacity) : capacity_(capacity) { assert(capacity >= 1); }

    // Requires n >= 1.
    void add(std::uint64_t label, std::int64_t n) { queue_.push(label, n); }

    std::int64_t waiting() const { return queue_.size(); }
    std::int64_t ready() const { return waiting() / capacity_; }

    // One vehicle leaves with up to its capacity; calls piece(label, count) for what it carries and
    // returns the number of members aboard, 0 if nobody waited.
    template <class Piece>
    std::int64_t depart(Piece&& piece) {
        return queue_.take(capacity_, piece);
    }

    // Calls piece(label, count) for every cohort that waits.
    template <class Piece>
    void for_each(Piece&& piece) const {
        queue_.for_each(piece);
    }

    std::int64_t capacity() const { return capacity_; }
    std::size_t memory_bytes() const { return queue_.memory_bytes(); }

  private:
    CohortQueue queue_;
    std::int64_t capacity_;
};

}  // namespace sim
