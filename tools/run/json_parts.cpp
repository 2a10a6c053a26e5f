#include "tools/run/json_parts.hpp"

#include <thread>

#include "tools/base/build_info.hpp"

namespace tools {

Json summary_head(const models::Scenario& s, const RunContext& context) {
    Json j;
    j["schema"] = 1;
    j["status"] = context.status;
    j["reason"] = context.reason.empty() ? Json(nullptr) : Json(context.reason);
    j["scenario"] = s.name;
    j["version"] = kVersion;
    j["seed"] = s.seed;
    j["scale"] = 1 / static_cast<double>(s.scale);
    j["inputs"] = {"gmv_cny", "delivery_orders", "peak_orders_per_s"};
    return j;
}

Json manifest_head(const models::Scenario& s, const RunContext& context) {
    Json j;
    j["schema"] = 1;
    j["program"] = "singlesday";
    j["version"] = kVersion;
    j["commit"] = kCommit;
    j["compiler"] = kCompiler;
    j["boost"] = kBoost;
    j["status"] = context.status;
    if (!context.reason.empty()) j["reason"] = context.reason;
    j["scenario"] = {{"name", s.name}, {"title", s.title}, {"hash", context.inputs.hash}};
    j["seed"] = s.seed;
    j["scale"] = 1 / static_cast<double>(s.scale);
    return j;
}

Json tables_of(const sim::Digest& digest) {
    Json tables = Json::object();
    for (const std::string& table : digest.tables()) {
        Json columns;
        for (const std::string& column : digest.columns(table)) {
            columns[column] = digest.of_column(table, column).hex();
        }
        tables[table] = {{"total", digest.of_table(table).hex()}, {"columns", columns}};
    }
    return tables;
}

Json volatile_of(const RunContext& context) {
    return {{"started", context.started},
            {"wall_s", context.wall_s},
            {"peak_rss_bytes", context.peak_rss_bytes},
            {"threads", context.threads},
            {"cores", std::thread::hardware_concurrency()}};
}

}  // namespace tools
