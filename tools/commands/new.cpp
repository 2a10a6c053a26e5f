#include <CLI/CLI.hpp>
#include <filesystem>
#include <fmt/format.h>
#include <iterator>
#include <memory>
#include <ostream>
#include <yaml-cpp/yaml.h>

#include "models/scenario/dump.hpp"
#include "models/scenario/parameter_tree.hpp"

#include "tools/base/files.hpp"
#include "tools/base/json.hpp"
#include "tools/commands/commands.hpp"
#include "tools/commands/scenario_options.hpp"

namespace tools {
namespace {

namespace fs = std::filesystem;

// What people want to change first.
struct Section {
    const char* name;
    std::vector<const char*> parameters;
};
const std::vector<Section> kWorthChanging = {
    {"consumers", {"shoppers", "gmv"}},
    {"platform", {"order_capacity", "payment_capacity", "patience"}},
    {"logistics", {"delivery_per_day"}},
};

// A plain word: "my day.yaml" gives my-day.
std::string name_from(const std::string& file) {
    std::string name;
    for (const char c : fs::path(file).stem().string()) {
        const bool fits = models::is_plain_word(name + c);
        if (fits || !name.empty()) name += fits ? c : '-';
    }
    return name.empty() ? "my-day" : name;
}

std::string small_scenario(const models::Scenario& base, const std::string& base_from_file,
                           const std::string& name) {
    std::string out = fmt::format(
        "# What is not stated here is as in the file that this one extends.\n"
        "# `singlesday validate` checks it, `singlesday explain PARAMETER` tells what one means.\n"
        "schema: 1\n"
        "extends: {}\n"
        "name: {}\n"
        "title: {}\n"
        "scale: 1/1000  # one shopper in a thousand: a run takes seconds; 1 is everybody\n"
        "sources: {{chosen: {{scale: a first look}}}}  # where values of this file come from\n"
        "\n"
        "# Take the # away from a section and from what you change. Values are those of the "
        "base.\n",
        Json(base_from_file).dump(), Json(name).dump(),
        Json("What if, on top of " + base.name).dump());

    std::string resolved;
    models::dump_resolved(resolved, base);
    const YAML::Node values = YAML::Load(resolved);
    const models::Parameter tree = models::parameter_tree<models::Scenario>();
    for (const Section& section : kWorthChanging) {
        fmt::format_to(std::back_inserter(out), "\n# {}:\n", section.name);
        for (const char* p : section.parameters) {
            const auto* described = find_parameter(tree, fmt::format("{}.{}", section.name, p));
            fmt::format_to(std::back_inserter(out), "#   # {}\n#   {}: {}\n", described->info.help,
                           p, values[section.name][p].as<std::string>());
        }
    }
    return out;
}

bool is_utf8(const std::string& text) {
    try {
        return !Json(text).dump().empty();
    } catch (const Json::exception&) {
        return false;
    }
}

int make_new(const std::string& file, const ScenarioOptions& from, Console& console) {
    if (!file.empty() && fs::exists(file)) throw IoError(file, "exists");
    const models::Scenario base = read(from, console.err);
    const fs::path folder = file.empty() ? fs::current_path() : fs::absolute(file).parent_path();
    if (!is_utf8(from.file)) {
        throw InputError(from.file + ": is no UTF-8, so a scenario cannot name it as its base");
    }
    const std::string text =
        small_scenario(base, fs::proximate(from.file, folder).string(), name_from(file));
    if (file.empty()) {
        console.out << text;
    } else {
        write_file(file, text);
        console.err << "written to " << file << '\n';
    }
    return kFine;
}

}  // namespace

void add_new(CLI::App& app, Console& console) {
    CLI::App* command =
        app.add_subcommand("new", "Write a small scenario that changes another, to begin with");
    auto file = std::make_shared<std::string>();
    auto from = std::make_shared<ScenarioOptions>();
    from->file = "scenarios/double11-2019.yaml";
    command->add_option("file", *file, "File to write; it must not exist; none: print it");
    command->add_option("--from", from->file, "Scenario to change")->capture_default_str();
    command->callback([=, &console] {
        console.chosen = [=, &console] { return make_new(*file, *from, console); };
    });
}

}  // namespace tools
