#include "tools/scenario/schema.hpp"

#include <fmt/format.h>
#include <iterator>

#include "models/scenario/layers.hpp"
#include "models/scenario/sources.hpp"

#include "tools/base/json.hpp"

namespace tools {
namespace {

using models::Kind;
using models::Parameter;

// Text of a form. Editors offer the example, and show the message in place of the pattern; the
// message is no word of the standard, and validators that do not know it pass it over.
Json matching(const std::string& pattern, const std::string& what, const std::string& example) {
    return {{"type", "string"},
            {"pattern", "^" + pattern + "$"},
            {"patternErrorMessage", "This is not " + what + ", such as " + example + "."},
            {"examples", {example}}};
}

// A number, as text, and its unit. Patterns cannot hold bounds, but they can hold the sign.
Json quantity(const models::Info& info, const std::string& unit, const std::string& what,
              const std::string& example) {
    const std::string sign = info.min && *info.min >= 0 ? R"(\+?)" : "[-+]?";
    return matching(sign + R"(([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)? *)" + unit, what,
                    example);
}

// A percentage; where it is of a whole, up to 100 %.
Json percentage(const models::Info& info) {
    const char* what = "a share";
    const char* example = "7.5 %";
    if (!info.max || *info.max > 1) return quantity(info, "%", what, example);
    return matching(R"(\+?((0*100(\.0*)?|0*[0-9]{1,2}(\.[0-9]*)?|\.[0-9]+)|)"
                    R"(([0-9]+\.?[0-9]*|\.[0-9]+)[eE]-[0-9]+) *%)",
                    what, example);
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
            return {{"anyOf", {bounded("number", p.info), percentage(p.info)}}};
        case Kind::duration:
            return quantity(p.info, "(ns|us|ms|s|min|h|d)", "a duration", "30 min");
        case Kind::rate:
            return quantity(p.info, "/ *(s|min|h|d)", "a rate", "400000/s");
        case Kind::money:
            return quantity(p.info, "((thousand|million|bn) +)?CNY", "an amount of money",
                            "16 bn CNY");
        case Kind::instant:
        case Kind::origin:
            return matching(R"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2})"
                            R"((:[0-9]{2}(\.[0-9]{1,9})?)?(Z|[-+][0-9]{2}:[0-9]{2}))",
                            "an instant with its offset", "2019-11-11T00:00+08:00");
        case Kind::boolean:
            return {{"type", "boolean"}};
        case Kind::choice:
            return {{"enum", p.choices}};
        case Kind::scale:
            return {{"anyOf",
                     {{{"const", 1}},
                      matching("1 */ *[0-9]*[1-9][0-9.]*([eE][+]?[0-9]+)?", "a scale", "1/100")}}};
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

// What editors fill in: numbers and booleans as they are, all else as text.
Json default_of(const Parameter& p) {
    const bool plain = p.kind == Kind::integer || p.kind == Kind::number || p.kind == Kind::boolean;
    return plain ? Json::parse(p.default_text) : Json(p.default_text);
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
    if (p.is_list) {
        j = {{"type", "array"}, {"items", j}};
    } else if (!p.info.required && !p.default_text.empty()) {
        j["default"] = default_of(p);
    }
    j["description"] = description_of(p);
    return j;
}

}  // namespace

std::string json_schema(const Parameter& root) {
    Json j{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
           {"title", "singlesday scenario"}};
    j.update(section(root, false));
    j["properties"]["name"]["pattern"] = "^[A-Za-z0-9][A-Za-z0-9._-]*$";
    j["properties"]["schema"] = {{"const", models::kSchema},
                                 {"description", "The edition of this form of file."}};
    j["properties"]["extends"] = {{"type", "string"},
                                  {"description", "The scenario that this one changes."}};
    Json marks = Json::object();
    for (std::size_t i = 0; i < std::size(models::kMarks); ++i) {
        marks[std::string(models::kMarks[i])] = {
            {"type", "object"},
            {"additionalProperties", {{"type", "string"}}},
            {"description", fmt::format("Sources of what is {}.", models::kMeaningsOfMarks[i])}};
    }
    j["properties"]["sources"] = {
        {"type", "object"},
        {"additionalProperties", false},
        {"properties", marks},
        {"description", "Where values of this file come from, by what was known when and path."}};
    j["required"] = {"schema"};
    return text_of(j);
}

}  // namespace tools
