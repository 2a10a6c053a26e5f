#include "tools/run/explanations.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <utility>

#include "models/scenario/suggest.hpp"

namespace tools {
namespace {

constexpr std::pair<std::string_view, std::string_view> kFormulas[] = {
    {"gmv_cny", "sum over orders paid in the headline of price after discount, times k"},
    {"orders_created", "count in the headline's bins, times k"},
    {"orders_paid", "count in the headline's bins, times k"},
    {"orders_rejected", "sum over refused attempts in the headline of their orders, times k"},
    {"orders_expired", "count over the whole run, times k"},
    {"delivery_orders", "the same count as orders_paid: an order is a parcel"},
    {"peak_orders_per_s", "largest count of a whole second of the headline, times k"},
    {"peak_orders_at_s", "first second whose count is at least 0.95 of the largest"},
    {"peak_payments_per_s", "largest count of a whole second of the headline, times k"},
    {"peak_payments_at_s", "first second whose count is at least 0.95 of the largest"},
    {"payments_plateau_s",
     "longest row of seconds whose mean of 30 s is at least 0.9 of the highest such mean"},
    {"gmv_after_gate_cny", "GMV until 3 min 59 s after the first gate, less GMV until the gate"},
    {"orders_awaiting_payment_at_end", "created less paid less closed at the end, times k"},
    {"parcels_shipped", "count over the whole run, times k"},
    {"parcels_delivered", "count over the whole run, times k"},
    {"days_until_100_million_delivered",
     "when parcels delivered, times k, reach 1e8, less the headline's start; linear in a tick"},
    {"days_until_half_delivered",
     "when parcels delivered, times k, reach 0.5 orders_paid, less the headline's start"},
    {"days_until_95_percent_delivered",
     "when parcels delivered, times k, reach 0.95 orders_paid, less the headline's start"},
    {"days_to_door_p50", "quantile 0.5 of delivery less payment over all parcels of the headline"},
    {"days_to_door_p90", "quantile 0.9 of delivery less payment over all parcels of the headline"},
    {"days_to_door_p95", "quantile 0.95 of delivery less payment over all parcels of the headline"},
    {"presale_gmv_cny", "sum over balances paid in the headline of balance plus deposit, times k"},
    {"livestream_gmv_cny", "none: nothing simulates it yet"},
    {"stockout_lost_orders", "count in the headline's bins, times k"},
    {"gmv_milestones_median_error",
     "median over scored milestones of |simulated share / published share - 1|"},
    {"gmv_milestones_worst_error",
     "largest over scored milestones of |simulated share / published share - 1|"},
};

// The name of a file without its extension; of what is no file, the name.
std::string_view stem_of(const FileWord& word) {
    return word.name.substr(0, word.name.rfind('.'));
}

}  // namespace

std::string_view formula_of(const Metric& metric) {
    const auto it = std::find_if(std::begin(kFormulas), std::end(kFormulas),
                                 [&](const auto& f) { return f.first == metric.name; });
    return it == std::end(kFormulas) ? std::string_view() : it->second;
}

std::string formula_of(const Column& column) {
    const std::string_view name = column.name, kind = column.kind, table = column.table;
    if (name == "trucks_cumulative") return "departures until the bin's end; not scaled";
    if (name.ends_with("_per_s")) return "events in the bin, times k, divided by bin_s";
    if (name == "gmv_cny_cumulative") {
        return "sum over orders paid since the headline's start of price after discount, times k";
    }
    if (name.ends_with("_cny_cumulative")) return "sum of money until the bin's end, times k";
    if (kind == "cumulative") return "events until the bin's end, times k";
    if (kind == "level") return "how many there are at the bin's end, times k";
    return fmt::format("events in the bin, times k{}",
                       table == "logistics_by_province" ? ", of the row's province" : "");
}

const std::vector<FileWord>& file_words() {
    static const std::vector<FileWord> all = {
        {"wall_s", "summary.json", "s", "time that the run took, tables included; no result"},
        {"peak_rss_bytes", "summary.json", "bytes", "most memory the run had at once; no result"},
        {"events", "summary.json", "events", "events that the engine handled; no result"},
        {"digest", "summary.json", "",
         "hash of all raw results: equal digests, equal results, whatever the machine"},
        {"raw", "summary.json", "", "counts at the run's own scale, not multiplied by k"},
        {"inputs", "summary.json", "", "names of metrics that the scenario was fitted to"},
        {"intervals", "summary.json", "", "confidence intervals of means, of replicated runs"},
        {"version", "summary.json", "", "of the program that wrote the run"},
        {"status", "summary.json", "", "complete, failed or partial; reason says why"},
        {"reason", "summary.json", "", "why the run is not complete; null where it is"},
        {"time", "tables under series/", "",
         "end of the row's bin, ISO 8601 with the origin's offset"},
        {"elapsed_s", "tables under series/", "s", "the same instant, since the origin"},
        {"bin_s", "tables under series/", "s", "length of the row's bin, [time - bin_s, time)"},
        {"province", "tables by province", "", "name of the row's province"},
        {"published", "milestones.csv", "", "figure of the record, in the unit of its metric"},
        {"simulated", "milestones.csv", "", "the run's figure at that instant; empty: not reached"},
        {"error", "milestones.csv", "1", "simulated / published - 1"},
        {"error_share", "milestones.csv", "1",
         "the same with both divided by the total of their day"},
        {"role", "milestones.csv", "", "input, derived or scored; only the last is a test"},
        {"schema", "scenarios and results", "", "edition of the form of the file: 1"},
        {"extends", "scenarios", "",
         "scenario that this one changes: a file, relative to this one"},
        {"sources", "scenarios", "",
         "where values come from: known-before, published-after, calibrated, assumed, chosen"},
        {"series", "a run directory", "",
         "tables bin by bin: platform, preorders, logistics, logistics_by_province"},
        {"summary.json", "a run directory", "", "the metrics of the run"},
        {"manifest.json", "a run directory", "", "program, scenario, seed, digests, machine"},
        {"milestones.csv", "a run directory", "", "the run beside the published record"},
        {"funnel.csv", "a run directory", "", "the headline's check-outs stage by stage"},
        {"metrics.csv", "a run directory", "", "unit, kind and meaning of the columns of series/"},
        {"trace.csv", "a run directory", "", "single orders from intention to door"},
        {"replications.csv", "a run directory", "", "a row a replication, of replicated runs"},
        {"inputs.csv", "a run directory", "", "the uncertain inputs of a replicated run as drawn"},
        {"scenario.resolved.yaml", "a run directory", "", "every parameter as it ran"},
        {"record.yaml", "a run directory", "", "the published record it was scored against"},
    };
    return all;
}

const FileWord* find_file_word(std::string_view name) {
    if (name.ends_with('/')) name.remove_suffix(1);
    const auto find = [&](const auto& of) {
        const auto it = std::find_if(file_words().begin(), file_words().end(),
                                     [&](const FileWord& w) { return of(w) == name; });
        return it == file_words().end() ? nullptr : &*it;
    };
    const FileWord* word = find([](const FileWord& w) { return w.name; });
    return word ? word : find(stem_of);
}

std::string similar_file(std::string_view name) {
    static const std::vector<std::string> extensions = {"csv", "json", "yaml"};
    const bool is_file = name.find('/') != std::string_view::npos ||
                         !models::nearest(name.substr(name.rfind('.') + 1), extensions).empty();
    if (!is_file) return {};
    std::vector<std::string> files;
    for (const FileWord& w : file_words()) files.emplace_back(w.name);
    for (const Column& c : columns()) {
        files.push_back(fmt::format("series/{}.csv", c.table));
        files.push_back(fmt::format("{}.csv", c.table));
    }
    return models::nearest(name, files);
}

std::vector<Column> columns_of_file(std::string_view name) {
    constexpr std::string_view kFolder = "series/", kSuffix = ".csv";
    const bool named = name.starts_with(kFolder) || name.ends_with(kSuffix);
    if (name.starts_with(kFolder)) name.remove_prefix(kFolder.size());
    if (name.ends_with(kSuffix)) name.remove_suffix(kSuffix.size());
    std::vector<Column> found;
    for (const Column& c : columns()) {
        if (named && name == c.table) found.push_back(c);
    }
    return found;
}

}  // namespace tools
