#include "tools/commands/scenario_options.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fmt/format.h>
#include <ostream>
#include <tuple>

#include "tools/base/errors.hpp"

namespace tools {

void ScenarioOptions::add_to(CLI::App& command) {
    command.add_option("scenario", file, "Scenario file (YAML)")->required();
    add_overrides_to(command);
}

void ScenarioOptions::add_overrides_to(CLI::App& command, const std::string& group) {
    command.add_option("--set", set, "Override a parameter: path=value; may be repeated")
        ->allow_extra_args(false)
        ->group(group);
    const std::tuple<const char*, std::string&, const char*> options[] = {
        {"--seed", seed, "Seed of all random numbers"},
        {"--scale", scale, "Size of the population, such as 1/100"},
        {"--from", from, "Begin the run here: short for --set start=..."},
        {"--until", until, "End the run here: short for --set horizon=..."}};
    for (const auto& [name, value, help] : options) {
        command.add_option(name, value, help)->group(group);
    }
}

std::vector<std::string> ScenarioOptions::overrides() const {
    std::vector<std::string> all = set;
    if (!seed.empty()) all.push_back("seed=" + seed);
    if (!scale.empty()) all.push_back("scale=" + scale);
    if (!from.empty()) all.push_back("start=" + from);
    if (!until.empty()) all.push_back("horizon=" + until);
    return all;
}

ScenarioReading ScenarioOptions::reading() const {
    ScenarioReading result = read_scenario(file, overrides());
    const std::tuple<const std::string&, const char*, const char*> options[] = {
        {seed, "seed", "--seed"},
        {scale, "scale", "--scale"},
        {from, "start", "--from"},
        {until, "horizon", "--until"}};
    for (const auto& [value, parameter, option] : options) {
        const std::string named = fmt::format("--set {}={}", parameter, value);
        const std::string written = fmt::format("{} {}", option, value);
        const auto rename = [&](auto& items) {
            for (auto& item : items) {
                if (item.file == named) item.file = written;
            }
        };
        rename(result.errors);
        rename(result.warnings);
        rename(result.given);
    }
    return result;
}

ScenarioReading read_with_sources(const ScenarioOptions& options, std::ostream& err) {
    ScenarioReading reading = options.reading();
    for (const models::Issue& w : reading.warnings) err << "warning: " << to_text(w) << '\n';
    std::vector<std::string> reasons;
    for (const models::Issue& e : reading.errors) reasons.push_back(to_text(e));
    const std::size_t n = reasons.size();
    constexpr std::size_t kMostShown = 100;
    for (std::size_t i = 0; i < std::min(n, kMostShown); ++i) err << reasons[i] << '\n';
    if (n > kMostShown) err << fmt::format("and {} more; --json shows all\n", n - kMostShown);
    if (reading.ok()) return reading;
    const std::string message = fmt::format("{} error{}", n, n == 1 ? "" : "s");
    if (reading.refused) throw IoError(options.file, message, std::move(reasons));
    throw InputError(options.file + ": " + message, std::move(reasons));
}

models::Scenario read(const ScenarioOptions& options, std::ostream& err) {
    return read_with_sources(options, err).scenario;
}

}  // namespace tools
