// Run directories written by hand: as a run writes them, with what a test wants in them.
#pragma once

#include <fmt/format.h>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/cli/program.hpp"

struct RunFixture {
    std::string scenario = "tiny";
    std::string hash = "00112233445566778899aabbccddeeff";
    std::string status = "complete";
    std::string until = "2019-11-12T00:00+08:00";  // of the headline
    std::string couriers = "250000000";
    std::string commit = {};  // of the program; none in the manifest if empty
    double scale = 0.01;
    std::int64_t seed = 1;
    std::map<std::string, double> metrics = {{"gmv_cny", 1000}, {"orders_rejected", 50}};
    std::map<std::string, std::map<std::string, std::string>> columns = {
        {"logistics Inner Mongolia", {{"trucks", "aa"}}},
        {"platform", {{"orders", "bb"}, {"payments", "cc"}}}};
    // Of replicated runs: a metric's values by replication, their seeds from 101 on.
    std::map<std::string, std::vector<double>> replications = {};
    std::int64_t seeds_per_input = 1;
    nlohmann::json thresholds = nlohmann::json::array();
    std::string record = {};  // its text; none if empty

    // Returns its path.
    std::string write(const Folder& folder, const std::string& name) const {
        std::filesystem::create_directories(folder / name);
        nlohmann::json manifest{
            {"schema", 1}, {"status", status}, {"scenario", {{"name", scenario}, {"hash", hash}}}};
        if (!commit.empty()) {
            manifest["version"] = "0.1.0";
            manifest["commit"] = commit;
        }
        for (const auto& [table, digests] : columns) {
            manifest["digest"]["tables"][table] = {{"total", "x"}, {"columns", digests}};
        }
        nlohmann::json summary{{"schema", 1}, {"seed", seed}, {"scale", scale}, {"digest", "dd"}};
        for (const auto& [metric, value] : metrics) summary[metric] = value;
        summary["thresholds"] = thresholds;
        folder.write(name + "/manifest.json", manifest.dump());
        folder.write(name + "/summary.json", summary.dump());
        folder.write(name + "/scenario.resolved.yaml",
                     fmt::format("schema: 1\nname: \"{}\"\nheadline:\n"
                                 "  from: 2019-11-11T00:00+08:00\n  until: {}\n"
                                 "logistics:\n  delivery_per_day: {}\n",
                                 scenario, until, couriers));
        if (!record.empty()) folder.write(name + "/record.yaml", record);
        if (!replications.empty()) folder.write(name + "/replications.csv", rows());
        return folder / name;
    }

  private:
    std::string rows() const {
        std::string out = "replication,seed,inputs,status,digest";
        for (const auto& [metric, values] : replications) out += ',' + metric;
        const std::size_t n = replications.begin()->second.size();
        for (std::size_t i = 0; i < n; ++i) {
            out += fmt::format("\n{},{},{},complete,dd", i + 1, 101 + i,
                               1 + static_cast<std::int64_t>(i) / seeds_per_input);
            for (const auto& [metric, values] : replications) {
                out += fmt::format(",{}", values.at(i));
            }
        }
        return out + '\n';
    }
};
