#include "tools/scenario/values.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <optional>

#include "models/scenario/dump.hpp"

#include "tools/base/json.hpp"
#include "tools/base/text.hpp"
#include "tools/scenario/parameter_diff.hpp"

namespace tools {
namespace {

using models::Parameter;

// Whether `at` is the parameter `path` or lies below it; a path without indices means all items.
bool lies_in(const std::string& at, const std::string& path) {
    const auto below = [&](const std::string& p) {
        return path.empty() || p == path || p.starts_with(path + ".");
    };
    return below(at) || below(models::without_indices(at));
}

// The source of a default: of an item of a default list, or of a required field in one, the list's.
std::optional<models::Citation> source_of_default(const Parameter& root, std::string_view path) {
    const Parameter* p = find_parameter(root, path);
    while (p->info.source.empty() && path.find('.') != std::string_view::npos) {
        path = path.substr(0, path.rfind('.'));
        p = find_parameter(root, path);
    }
    return models::declared_source(p->info.source);
}

void tell_source(const ScenarioReading& reading, const Parameter& root, Value& value) {
    std::optional<models::Citation> source;
    const auto at = std::find_if(reading.given.begin(), reading.given.end(),
                                 [&](const models::GivenValue& g) { return g.path == value.path; });
    if (at != reading.given.end()) {
        value.place = at->line > 0 ? fmt::format("{}:{}", at->file, at->line) : at->file;
        if (const auto* stated = source_of(reading.sources, value.path)) source = *stated;
        if (!source) value.source = "none stated";
    } else {
        source = source_of_default(root, value.path);
    }
    if (!source) return;
    value.mark = mark_name(source->mark);
    value.source = source->text;
}

}  // namespace

std::vector<Value> values_below(const std::string& path, const ScenarioReading& reading,
                                const Parameter& root) {
    std::string text;
    models::dump_resolved(text, reading.scenario);
    std::vector<Value> values;
    for (const auto& [at, value] : parameters_of(text)) {
        if (at == "schema" || !lies_in(at, path)) continue;
        tell_source(reading, root, values.emplace_back(Value{at, value, "", "", ""}));
    }
    return values;
}

namespace {

std::string basis(const Value& v) {
    return v.mark + (v.mark.empty() || v.source.empty() ? "" : ": ") + v.source;
}

}  // namespace

std::string values_text(const std::vector<Value>& values, const std::string& path) {
    std::string out;
    if (values.size() == 1 && values[0].path == path) {
        const Value& v = values[0];
        explain_line(out, "value",
                     fmt::format("{}, {}", v.text,
                                 v.place.empty() ? "the default" : "stated at " + v.place));
        if (!v.place.empty()) explain_line(out, "basis", basis(v));
        return out;
    }
    std::size_t width = 0, text = 0;
    for (const Value& v : values) {
        width = std::max(width, v.path.size());
        text = std::max(text, v.text.size());
    }
    for (const Value& v : values) {
        std::string row =
            fmt::format("  {:<{}}  {:<{}}  {}", v.path, width, v.text, text, basis(v));
        row.erase(row.find_last_not_of(' ') + 1);
        out += row + '\n';
    }
    return out;
}

Json values_json(const std::vector<Value>& values) {
    const auto text = [](const std::string& t) { return t.empty() ? Json(nullptr) : Json(t); };
    Json list = Json::array();
    for (const Value& v : values) {
        list.push_back({{"parameter", v.path},
                        {"value", v.text},
                        {"stated", text(v.place)},
                        {"mark", text(v.mark)},
                        {"source", text(v.source)}});
    }
    return list;
}

void explain_line(std::string& out, std::string_view name, std::string_view text) {
    if (!text.empty()) out += hanging(fmt::format("  {:<9}", name), std::string(text));
}

}  // namespace tools
