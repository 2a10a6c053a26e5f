// Exit codes, and the errors that lead to them.
#pragma once

#include <stdexcept>
#include <string>

namespace tools {

enum ExitCode : int {
    kFine = 0,
    kInternalError = 1,
    kBadInput = 2,     // usage or content
    kRefused = 3,      // the operating system: missing, unreadable, existing, unwritable, full
    kUnbalanced = 4,   // the books do not balance, or a replication failed
    kInterrupted = 5,  // with partial results
    kImprecise = 12,   // the cap on replications came before the precision that was asked for
};

// Bad usage or content; the message says what and where.
class InputError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

// The operating system refused something.
class IoError : public std::runtime_error {
  public:
    // "PATH: MESSAGE"
    IoError(const std::string& path, const std::string& message)
        : std::runtime_error(path + ": " + message) {}
};

}  // namespace tools
