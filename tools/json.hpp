// What the program reads and writes as JSON has in common.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "tools/errors.hpp"
#include "tools/files.hpp"

namespace tools {

// Throws IoError if the file cannot be read and InputError naming it if it is no JSON.
inline nlohmann::json read_json(const std::filesystem::path& path) {
    const std::string text = read_file(path);
    try {
        return nlohmann::json::parse(text);
    } catch (const nlohmann::json::exception& e) {
        throw InputError(path.string() + ": is no JSON: " + e.what());
    }
}

// What is not known is null.
inline nlohmann::ordered_json number(const std::optional<double>& x) {
    return x ? nlohmann::ordered_json(*x) : nlohmann::ordered_json(nullptr);
}

}  // namespace tools
