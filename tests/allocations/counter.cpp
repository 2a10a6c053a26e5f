#include "tests/allocations/counter.hpp"

#include <atomic>
#include <cstdlib>
#include <new>

namespace {

std::atomic<std::int64_t> calls = 0;

void* allocate(std::size_t n) noexcept {
    calls.fetch_add(1, std::memory_order_relaxed);
    return std::malloc(n);
}

}  // namespace

namespace allocations {
std::int64_t count() {
    return calls.load(std::memory_order_relaxed);
}
}  // namespace allocations

// The forms for arrays call these.
void* operator new(std::size_t n) {
    if (void* p = allocate(n)) return p;
    throw std::bad_alloc();
}
void* operator new(std::size_t n, const std::nothrow_t&) noexcept {
    return allocate(n);
}
void operator delete(void* p) noexcept {
    std::free(p);
}
void operator delete(void* p, std::size_t) noexcept {
    std::free(p);
}
void operator delete(void* p, const std::nothrow_t&) noexcept {
    std::free(p);
}
