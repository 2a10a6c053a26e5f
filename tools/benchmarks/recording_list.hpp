// A future event list that writes down what is done to it. singlesday-record-events compiles the
// world with it; nothing else does.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/kernel/lists/event_queue.hpp"
#include "sim/kernel/lists/radix_heap.hpp"

#include "tools/benchmarks/event_trace.hpp"

namespace tools {

// One thread at a time. Lists are numbered in the order of their construction since reset(); the
// order is the same for all scales of a scenario.
struct Recorder {
    std::size_t wanted = 0;           // the list whose steps are kept
    std::size_t lists = 0;            // constructed so far
    std::vector<std::uint64_t> pops;  // by list
    EventTrace trace;                 // of the wanted one

    static Recorder& instance() {
        static Recorder recorder;
        return recorder;
    }
    void reset(std::size_t list_wanted) { *this = Recorder{list_wanted, 0, {}, {}}; }
};

}  // namespace tools

namespace sim {

class RecordingList {
  public:
    RecordingList() : number_(recorder().lists++) { recorder().pops.push_back(0); }

    bool empty() const { return list_.empty(); }
    std::size_t size() const { return list_.size(); }
    const Event& top() { return list_.top(); }
    std::size_t memory_bytes() const { return list_.memory_bytes(); }

    void push(Event e) {
        record(e);
        list_.push(e);
    }

    // The engine asks for the end of a window first, and within the window for less.
    bool has_before(Time limit) {
        if (limit > window_end_) {
            window_end_ = limit;
            record({limit, tools::kWindowTag});
        }
        return list_.has_before(limit);
    }

    Event pop() {
        ++recorder().pops[number_];
        record({0, tools::kPopTag});
        return list_.pop();
    }

  private:
    static tools::Recorder& recorder() { return tools::Recorder::instance(); }

    void record(const Event& step) {
        if (number_ == recorder().wanted) recorder().trace.push_back(step);
    }

    RadixHeap list_;
    std::size_t number_;
    Time window_end_ = std::numeric_limits<Time>::min();
};

}  // namespace sim
