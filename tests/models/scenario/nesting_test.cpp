// Lists of every kind, and lists and sections in the items of lists.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "models/scenario/dump.hpp"

#include "tests/models/scenario/sample.hpp"

using namespace models;
using sample::errors;

namespace {

struct Step {
    Window window;
    std::vector<sim::Time> gates;

    template <class V>
    void describe(V& v) {
        v.section("window", window, {.help = "When."});
        v.instants("gates", gates, {.help = "Inside it."});
    }
};

struct Channel {
    std::vector<Step> steps;
    std::vector<std::string> names;

    template <class V>
    void describe(V& v) {
        v.list("steps", steps, {.help = "In order."});
        v.texts("names", names, {.help = "Also known as."});
    }
};

struct Root {
    std::vector<Channel> channels;
    std::vector<std::int64_t> counts;
    std::vector<double> shares;
    std::vector<double> speeds;

    template <class V>
    void describe(V& v) {
        v.list("channels", channels, {.required = true, .help = "Where goods are sold."});
        v.integers("counts", counts, {.min = 0, .help = "How many."});
        v.fractions("shares", shares, {.help = "How much."});
        v.rates("speeds", speeds, {.help = "How fast."});
    }
};

const std::string kText = R"(schema: 1
channels:
  - steps:
      - window:
          from: 2019-11-11T00:00+08:00
          until: 2019-11-12T00:00+08:00
        gates: [2019-11-11T01:00+08:00]
      - window:
          from: 2019-11-12T00:00+08:00
          until: 2019-11-13T00:00+08:00
        gates: []
    names: ["a: b", "yes"]
  - steps: []
    names: []
counts: [1, 2]
shares: [7.5 %, 100 %]
speeds: [0.5/s]
)";

Reading<Root> read_root(const std::string& text, const std::vector<std::string>& overrides = {}) {
    return read_scenario<Root>(ScenarioText{"n.yaml", text}, overrides);
}

}  // namespace

TEST_CASE("lists nest and round-trip") {
    const auto reading = read_root(kText);
    CHECK(errors(reading).empty());
    std::string text;
    dump_resolved(text, reading.scenario);
    CHECK(text == kText);
    REQUIRE(reading.scenario.channels.size() == 2);
    CHECK(reading.scenario.channels[0].steps[0].gates == std::vector<sim::Time>{sim::kHour});
    CHECK(reading.scenario.channels[0].names[1] == "yes");
}

TEST_CASE("errors and overrides name the whole path through lists") {
    CHECK(errors(read_root("schema: 1\n")) == "n.yaml:1:1: channels: missing; expected a list\n");
    CHECK(errors(read_root("schema: 1\nchannels:\n  - steps:\n      - window: {until: "
                           "2019-11-11T00:00+08:00}\n        gates: [3]\n")) ==
          "n.yaml:4:9: channels.0.steps.0.window.from: missing; expected an instant such as "
          "2019-11-11T00:00+08:00\n"
          "n.yaml:5:17: channels.0.steps.0.gates.0: expected an instant such as "
          "2019-11-11T00:00+08:00, got 3\n");
    CHECK(errors(read_root(kText, {"channels.0.steps.1.window.until=2019-11-11T00:00+08:00"})) ==
          "--set channels.0.steps.1.window.until=2019-11-11T00:00+08:00: "
          "channels.0.steps.1.window.until: the window ends before it starts, at "
          "2019-11-12T00:00+08:00\n");
    CHECK(errors(read_root(kText, {"channels.0.step.1.gates=[]"})) ==
          "--set channels.0.step.1.gates=[]: channels.0.step: unknown parameter; did you mean "
          "channels.0.steps.1.gates?\n");
    CHECK(read_root(kText, {"channels.1.names=[x]"}).scenario.channels[1].names.front() == "x");
}

TEST_CASE("the tree descends into the items of lists") {
    const Parameter tree = parameter_tree<Root>();
    const std::vector<std::string> expected = {
        "channels",
        "channels.steps",
        "channels.steps.window",
        "channels.steps.window.from",
        "channels.steps.window.until",
        "channels.steps.gates",
        "channels.names",
        "counts",
        "shares",
        "speeds",
    };
    CHECK(parameter_paths(tree) == expected);
}
