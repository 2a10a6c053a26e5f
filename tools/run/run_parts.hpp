// What a single run and each of many have in common.
#pragma once

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstddef>
#include <iosfwd>
#include <iterator>
#include <string>
#include <vector>

#include "tools/base/files.hpp"
#include "tools/run/tables.hpp"

namespace tools {

// While it lives, SIGINT, SIGTERM and SIGHUP (unless that is ignored, as nohup does) ask the run to
// stop, and it writes what it has.
class StopOnSignal {
  public:
    StopOnSignal();
    ~StopOnSignal();
    StopOnSignal(const StopOnSignal&) = delete;
    StopOnSignal& operator=(const StopOnSignal&) = delete;

  private:
    static constexpr int kSignals[] = {SIGINT, SIGTERM, SIGHUP};
    static void on_signal(int);
    void (*previous_[std::size(kSignals)])(int) = {};
};

// Whether one of them came since the last StopOnSignal began. From any thread.
bool interrupted();

std::string utc_now();         // ISO 8601
std::size_t peak_rss_bytes();  // of this process, so far

// The scenario's thresholds, judged on the run.
std::vector<ThresholdResult> thresholds_of(const Results& r);

// A line for each that was missed; kMissed if there are any, else kFine.
int report_missed(const std::vector<ThresholdResult>& thresholds, std::ostream& err);

// What the run was made of.
void write_inputs(StagedDirectory& directory, const Inputs& inputs);

// All files of a run directory. Sets the time since `started` and the peak of memory in `p` when
// all but the two that tell of them are written.
void write_run(StagedDirectory& directory, const Results& r,
               std::chrono::steady_clock::time_point started, RunContext& p);

}  // namespace tools
