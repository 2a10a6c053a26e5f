#include <CLI/CLI.hpp>
#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <memory>
#include <optional>
#include <ostream>

#include "models/scenario/dump.hpp"
#include "models/scenario/reference_page.hpp"
#include "models/scenario/scalar_text.hpp"
#include "models/scenario/suggest.hpp"

#include "tools/base/json.hpp"
#include "tools/base/text.hpp"
#include "tools/commands/commands.hpp"
#include "tools/commands/scenario_options.hpp"
#include "tools/run/columns.hpp"
#include "tools/run/explanations.hpp"
#include "tools/run/metrics.hpp"
#include "tools/scenario/parameter_diff.hpp"
#include "tools/scenario/values.hpp"

namespace tools {
namespace {

using models::Parameter;

struct ExplainOptions {
    std::string path;
    ScenarioOptions scenario;  // whose values are told too; no file: none
    bool json = false;
};

constexpr const char* kGood[] = {"higher", "lower", "neither way"};

std::string head(std::string_view name, std::string_view meaning) {
    return hanging("", fmt::format("{}: {}", name, meaning));
}

std::string explain_scalar(const Parameter& p) {
    std::string out;
    explain_line(out, "type",
                 fmt::format("{}{}", p.is_list ? "list, each " : "", kind_expected(p.kind)));
    explain_line(out, "default",
                 p.info.required ? "none: the scenario must state it" : p.default_text);
    explain_line(out, "range", p.range);
    std::string choices;
    for (const std::string& c : p.choices) choices += (choices.empty() ? "" : ", ") + c;
    explain_line(out, "choices", choices);
    explain_line(out, "source", default_source(p));
    return out;
}

std::string explain_section(const Parameter& p) {
    std::string out;
    for (const Parameter& child : p.children) {
        const bool deeper = child.kind == models::Kind::section;
        const std::string name =
            child.name + (deeper ? "." : "") + (child.is_list ? " (list)" : "");
        out += hanging(fmt::format("  {:<24}", name), std::string(child.info.help));
    }
    return out;
}

std::string scale_text(Smallest smallest) {
    if (smallest == Smallest::any) return "means the same at any scale";
    return fmt::format("means the same from 1/{} on; no value at smaller scales",
                       static_cast<std::int64_t>(smallest));
}

Json smallest_scale(Smallest smallest) {
    return smallest == Smallest::any ? Json(nullptr) : Json(1 / static_cast<double>(smallest));
}

std::string explain_column(const Column& c) {
    std::string out = head(fmt::format("{}.{}", c.table, c.name), c.meaning);
    explain_line(out, "unit", c.unit);
    const std::string_view kind = c.kind;
    explain_line(out, "bin",
                 kind == "flow" ? "a flow, in the bin that ends at `time`; bin_s is its length"
                 : kind == "cumulative" ? "since the start, at the end of the bin, `time`"
                                        : "a level, at the end of the bin, `time`");
    explain_line(out, "formula", formula_of(c));
    explain_line(out, "scale", scale_text(c.smallest));
    explain_line(out, "file", fmt::format("series/{}.csv of a run", c.table));
    return out;
}

Json json_of(const Column& c) {
    return {{"schema", 1},
            {"column", c.name},
            {"table", c.table},
            {"meaning", c.meaning},
            {"unit", c.unit},
            {"kind", c.kind},
            {"formula", formula_of(c)},
            {"fluid_safe", c.smallest == Smallest::any},
            {"smallest_scale", smallest_scale(c.smallest)}};
}

std::string explain_columns(const std::vector<Column>& found) {
    std::string out;
    for (const Column& c : found) out += explain_column(c);
    return out;
}

Json json_of(const std::vector<Column>& found) {
    if (found.size() == 1) return json_of(found.front());
    Json j{{"schema", 1}, {"columns", Json::array()}};
    for (const Column& c : found) {
        j["columns"].push_back(json_of(c));
        j["columns"].back().erase("schema");
    }
    return j;
}

std::string explain_metric(const Metric& m) {
    std::string out = head(m.name, m.meaning);
    explain_line(out, "unit", m.unit);
    explain_line(out, "formula", formula_of(m));
    explain_line(out, "good", kGood[static_cast<std::size_t>(m.good)]);
    explain_line(out, "scale", scale_text(m.smallest));
    explain_line(out, "known", m.of_headline ? "when the headline is over" : "when it is reached");
    return out;
}

Json json_of(const Metric& m) {
    return {{"schema", 1},
            {"metric", m.name},
            {"meaning", m.meaning},
            {"unit", m.unit},
            {"formula", formula_of(m)},
            {"good", kGood[static_cast<std::size_t>(m.good)]},
            {"fluid_safe", m.smallest == Smallest::any},
            {"smallest_scale", smallest_scale(m.smallest)},
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

std::string explain_word(const FileWord& w) {
    std::string out = head(w.name, w.meaning);
    explain_line(out, "unit", w.unit);
    explain_line(out, "in", w.where);
    return out;
}

Json json_of(const FileWord& w) {
    return {{"schema", 1},
            {"name", w.name},
            {"meaning", w.meaning},
            {"unit", w.unit.empty() ? Json(nullptr) : Json(w.unit)},
            {"in", w.where}};
}

// Whether the path names items of lists by their numbers and some of them is not there. The first
// item of a list that is empty by default stands for all.
bool lacks_item(const std::string& path, const models::Scenario& scenario) {
    if (models::without_indices(path) == path) return false;
    std::string text;
    models::dump_resolved(text, scenario);
    const Parameters values = parameters_of(text);
    const auto has = [&](const std::string& at) {
        return std::any_of(values.begin(), values.end(), [&](const auto& value) {
            return value.first == at || value.first.starts_with(at + ".");
        });
    };
    for (std::size_t dot = path.find('.'); dot != std::string::npos;) {
        const std::size_t end = path.find('.', dot + 1);
        const std::string name = path.substr(dot + 1, end - dot - 1);
        if (models::is_index(name) && !has(path.substr(0, end))) return name != "0";
        dot = end;
    }
    return false;
}

// What may have been meant by a name that nothing has.
std::string similar_name(const Parameter& root, const std::string& name) {
    for (const std::string& near : {respelt_path(root, name), similar_file(name)}) {
        if (!near.empty()) return near;
    }
    std::vector<std::string> names;
    for (const Metric& m : metrics()) names.emplace_back(m.name);
    for (const Column& c : columns()) names.emplace_back(c.name);
    for (const FileWord& w : file_words()) {
        names.emplace_back(w.name.substr(0, w.name.rfind('.')));  // a file without its extension
    }
    const auto last_of = [](const std::string& path) {
        return path.substr(path.rfind('.') + 1);  // the whole where there is no dot
    };
    const std::string word = last_of(name);
    const std::string near = models::nearest_or_longer(word, names);
    const std::string path = similar_path(root, name);
    if (near.empty() || path.empty()) return near + path;
    if (near.starts_with(word)) return near + " or " + path;
    const bool path_is_nearer =
        models::edit_distance(word, last_of(path)) < models::edit_distance(word, near);
    return path_is_nearer ? path : near;
}

int explain(const ExplainOptions& o, Console& console) {
    const std::string& path = o.path;
    std::ostream& out = console.out;
    if (o.scenario.file.empty() && !o.scenario.overrides().empty()) {
        throw InputError("--set, --seed, --scale, --from and --until need --scenario");
    }
    if (const Metric* m = find_metric(path)) {
        out << (o.json ? text_of(json_of(*m)) : explain_metric(*m));
        return kFine;
    }
    std::vector<Column> found = find_columns(path);
    if (found.empty()) found = columns_of_file(path);
    if (!found.empty()) {
        out << (o.json ? text_of(json_of(found)) : explain_columns(found));
        return kFine;
    }
    const Parameter root = models::parameter_tree<models::Scenario>();
    const Parameter* p = find_parameter(root, path);
    if (const FileWord* word = p ? nullptr : find_file_word(path)) {
        out << (o.json ? text_of(json_of(*word)) : explain_word(*word));
        return kFine;
    }
    if (p == nullptr) {
        const std::string near = similar_name(root, path);
        throw InputError(path + ": no parameter, metric or column of that name" +
                         (near.empty() ? "" : "; did you mean " + near + "?"));
    }
    std::vector<Value> values;
    if (o.scenario.file.empty()) {
        if (lacks_item(path, models::Scenario())) {
            throw InputError(fmt::format("{}: by default there is no such item; did you mean {}?",
                                         path, models::without_indices(path)));
        }
    } else {
        values = values_below(path, read_with_sources(o.scenario, console.err), root);
        if (values.empty() && models::without_indices(path) != path) {
            throw InputError(fmt::format("{}: {} has no such item; did you mean {}?", path,
                                         o.scenario.file, models::without_indices(path)));
        }
    }
    if (o.json) {
        Json j = json_of(*p, path);
        if (!o.scenario.file.empty()) j["values"] = values_json(values);
        out << text_of(j);
        return kFine;
    }
    if (!path.empty()) out << head(path, p->info.help);
    const bool is_section = p->kind == models::Kind::section;
    if (!is_section) out << explain_scalar(*p);
    if (is_section && o.scenario.file.empty()) out << explain_section(*p);
    out << values_text(values, path);
    return kFine;
}

}  // namespace

void add_explain(CLI::App& app, Console& console) {
    CLI::App* command = app.add_subcommand(
        "explain", "Tell what a parameter, metric or column means: unit, range, source");
    auto o = std::make_shared<ExplainOptions>();
    command->add_option("parameter", o->path,
                        "Such as platform.order_capacity, gmv_cny or orders_paid_per_s; none: the "
                        "top level of the parameters");
    command->add_option("--scenario", o->scenario.file,
                        "Scenario file whose values are told too, with their sources");
    o->scenario.add_overrides_to(*command);
    command->add_flag("--json", o->json, "Print JSON");
    command->callback(
        [=, &console] { console.chosen = [=, &console] { return explain(*o, console); }; });
}

}  // namespace tools
