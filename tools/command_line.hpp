// The command line, callable in-process: tests drive it like a person does.
#pragma once

#include <functional>
#include <iosfwd>

#include "models/world/world.hpp"

#include "tools/errors.hpp"

namespace tools {

// What tests may do to a run from inside.
struct Hooks {
    std::function<void(models::World&)> after_window;
};

// Returns an ExitCode. Never throws.
int run_command_line(int argc, const char* const* argv, std::ostream& out, std::ostream& err,
                     const Hooks& hooks = {});

}  // namespace tools
