#include <algorithm>
#include <charconv>

#include "sim/stats/digest.hpp"

#include "tools/base/json.hpp"
#include "tools/replications/experiment.hpp"
#include "tools/run/json_parts.hpp"

namespace tools {
namespace {

Json interval(const Estimate& e) {
    Json j{{"n", e.n},
           {"mean", number(e.mean)},
           {"low", number(e.low)},
           {"high", number(e.high)},
           {"median", number(e.median)},
           {"median_low", number(e.median_low)},
           {"median_high", number(e.median_high)}};
    if (e.split) {
        j["variance"] = {{"inputs", e.split->input},
                         {"sampling", e.split->chance},
                         {"inputs_share", e.split->input_share}};
    }
    return j;
}

// A digest, as hex digits, into a column.
void add(sim::Digest::Column& column, std::int64_t key, const std::string& hex) {
    for (std::size_t half = 0; half < 2; ++half) {
        std::uint64_t word = 0;
        std::from_chars(hex.data() + 16 * half, hex.data() + 16 * (half + 1), word, 16);
        column.add(key, static_cast<std::int64_t>(word));
    }
}

// Of the replications' digests, in order.
std::string digest_of(const Experiment& e) {
    sim::Digest digest;
    sim::Digest::Column& column = digest.column("replications", "digest");
    for (const ReplicationRow& r : e.rows) {
        if (r.complete()) add(column, r.replication, r.digest);
    }
    return digest.hex();
}

// The same for every column of their tables, so that a changed one can be named.
sim::Digest digest_of_columns(const Experiment& e) {
    sim::Digest digest;
    for (const ReplicationRow& r : e.rows) {
        for (const auto& [table, columns] : r.columns) {
            for (const auto& [name, hex] : columns) {
                add(digest.column(table, name), r.replication, hex);
            }
        }
    }
    return digest;
}

double sum_of_wall(const Experiment& e) {
    double sum = 0;
    for (const ReplicationRow& r : e.rows) sum += r.wall_s;
    return sum;
}

std::size_t most_memory(const Experiment& e) {
    std::size_t most = 0;
    for (const ReplicationRow& r : e.rows) most = std::max(most, r.peak_rss_bytes);
    return most;
}

// The mean over the complete replications; null if there are none.
template <class Value>
Json mean_of(const Experiment& e, Value value) {
    if (e.complete() == 0) return nullptr;
    double sum = 0;
    for (const ReplicationRow& r : e.rows) {
        if (r.complete()) sum += static_cast<double>(value(r));
    }
    return sum / static_cast<double>(e.complete());
}

}  // namespace

std::string summary_json(const Experiment& e) {
    const models::Scenario& s = e.scenario;
    const RunContext& p = e.context;
    Json j = summary_head(s, p);
    j["replications"] = e.complete();
    j["failed"] = e.rows.size() - e.complete();
    Json intervals;
    for (std::size_t i = 0; i < metrics().size(); ++i) {
        const Metric& m = metrics()[i];
        const Estimate x = estimate(e, i);
        // A mean over those replications that got somewhere would be a mean of the lucky ones.
        const auto value = m.instant ? x.median : x.mean;
        j[std::string(m.name)] = x.everywhere ? number(value) : Json(nullptr);
        intervals[std::string(m.name)] = interval(x);
    }
    j["level"] = s.precision.level;
    j["intervals"] = intervals;
    if (e.precision) {
        Json asked = Json::array(), missing = Json::array();
        for (const Precision::Metric& m : e.precision->metrics) {
            asked.push_back({{"metric", m.name},
                             {"mean", m.mean},
                             {"half_width", m.half_width},
                             {"relative_half_width", number(m.relative())},
                             {"n", m.n},
                             {"reached", m.reached}});
            if (!m.reached) missing.push_back(m.name);
        }
        j["precision"] = {
            {"relative", s.precision.relative},
            {"wanted_relative_half_width", e.precision->wanted},
            {"cap", s.precision.cap},
            {"reached", e.precision->reached},
            {"lacking", e.precision->lacking.empty() ? Json(nullptr) : Json(e.precision->lacking)},
            {"missing", missing},
            {"metrics", asked}};
    }
    j["thresholds"] = thresholds_json(p.thresholds);
    j["raw"] = Json::object();
    const auto first = std::find_if(e.rows.begin(), e.rows.end(),
                                    [](const ReplicationRow& r) { return r.complete(); });
    if (first != e.rows.end()) {
        for (const auto& [name, count] : first->raw) {
            j["raw"][name] =
                mean_of(e, [&n = name](const ReplicationRow& r) { return r.raw.at(n); });
        }
    }
    j["digest"] = digest_of(e);
    j["events"] = mean_of(e, [](const ReplicationRow& r) { return r.events; });
    j["wall_s"] = sum_of_wall(e);
    j["peak_rss_bytes"] = most_memory(e);
    return text_of(j);
}

std::string manifest_json(const Experiment& e) {
    Json j = manifest_head(e.scenario, e.context);
    j["replications"] = Json::array();
    for (const ReplicationRow& r : e.rows) {
        Json row{{"replication", r.replication},
                 {"seed", r.seed},
                 {"inputs", r.inputs},
                 {"status", r.complete() ? "complete" : "failed"}};
        if (r.complete()) row["digest"] = r.digest;
        if (!r.complete()) row["reason"] = r.error;
        j["replications"].push_back(row);
    }
    j["digest"] = {{"total", digest_of(e)}, {"tables", tables_of(digest_of_columns(e))}};
    j["volatile"] = volatile_of(e.context);
    return text_of(j);
}

}  // namespace tools
