// A first-in first-out ring in one array: the storage of every queue here.
//
// It doubles when it is full and never shrinks, so a warmed-up queue allocates nothing; all
// operations are O(1), amortised for push_back. Copies are independent.
//
// Invariant: the capacity is zero or a power of two, so positions wrap with a mask.
#pragma once

#include <cassert>
#include <cstddef>
#include <vector>

namespace sim {

template <class T>
class Ring {
  public:
    bool empty() const { return size_ == 0; }
    std::size_t size() const { return size_; }

    // front, back and pop_front require !empty().
    T& front() {
        assert(!empty());
        return slots_[head_];
    }
    const T& front() const {
        assert(!empty());
        return slots_[head_];
    }
    T& back() {
        assert(!empty());
        return slots_[wrap(head_ + size_ - 1)];
    }

    void push_back(const T& value) {
        if (size_ == slots_.size()) [[unlikely]]
            grow();
        slots_[wrap(head_ + size_)] = value;
        ++size_;
    }

    void pop_front() {
        assert(!empty());
        head_ = wrap(head_ + 1);
        --size_;
    }

    // From front to back.
    template <class Visit>
    void for_each(Visit&& visit) const {
        for (std::size_t i = 0; i < size_; ++i) visit(slots_[wrap(head_ + i)]);
    }

    std::size_t memory_bytes() const { return slots_.capacity() * sizeof(T); }

  private:
    static constexpr std::size_t kSmallest = 8;

    std::size_t wrap(std::size_t position) const { return position & (slots_.size() - 1); }

    [[gnu::noinline]] void grow() {
        std::vector<T> larger(slots_.empty() ? kSmallest : 2 * slots_.size());
        for (std::size_t i = 0; i < size_; ++i) larger[i] = slots_[wrap(head_ + i)];
        slots_.swap(larger);
        head_ = 0;
    }

    std::vector<T> slots_;
    std::size_t head_ = 0;
    std::size_t size_ = 0;
};

}  // namespace sim
