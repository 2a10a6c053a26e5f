#include "sim/kernel/worker_pool.hpp"

#include <fmt/format.h>
#include <system_error>

namespace sim {
namespace {

constexpr int kSpins = 4000;  // some 10 us: a window's wait is often shorter than waking up

void pause() {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#endif
}

// Waits until `value` differs from `old`.
void await_change(const std::atomic<std::uint32_t>& value, std::uint32_t old, int spins) {
    for (int i = 0; i < spins; ++i) {
        if (value.load(std::memory_order_acquire) != old) return;
        pause();
    }
    while (value.load(std::memory_order_acquire) == old) {
        value.wait(old, std::memory_order_acquire);
    }
}

}  // namespace

WorkerPool::WorkerPool(int threads)
    : spins_(threads <= static_cast<int>(std::thread::hardware_concurrency()) ? kSpins : 0) {
    try {
        for (int i = 1; i < threads; ++i) threads_.emplace_back([this] { work_until_stopped(); });
    } catch (const std::system_error& e) {
        stop();
        throw std::system_error(
            e.code(), fmt::format("starting thread {} of {}", threads_.size() + 2, threads));
    }
}

WorkerPool::~WorkerPool() {
    stop();
}

void WorkerPool::stop() {
    stop_.store(true, std::memory_order_relaxed);
    round_.fetch_add(1, std::memory_order_release);
    round_.notify_all();
    for (std::thread& t : threads_) t.join();
}

void WorkerPool::for_each(std::size_t n, const std::function<void(std::size_t)>& task) {
    if (threads_.empty() || n <= 1) {
        for (std::size_t i = 0; i < n; ++i) task(i);
        return;
    }
    task_ = &task;
    done_.store(0, std::memory_order_relaxed);
    tickets_.store(std::uint64_t{n} << 32, std::memory_order_release);
    round_.fetch_add(1, std::memory_order_release);
    round_.notify_all();
    do_tasks();
    for (std::uint32_t done; (done = done_.load(std::memory_order_acquire)) != n;) {
        await_change(done_, done, spins_);
    }
}

void WorkerPool::do_tasks() {
    for (;;) {
        const std::uint64_t ticket = tickets_.fetch_add(1, std::memory_order_acq_rel);
        const std::uint64_t i = ticket & 0xFFFFFFFFu, n = ticket >> 32;
        if (i >= n) return;
        (*task_)(i);
        done_.fetch_add(1, std::memory_order_release);
        done_.notify_one();
    }
}

void WorkerPool::work_until_stopped() {
    std::uint32_t seen = 0;
    for (;;) {
        await_change(round_, seen, spins_);
        seen = round_.load(std::memory_order_acquire);
        if (stop_.load(std::memory_order_relaxed)) return;
        do_tasks();
    }
}

}  // namespace sim
