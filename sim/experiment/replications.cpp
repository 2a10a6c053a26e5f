#include "sim/experiment/replications.hpp"

#include <algorithm>
#include <condition_variable>
#include <fmt/format.h>
#include <mutex>
#include <stdexcept>
#include <thread>

namespace sim::detail {
namespace {

using Work = std::function<void(std::int64_t, std::size_t, std::stop_token)>;

// What the threads share. Indexes delivered, ..., delivered + slots - 1 may be under way or wait;
// each has the slot of its remainder.
class Team {
  public:
    Team(std::int64_t count, std::size_t slots, const Work& work)
        : count_(count), done_(slots, false), work_(work) {}

    // What a worker does until nothing is left.
    void run() {
        std::unique_lock lock(mutex_);
        for (;;) {
            room_.wait(lock, [this] { return over() || next_ < delivered_ + window(); });
            if (over()) return;
            const std::int64_t index = next_++;
            lock.unlock();
            work_(index, slot_of(index), stop_.get_token());
            lock.lock();
            done_[slot_of(index)] = true;
            if (index == delivered_) ready_.notify_one();
        }
    }

    // For the caller: waits for the replication that is next in order.
    std::size_t await(std::int64_t index) {
        std::unique_lock lock(mutex_);
        ready_.wait(lock, [&] { return done_[slot_of(index)]; });
        return slot_of(index);
    }

    void delivered(std::int64_t index) {
        {
            const std::lock_guard lock(mutex_);
            done_[slot_of(index)] = false;
            delivered_ = index + 1;
        }
        room_.notify_one();
    }

    // No further replication starts.
    void stop() {
        {
            const std::lock_guard lock(mutex_);
            stop_.request_stop();
        }
        room_.notify_all();
    }

  private:
    bool over() const { return next_ == count_ || stop_.stop_requested(); }
    std::int64_t window() const { return static_cast<std::int64_t>(done_.size()); }
    std::size_t slot_of(std::int64_t index) const {
        return static_cast<std::size_t>(index) % done_.size();
    }

    const std::int64_t count_;
    std::mutex mutex_;
    std::condition_variable room_;   // a worker may start another
    std::condition_variable ready_;  // the next in order is done
    std::stop_source stop_;
    std::int64_t next_ = 0;
    std::int64_t delivered_ = 0;
    std::vector<bool> done_;
    const Work& work_;
};

// Lets the workers go home before their threads are joined, however the scope is left.
class StopAtExit {
  public:
    explicit StopAtExit(Team& team) : team_(team) {}
    ~StopAtExit() { team_.stop(); }
    StopAtExit(const StopAtExit&) = delete;
    StopAtExit& operator=(const StopAtExit&) = delete;

  private:
    Team& team_;
};

}  // namespace

std::size_t slots_needed(std::int64_t count, int threads) {
    if (count < 0) {
        throw std::invalid_argument(
            fmt::format("replications: their number must be 0 or more, not {}", count));
    }
    if (threads < 1) {
        throw std::invalid_argument(
            fmt::format("replications: the number of threads must be 1 or more, not {}", threads));
    }
    if (threads == 1) return 1;
    return static_cast<std::size_t>(std::min(count, std::int64_t{threads} + 1));
}

void run_in_order(std::int64_t count, int threads, const Work& work,
                  const std::function<bool(std::int64_t, std::size_t)>& deliver) {
    const std::size_t slots = slots_needed(count, threads);
    if (threads == 1) {
        for (std::int64_t index = 0; index < count; ++index) {
            work(index, 0, std::stop_token());
            if (!deliver(index, 0)) return;
        }
        return;
    }
    if (count == 0) return;
    Team team(count, slots, work);
    std::vector<std::jthread> workers;
    const StopAtExit stop(team);
    const auto hands = std::min<std::int64_t>(count, threads);
    for (std::int64_t i = 0; i < hands; ++i) workers.emplace_back([&team] { team.run(); });
    for (std::int64_t index = 0; index < count; ++index) {
        if (!deliver(index, team.await(index))) return;
        team.delivered(index);
    }
}

}  // namespace sim::detail
