#include "tools/schema.hpp"

#include <nlohmann/json.hpp>

#include "models/scenario/layers.hpp"
#include "models/scenario/sources.hpp"

namespace tools {
namespace {

using Json = nlohmann::ordered_json;
using models::Kind;
using models::Parameter;

Json matching(const std::string& pattern) {
    return {{"type", "string"}, {"pattern", "^" + pattern + "$"}};
}

// A number, as text, and its unit.
Json quantity(const std::string& unit) {
    return matching(R"([-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)? *)" + unit);
}

Json bounded(const char* type, const models::Info& info) {
    Json j{{"type", type}};
    if (info.min) j[info.exclusive_min ? "exclusiveMinimum" : "minimum"] = *info.min;
    if (info.max) j[info.exclusive_max ? "exclusiveMaximum" : "maximum"] = *info.max;
    return j;
}

Json scalar(const Parameter& p) {
    switch (p.kind) {
        case Kind::integer:
            return bounded("integer", p.info);
        case Kind::number:
            return bounded("number", p.info);
        case Kind::fraction:
            return {{"anyOf", {bounded("number", p.info), quantity("%")}}};
        case Kind::duration:
            return quantity("(ns|us|ms|s|min|h|d)");
        case Kind::rate:
            return quantity("/ *(s|min|h|d)");
        case Kind::money:
            return quantity("((thousand|million|bn) +)?CNY");
        case Kind::instant:
        case Kind::origin:
            return matching(R"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2})"
                            R"((:[0-9]{2}(\.[0-9]{1,9})?)?(Z|[-+][0-9]{2}:[0-9]{2}))");
        case Kind::boolean:
            return {{"type", "boolean"}};
        case Kind::choice:
            return {{"enum", p.choices}};
        case Kind::scale:
            return {{"anyOf", {{{"const", 1}}, matching("1 */ *[0-9].*")}}};
        case Kind::text:
            return {{"type", {"string", "number", "boolean"}}};  // `name: 2019` is a text
        case Kind::path:
            return {{"type", "string"}};
        case Kind::section:
            break;
    }
    return Json::object();
}

std::string description_of(const Parameter& p) {
    std::string text(p.info.help);
    if (!p.range.empty()) text += " Range: " + p.range + ".";
    if (!p.info.required && !p.default_text.empty()) text += " Default: " + p.default_text + ".";
    if (!p.info.source.empty()) text += " Source: " + std::string(p.info.source) + ".";
    return text;
}

Json schema_of(const Parameter& p);

// `all_or_nothing`: nothing but the item itself can supply what it requires.
Json section(const Parameter& p, bool all_or_nothing) {
    Json j{{"type", "object"}, {"additionalProperties", false}};
    Json required = Json::array();
    for (const Parameter& child : p.children) {
        j["properties"][child.name] = schema_of(child);
        if (child.info.required) required.push_back(child.name);
    }
    if (all_or_nothing && !required.empty()) j["required"] = required;
    return j;
}

Json schema_of(const Parameter& p) {
    Json j = p.kind == Kind::section ? section(p, p.is_list) : scalar(p);
    if (p.is_list) j = {{"type", "array"}, {"items", j}};
    j["description"] = description_of(p);
    return j;
}

}  // namespace

std::string json_schema(const Parameter& root) {
    Json j{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
           {"title", "singlesday scenario"}};
    j.update(section(root, false));
    j["properties"]["schema"] = {{"const", models::kSchema}};
    j["properties"]["extends"] = {{"type", "string"},
                                  {"description", "The scenario that this one changes."}};
    Json marks = Json::object();
    for (const std::string_view mark : models::kMarks) {
        marks[std::string(mark)] = {{"type", "object"},
                                    {"additionalProperties", {{"type", "string"}}}};
    }
    j["properties"]["sources"] = {
        {"type", "object"},
        {"additionalProperties", false},
        {"properties", marks},
        {"description", "Where values of this file come from, by what was known when and path."}};
    j["required"] = {"schema"};
    return j.dump(2) + "\n";
}

}  // namespace tools
