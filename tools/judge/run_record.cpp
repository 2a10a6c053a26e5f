#include "tools/judge/run_record.hpp"

#include <fmt/format.h>
#include <sstream>

#include "tools/base/csv.hpp"
#include "tools/base/errors.hpp"
#include "tools/base/json.hpp"
#include "tools/run/inputs.hpp"
#include "tools/run/metrics.hpp"
#include "tools/scenario/parameter_diff.hpp"

namespace tools {
namespace {

template <class T>
T number_at(std::string_view field, const std::filesystem::path& path, std::size_t line) {
    const auto value = csv_number<T>(field);
    if (!value) {
        throw InputError(fmt::format("{}:{}: '{}' is not a number", path.string(), line, field));
    }
    return *value;
}

// Throws InputError where it is no whole number.
std::int64_t whole(const Json& summary, const char* name, const std::filesystem::path& directory) {
    const Json& value = summary.at(name);
    if (value.is_number_integer()) return value.get<std::int64_t>();
    throw InputError(fmt::format("{}: the {} of its summary is {}, no whole number",
                                 directory.string(), name, value.dump()));
}

RunRecord::Row single_row(const Json& summary, const std::filesystem::path& directory) {
    RunRecord::Row row;
    row.seed = whole(summary, "seed", directory);
    for (const Metric& m : metrics()) {
        const auto at = summary.find(m.name);
        if (at == summary.end()) continue;
        row.metrics[std::string(m.name)] =
            at->is_null() ? std::nullopt : std::optional(at->get<double>());
    }
    return row;
}

// replication,seed,inputs,status,digest, then a column a metric. Failed replications have no row
// here.
std::vector<RunRecord::Row> replication_rows(const std::filesystem::path& path) {
    std::istringstream in(read_file(path));
    std::string line;
    std::getline(in, line);
    const std::string header = line;
    const std::vector<std::string_view> names = split_csv(header);
    constexpr std::size_t kFirstMetric = 5;
    if (names.size() <= kFirstMetric || names[0] != "replication") {
        throw InputError(path.string() + ":1: is not a table of replications");
    }
    std::vector<RunRecord::Row> rows;
    for (std::size_t n = 2; std::getline(in, line); ++n) {
        const std::vector<std::string_view> fields = split_csv(line);
        if (fields.size() != names.size()) {
            throw InputError(fmt::format("{}:{}: has {} columns instead of {}", path.string(), n,
                                         fields.size(), names.size()));
        }
        if (fields[3] != "complete") continue;
        RunRecord::Row row;
        row.replication = number_at<std::int64_t>(fields[0], path, n);
        row.seed = number_at<std::int64_t>(fields[1], path, n);
        row.inputs = number_at<std::int64_t>(fields[2], path, n);
        for (std::size_t i = kFirstMetric; i < fields.size(); ++i) {
            auto& value = row.metrics[std::string(names[i])];
            if (!fields[i].empty()) value = number_at<double>(fields[i], path, n);
        }
        rows.push_back(row);
    }
    return rows;
}

}  // namespace

RunRecord read_run_record(const std::filesystem::path& directory) {
    RunRecord run;
    run.path = directory;
    const Json manifest = read_json(directory / "manifest.json");
    const Json summary = read_json(directory / "summary.json");
    try {
        run.schema = whole(summary, "schema", directory);
        run.status = manifest.at("status").get<std::string>();
        run.scenario = manifest.at("scenario").at("name").get<std::string>();
        run.scenario_hash = manifest.at("scenario").at("hash").get<std::string>();
        if (manifest.contains("version") && manifest.contains("commit")) {
            run.made_by = manifest.at("version").get<std::string>() + ' ' +
                          manifest.at("commit").get<std::string>();
        }
        run.seed = whole(summary, "seed", directory);
        run.scale = summary.at("scale").get<double>();
        if (!(run.scale > 0 && run.scale <= 1)) {
            throw InputError(
                fmt::format("{}: its summary has scale {}", directory.string(), run.scale));
        }
        run.digest = summary.at("digest").get<std::string>();
        for (const auto& [table, content] : manifest.at("digest").at("tables").items()) {
            for (const auto& [column, digest] : content.at("columns").items()) {
                run.columns[table][column] = digest.get<std::string>();
            }
        }
        for (const Json& t : summary.value("thresholds", Json::array())) {
            run.thresholds.push_back(
                {fmt::format("{} {} {}", t.at("metric").get<std::string>(),
                             t.at("side").get<std::string>(), t.at("limit").get<double>()),
                 t.at("reason").get<std::string>(), t.at("passed").get<bool>()});
        }
        if (std::filesystem::exists(directory / "replications.csv")) {
            run.replicated = true;
            run.rows = replication_rows(directory / "replications.csv");
            if (run.rows.empty()) {
                throw InputError(directory.string() + ": none of its replications finished");
            }
        } else {
            run.rows = {single_row(summary, directory)};
        }
    } catch (const Json::exception& e) {
        throw InputError(directory.string() + ": is not a run directory: " + e.what());
    }
    if (const auto record = directory / Inputs::kRecordFile; std::filesystem::exists(record)) {
        run.record = text_digest(read_file(record));
    }
    const auto scenario = directory / Inputs::kScenarioFile;
    run.scenario_text = read_file(scenario);
    try {
        parameters_of(run.scenario_text);
    } catch (const InputError& e) {
        throw InputError(scenario.string() + ": " + e.what());
    }
    return run;
}

}  // namespace tools
