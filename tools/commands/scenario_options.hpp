// The options of a command that reads a scenario.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "models/world/scenario.hpp"

#include "tools/scenario/read_scenario.hpp"

namespace CLI {
class App;
}

namespace tools {

// Options that name a scenario and change it; shared by all commands that read one.
struct ScenarioOptions {
    std::string file;
    std::vector<std::string> set;
    std::string seed, scale, from, until;

    void add_to(CLI::App& command);
    // All but the file, under a heading of the help.
    void add_overrides_to(CLI::App& command, const std::string& group = "Options");
    // All of them as `path=value`, in the order in which they are laid on the file.
    std::vector<std::string> overrides() const;
    // Reads the scenario. Where it names an override, it names the option that the user wrote.
    ScenarioReading reading() const;
};

// Reads it and prints warnings. Prints all errors and throws InputError or IoError, whose message
// counts them, if there are any.
models::Scenario read(const ScenarioOptions& options, std::ostream& err);

// The same with the files, lines and sources of its values.
ScenarioReading read_with_sources(const ScenarioOptions& options, std::ostream& err);

}  // namespace tools
