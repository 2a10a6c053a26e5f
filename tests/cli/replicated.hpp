// Replicated runs of a moment, and their files read back.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/cli/program.hpp"

inline nlohmann::json json(const std::string& path) {
    return nlohmann::json::parse(tools::read_file(path));
}

// A run that takes a tenth of a second: half an hour around the opening.
inline std::vector<std::string> brief(const std::string& out,
                                      const std::vector<std::string>& more) {
    std::vector<std::string> words = quick_run(out);
    for (const char* set : {"scale=1/100000", "merchants.head_items=100", "trace.orders=0",
                            "horizon=2019-11-11T03:00+08:00"}) {
        words.push_back("--set");
        words.push_back(set);
    }
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

// All files below a folder, without what is allowed to differ.
inline std::map<std::string, std::string> files_below(const std::string& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        std::string text = tools::read_file(entry.path());
        if (entry.path().extension() == ".json") {
            nlohmann::json j = nlohmann::json::parse(text);
            for (const char* name : {"wall_s", "peak_rss_bytes", "volatile"}) j.erase(name);
            text = j.dump();
        }
        files[entry.path().lexically_relative(folder).string()] = text;
    }
    return files;
}

inline std::vector<std::string> lines_of(const std::string& path) {
    std::istringstream in(tools::read_file(path));
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}
