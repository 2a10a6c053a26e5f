// Runs independent replications on several threads and hands over their results in the order of
// their index.
//
// A replication is a function from its index to a result. What the sink sees, and so the outcome,
// is the same for any number of threads: results come strictly by index, one at a time, on the
// thread of the caller, and after the sink has refused to go on no further one is handed over,
// though replications beyond it may have been started. Those are thrown away.
//
// A replication that throws does not stop the others: its message is handed over in its place.
//
// Memory: no replication starts before all but the `threads` before it have been handed over, so at
// most threads + 1 results exist at a time, however uneven the replications.
#pragma once

#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace sim {

template <class Result>
struct Replication {
    std::int64_t index = 0;
    std::optional<Result> result;  // empty if it failed
    std::string error;             // why: the message of the exception
};

struct ReplicationFailure {
    std::int64_t index;
    std::string message;
    friend bool operator==(const ReplicationFailure&, const ReplicationFailure&) = default;
};

struct ReplicationsRun {
    std::int64_t handed_over = 0;              // indexes 0 to handed_over - 1, failed ones included
    bool stopped = false;                      // the sink refused to go on
    std::vector<ReplicationFailure> failures;  // of those handed over, ascending
};

namespace detail {

// Calls work(i, slot, token) for i = 0, ..., count - 1 on the team and deliver(i, slot) in that
// order on the caller until it returns false. Of two calls with the same slot, the later begins
// after the earlier's delivery has ended; slots lie in [0, slots_needed(count, threads)). work must
// not throw. An exception of deliver ends the team and passes through.
void run_in_order(std::int64_t count, int threads,
                  const std::function<void(std::int64_t, std::size_t, std::stop_token)>& work,
                  const std::function<bool(std::int64_t, std::size_t)>& deliver);

std::size_t slots_needed(std::int64_t count, int threads);

}  // namespace detail

// Runs replications 0 to count - 1. `replicate` is called as replicate(index, token) if it can be,
// otherwise as replicate(index), by several threads at a time: it must share nothing that changes.
// The token asks a replication whose result is no longer wanted to return early. `sink` is called
// as sink(Replication<Result>&&) and returns whether to go on; if it throws, the replications under
// way are awaited and the exception passes through. With threads == 1 all happens on the caller's
// thread. Throws std::invalid_argument, with the value, unless count >= 0 and threads >= 1.
template <class Result, class Replicate, class Sink>
ReplicationsRun run_replications(std::int64_t count, int threads, Replicate&& replicate,
                                 Sink&& sink) {
    std::vector<Replication<Result>> slots(detail::slots_needed(count, threads));
    ReplicationsRun run;
    const auto work = [&](std::int64_t index, std::size_t slot,
                          [[maybe_unused]] const std::stop_token& token) {
        Replication<Result>& replication = slots[slot];
        replication = Replication<Result>{};
        replication.index = index;
        try {
            if constexpr (std::is_invocable_v<Replicate&, std::int64_t, std::stop_token>) {
                replication.result.emplace(replicate(index, token));
            } else {
                replication.result.emplace(replicate(index));
            }
        } catch (const std::exception& e) {
            replication.error = e.what();
        } catch (...) {
            replication.error = "an exception that is no std::exception";
        }
    };
    const auto deliver = [&](std::int64_t index, std::size_t slot) {
        Replication<Result> replication = std::move(slots[slot]);
        if (!replication.result) run.failures.push_back({index, replication.error});
        run.handed_over = index + 1;
        run.stopped = !sink(std::move(replication));
        return !run.stopped;
    };
    detail::run_in_order(count, threads, work, deliver);
    return run;
}

}  // namespace sim
