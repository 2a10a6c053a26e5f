// What is wrong with a scenario, and where; gathered so that one pass shows everything.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "models/scenario/node.hpp"
#include "models/scenario/parsed.hpp"

namespace models {

struct Issue {
    std::string file;          // as it was named; `--set path=value` for an override
    std::uint32_t line = 0;    // from 1; 0 where the issue is with the file as a whole
    std::uint32_t column = 0;  // from 1, in characters
    std::string path;          // of the parameter; empty where there is none
    std::string message;
    std::string suggestion;  // empty where nothing is near

    bool operator==(const Issue&) const = default;
};

// `file:line:column: path: message; did you mean suggestion?`, without the parts that are empty.
// Fit for a terminal: control characters are written as \\xNN, and parts longer than 200 bytes cut.
std::string to_text(const Issue& issue);

// Gathers issues while files are read. Places refer to `files`.
class IssueLog {
  public:
    // Returns the file's index. Index order is the order of files in the sorted lists.
    std::uint32_t add_file(std::string name);
    const std::string& file(std::uint32_t index) const { return files_[index]; }

    void error(Place place, std::string_view path, Complaint complaint);
    void warning(Place place, std::string_view path, Complaint complaint);
    // An error that is the operating system's: a file missing, unreadable or a directory.
    void refusal(Place place, std::string_view path, Complaint complaint);

    std::size_t error_count() const { return errors_.size(); }
    // No error is of this parameter, of one in it or of a section around it. O(errors).
    bool sound(std::string_view path) const;
    // Nor of a neighbour in its section. Indices of lists count for nothing.
    bool sound_beside(std::string_view path) const;
    bool refused() const { return refused_; }

    // Sorted by file, line and column, those of one place in the order found.
    std::vector<Issue> errors() const { return resolved(errors_); }
    std::vector<Issue> warnings() const { return resolved(warnings_); }

  private:
    struct Entry {
        Place place;
        std::string path;
        Complaint complaint;
    };

    std::vector<Issue> resolved(std::vector<Entry> entries) const;

    std::vector<std::string> files_;
    std::vector<Entry> errors_;
    std::vector<Entry> warnings_;
    bool refused_ = false;
};

}  // namespace models
