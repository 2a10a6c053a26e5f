// A team of threads that does one round of numbered tasks at a time, and a barrier at its end.
//
// The caller takes part in the work. Waiting spins briefly, because windows are short, then sleeps;
// with more threads than cores it sleeps at once. Which thread does which task is left to chance:
// tasks must not care.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <thread>
#include <vector>

namespace sim {

class WorkerPool {
  public:
    explicit WorkerPool(int threads);
    ~WorkerPool();
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    // Calls task(0), ..., task(n-1), in any order and on any thread; returns when all are done.
    // task must not throw.
    void for_each(std::size_t n, const std::function<void(std::size_t)>& task);

  private:
    void work_until_stopped();
    void do_tasks();

    std::vector<std::thread> threads_;
    int spins_;
    const std::function<void(std::size_t)>* task_ = nullptr;
    std::size_t count_ = 0;
    alignas(64) std::atomic<std::size_t> next_{0};
    alignas(64) std::atomic<std::uint32_t> round_{0};
    alignas(64) std::atomic<std::uint32_t> busy_{0};
    std::atomic<bool> stop_{false};
};

}  // namespace sim
