// A small scenario of every kind, and what the tests do with it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/kernel/time.hpp"

#include "models/scenario/describe.hpp"
#include "models/scenario/reader.hpp"

namespace sample {

enum class Decay { omori, exponential, biexponential };

struct Wave {
    std::string name;
    double share = 0;
    sim::Time at = 0;

    template <class V>
    void describe(V& v) {
        v.text("name", name, {.required = true, .help = "What to call it."});
        v.fraction("share", share, {.required = true, .help = "Of all merchants."});
        v.instant("at", at, {.help = "When it begins."});
    }
};

struct Platform {
    std::int64_t units = 8;
    double order_capacity = 544'000;
    sim::Duration patience = 5 * sim::kSecond;
    Decay decay = Decay::omori;
    bool degrade = false;
    std::vector<sim::Duration> backoff = {sim::kSecond, 2 * sim::kSecond};

    template <class V>
    void describe(V& v) {
        v.integer("units", units, {.min = 1, .max = 256, .help = "Sites.", .source = "assumed"});
        v.rate("order_capacity", order_capacity,
               {.min = 0, .exclusive_min = true, .help = "Orders.", .source = "assumed: a guess"});
        v.duration("patience", patience, {.help = "How long a shopper waits."});
        v.choice(
            "decay", decay,
            {{"omori", Decay::omori}, {"exp", Decay::exponential}, {"biexp", Decay::biexponential}},
            {.help = "How the spike decays."});
        v.boolean("degrade", degrade, {.help = "Whether it sheds load."});
        v.durations("backoff", backoff, {.max = 60e9, .help = "Before each retry."});
    }
};

struct Scenario {
    std::string name = "sample";
    std::int64_t scale = 1;
    models::Origin origin;
    models::Window headline{0, sim::kDay};
    double elasticity = -2.5;
    std::int64_t price = 208'00;
    std::string data;
    Platform platform;
    std::vector<Wave> waves = {{"first", 0.5, 0}};
    std::vector<double> weights;

    template <class V>
    void describe(V& v) {
        v.text("name", name, {.help = "Names the run."});
        v.scale("scale", scale, {.help = "One part in so many."});
        v.origin("origin", origin, {.help = "Time zero."});
        v.section("headline", headline, {.help = "The counted hours."});
        v.number("elasticity", elasticity, {.max = 0, .exclusive_max = true, .help = "a | b"});
        v.money("price", price,
                {.help = "Of a basket.", .source = "published-after: GMV over orders"});
        v.path("data", data, {.help = "Demand to replay."});
        v.section("platform", platform, {.help = "The shop."});
        v.list("waves", waves, {.help = "When merchants join.", .source = "chosen"});
        v.numbers("weights", weights, {.min = 0, .help = "By hour."});
    }

    void check(models::Checker& c) const {
        double sum = 0;
        for (const Wave& wave : waves) sum += wave.share;
        c.require(sum <= 1, "waves", "the shares add up to more than 100 %");
        if (platform.units > 100) c.warn("platform.units", "more units than is wise");
    }
};

// What a file must state: the window has no defaults.
inline const std::string kHead =
    "schema: 1\n"
    "headline: {from: 2019-11-11T00:00+08:00, until: 2019-11-11T24:00+08:00}\n";

inline models::Reading<Scenario> read(const std::string& text,
                                      const std::vector<std::string>& overrides = {}) {
    return models::read_scenario<Scenario>(models::ScenarioText{"day.yaml", text}, overrides);
}

// All errors as one text, a line each.
inline std::string errors(const models::ReadReport& report) {
    std::string text;
    for (const models::Issue& issue : report.errors) text += to_text(issue) + "\n";
    return text;
}

}  // namespace sample
