#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <memory>
#include <ostream>

#include "models/scenario/dump.hpp"

#include "tools/base/json.hpp"
#include "tools/commands/commands.hpp"
#include "tools/commands/scenario_options.hpp"
#include "tools/scenario/parameter_diff.hpp"
#include "tools/scenario/read_scenario.hpp"

namespace tools {
namespace {

struct ValidateOptions {
    ScenarioOptions scenario;
    bool resolved = false, json = false;
};

Json issues(const std::vector<models::Issue>& all) {
    const auto text = [](const std::string& t) { return t.empty() ? Json(nullptr) : Json(t); };
    Json list = Json::array();
    for (const models::Issue& i : all) {
        list.push_back({{"file", i.file},
                        {"line", i.line > 0 ? Json(i.line) : Json(nullptr)},
                        {"column", i.line > 0 ? Json(i.column) : Json(nullptr)},
                        {"path", text(i.path)},
                        {"message", i.message},
                        {"suggestion", text(i.suggestion)}});
    }
    return list;
}

// All that is wrong, as data; the exit code is that of the plain form.
int validate_json(const ValidateOptions& o, std::ostream& out) {
    const ScenarioReading reading = o.scenario.reading();
    Json j{{"schema", 1}, {"file", o.scenario.file}, {"ok", reading.ok()}};
    j["errors"] = issues(reading.errors);
    j["warnings"] = issues(reading.warnings);
    if (reading.ok() && o.resolved) {
        std::string text;
        models::dump_resolved(text, reading.scenario);
        j["parameters"] = Json::object();
        for (const auto& [path, value] : parameters_of(text)) j["parameters"][path] = value;
        j["sources"] = Json::object();
        for (const auto& [path, source] : reading.sources) {
            j["sources"][path] = {{"mark", mark_name(source.mark)}, {"text", source.text}};
        }
    }
    out << text_of(j);
    return reading.ok() ? kFine : reading.refused ? kRefused : kBadInput;
}

int validate(const ValidateOptions& o, Console& console) {
    const models::Scenario scenario = read(o.scenario, console.err);
    if (o.resolved) {
        std::string text;
        models::dump_resolved(text, scenario);
        models::dump_sources(text, scenario.sources);
        console.out << text;
    } else {
        console.out << fmt::format("{}: fine: {}\n", o.scenario.file,
                                   scenario.title.empty() ? scenario.name : scenario.title);
    }
    return kFine;
}

}  // namespace

void add_validate(CLI::App& app, Console& console) {
    CLI::App* command = app.add_subcommand("validate", "Check a scenario file and show all errors");
    auto o = std::make_shared<ValidateOptions>();
    o->scenario.add_to(*command);
    command->add_flag("--resolved", o->resolved, "Print every parameter as it would run");
    command->add_flag("--json", o->json, "Print errors, warnings and parameters as JSON");
    command->callback([=, &console] {
        console.chosen = [=, &console] {
            return o->json ? validate_json(*o, console.out) : validate(*o, console);
        };
    });
}

}  // namespace tools
