#include <CLI/CLI.hpp>
#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <ostream>

#include "models/scenario/dump.hpp"
#include "models/scenario/reference_page.hpp"
#include "models/scenario/scalar_text.hpp"

#include "tools/commands.hpp"
#include "tools/metrics.hpp"
#include "tools/parameter_diff.hpp"
#include "tools/read_scenario.hpp"

namespace tools {
namespace {

using models::Parameter;
using Json = nlohmann::ordered_json;

struct ExplainOptions {
    std::string path;
    ScenarioOptions scenario;  // whose values are told too; no file: none
    bool json = false;
};

constexpr const char* kGood[] = {"higher", "lower", "neither way"};

void line(std::string& out, std::string_view name, std::string_view text) {
    if (!text.empty()) fmt::format_to(std::back_inserter(out), "  {:<9}{}\n", name, text);
}

std::string explain_scalar(const Parameter& p) {
    std::string out;
    line(out, "type", fmt::format("{}{}", p.is_list ? "list, each " : "", kind_expected(p.kind)));
    line(out, "default", p.info.required ? "none: the scenario must state it" : p.default_text);
    line(out, "range", p.range);
    std::string choices;
    for (const std::string& c : p.choices) choices += (choices.empty() ? "" : ", ") + c;
    line(out, "choices", choices);
    line(out, "source", default_source(p));
    return out;
}

std::string explain_section(const Parameter& p) {
    std::string out;
    for (const Parameter& child : p.children) {
        const bool deeper = child.kind == models::Kind::section;
        fmt::format_to(std::back_inserter(out), "  {:<24}{}\n",
                       child.name + (deeper ? "." : "") + (child.is_list ? " (list)" : ""),
                       child.info.help);
    }
    return out;
}

std::string explain_metric(const Metric& m) {
    std::string out = fmt::format("{}: {}\n", m.name, m.meaning);
    line(out, "unit", m.unit);
    line(out, "good", kGood[static_cast<std::size_t>(m.good)]);
    line(out, "scale",
         m.smallest == Smallest::any
             ? "means the same at any scale"
             : fmt::format("means the same from 1/{} on; no value at smaller scales",
                           static_cast<std::int64_t>(m.smallest)));
    line(out, "known", m.of_headline ? "when the headline is over" : "when it is reached");
    return out;
}

Json json_of(const Metric& m) {
    return {
        {"schema", 1},
        {"metric", m.name},
        {"meaning", m.meaning},
        {"unit", m.unit},
        {"good", kGood[static_cast<std::size_t>(m.good)]},
        {"fluid_safe", m.smallest == Smallest::any},
        {"smallest_scale",
         m.smallest == Smallest::any ? Json(nullptr) : Json(1 / static_cast<double>(m.smallest))},
        {"of_headline", m.of_headline}};
}

Json json_of(const Parameter& p, const std::string& path) {
    const auto text = [](std::string_view t) { return t.empty() ? Json(nullptr) : Json(t); };
    Json j{{"schema", 1}, {"parameter", path}, {"help", p.info.help}, {"list", p.is_list}};
    if (p.kind == models::Kind::section) {
        j["parameters"] = Json::array();
        for (const Parameter& child : p.children) j["parameters"].push_back(child.name);
        return j;
    }
    j["type"] = kind_expected(p.kind);
    j["required"] = p.info.required;
    j["default"] = p.info.required ? Json(nullptr) : Json(p.default_text);
    j["range"] = text(p.range);
    j["choices"] = p.choices;
    const auto declared = models::declared_source(p.info.source);
    j["source"] = declared ? text(declared->text) : text(default_source(p));
    j["mark"] = declared ? text(mark_name(declared->mark)) : Json(nullptr);
    return j;
}

// A value that would run, and where it comes from.
struct Value {
    std::string path, text;
    std::string place;  // the file and line that state it; empty of a default
    std::string mark, source;
};

// Indices left out: "provinces.buyers".
std::string without_indices(std::string_view path) {
    std::string result;
    while (!path.empty()) {
        const std::string_view name = path.substr(0, path.find('.'));
        path.remove_prefix(std::min(name.size() + 1, path.size()));
        if (models::is_index(name)) continue;
        if (!result.empty()) result += '.';
        result += name;
    }
    return result;
}

// Whether `at` is the parameter `path` or lies below it; a path without indices means all items.
bool lies_in(const std::string& at, const std::string& path) {
    const auto below = [&](const std::string& p) {
        return path.empty() || p == path || p.starts_with(path + ".");
    };
    return below(at) || below(without_indices(at));
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

std::vector<Value> values_of(const ExplainOptions& o, const Parameter& root, std::ostream& err) {
    const ScenarioReading reading = read_with_sources(o.scenario, err);
    std::string text;
    models::dump_resolved(text, reading.scenario);
    std::vector<Value> values;
    for (const auto& [path, value] : parameters_of(text)) {
        if (path == "schema" || !lies_in(path, o.path)) continue;
        tell_source(reading, root, values.emplace_back(Value{path, value, "", "", ""}));
    }
    return values;
}

std::string basis(const Value& v) {
    return v.mark + (v.mark.empty() || v.source.empty() ? "" : ": ") + v.source;
}

// A single value below its explanation; several as a table.
std::string explain_values(const std::vector<Value>& values, const std::string& path) {
    std::string out;
    if (values.size() == 1 && values[0].path == path) {
        const Value& v = values[0];
        line(out, "value",
             fmt::format("{}, {}", v.text,
                         v.place.empty() ? "the default" : "stated at " + v.place));
        if (!v.place.empty()) line(out, "basis", basis(v));
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

Json json_of(const std::vector<Value>& values) {
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

int explain(const ExplainOptions& o, Console& console) {
    const std::string& path = o.path;
    std::ostream& out = console.out;
    if (o.scenario.file.empty() && !o.scenario.overrides().empty()) {
        throw InputError("--set, --seed, --scale, --from and --until need --scenario");
    }
    if (const Metric* m = find_metric(path)) {
        out << (o.json ? json_of(*m).dump(2) + "\n" : explain_metric(*m));
        return kFine;
    }
    const Parameter root = models::parameter_tree<models::Scenario>();
    const Parameter* p = find_parameter(root, path);
    if (p == nullptr) {
        const std::string near = similar_path(root, path);
        throw InputError(path + ": unknown parameter" +
                         (near.empty() ? "" : "; did you mean " + near + "?"));
    }
    std::vector<Value> values;
    if (!o.scenario.file.empty()) values = values_of(o, root, console.err);
    if (o.json) {
        Json j = json_of(*p, path);
        if (!o.scenario.file.empty()) j["values"] = json_of(values);
        out << j.dump(2) << '\n';
        return kFine;
    }
    if (!path.empty()) out << path << ": " << p->info.help << '\n';
    const bool is_section = p->kind == models::Kind::section;
    if (!is_section) out << explain_scalar(*p);
    if (is_section && o.scenario.file.empty()) out << explain_section(*p);
    out << explain_values(values, path);
    return kFine;
}

}  // namespace

void add_explain(CLI::App& app, Console& console) {
    CLI::App* command = app.add_subcommand(
        "explain", "Tell what a parameter or metric means: unit, default, range, source");
    auto o = std::make_shared<ExplainOptions>();
    command->add_option("parameter", o->path,
                        "Such as platform.order_capacity; none: the top level");
    command->add_option("--scenario", o->scenario.file,
                        "Scenario file whose values are told too, with their sources");
    o->scenario.add_overrides_to(*command);
    command->add_flag("--json", o->json, "Print JSON");
    command->callback(
        [=, &console] { console.chosen = [=, &console] { return explain(*o, console); }; });
}

}  // namespace tools
