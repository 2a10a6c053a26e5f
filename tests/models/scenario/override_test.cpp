#include <catch2/catch.hpp>
#include <string>

#include "tests/models/scenario/sample.hpp"

using sample::errors;
using sample::kHead;
using sample::read;

TEST_CASE("overrides set anything, the last one wins") {
    const auto reading =
        read(kHead +
                 "platform: {units: 3}\nwaves: [{name: a, share: 1 %}, {name: "
                 "b, share: 2 %}]\n",
             {"platform.units=4", "platform.units=5", "price=16 bn CNY", "waves.1.share=0.4",
              "weights=[1, 2]", "name=\"a: b\"", "headline.until=2019-11-12T00:00+08:00"});
    CHECK(errors(reading).empty());
    CHECK(reading.scenario.platform.units == 5);
    CHECK(reading.scenario.price == 1'600'000'000'000);
    CHECK(reading.scenario.waves[0].share == 0.01);
    CHECK(reading.scenario.waves[1].share == 0.4);
    CHECK(reading.scenario.waves[1].name == "b");
    CHECK(reading.scenario.weights.size() == 2);
    CHECK(reading.scenario.name == "a: b");
}

TEST_CASE("overrides reach into lists that only the defaults state") {
    const auto reading = read(kHead, {"platform.backoff.1=7 s"});
    CHECK(errors(reading).empty());
    CHECK(reading.scenario.platform.backoff ==
          std::vector<sim::Duration>{sim::kSecond, 7 * sim::kSecond});
    CHECK(errors(read(kHead, {"platform.backoff.2=7 s"})) ==
          "--set platform.backoff.2=7 s: platform.backoff.2: the list has items 0 to 1\n");
    CHECK(errors(read(kHead, {"weights.0=7"})) ==
          "--set weights.0=7: weights.0: the list is empty\n");
}

TEST_CASE("an override of an item keeps its other fields") {
    const auto reading = read(kHead, {"waves.0.at=2019-11-11T01:00+08:00"});
    CHECK(errors(reading).empty());
    CHECK(reading.scenario.waves[0].name == "first");
    CHECK(reading.scenario.waves[0].at == sim::kHour);
}

TEST_CASE("what only goes wrong with an override is located at it") {
    const std::string text = kHead + "waves: [{name: a, share: 1 %}]\n";
    // The field is in the file, what it is held against is set.
    CHECK(errors(read(text, {"headline.from=2019-11-13T00:00+08:00"})) ==
          "--set headline.from=2019-11-13T00:00+08:00: headline.until: the window ends before it "
          "starts, at 2019-11-13T00:00+08:00\n");
    // A field of the list is set, the list is in the file.
    CHECK(errors(read(text, {"waves.0.share=60 %", "price=3 CNY"})) == "");
    CHECK(errors(read(kHead + "waves: [{name: a, share: 1 %}, {name: b, share: 60 %}]\n",
                      {"waves.0.share=60 %", "price=3 CNY"})) ==
          "--set waves.0.share=60 %: waves: the shares add up to more than 100 %\n");
    // The field's own override comes before those of what it is held against, and of these the
    // last.
    CHECK(errors(read(text, {"headline.until=2019-11-12T00:00+08:00",
                             "headline.from=2019-11-13T00:00+08:00"})) ==
          "--set headline.until=2019-11-12T00:00+08:00: headline.until: the window ends before it "
          "starts, at 2019-11-13T00:00+08:00\n");
    // Overrides of other fields have no part in it.
    CHECK(errors(read("schema: 1\n"
                      "headline: {from: 2019-11-11T00:00+08:00, until: 2019-11-10T00:00+08:00}\n",
                      {"price=3 CNY"})) ==
          "day.yaml:2:49: headline.until: the window ends before it starts, at "
          "2019-11-11T00:00+08:00\n");
}

TEST_CASE("bad overrides are located at themselves") {
    const auto [set, expected] = GENERATE(table<std::string, std::string>({
        {"units", "expected path=value, such as platform.units=4"},
        {"=4", "expected path=value, such as platform.units=4"},
        {"price=", "price: has no value; leave the key out to take the default"},
        {"price=-3 CNY", "price: must be between 0 CNY and 100000 bn CNY, got -3 CNY"},
        {"units=4", "units: unknown parameter; did you mean platform.units?"},
        {"platform.order.capacity=4/s",
         "platform.order: unknown parameter; did you mean platform.order_capacity?"},
        {"platform.order.cap=4/s", "platform.order: unknown parameter"},
        {"platform.unit=4", "platform.unit: unknown parameter; did you mean platform.units?"},
        {"plattform.units=4", "plattform: unknown parameter; did you mean platform.units?"},
        {"couriers=4", "couriers: unknown parameter"},
        {"price.x=4", "price: expected an amount such as 208 CNY, got a section"},
        {"elasticity.x=4", "elasticity.x: elasticity is a value, not a section"},
        {"platform..units=4", "platform.: unknown parameter; did you mean platform.units?"},
        {"waves.5.share=1 %", "waves.5.share: the list has only item 0"},
        {"waves.0.shares=1 %", "waves.0.shares: unknown parameter; did you mean waves.0.share?"},
        {"platform=4", "platform: expected a section, got a single value"},
        {"weights=[1, x]", "weights.1: expected a number, got x"},
        {"weights=[1", "weights: a key must be a word; is a ] or } missing?"},
        {"platform={units: 1, units: 2}", "units: given twice, first on line 1"},
        {"schema=2", "schema: belongs to the file and cannot be set"},
        {"extends=x.yaml", "extends: belongs to the file and cannot be set"},
    }));
    const std::string text = kHead + "elasticity: -1\nwaves: [{name: a, share: 1 %}]\n";
    CHECK(errors(read(text, {set})) == "--set " + set + ": " + expected + "\n");
}
