// What the reader of scenarios must survive: any bytes at all.
//
// libFuzzer calls this with bytes that reach ever more of the reader; replay.cpp with those of the
// corpus, in the ordinary tests. A broken promise aborts.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "models/scenario/dump.hpp"
#include "models/scenario/reader.hpp"
#include "models/world/scenario.hpp"

namespace {

using models::Scenario;
using models::ScenarioText;

void promise(bool kept, const char* what, const std::string& detail) {
    if (kept) return;
    std::fprintf(stderr, "broken promise: %s: %s\n", what, detail.c_str());
    std::abort();
}

std::string resolved(const Scenario& scenario) {
    std::string text;
    models::dump_resolved(text, scenario);
    return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    const auto lines = 1 + std::count(text.begin(), text.end(), '\n');
    const auto reading = models::read_scenario<Scenario>(ScenarioText{"fuzz.yaml", text});
    for (const auto* issues : {&reading.errors, &reading.warnings}) {
        for (const models::Issue& issue : *issues) {
            promise(!issue.message.empty(), "an issue says something", issue.path);
            if (issue.file != "fuzz.yaml") continue;
            promise(issue.line <= lines, "an issue stands in the file", to_text(issue));
        }
    }
    if (!reading.ok()) return 0;
    const std::string first = resolved(reading.scenario);
    const auto again = models::read_scenario<Scenario>(ScenarioText{"fuzz.yaml", first});
    promise(again.ok(), "what is dumped can be read",
            again.ok() ? "" : to_text(again.errors.front()));
    promise(resolved(again.scenario) == first, "reading and dumping changes nothing", first);
    return 0;
}
