#include <csignal>
#include <iostream>

#include "tools/commands/command_line.hpp"

int main(int argc, char** argv) {
    // A file that outgrows its limit is refused like one on a full disk, and not the end of us.
    std::signal(SIGXFSZ, SIG_IGN);
    return tools::run_command_line(argc, argv, std::cout, std::cerr);
}
