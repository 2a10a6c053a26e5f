// Exit codes, and the errors that lead to them.
#pragma once

#include <initializer_list>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

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

// An error that the user can mend. The message says what and where; where it sums up, `reasons`
// lists each one.
class UserError : public std::runtime_error {
  public:
    explicit UserError(const std::string& message, std::vector<std::string> reasons)
        : std::runtime_error(message), reasons_(std::move(reasons)) {}

    const std::vector<std::string>& reasons() const { return reasons_; }

  private:
    std::vector<std::string> reasons_;
};

// What the system says of an errno. From any thread.
std::string system_message(int error);

// Bad usage or content.
class InputError : public UserError {
  public:
    explicit InputError(const std::string& message, std::vector<std::string> reasons = {})
        : UserError(message, std::move(reasons)) {}
};

// The operating system refused something.
class IoError : public UserError {
  public:
    // "PATH: MESSAGE"
    IoError(const std::string& path, const std::string& message,
            std::vector<std::string> reasons = {})
        : UserError(path + ": " + message, std::move(reasons)) {}
};

}  // namespace tools
