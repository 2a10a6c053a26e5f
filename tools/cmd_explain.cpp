#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <iterator>
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "models/scenario/reference_page.hpp"
#include "models/scenario/scalar_text.hpp"

#include "tools/commands.hpp"
#include "tools/metrics.hpp"

namespace tools {
namespace {

using models::Parameter;
using Json = nlohmann::ordered_json;

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
    line(out, "source", p.info.source);
    line(out, "mark", mark_name(p.info.mark));
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
    j["source"] = text(p.info.source);
    j["mark"] = text(mark_name(p.info.mark));
    return j;
}

int explain(const std::string& path, bool json, std::ostream& out) {
    if (const Metric* m = find_metric(path)) {
        out << (json ? json_of(*m).dump(2) + "\n" : explain_metric(*m));
        return kFine;
    }
    const Parameter root = models::parameter_tree<models::Scenario>();
    const Parameter* p = find_parameter(root, path);
    if (p == nullptr) {
        const std::string near = similar_path(root, path);
        throw InputError(path + ": unknown parameter" +
                         (near.empty() ? "" : "; did you mean " + near + "?"));
    }
    if (json) {
        out << json_of(*p, path).dump(2) << '\n';
        return kFine;
    }
    if (!path.empty()) out << path << ": " << p->info.help << '\n';
    out << (p->kind == models::Kind::section ? explain_section(*p) : explain_scalar(*p));
    return kFine;
}

}  // namespace

void add_explain(CLI::App& app, Console& console) {
    CLI::App* command = app.add_subcommand(
        "explain", "Tell what a parameter or metric means: unit, default, range, source");
    auto path = std::make_shared<std::string>();
    command->add_option("parameter", *path, "Such as platform.order_capacity; none: the top level");
    auto json = std::make_shared<bool>(false);
    command->add_flag("--json", *json, "Print JSON");
    command->callback([=, &console] {
        console.chosen = [=, &console] { return explain(*path, *json, console.out); };
    });
}

}  // namespace tools
