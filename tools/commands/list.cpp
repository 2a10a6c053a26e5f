#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <memory>
#include <ostream>
#include <system_error>
#include <vector>

#include "models/scenario/reader.hpp"

#include "tools/base/json.hpp"
#include "tools/base/text.hpp"
#include "tools/commands/commands.hpp"
#include "tools/scenario/read_scenario.hpp"

namespace tools {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> yaml_files_below(const std::string& folder) {
    if (!fs::exists(folder)) throw IoError(folder, "no such folder");
    if (!fs::is_directory(folder)) throw IoError(folder, "is not a folder");
    std::vector<fs::path> files;
    constexpr auto kOptions = fs::directory_options::skip_permission_denied;
    for (const auto& entry : fs::recursive_directory_iterator(folder, kOptions)) {
        std::error_code error;  // of a link that leads nowhere or in a circle: reading says which
        const bool may_be = entry.is_regular_file(error) || error;
        if (may_be && entry.path().extension() == ".yaml") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

// Only a scenario has a name: bases and data files have none and are not listed. What cannot be
// read may be one.
bool is_scenario(const fs::path& file) {
    models::IssueLog log;
    const models::Layers layers = models::load_file(file.string(), log);
    if (layers.other_kind) return false;
    return !log.errors().empty() || layers.root.find("name") != nullptr;
}

std::string line_of(const fs::path& file, std::size_t width) {
    const ScenarioReading reading = read_scenario(file.string());
    const std::size_t n = reading.errors.size();
    const std::string title =
        reading.ok()
            ? reading.scenario.title
            : fmt::format("{} error{}: singlesday validate shows them", n, n == 1 ? "" : "s");
    constexpr std::size_t kScreen = 80, kLeast = 30;
    const std::size_t room = std::max(kLeast, kScreen - std::min(kScreen, width + 2));
    return fmt::format("{:<{}}  {}\n", file.string(), width, shortened(title, room));
}

Json json_of(const fs::path& file) {
    const ScenarioReading reading = read_scenario(file.string());
    Json j{{"file", file.string()}, {"errors", reading.errors.size()}};
    j["name"] = nullptr;
    j["title"] = nullptr;
    if (reading.ok()) {
        j["name"] = reading.scenario.name;
        j["title"] = reading.scenario.title;
    }
    return j;
}

int list(const std::string& folder, bool json, std::ostream& out) {
    std::vector<fs::path> files = yaml_files_below(folder);
    std::erase_if(files, [](const fs::path& file) { return !is_scenario(file); });
    if (json) {
        Json j{{"schema", 1}};
        j["scenarios"] = Json::array();
        for (const fs::path& file : files) j["scenarios"].push_back(json_of(file));
        out << text_of(j);
        return kFine;
    }
    if (files.empty()) out << "no scenarios in " << folder << '\n';
    std::size_t width = 0;
    for (const fs::path& file : files) width = std::max(width, file.string().size());
    for (const fs::path& file : files) out << line_of(file, width);
    return kFine;
}

}  // namespace

void add_list(CLI::App& app, Console& console) {
    CLI::App* command = app.add_subcommand("list", "List the scenarios in a folder");
    auto folder = std::make_shared<std::string>("scenarios");
    command->add_option("folder", *folder, "Folder, with those below it")->capture_default_str();
    auto json = std::make_shared<bool>(false);
    command->add_flag("--json", *json, "Print JSON");
    command->callback([=, &console] {
        console.chosen = [=, &console] { return list(*folder, *json, console.out); };
    });
}

}  // namespace tools
