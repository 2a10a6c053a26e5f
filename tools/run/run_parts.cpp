#include "tools/run/run_parts.hpp"

#include <ctime>
#include <ostream>
#include <sys/resource.h>

#include "tools/base/errors.hpp"
#include "tools/run/metrics.hpp"

namespace tools {
namespace {

// Set by the handler, read between windows by any thread: lock-free, so a handler may touch it.
std::atomic<bool> interrupted_flag{false};
static_assert(std::atomic<bool>::is_always_lock_free);

}  // namespace

StopOnSignal::StopOnSignal() {
    interrupted_flag = false;
    for (std::size_t i = 0; i < std::size(kSignals); ++i) {
        previous_[i] = std::signal(kSignals[i], on_signal);
        if (kSignals[i] == SIGHUP && previous_[i] == SIG_IGN) std::signal(SIGHUP, SIG_IGN);
    }
}

StopOnSignal::~StopOnSignal() {
    for (std::size_t i = 0; i < std::size(kSignals); ++i) std::signal(kSignals[i], previous_[i]);
}

void StopOnSignal::on_signal(int) {
    interrupted_flag = true;
}

bool interrupted() {
    return interrupted_flag;
}

std::string utc_now() {
    const std::time_t t = std::time(nullptr);
    std::tm utc{};
    gmtime_r(&t, &utc);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
    return text;
}

std::size_t peak_rss_bytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<std::size_t>(usage.ru_maxrss) * 1024;
}

std::vector<ThresholdResult> thresholds_of(const Results& r) {
    return judge_thresholds(r.world->scenario().thresholds, [&](const std::string& metric) {
        const auto value = value_of(*find_metric(metric), r);
        return value ? std::optional(Measured{*value}) : std::nullopt;
    });
}

int report_missed(const std::vector<ThresholdResult>& thresholds, std::ostream& err) {
    for (const ThresholdResult& t : thresholds) {
        if (!t.passed()) err << "singlesday: threshold missed: " << t.text() << '\n';
    }
    return any_missed(thresholds) ? kMissed : kFine;
}

void write_inputs(StagedDirectory& directory, const Inputs& inputs) {
    directory.write(Inputs::kScenarioFile, inputs.scenario);
    if (!inputs.record.empty()) directory.write(Inputs::kRecordFile, inputs.record);
}

void write_run(StagedDirectory& directory, const Results& r,
               std::chrono::steady_clock::time_point started, RunContext& p) {
    write_inputs(directory, p.inputs);
    directory.write("milestones.csv", milestones_csv(r));
    directory.write("funnel.csv", funnel_csv(r));
    directory.write("metrics.csv", metrics_csv(r.k));
    directory.write("trace.csv", trace_csv(r));
    directory.write("series/platform.csv", platform_csv(r));
    directory.write("series/preorders.csv", preorders_csv(r));
    directory.write("series/logistics.csv", logistics_csv(r));
    directory.write("series/logistics_by_province.csv", logistics_by_province_csv(r));
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - started;
    p.wall_s = wall.count();
    p.peak_rss_bytes = peak_rss_bytes();
    directory.write("manifest.json", manifest_json(r, p));
    directory.write("summary.json", summary_json(r, p));
}

}  // namespace tools
