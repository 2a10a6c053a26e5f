// A team of threads that does one round of numbered tasks at a time, and a barrier at its end.
//
// The caller takes part in the work and waits for tasks, not for threads: one that the operating
// system has put aside misses the round, and nobody waits for it. Waiting spins briefly, because
// windows are short, then sleeps; with more threads than cores it sleeps at once. Which thread does
// which task is left to chance: tasks must not care.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <thread>
#include <vector>

namespace sim {

class WorkerPool {
  public:
    // Throws std::system_error, saying which, if the system cannot start a thread.
    explicit WorkerPool(int threads);
    ~WorkerPool();
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    // Calls task(0), ..., task(n-1), in any order and on any thread; returns when all are done.
    // task must not throw; n < 2^31.
    void for_each(std::size_t n, const std::function<void(std::size_t)>& task);

  private:
    void stop();
    void work_until_stopped();
    void do_tasks();

    std::vector<std::thread> threads_;
    int spins_;
    const std::function<void(std::size_t)>* task_ = nullptr;
    // Number of tasks in the upper half, the next one to take in the lower. Who takes a task
    // thereby knows that the round is on, because it cannot end before that task is done.
    alignas(64) std::atomic<std::uint64_t> tickets_{0};
    alignas(64) std::atomic<std::uint32_t> done_{0};  // tasks of this round
    alignas(64) std::atomic<std::uint32_t> round_{0};
    std::atomic<bool> stop_{false};
};

}  // namespace sim
