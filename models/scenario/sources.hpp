// Where the values of a scenario come from, and what was known when.
//
// A file states it beside its values, by mark and path of the parameter:
//
//     sources:
//       known-before:
//         preorders.deposit: the platform's rules of 2019
//       assumed:
//         provinces.buyers: gross regional product times the urban share
//
// A path covers all that lies below it, and all items of a list if it names none; of several that
// cover a value the one of most names holds. A source is of values in its own file and in those
// that the file extends, so a value that overrides another does not inherit its source. A
// declaration states the source of a default in one text, which begins with its mark: "assumed", or
// "assumed: by analogy". Sources change no result and are no part of a scenario's hash.
#pragma once

#include <cstdint>
#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/scenario/issue.hpp"
#include "models/scenario/layers.hpp"
#include "models/scenario/node.hpp"
#include "models/scenario/parameter_tree.hpp"

namespace models {

// Whether a value could have been written down before the days that it serves. A default serves
// every year: what was published of one of those years counts as published after.
enum class Mark { known_before, published_after, calibrated, assumed, chosen };

// In the order of Mark: as files write it, and what a value of that mark is.
inline constexpr std::string_view kMarks[] = {"known-before", "published-after", "calibrated",
                                              "assumed", "chosen"};
inline constexpr std::string_view kMeaningsOfMarks[] = {
    "published or announced before the days that it serves",
    "published with those days or later",
    "settled by a command, which the text names",
    "published by nobody: a judgement",
    "no fact: a size, a window, the question that is asked",
};
static_assert(std::size(kMarks) == std::size(kMeaningsOfMarks));

inline std::string_view mark_name(Mark mark) {
    return kMarks[static_cast<std::size_t>(mark)];
}
std::optional<Mark> mark_named(std::string_view name);

struct Citation {
    Mark mark = Mark::assumed;
    std::string text;  // may be empty in a declaration, where the mark says it all

    bool operator==(const Citation&) const = default;
};

// Of a declaration, "assumed: by analogy"; nothing where the text does not begin with a mark.
std::optional<Citation> declared_source(std::string_view text);

// By path, indices of lists given or left out.
using Sources = std::map<std::string, Citation, std::less<>>;

// The source that covers the value at this path; null if none does. O(log sources) for each name.
const Citation* source_of(const Sources& sources, std::string_view path);

// A value that the scenario states, and where.
struct GivenValue {
    std::string path;        // with indices
    std::string file;        // as it was named; `--set path=value` for an override
    std::uint32_t line = 0;  // from 1; 0 of an override
};

// What a scenario says of its own values.
struct Provenance {
    std::vector<GivenValue> given;  // parents first, then by order in the file
    // Such that source_of tells the source of every given value: one that overrides a value with a
    // source and states none is covered by "assumed: no source stated", an override from the
    // command line by "chosen: --set".
    Sources sources;
};

// An entry of `sources` that covers no value of any file.
struct IdleSource {
    std::string path;  // of the parameter that it names
    Mark mark = Mark::assumed;
    Place place;
};

struct ReadProvenance : Provenance {
    std::vector<IdleSource> idle;  // none where a layer is missing, which may hold the values
};

// Takes `sources` from the root and checks it. Overrides have been laid on the root.
ReadProvenance read_provenance(Layers& layers, const Parameter& tree, IssueLog& log);

// Logs them, once all else is read: a value that is not where it belongs is one error, and not also
// one of its source.
void report_idle(const std::vector<IdleSource>& idle, IssueLog& log);

}  // namespace models
