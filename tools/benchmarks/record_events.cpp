// Writes down what the busiest cell of a run does to its future event list, for `replay` in
// singlesday-benchmarks:
//
//     singlesday-record-events SCENARIO FILE [UNTIL_SECONDS] [PATH=VALUE...]
//
// The run ends UNTIL_SECONDS after the scenario's origin, or where the scenario does. The cell is
// the one that handled most events in the same run at 1/1000.

#include <algorithm>
#include <fmt/format.h>
#include <limits>
#include <string>
#include <vector>

#include "models/scenario/reader.hpp"
#include "models/world/world.hpp"

#include "tools/benchmarks/event_trace.hpp"
#include "tools/benchmarks/recording_list.hpp"

namespace {

void run(const std::string& file, const std::vector<std::string>& overrides, sim::Time until) {
    const auto reading = models::read_scenario<models::Scenario>(file, overrides);
    if (!reading.ok()) throw std::runtime_error(to_text(reading.errors.front()));
    models::World world(reading.scenario, {}, {.threads = 1});
    world.run([until](const models::World::Moment& m) { return m.now < until; });
}

void record(const std::string& scenario, const std::string& out, sim::Time until,
            std::vector<std::string> overrides) {
    tools::Recorder& recorder = tools::Recorder::instance();
    std::vector<std::string> small = overrides;
    std::erase_if(small, [](const std::string& o) { return o.starts_with("scale="); });
    small.emplace_back("scale=1/1000");
    recorder.reset(SIZE_MAX);
    run(scenario, small, until);
    const auto busiest = std::max_element(recorder.pops.begin(), recorder.pops.end());
    recorder.reset(static_cast<std::size_t>(busiest - recorder.pops.begin()));
    run(scenario, overrides, until);

    std::size_t pending = 0, most = 0, pops = 0;
    for (const sim::Event& step : recorder.trace) {
        if (step.tag == tools::kWindowTag) continue;
        step.tag == tools::kPopTag ? (--pending, ++pops) : ++pending;
        most = std::max(most, pending);
    }
    tools::write_trace(out, recorder.trace);
    fmt::print("{}: list {} of {}, {} pops, at most {} pending\n", out, recorder.wanted,
               recorder.lists, pops, most);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 3) {
        fmt::print(stderr,
                   "usage: singlesday-record-events SCENARIO FILE [UNTIL_SECONDS] "
                   "[PATH=VALUE...]\n");
        return 2;
    }
    sim::Time until = sim::kNever;
    std::vector<std::string> overrides;
    try {
        for (int i = 3; i < argc; ++i) {
            const std::string word = argv[i];
            if (word.find('=') != std::string::npos) {
                overrides.push_back(word);
            } else {
                until = std::stoll(word) * sim::kSecond;
            }
        }
        record(argv[1], argv[2], until, overrides);
    } catch (const std::exception& e) {
        fmt::print(stderr, "{}\n", e.what());
        return 1;
    }
    return 0;
}
