#include "tools/base/console.hpp"

#include <iostream>
#include <unistd.h>

namespace tools {

bool Console::on_terminal() const {
    return &err == &std::cerr && isatty(STDERR_FILENO) != 0;
}

}  // namespace tools
