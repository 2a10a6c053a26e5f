// The commands `bless` and `check`, called as a user would.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/tools/run/run_fixture.hpp"

inline ProgramResult bless(const std::string& run, const std::string& baseline,
                           const std::vector<std::string>& more = {}) {
    std::vector<std::string> words = {"bless", run, "--baseline", baseline};
    words.insert(words.end(), more.begin(), more.end());
    return program(words);
}

inline ProgramResult check(const std::string& run, const std::string& baseline,
                           const std::vector<std::string>& more = {}) {
    std::vector<std::string> words = {"check", run, "--baseline", baseline};
    words.insert(words.end(), more.begin(), more.end());
    return program(words);
}

inline nlohmann::json judged(const std::string& run, const std::string& baseline,
                             std::vector<std::string> more = {}) {
    more.push_back("--json");
    return nlohmann::json::parse(check(run, baseline, more).out);
}
