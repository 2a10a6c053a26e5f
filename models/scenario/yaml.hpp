// YAML text to a tree of nodes with places.
//
// Stricter than YAML where its freedom hides mistakes: one document, plain words as keys, each key
// once, no tags, no tabs in the indentation, and no merge keys. Anchors and aliases work. Limits
// keep a hostile file from costing more than a moment: 1 MiB, 32 levels, 20,000 keys
// and values after aliases are expanded.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "models/scenario/issue.hpp"
#include "models/scenario/node.hpp"

namespace models {

inline constexpr std::size_t kMaxFileBytes = std::size_t{1} << 20;
inline constexpr std::size_t kMaxDepth = 32;
inline constexpr std::size_t kMaxValues = 20'000;

// Logs every error it meets with the place in file `file`. Nothing where the text is not YAML or
// breaks a limit; a node of type null where it holds no value.
std::optional<Node> parse_yaml(std::string_view text, std::uint32_t file, IssueLog& log);

}  // namespace models
