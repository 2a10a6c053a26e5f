// Scalars of every kind, from the file's text and to the canonical text.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "models/scenario/describe.hpp"
#include "models/scenario/node.hpp"
#include "models/scenario/parsed.hpp"

namespace models {

// "duration", as `explain` and the reference page call it.
std::string_view kind_name(Kind kind);

// "a duration such as 30 min", as errors call it.
std::string_view kind_expected(Kind kind);

// "at least 0 s", "between 1 and 256"; "" where there are no bounds.
std::string range_text(Kind kind, const Info& info, const Origin& origin);

// Sets the value from a scalar node, checking notation and bounds; returns what is wrong, and then
// leaves the value alone. `origin` is what instants are relative to. A path is taken as written.
std::optional<Complaint> read_scalar(const Node& node, const Scalar& value, const Info& info,
                                     const Origin& origin);

// The canonical text: reads back to the same value. Texts and paths come without quotes.
std::string print_scalar(const Scalar& value, const Origin& origin);

// a, b or c
std::string alternatives(std::span<const std::string_view> names);

}  // namespace models
