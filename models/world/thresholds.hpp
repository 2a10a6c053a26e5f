// What a run must reach for its planner or its CI to be content.
#pragma once

#include <string>

#include "models/scenario/describe.hpp"

namespace models {

// Exactly one of the two limits is stated; the other stands where no value goes.
struct Threshold {
    enum class On { bound, value };

    static constexpr double kNone = 1e300;

    std::string metric;
    double below = kNone;
    double above = -kNone;
    On on = On::bound;

    bool is_upper() const { return below < kNone; }
    double limit() const { return is_upper() ? below : above; }

    void describe(Visitor& v) {
        v.text("metric", metric,
               {.required = true,
                .help = "Name of a metric in summary.json, such as orders_rejected."});
        v.number("below", below,
                 {.min = -kNone,
                  .max = kNone,
                  .help = "The metric must be below this, in its unit; 1e300 is no limit.",
                  .source = "chosen: no limit"});
        v.number("above", above,
                 {.min = -kNone,
                  .max = kNone,
                  .help = "The metric must be above this, in its unit; -1e300 is no limit.",
                  .source = "chosen: no limit"});
        v.choice("on", on, {{"bound", On::bound}, {"value", On::value}},
                 {.help = "What is judged of a replicated run: the bound of the mean's interval "
                          "that is nearer to the limit, or the mean. A single run has a value "
                          "only.",
                  .source = "chosen"});
    }

    void check(Checker& c) const {
        c.require((below < kNone) != (above > -kNone), "metric",
                  "needs one limit, either below or above", {"below", "above"});
    }
};

}  // namespace models
