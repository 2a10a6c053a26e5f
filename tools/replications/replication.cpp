#include "tools/replications/replication.hpp"

#include <fmt/format.h>

#include "sim/random/mix.hpp"

#include "models/scenario/dump.hpp"
#include "models/scenario/reader.hpp"

#include "tools/base/errors.hpp"
#include "tools/base/json.hpp"
#include "tools/run/metrics.hpp"
#include "tools/run/run_identity.hpp"
#include "tools/run/run_parts.hpp"

namespace tools {
namespace {

namespace fs = std::filesystem;

std::string to_text(const std::vector<models::DrawnInput>& drawn) {
    std::string text;
    for (const models::DrawnInput& d : drawn) {
        text += fmt::format("{}{} = {}", text.empty() ? "" : ", ", d.parameter, d.value);
    }
    return text;
}

// Reads the drawn scenario as if it stood in a file: all its checks hold for it too.
models::Scenario checked(const models::Scenario& scenario,
                         const std::vector<models::DrawnInput>& drawn) {
    std::string text;
    models::dump_resolved(text, scenario);
    const auto reading = models::read_scenario<models::Scenario>(models::ScenarioText{"", text});
    if (reading.ok()) return reading.scenario;
    const models::Issue& first = reading.errors.front();
    throw std::runtime_error(fmt::format("the drawn inputs ({}) make no valid scenario: {}: {}",
                                         to_text(drawn), first.path, first.message));
}

}  // namespace

std::int64_t replication_seed(std::int64_t seed, std::int64_t replication) {
    if (replication == 1) return seed;
    return static_cast<std::int64_t>(
        sim::mix64(static_cast<std::uint64_t>(seed), static_cast<std::uint64_t>(replication)) >> 2);
}

std::int64_t inputs_number(const models::Scenario& scenario, std::int64_t replication) {
    if (scenario.uncertainty.empty()) return replication;
    return (replication - 1) / scenario.seeds_per_input + 1;
}

models::Scenario without_experiment(models::Scenario scenario) {
    const models::Scenario defaults;
    scenario.replications = defaults.replications;
    scenario.seeds_per_input = defaults.seeds_per_input;
    scenario.precision = defaults.precision;
    scenario.uncertainty.clear();
    std::erase_if(scenario.sources, [](const auto& source) {
        const std::string& path = source.first;
        return path == "replications" || path == "seeds_per_input" ||
               path.starts_with("precision") || path.starts_with("uncertainty");
    });
    return scenario;
}

OwnScenario own_scenario(const models::Scenario& scenario, std::int64_t replication) {
    OwnScenario own;
    models::Scenario drawn = scenario;
    own.drawn = models::draw_inputs(drawn, inputs_number(scenario, replication));
    own.scenario = without_experiment(std::move(drawn));
    own.scenario.seed = replication_seed(scenario.seed, replication);
    // As if it were run alone, by its seed.
    if (replication > 1) own.scenario.sources["seed"] = {models::Mark::chosen, "--set"};
    if (!own.drawn.empty()) {
        models::Sources sources = std::move(own.scenario.sources);
        own.scenario = checked(own.scenario, own.drawn);
        own.scenario.sources = std::move(sources);
    }
    own.inputs = inputs_of(own.scenario);
    return own;
}

ReplicationRow read_replication(const fs::path& directory) {
    const Json summary = read_json(directory / "summary.json");
    const Json manifest = read_json(directory / "manifest.json");
    ReplicationRow row;
    try {
        row.seed = summary.at("seed").get<std::int64_t>();
        row.digest = summary.at("digest").get<std::string>();
        for (const Metric& m : metrics()) {
            const Json& value = summary.at(std::string(m.name));
            row.values.push_back(value.is_null() ? std::nullopt
                                                 : std::optional(value.get<double>()));
        }
        row.raw = summary.at("raw").get<std::map<std::string, std::int64_t>>();
        row.events = summary.at("events").get<std::int64_t>();
        row.wall_s = summary.at("wall_s").get<double>();
        row.peak_rss_bytes = summary.at("peak_rss_bytes").get<std::size_t>();
        for (const auto& [table, content] : manifest.at("digest").at("tables").items()) {
            row.columns[table] = content.at("columns").get<std::map<std::string, std::string>>();
        }
    } catch (const Json::exception& e) {
        throw InputError(directory.string() + ": is not a run directory: " + e.what());
    }
    return row;
}

bool is_finished(const fs::path& directory, const OwnScenario& own) {
    const auto run = run_identity(directory);
    if (!run || !run->is_complete(own.inputs.hash) || run->seed != own.scenario.seed) return false;
    try {
        read_replication(directory);
    } catch (const InputError&) {
        return false;  // somebody damaged it; it is made anew
    }
    return true;
}

std::string replication_name(std::int64_t replication) {
    return fmt::format("{:04}", replication);
}

std::string replications_csv(const std::vector<ReplicationRow>& rows) {
    std::string out = "replication,seed,inputs,status,digest";
    for (const Metric& m : metrics()) out += fmt::format(",{}", m.name);
    out += '\n';
    for (const ReplicationRow& r : rows) {
        out += fmt::format("{},{},{},{},{}", r.replication, r.seed, r.inputs,
                           r.complete() ? "complete" : "failed", r.digest);
        for (std::size_t i = 0; i < metrics().size(); ++i) {
            const bool known = r.complete() && r.values[i];
            out += known ? fmt::format(",{}", *r.values[i]) : ",";
        }
        out += '\n';
    }
    return out;
}

std::string inputs_csv(const std::vector<ReplicationRow>& rows) {
    std::string out = "inputs,parameter,factor,value,unit\n";
    std::int64_t last = 0;
    for (const ReplicationRow& r : rows) {
        if (r.inputs == last) continue;
        last = r.inputs;
        for (const models::DrawnInput& d : r.drawn) {
            const std::size_t end =
                std::min(d.value.find_first_not_of("+-0123456789.e"), d.value.size());
            const std::size_t unit = std::min(d.value.find_first_not_of(' ', end), d.value.size());
            out += fmt::format("{},{},{},{},{}\n", r.inputs, d.parameter, d.factor,
                               d.value.substr(0, end), d.value.substr(unit));
        }
    }
    return out;
}

}  // namespace tools
