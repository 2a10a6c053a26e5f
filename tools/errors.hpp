// Exit codes, and the errors that lead to them.
#pragma once

#include <initializer_list>
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
    kMissed = 10,      // a threshold of the scenario
    kRegressed = 11,   // against a baseline
    kImprecise = 12,   // the cap on replications came before the precision that was asked for
};

// Of several reasons to fail, the code that the program ends with: the first of 1, 3, 4, 5, 2, 11,
// 10, 12 that occurs, or 0.
int most_serious(std::initializer_list<int> codes);

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
