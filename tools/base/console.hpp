// Where a command writes, and what a test may do meanwhile.
#pragma once

#include <functional>
#include <iosfwd>

namespace models {
class World;
}

namespace tools {

// What tests may do to a run from inside.
struct Hooks {
    std::function<void(models::World&)> after_window;
};

struct Console {
    std::ostream& out;
    std::ostream& err;
    const Hooks& hooks;
    std::function<int()> chosen;  // set by the command that the user named

    // Whether `err` is a terminal, on which a line can be written anew.
    bool on_terminal() const;
};

}  // namespace tools
