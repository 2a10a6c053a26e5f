// One scenario, many runs: what each replication is, and what it found.
//
// Replication 1 has the scenario's own seed, replication r one derived from it. Where inputs are
// uncertain, so many replications in a row (`seeds_per_input`) share a draw of them. What is
// simulated is the replication's own scenario, a plain one, which is written beside its results:
// running that file does it again.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "models/world/scenario.hpp"
#include "models/world/uncertainty.hpp"

#include "tools/run/inputs.hpp"

namespace tools {

// In [0, 2^62), so that `--seed` takes it. Requires 0 <= seed, replication >= 1.
std::int64_t replication_seed(std::int64_t seed, std::int64_t replication);

// The number of the draw of inputs, from 1; without uncertain inputs that of the replication.
std::int64_t inputs_number(const models::Scenario& scenario, std::int64_t replication);

// The scenario without what repeats it: one replication, certain inputs, no precision.
models::Scenario without_experiment(models::Scenario scenario);

struct OwnScenario {
    models::Scenario scenario;
    Inputs inputs;
    std::vector<models::DrawnInput> drawn;
};

// What replication r simulates. Throws std::runtime_error, naming the inputs, if the drawn ones
// make no valid scenario.
OwnScenario own_scenario(const models::Scenario& scenario, std::int64_t replication);

// What a replication found, read back from its folder, so that one that was made earlier cannot
// differ from one made now.
struct ReplicationRow {
    std::int64_t replication = 1;
    std::int64_t seed = 0;
    std::int64_t inputs = 1;
    std::string error;                          // why it failed; empty if it is complete
    std::string digest;                         // 32 hex digits
    std::vector<std::optional<double>> values;  // of metrics(), in that order
    std::map<std::string, std::int64_t> raw;    // unscaled counts of the summary
    std::int64_t events = 0;
    double wall_s = 0;
    std::size_t peak_rss_bytes = 0;
    std::map<std::string, std::map<std::string, std::string>> columns;  // sub-digests, by table
    std::vector<models::DrawnInput> drawn;

    bool complete() const { return error.empty(); }
};

// Row of the run in `directory`. Throws IoError or InputError if that is none.
ReplicationRow read_replication(const std::filesystem::path& directory);

// Whether `directory` holds a complete run of exactly this scenario by this version.
bool is_finished(const std::filesystem::path& directory, const OwnScenario& own);

// "0001"
std::string replication_name(std::int64_t replication);

// replication,seed,inputs,status,digest,<metrics>; an empty cell where there is no value.
std::string replications_csv(const std::vector<ReplicationRow>& rows);

// inputs,parameter,factor,value: a row for each draw and uncertain input.
std::string inputs_csv(const std::vector<ReplicationRow>& rows);

}  // namespace tools
