#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <memory>
#include <ostream>
#include <vector>

#include "models/scenario/reader.hpp"

#include "tools/commands.hpp"

namespace tools {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> yaml_files_below(const std::string& folder) {
    if (!fs::exists(folder)) throw IoError(folder, "no such folder");
    if (!fs::is_directory(folder)) throw IoError(folder, "is not a folder");
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file() && entry.path().extension() == ".yaml") {
            files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

// Only a scenario has a name: bases and data files have none and are not listed.
bool is_scenario(const fs::path& file) {
    models::IssueLog log;
    const models::Layers layers = models::load_file(file.string(), log);
    return layers.root.find("name") != nullptr;
}

std::string line_of(const fs::path& file) {
    const auto reading = models::read_scenario<models::Scenario>(file.string());
    if (!reading.ok()) {
        const std::size_t n = reading.errors.size();
        return fmt::format("{:<36}{} error{}: singlesday validate shows them\n", file.string(), n,
                           n == 1 ? "" : "s");
    }
    return fmt::format("{:<36}{}\n", file.string(), reading.scenario.title);
}

}  // namespace

void add_list(CLI::App& app, Console& console) {
    CLI::App* command = app.add_subcommand("list", "List the scenarios in a folder");
    auto folder = std::make_shared<std::string>("scenarios");
    command->add_option("folder", *folder, "Folder, with those below it")->capture_default_str();
    command->callback([=, &console] {
        console.chosen = [=, &console] {
            for (const fs::path& file : yaml_files_below(*folder)) {
                if (is_scenario(file)) console.out << line_of(file);
            }
            return static_cast<int>(kFine);
        };
    });
}

}  // namespace tools
