// The command line, callable in-process: tests drive it like a person does.
#pragma once

#include <iosfwd>

#include "tools/base/console.hpp"
#include "tools/base/errors.hpp"

namespace tools {

// Returns an ExitCode. Never throws.
int run_command_line(int argc, const char* const* argv, std::ostream& out, std::ostream& err,
                     const Hooks& hooks = {});

}  // namespace tools
