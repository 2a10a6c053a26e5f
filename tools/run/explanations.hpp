// What `explain` tells beyond what is declared: how figures come from the counts of a run, and what
// the other names mean that a user sees in files.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tools/run/columns.hpp"
#include "tools/run/metrics.hpp"

namespace tools {

// One sentence; k is that of a scale of 1/k.
std::string_view formula_of(const Metric& metric);
std::string formula_of(const Column& column);

// A name that is no parameter, metric or column.
struct FileWord {
    std::string_view name;
    std::string_view where;
    std::string_view unit;  // empty where it has none
    std::string_view meaning;
};

const std::vector<FileWord>& file_words();

// Null if there is none of that name. A file may be called without its extension, a folder with a
// slash behind it.
const FileWord* find_file_word(std::string_view name);

// The file of a run directory that was perhaps meant by what looks like one, "series/platfrom.csv";
// "" where nothing is near.
std::string similar_file(std::string_view name);

// The columns of the file under series/ that this names: "series/platform.csv", "series/platform"
// or "platform.csv"; none where it names no such file.
std::vector<Column> columns_of_file(std::string_view name);

}  // namespace tools
