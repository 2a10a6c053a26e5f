// A run directory read back: what was simulated, and its metrics, a row a replication.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tools {

struct RunRecord {
    std::filesystem::path path;
    std::int64_t schema = 0;
    std::string status;    // complete, partial, failed
    std::string scenario;  // name
    std::string scenario_hash;
    std::string scenario_text;  // resolved YAML
    std::string record;   // digest of the published record it was scored against; may be empty
    std::string made_by;  // version and commit of the program: "0.1.0 66d52ed"
    std::int64_t seed = 0;
    double scale = 1;         // 0.01 for 1/100
    bool replicated = false;  // has replications.csv, were it of one replication
    std::string digest;
    // Sub-digests by table and column, as the manifest has them.
    std::map<std::string, std::map<std::string, std::string>> columns;

    // Those of the scenario, as the run judged them.
    struct Threshold {
        std::string limit;   // "gmv_cny above 250000000000"
        std::string reason;  // a sentence
        bool passed;
    };
    std::vector<Threshold> thresholds;

    struct Row {
        std::int64_t replication = 1;
        std::int64_t seed = 0;
        // Replications with equal numbers share their uncertain inputs; where none is uncertain,
        // each has a number of its own. So the means by number are always an independent sample.
        std::int64_t inputs = 1;
        std::map<std::string, std::optional<double>> metrics;
    };
    std::vector<Row> rows;  // one for a single run, else one a complete replication, ascending
};

// Throws IoError if a file is missing or unreadable and InputError, naming the file, if it is not
// what a run writes or no replication of it finished.
RunRecord read_run_record(const std::filesystem::path& directory);

}  // namespace tools
