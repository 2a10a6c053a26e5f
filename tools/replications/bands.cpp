#include "tools/replications/bands.hpp"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <sstream>

#include "tools/base/csv.hpp"
#include "tools/base/errors.hpp"

namespace tools {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kBlock = 1024;  // rows in memory of each replication
constexpr std::pair<const char*, double> kQuantiles[] = {
    {"p05", 0.05}, {"p50", 0.5}, {"p95", 0.95}};

struct Row {
    std::string bin;  // time, elapsed_s, bin_s as they are
    std::vector<std::optional<double>> values;
};

// Reads a series by blocks; the file is open only meanwhile, so there may be any number of them.
class SeriesReader {
  public:
    SeriesReader(fs::path path, const std::vector<BandColumn>& columns)
        : path_(std::move(path)), columns_(columns), held_(columns.size()) {
        std::string header;
        std::ifstream in = open();
        std::getline(in, header);
        offset_ = in.tellg();
        const std::vector<std::string_view> names = split_csv(header);
        for (const BandColumn& c : columns) {
            const auto at = std::find(names.begin(), names.end(), c.name);
            if (at == names.end()) {
                throw InputError(fmt::format("{}:1: has no column {}", path_.string(), c.name));
            }
            places_.push_back(static_cast<std::size_t>(at - names.begin()));
        }
    }

    // The next rows, fewer than kBlock at the end.
    std::vector<Row> block() {
        std::vector<Row> rows;
        if (offset_ < 0) return rows;
        std::ifstream in = open();
        in.seekg(offset_);
        std::string line;
        while (rows.size() < kBlock && std::getline(in, line)) rows.push_back(row_of(line));
        offset_ = rows.size() == kBlock ? std::streamoff(in.tellg()) : -1;
        return rows;
    }

    // What holds after the end.
    std::optional<double> held(std::size_t column) const { return held_[column]; }

  private:
    std::ifstream open() const {
        std::ifstream in(path_, std::ios::binary);
        if (!in) throw IoError(path_.string(), system_message(errno));
        return in;
    }

    Row row_of(const std::string& line) {
        const std::vector<std::string_view> fields = split_csv(line);
        Row row;
        row.bin = line.substr(
            0, static_cast<std::size_t>(fields[std::min<std::size_t>(fields.size() - 1, 3)].data() -
                                        line.data()) -
                   1);
        for (std::size_t c = 0; c < places_.size(); ++c) {
            row.values.push_back(number(fields, places_[c]));
            held_[c] = columns_[c].cumulative ? row.values[c] : std::nullopt;
        }
        return row;
    }

    std::optional<double> number(const std::vector<std::string_view>& fields,
                                 std::size_t at) const {
        if (at >= fields.size()) throw InputError(path_.string() + ": has a short row");
        if (fields[at].empty()) return {};
        const auto x = csv_number<double>(fields[at]);
        if (!x) {
            throw InputError(fmt::format("{}: '{}' is not a number", path_.string(), fields[at]));
        }
        return x;
    }

    fs::path path_;
    const std::vector<BandColumn>& columns_;
    std::vector<std::size_t> places_;
    std::vector<std::optional<double>> held_;
    std::streamoff offset_ = 0;
};

// ",mean,p05,p50,p95" of values that may be missing.
void append_band(std::string& out, std::vector<double>& values, bool all) {
    if (!all) {
        out.append(1 + std::size(kQuantiles), ',');
        return;
    }
    double sum = 0;
    for (const double x : values) sum += x;
    const auto n = static_cast<double>(values.size());
    fmt::format_to(std::back_inserter(out), ",{}", sum / n);
    std::sort(values.begin(), values.end());
    for (const auto& [name, p] : kQuantiles) {
        const auto rank = static_cast<std::size_t>(std::ceil(p * n));
        fmt::format_to(std::back_inserter(out), ",{}", values[std::max<std::size_t>(rank, 1) - 1]);
    }
}

}  // namespace

std::vector<BandFile> band_files(const std::string& metrics_csv) {
    std::vector<BandFile> files;
    for (const std::string table : {"platform", "preorders", "logistics"}) {
        files.push_back({"series/" + table + ".csv", {}});
        std::istringstream in(metrics_csv);
        for (std::string line; std::getline(in, line);) {
            const auto fields = split_csv(line);  // the meaning, which may be quoted, comes last
            if (fields.size() < 4 || fields[0] != table) continue;
            files.back().columns.push_back({std::string(fields[1]), fields[3] == "cumulative"});
        }
    }
    return files;
}

std::optional<std::string> bands_csv(const std::vector<fs::path>& runs, const BandFile& file) {
    std::string out = "time,elapsed_s,bin_s";
    for (const BandColumn& c : file.columns) {
        out += fmt::format(",{}", c.name);
        for (const auto& [name, p] : kQuantiles) out += fmt::format(",{}_{}", c.name, name);
    }
    out += '\n';
    std::vector<SeriesReader> readers;
    for (const fs::path& run : runs) readers.emplace_back(run / file.name, file.columns);
    std::vector<double> values;
    for (;;) {
        std::vector<std::vector<Row>> blocks;
        std::size_t rows = 0;
        for (SeriesReader& r : readers)
            rows = std::max(rows, blocks.emplace_back(r.block()).size());
        if (rows == 0) return out;
        for (std::size_t i = 0; i < rows; ++i) {
            const std::string* bin = nullptr;
            for (const auto& block : blocks) {
                if (i >= block.size()) continue;
                if (bin != nullptr && *bin != block[i].bin) return {};
                bin = &block[i].bin;
            }
            out += *bin;
            for (std::size_t c = 0; c < file.columns.size(); ++c) {
                values.clear();
                for (std::size_t r = 0; r < blocks.size(); ++r) {
                    const auto x =
                        i < blocks[r].size() ? blocks[r][i].values[c] : readers[r].held(c);
                    if (x) values.push_back(*x);
                }
                append_band(out, values, values.size() == blocks.size());
            }
            out += '\n';
        }
    }
}

std::string bands_dictionary(const std::string& metrics_csv) {
    std::istringstream in(metrics_csv);
    std::string line, out;
    std::getline(in, line);
    out += line + '\n';
    const std::vector<BandFile> files = band_files(metrics_csv);
    while (std::getline(in, line)) {
        for (const BandFile& file : files) {
            for (const BandColumn& c : file.columns) {
                const std::string table = fs::path(file.name).stem().string();
                const std::string key = fmt::format("{},{}", table, c.name);
                if (!line.starts_with(key + ',')) continue;
                out += line + '\n';
                for (const auto& [name, p] : kQuantiles) {
                    out += fmt::format("{}_{}{}\n", key, name, line.substr(key.size()));
                }
            }
        }
    }
    return out;
}

}  // namespace tools
