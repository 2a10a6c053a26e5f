// A queue of cohorts: counts of exchangeable members, first in first out.
//
// A cohort is a label, whose meaning is the caller's, and a number of members that nothing tells
// apart. Parcels that share a lane, a class and an hour of promise wait here as one line of 16
// bytes, however many they are.
//
// Invariants
//   1. size() is the sum of all counts, every count is positive.
//   2. Members leave in the order in which they came; equal labels pushed one after the other
//   merge.
#pragma once

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>

#include "sim/queueing/ring.hpp"

namespace sim {

class CohortQueue {
  public:
    // Appends n members. Requires n >= 1. O(1) amortised.
    void push(std::uint64_t label, std::int64_t n) {
        assert(n >= 1);
        size_ += n;
        if (!ring_.empty() && ring_.back().label == label) {
            ring_.back().count += n;
        } else {
            ring_.push_back({label, n});
        }
    }

    // Removes up to n members from the front, calls piece(label, count) for each cohort or part of
    // one, and returns how many members it removed. `piece` must not call this queue.
    // Requires n >= 0. O(pieces).
    template <class Piece>
    std::int64_t take(std::int64_t n, Piece&& piece) {
        assert(n >= 0);
        const std::int64_t taken = std::min(n, size_);
        size_ -= taken;
        for (std::int64_t left = taken; left > 0;) {
            Cohort& first = ring_.front();
            const Cohort out{first.label, std::min(left, first.count)};
            first.count -= out.count;
            left -= out.count;
            if (first.count == 0) ring_.pop_front();
            piece(out.label, out.count);
        }
        return taken;
    }

    // Calls piece(label, count) for every cohort, from front to back. O(cohorts).
    template <class Piece>
    void for_each(Piece&& piece) const {
        ring_.for_each([&](const Cohort& c) { piece(c.label, c.count); });
    }

    std::int64_t size() const { return size_; }
    std::size_t cohorts() const { return ring_.size(); }
    std::size_t memory_bytes() const { return ring_.memory_bytes(); }

  private:
    struct Cohort {
        std::uint64_t label;
        std::int64_t count;
    };

    Ring<Cohort> ring_;
    std::int64_t size_ = 0;
};

}  // namespace sim
