// The layers of a scenario laid on each other: the file, those it extends, and the overrides.
//
// A child overrides its parent key by key, a list as a whole; a chain has at most 32 files. `--set
// path=value` comes last; its value is YAML, and a later one wins.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "models/scenario/issue.hpp"
#include "models/scenario/node.hpp"

namespace models {

// The one number that `schema:` may have.
inline constexpr int kSchema = 1;

inline constexpr std::size_t kMaxFiles = 32;  // each extending the next

struct Layers {
    Node root;                       // a map; without `schema` and `extends`
    std::vector<std::string> files;  // read, the scenario first, then its parents
    std::vector<Leaf> stated;        // values of all files, also of those that a child replaces
    bool complete = true;            // false where a layer is missing: absent keys prove nothing
    bool other_kind = false;         // the scenario is none, but a record or a baseline
};

// The file at `path`, or a text that behaves as if it stood in a file of that name.
Layers load_file(const std::string& path, IssueLog& log);
Layers load_text(const std::string& name, std::string_view text, IssueLog& log);

// Lays `path=value` on the root. An index into a list that no layer states becomes a map with that
// index as key, which the reader applies to the list's default. A path has at most kMaxDepth names.
void apply_override(std::string_view path_and_value, Node& root, IssueLog& log);

// Of an override that names an item beyond the end of a list.
Complaint no_such_item(std::size_t size);

}  // namespace models
