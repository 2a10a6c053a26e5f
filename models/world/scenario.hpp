// The whole scenario: the root of all parameters.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "models/consumers/params.hpp"
#include "models/logistics/params.hpp"
#include "models/merchants/params.hpp"
#include "models/platform/params.hpp"
#include "models/preorders/params.hpp"
#include "models/scenario/describe.hpp"
#include "models/scenario/sources.hpp"
#include "models/world/experiment.hpp"
#include "models/world/thresholds.hpp"

namespace models {

struct TraceParams {
    std::int64_t orders = 10'000;

    void describe(Visitor& v) {
        v.integer("orders", orders,
                  {.min = 0,
                   .max = 1'000'000,
                   .help = "About so many orders, chosen by hash, are followed through every stage "
                           "to the door and written to trace.csv.",
                   .source = "chosen: design"});
    }
};

// Fit to be part of a file's name anywhere.
inline bool is_plain_word(std::string_view word) {
    const auto letter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    };
    return !word.empty() && letter(word.front()) &&
           std::all_of(word.begin(), word.end(),
                       [&](char c) { return letter(c) || c == '.' || c == '_' || c == '-'; });
}

struct Scenario;
void check_uncertainty(const Scenario& scenario, Checker& checker);  // models/world/uncertainty.hpp
void check_times(const Scenario& scenario, Checker& checker);        // models/world/checks.cpp
void check_sizes(const Scenario& scenario, Checker& checker);        // models/world/checks.cpp

struct Scenario {
    std::string name = "unnamed";
    std::string title;
    Origin origin;
    std::int64_t year = 2019;
    std::int64_t seed = 1;
    std::int64_t scale = 100;
    Window headline;
    sim::Time start = -366 * sim::kDay;
    sim::Time horizon = 0;
    std::vector<Window> detail;
    std::vector<sim::Time> openings;
    std::vector<sim::Time> gates;
    ConsumerParams consumers;
    MerchantParams merchants;
    PreorderParams preorders;
    PlatformParams platform;
    LogisticsParams logistics;
    std::vector<ProvinceParams> provinces;
    TraceParams trace;
    std::vector<Threshold> thresholds;
    std::string record;
    std::int64_t replications = 1;
    std::int64_t seeds_per_input = 2;
    PrecisionParams precision;
    std::vector<UncertainInput> uncertainty;
    Sources sources;  // of the values; no parameter, and changes nothing

    void describe(Visitor& v) {
        v.text(
            "name", name,
            {.required = true,
             .help = "A word that names runs of this scenario: letters, digits, '.', '_', '-'."});
        v.text("title", title, {.help = "One line that says what it is."});
        v.origin("origin", origin,
                 {.required = true, .help = "Time zero of the run, and its offset from UTC."});
        v.integer("year", year,
                  {.min = 2009,
                   .max = 2100,
                   .help = "The year it is scored against.",
                   .source = "chosen"});
        v.integer("seed", seed,
                  {.min = 0,
                   .max = 0x1p63,
                   .help = "Of all random numbers.",
                   .source = "chosen: any will do"});
        v.scale("scale", scale, {.help = "Size of the simulated population.", .source = "chosen"});
        v.section("headline", headline, {.help = "The time whose totals were published."});
        v.instant("start", start,
                  {.help = "The run begins here at the earliest. It needs to begin with the first "
                           "deposits and the warm-up of the parcel network, and does unless this "
                           "cuts it short.",
                   .source = "chosen: a year before the origin, so nothing is cut"});
        v.instant("horizon", horizon,
                  {.required = true, .help = "The run ends here at the latest."});
        v.list("detail", detail,
               {.required = true, .help = "When orders are simulated one by one."});
        v.instants("openings", openings,
                   {.required = true, .help = "When the sale starts and carts fire: one instant."});
        v.instants(
            "gates", gates,
            {.help = "Instants of a rush inside the sale: series have one-second bins around each, "
                     "and the GMV just after the first is reported. When balances become payable "
                     "is set by preorders.balance.from.",
             .source = "chosen: none unless the scenario says so"});
        v.section("consumers", consumers, {.help = "Shoppers."});
        v.section("merchants", merchants, {.help = "Merchants, their goods and stock."});
        v.section("preorders", preorders, {.help = "Deposits and balances."});
        v.section("platform", platform, {.help = "Admission, order creation, payment."});
        v.section("logistics", logistics, {.help = "The parcel network."});
        v.section("trace", trace, {.help = "Orders that are followed by name."});
        v.list("thresholds", thresholds,
               {.help = "Limits of metrics; a run that misses one says so and exits with 10."});
        v.path("record", record, {.help = "The published record that the run is scored against."});
        v.integer("replications", replications,
                  {.min = 1,
                   .max = 9999,
                   .help = "Times that the run is made, each with a seed of its own.",
                   .source = "chosen"});
        v.section("precision", precision,
                  {.help = "Replicates until means are known well enough."});
        v.integer("seeds_per_input", seeds_per_input,
                  {.min = 1,
                   .max = 100,
                   .help = "Replications that share a draw of the uncertain inputs; two or more "
                           "tell what those do from what chance does.",
                   .source = "chosen"});
        v.list("uncertainty", uncertainty,
               {.help = "Inputs that are not known, drawn anew for each group of replications."});
        v.list("provinces", provinces, {.required = true, .help = "Where people and goods are."});
    }

    void check(Checker& c) const {
        c.require(is_plain_word(name), "name",
                  "must be letters, digits, '.', '_' and '-', and begin with a letter or digit",
                  {"name"});
        c.require(title.find('\n') == std::string::npos, "title", "must be one line", {"title"});
        c.require(!provinces.empty() && provinces.size() <= 32, "provinces",
                  "there must be 1 to 32 provinces", {"provinces"});
        c.require(provinces.empty() || (any_above_zero(provinces, &ProvinceParams::buyers) &&
                                        any_above_zero(provinces, &ProvinceParams::parcels)),
                  "provinces", "some must have buyers, and some parcels", {"provinces"});
        c.require(consumers.carts.share + preorders.share <= 1, "preorders.share",
                  "carts and pre-orders must not exceed all orders",
                  {"consumers.carts.share", "preorders.share"});
        check_times(*this, c);
        check_sizes(*this, c);
        check_uncertainty(*this, c);
    }
};

}  // namespace models
