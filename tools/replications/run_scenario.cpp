#include "tools/replications/run_scenario.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <thread>

#include "tools/base/errors.hpp"
#include "tools/replications/replicate.hpp"
#include "tools/run/run_identity.hpp"
#include "tools/run/run_once.hpp"

namespace tools {
namespace {

namespace fs = std::filesystem;

// --force replaces runs, never somebody's other files.
void spare_other_folders(const fs::path& place) {
    if (!fs::is_directory(place) || fs::is_empty(place) || run_identity(place)) return;
    throw IoError(place.string(), "is not a run directory; --force does not replace it");
}

}  // namespace

bool is_replicated(const models::Scenario& scenario) {
    return scenario.replications > 1 || !scenario.precision.metrics.empty();
}

std::string default_place(const models::Scenario& scenario, const std::string& hash) {
    return fmt::format("runs/{}-{}-{}", scenario.name, scenario.seed, hash.substr(0, 8));
}

int default_threads(const models::Scenario& scenario) {
    const int cores = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    return is_replicated(scenario)
               ? cores
               : std::min<int>(cores, static_cast<int>(scenario.platform.units));
}

int run_scenario(const models::Scenario& scenario, const RunRequest& request, Console& console) {
    if (request.force) spare_other_folders(request.place);
    return is_replicated(scenario) ? run_replicated(scenario, request, console)
                                   : run_once(scenario, request, console);
}

}  // namespace tools
