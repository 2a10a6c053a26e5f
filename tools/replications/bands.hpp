// Series of many replications as bands: mean and quantiles of a column, bin by bin.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace tools {

struct BandColumn {
    std::string name;
    bool cumulative;  // holds its last value after the end of a replication's series
};

struct BandFile {
    std::string name;  // below a run directory
    std::vector<BandColumn> columns;
};

// The national series of a run with all their columns, from its dictionary, metrics.csv.
std::vector<BandFile> band_files(const std::string& metrics_csv);

// A CSV with time, elapsed_s, bin_s and, for each column c of the file, its mean as c and the 5 %,
// 50 % and 95 % quantiles as c_p05, c_p50, c_p95: order statistics, the smallest value that so many
// do not exceed. A cell is empty where some replication has no value. Nothing if the replications
// disagree about the bins. Throws IoError and InputError for files that are not there or no series.
// Memory: a block of rows of every replication at a time.
std::optional<std::string> bands_csv(const std::vector<std::filesystem::path>& runs,
                                     const BandFile& file);

// The dictionary of those columns, from that of a single run's.
std::string bands_dictionary(const std::string& metrics_csv);

}  // namespace tools
