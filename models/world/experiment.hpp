// Parameters of an experiment: how often a scenario is replicated, and what is not known of its
// inputs. They change no replication by itself.
#pragma once

#include <cstdint>
#include <fmt/format.h>
#include <string>
#include <vector>

#include "models/scenario/describe.hpp"

namespace models {

// When to stop replicating: see sim/experiment/precision.hpp.
struct PrecisionParams {
    std::vector<std::string> metrics;
    double relative = 0.01;
    double level = 0.95;
    std::int64_t minimum = 10;
    std::int64_t look_ahead = 5;
    std::int64_t cap = 100;

    void describe(Visitor& v) {
        v.texts("metrics", metrics,
                {.help = "Metrics whose means must be known well enough; none: the run makes as "
                         "many replications as it is told."});
        v.fraction("relative", relative,
                   {.min = 0,
                    .exclusive_min = true,
                    .max = 1,
                    .exclusive_max = true,
                    .help = "Largest relative error of such a mean.",
                    .source = "chosen"});
        v.fraction("level", level,
                   {.min = 0,
                    .exclusive_min = true,
                    .max = 1,
                    .exclusive_max = true,
                    .help = "Part of experiments whose intervals hold the true value.",
                    .source = "chosen: by convention"});
        v.integer("minimum", minimum,
                  {.min = 2,
                   .max = 9999,
                   .help = "Replications before the first look.",
                   .source = "chosen"});
        v.integer("look_ahead", look_ahead,
                  {.min = 0,
                   .max = 9999,
                   .help = "Further replications that must confirm it.",
                   .source = "known-before: Hoad, Robinson and Davies 2010"});
        v.integer("cap", cap,
                  {.min = 2, .max = 9999, .help = "Replications at most.", .source = "chosen"});
    }

    void check(Checker& c) const {
        c.require(cap >= minimum, "cap",
                  fmt::format("{} is below the minimum of {} replications", cap, minimum),
                  {"cap", "minimum"});
    }
};

// One input that is not known: in each draw the parameter's value is multiplied by a factor.
struct UncertainInput {
    enum class Law { normal, lognormal, uniform, triangular };

    std::string parameter;
    std::string draw;
    Law distribution = Law::normal;
    double cv = 0;
    double low = 0;
    double mode = 1;
    double high = 0;

    bool has_cv() const { return distribution == Law::normal || distribution == Law::lognormal; }
    bool bounded_above() const { return high > 0; }

    void describe(Visitor& v) {
        v.text("parameter", parameter,
               {.required = true,
                .help = "Path of the parameter, such as consumers.payment.delay: a quantity, not "
                        "an instant, a name or a switch."});
        v.text("draw", draw,
               {.help = "Name of a common cause: inputs with the same name share one random "
                        "number, as orders and GMV share that of demand. None: the input has its "
                        "own."});
        v.choice(
            "distribution", distribution,
            {{"normal", Law::normal},
             {"lognormal", Law::lognormal},
             {"uniform", Law::uniform},
             {"triangular", Law::triangular}},
            {.help = "Law of the factor; normal and lognormal have mean 1 before they are cut off.",
             .source = "chosen"});
        v.fraction("cv", cv,
                   {.max = 10,
                    .help = "Standard deviation of a normal or lognormal factor, before it is cut "
                            "off at low and high.",
                    .source = "chosen: none, and refused where the law needs one"});
        v.number("low", low,
                 {.min = 0, .max = 1000, .help = "Smallest factor.", .source = "chosen"});
        v.number("mode", mode,
                 {.min = 0,
                  .max = 1000,
                  .help = "Most frequent factor of a triangular law.",
                  .source = "chosen: the value itself"});
        v.number("high", high,
                 {.min = 0,
                  .max = 1000,
                  .help = "Largest factor; 0 is none, for normal and lognormal only.",
                  .source = "chosen"});
    }

    void check(Checker& c) const {
        if (has_cv()) {
            c.require(cv > 0, "cv", "a normal or lognormal factor needs a cv above 0",
                      {"distribution", "cv"});
            // At 30 % the cut at 0 moves the mean by less than 0.01 %, at 80 % by 16 %.
            c.require(distribution != Law::normal || cv <= 0.3, "cv",
                      "a normal factor with a cv above 30 % is cut off at 0 so often that its "
                      "mean is above 1; take lognormal",
                      {"distribution", "cv"});
            c.require(!bounded_above() || (low < 1 && high > 1), bounded_above() ? "high" : "low",
                      "low and high must leave room on both sides of 1",
                      {"distribution", "low", "high"});
            c.require(bounded_above() || low < 1, "low", "must be below 1",
                      {"distribution", "low", "high"});
        } else {
            c.require(high > low, "high", "must be above low", {"distribution", "low", "high"});
            c.require(cv == 0, "cv", "is for normal and lognormal factors", {"distribution", "cv"});
            c.require(distribution == Law::uniform || (low <= mode && mode <= high), "mode",
                      "must lie between low and high", {"distribution", "low", "mode", "high"});
        }
    }
};

}  // namespace models
