// What the program reads and writes as JSON has in common.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "tools/base/errors.hpp"
#include "tools/base/files.hpp"

namespace tools {

using Json = nlohmann::ordered_json;

// Throws IoError if the file cannot be read and InputError naming it if it is no JSON.
inline Json read_json(const std::filesystem::path& path) {
    const std::string text = read_file(path);
    try {
        return Json::parse(text);
    } catch (const Json::exception& e) {
        throw InputError(path.string() + ": is no JSON: " + e.what());
    }
}

// As a document: with line feeds and an indent of 2. What is no UTF-8, in names of files that
// somebody else chose, is shown as U+FFFD.
inline std::string text_of(const Json& json) {
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

// What is not known is null.
inline Json number(const std::optional<double>& x) {
    return x ? Json(*x) : Json(nullptr);
}

}  // namespace tools
