#include "models/scenario/reader.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "tests/models/scenario/sample.hpp"

using namespace models;
using sample::errors;
using sample::kHead;
using sample::read;

TEST_CASE("a scenario sets what it states and leaves the rest at the defaults") {
    const auto reading = read(R"(# 双十一
schema: 1
name: Singles' Day
scale: 1/100
origin: 2020-11-11T00:00+08:00
headline: {from: 2020-11-01T00:00+08:00, until: "2020-11-11T24:00+08:00"}
elasticity: -1.5
price: 1.5e9 CNY
platform:
  units: 1e2
  order_capacity: 583000/s
  patience: 1.5 min
  decay: biexp
  degrade: true
  backoff: [250 ms, 1 s, 4 s]
waves:
  - name: early
    share: 7.5 %
    at: 2020-11-01T00:00+08:00
  - {name: late, share: 0.5}
weights: [0, 1.5, 2e0]
sources:
  published-after: {platform.order_capacity: "Alibaba, 11 November 2020"}
  assumed: {waves.0.share: a guess}
)");
    CHECK(errors(reading).empty());
    CHECK(reading.warnings.empty());
    CHECK_FALSE(reading.refused);
    CHECK(reading.files == std::vector<std::string>{"day.yaml"});
    const sample::Scenario& s = reading.scenario;
    CHECK(s.name == "Singles' Day");
    CHECK(s.scale == 100);
    CHECK(s.headline.from == -10 * sim::kDay);
    CHECK(s.headline.until == sim::kDay);
    CHECK(s.elasticity == -1.5);
    CHECK(s.price == 150'000'000'000);
    CHECK(s.data.empty());
    CHECK(s.platform.units == 100);
    CHECK(s.platform.order_capacity == 583'000);
    CHECK(s.platform.patience == 90 * sim::kSecond);
    CHECK(s.platform.decay == sample::Decay::biexponential);
    CHECK(s.platform.degrade);
    CHECK(s.platform.backoff ==
          std::vector<sim::Duration>{sim::kSecond / 4, sim::kSecond, 4 * sim::kSecond});
    REQUIRE(s.waves.size() == 2);
    CHECK(s.waves[0].share == 0.075);
    CHECK(s.waves[0].at == -10 * sim::kDay);
    CHECK(s.waves[1].name == "late");
    CHECK(s.weights == std::vector<double>{0, 1.5, 2});
    CHECK(reading.sources ==
          Sources{{"platform.order_capacity", {Mark::published_after, "Alibaba, 11 November 2020"}},
                  {"waves.0.share", {Mark::assumed, "a guess"}}});

    const auto bare = read(kHead);
    CHECK(bare.ok());
    CHECK(bare.scenario.waves.size() == 1);
    CHECK(bare.scenario.platform.patience == 5 * sim::kSecond);
    CHECK(bare.scenario.platform.backoff.size() == 2);
}

TEST_CASE("anchors and aliases work") {
    const auto reading = read(kHead +
                              "waves: [&a {name: &n one, share: 1 %}, *a, {name: *n, "
                              "share: 2 %}]\n");
    CHECK(errors(reading).empty());
    REQUIRE(reading.scenario.waves.size() == 3);
    CHECK(reading.scenario.waves[1].share == 0.01);
    CHECK(reading.scenario.waves[2].name == "one");
}

TEST_CASE("line ends, a byte order mark and document markers are harmless") {
    CHECK(errors(read("\xEF\xBB\xBF---\r\n" + kHead + "price: 3 CNY\r\n...\r\n")).empty());
    CHECK(errors(read(kHead + "price: 3 CNX\r\n")) ==
          "day.yaml:3:8: price: CNX is no unit of an amount of money: CNY, thousand CNY, million "
          "CNY or bn CNY\n");
}

TEST_CASE("every bad input has a message that points") {
    const auto [body, expected] = GENERATE(table<std::string, std::string>({
        // keys
        {"unitz: 3\n", "3:1: unitz: unknown parameter; did you mean platform.units?"},
        {"couriers: 3\n", "3:1: couriers: unknown parameter"},
        {"platfrom: {units: 3}\n", "3:1: platfrom: unknown parameter; did you mean platform?"},
        {"platform:\n  Order-capacity: 5/s\n",
         "4:3: platform.Order-capacity: unknown parameter; did you mean order_capacity?"},
        {"platform: {order: {capacity: 3/s}}\n",
         "3:12: platform.order: unknown parameter; did you mean platform.order_capacity?"},
        {"platform.order.capacity: 3/s\n",
         "3:1: platform.order.capacity: unknown parameter; did you mean platform.order_capacity?"},
        {"patience: 3 s\n", "3:1: patience: unknown parameter; did you mean platform.patience?"},
        {"waves: [{name: a, share: 1 %, pateince: 3 s}]\n",
         "3:31: waves.0.pateince: unknown parameter; did you mean platform.patience?"},
        {"platform: {units: 100,000}\n",
         "3:23: platform.000: unknown parameter; numbers have no separators between their digits"},
        {"platform: {a0: x}\n", "3:12: platform.a0: unknown parameter"},
        {"waves: [~]\n", "3:9: waves.0: has no value; every item of a list has one"},
        {"price: 3 CNY\n<<<<<<< HEAD\nscale: 1/10\n=======\nscale: 1\n>>>>>>> other\n",
         "4:1: a conflict that a merge has left"},
        {"platform: {patience: &p 5 s}\nprice: *p\n",
         "4:8: price: s is no unit of an amount of money: CNY, thousand CNY, million CNY or bn "
         "CNY"},
        {"extend: a.yaml\n", "3:1: extend: unknown parameter; did you mean extends?"},
        {"price: 3 CNY\nname: x\nprice: 4 CNY\n", "5:1: price: given twice, first on line 3"},
        {"waves:\n  - name: x\n    share: 1 %\n    share: 1 %\n",
         "6:5: waves.0.share: given twice, first on line 5"},
        {"waves:\n  - share: 0.3\n", "4:5: waves.0.name: missing; expected a text"},
        {"platform:\n  <<: {units: 3}\n",
         "4:3: platform.<<: merge keys are not supported; use extends, or write the keys out"},
        {"price:\n", "3:1: price: has no value; leave the key out to take the default"},
        {"name: ~\n", "3:1: name: has no value; leave the key out to take the default"},
        {"[1]: 3\n", "3:1: a key must be a word; is a ] or } missing?"},
        {"~: 3\n", "3:1: a key must be a word"},
        // types
        {"price: [1]\n", "3:8: price: expected an amount such as 208 CNY, got a list"},
        {"platform: 3\n", "3:11: platform: expected a section, got a single value"},
        {"platform: [3]\n", "3:11: platform: expected a section, got a list"},
        {"waves: {name: x}\n", "3:8: waves: expected a list, got a section"},
        {"waves: [3]\n", "3:9: waves.0: expected a section, got a single value"},
        {"weights: [[1]]\n", "3:11: weights.0: expected a number, got a list"},
        {"platform: {decay: [x]}\n",
         "3:19: platform.decay: expected omori, exp or biexp, got a list"},
        {"platform: {units: \"8\"}\n",
         "3:19: platform.units: expected a whole number, got a text in quotes; did you mean 8?"},
        {"platform: {units: 8.5}\n", "3:19: platform.units: expected a whole number, got 8.5"},
        {"platform: {units: 0777}\n",
         "3:19: platform.units: 0777 begins with 0, which YAML 1.1 reads as octal; did you mean "
         "777?"},
        {"platform: {degrade: yes}\n",
         "3:21: platform.degrade: expected true or false, got yes; did you mean true?"},
        {"platform: {degrade: 'true'}\n",
         "3:21: platform.degrade: expected true or false, got a text in quotes; did you mean "
         "true?"},
        {"platform: {decay: exq}\n",
         "3:19: platform.decay: expected omori, exp or biexp, got exq; did you mean exp?"},
        {"price: \"\"\n",
         "3:8: price: expected an amount such as 208 CNY, got a text of 0 characters"},
        {"price: !!str 3 CNY\n", "3:8: tags such as !!str have no meaning here"},
        // units
        {"platform: {patience: 30}\n",
         "3:22: platform.patience: a duration needs a unit: d, h, min, s, ms, us or ns; did you "
         "mean 30 s?"},
        {"platform: {patience: 3 hours}\n",
         "3:22: platform.patience: hours is no unit of a duration: d, h, min, s, ms, us or ns; did "
         "you mean 3 h?"},
        {"platform: {order_capacity: 5 orders/s}\n",
         "3:28: platform.order_capacity: orders/s is no unit of a rate: /s, /min, /h or /d; did "
         "you mean 5/s?"},
        {"scale: 0.01\n", "3:8: scale: expected 1/k with a whole k, got 0.01; did you mean 1/100?"},
        {"origin: 2019-11-11\n",
         "3:9: origin: expected an instant such as 2019-11-11T00:00+08:00, got 2019-11-11; did you "
         "mean 2019-11-11T00:00+08:00?"},
        {"waves: [{name: a, share: 1 %, at: 2019-11-11T00:00}]\n",
         "3:35: waves.0.at: 2019-11-11T00:00 has no offset from UTC; did you mean "
         "2019-11-11T00:00+08:00?"},
        // numbers and ranges
        {"elasticity: .nan\n", "3:13: elasticity: .nan is not a finite number"},
        {"elasticity: -.inf\n", "3:13: elasticity: -.inf is not a finite number"},
        {"elasticity: 0\n", "3:13: elasticity: must be less than 0, got 0"},
        {"price: -3 CNY\n", "3:8: price: must be between 0 CNY and 100000 bn CNY, got -3 CNY"},
        {"platform: {patience: -1 s}\n",
         "3:22: platform.patience: must be between 0 s and 366 d, got -1 s"},
        {"platform: {order_capacity: 0/s}\n",
         "3:28: platform.order_capacity: must be more than 0/s and at most 1e+08/s, got 0/s"},
        {"platform: {units: 300}\n", "3:19: platform.units: must be between 1 and 256, got 300"},
        {"platform: {backoff: [1 s, 2 min]}\n",
         "3:27: platform.backoff.1: must be between 0 s and 1 min, got 2 min"},
        {"waves: [{name: a, share: 75}]\n",
         "3:26: waves.0.share: must be between 0 % and 100 %, got 75; did you mean 75 %?"},
        {"waves: [{name: a, share: 750}]\n",
         "3:26: waves.0.share: must be between 0 % and 100 %, got 750"},
        // across fields
        {"waves: [{name: a, share: 60 %}, {name: b, share: 50 %}]\n",
         "3:1: waves: the shares add up to more than 100 %"},
        // sources
        {"sources: x\n",
         "3:10: sources: expected a map from marks (known-before, published-after, calibrated, "
         "assumed or chosen) to maps from parameters to texts"},
        {"sources: {publised-after: {price: x}}\n",
         "3:11: sources.publised-after: no such mark; expected known-before, published-after, "
         "calibrated, assumed or chosen; did you mean published-after?"},
        {"sources: {platform.units: x}\n",
         "3:11: sources.platform.units: sources go by mark: known-before, published-after, "
         "calibrated, assumed or chosen; did you mean assumed: {platform.units: ...}?"},
        {"sources: {assumed: x}\n",
         "3:20: sources.assumed: expected a map from parameters to texts, got a single value"},
        {"sources: {assumed: {platform.unit: x}}\n",
         "3:21: sources.assumed.platform.unit: no such parameter; did you mean platform.units?"},
        {"sources: {assumed: {platform.units: [x]}}\n",
         "3:37: sources.assumed.platform.units: expected a text, got a list"},
        {"price: 3 CNY\nsources: {assumed: {price: ''}}\n",
         "4:28: sources.assumed.price: says nothing; expected a text"},
        {"sources: {assumed: {price: x}}\n",
         "3:21: sources.assumed.price: is the source of nothing: no value of it is stated here"},
        {"price: 3 CNY\nsources: {assumed: {price: x}, chosen: {price: y}}\n",
         "4:41: sources.chosen.price: has a source already, marked assumed"},
        // not YAML
        {"platform:\n\tunits: 3\n", "4:1: a tab in the indentation; YAML takes spaces only"},
        {"price: 3: 4\n",
         "3:9: not valid YAML: illegal map value; is there a second `: ` on the line, or a wrong "
         "indentation?"},
        {"weights: [1, 2\nname: x\n",
         "4:5: not valid YAML: end of sequence flow not found; is a ] "
         "missing?"},
        {"name: *who\n", "3:7: not valid YAML: the referenced anchor is not defined"},
        {"waves: &w [*w]\n", "3:12: the alias stands inside the value it refers to"},
        {"---\nschema: 1\n", "3:1: a second document begins here; a scenario is one document"},
        // the column counts characters, not bytes
        {"waves: [{name: 双十一, share: x}]\n",
         "3:28: waves.0.share: expected a fraction such as 0.075 or 7.5 %, got x"},
    }));
    CHECK(errors(read(kHead + body)) == "day.yaml:" + expected + "\n");
}

TEST_CASE("what is no scenario at all is said so") {
    const auto [text, expected] = GENERATE(table<std::string, std::string>({
        {"", "1:1: empty; a scenario begins with schema: 1"},
        {"# only a comment\n", "1:1: empty; a scenario begins with schema: 1"},
        {"just words\n", "1:1: expected a map of parameters such as `schema: 1`"},
        {"- schema: 1\n", "1:1: expected a map of parameters such as `schema: 1`"},
        {"schema: 1\nmetrics:\n  gmv: {unit: CNY, entries: []}\npresale: []\n",
         "2:1: this is a published record, not a scenario; a scenario names it as record"},
        {"schema: 1\nscenario: smoke\nscenario_hash: 00\nmetrics: {gmv_cny: {value: 1}}\n",
         "3:1: this is a baseline, not a scenario; `singlesday check` reads it"},
        {"schema: 2\nno_such: 3\n", "1:9: schema: this version reads schema 1, got 2"},
        {"schema: \"1\"\n", "1:9: schema: this version reads schema 1, got no number"},
        {"schema: 1.5\n", "1:9: schema: this version reads schema 1, got 1.5"},
        {"# indented\n schema: 1\nname: x\n",
         "3:1: not valid YAML: no part of what stands above; is this line indented like that?"},
        {"schema: 1\n---\n# more\nname: x\n",
         "2:1: a second document begins here; a scenario is one document"},
        {"schema: [1]\n", "1:9: schema: this version reads schema 1, got no number"},
        {std::string("schema: 1\nname: \0\n", 18), "2:7: not a plain UTF-8 text file: byte 0x00"},
        {"schema: 1\nname: \xFF\n", "2:7: not a plain UTF-8 text file: byte 0xFF"},
        {"name: \xC3\xA9\xED\xA0\x80\n", "1:8: not a plain UTF-8 text file: byte 0xED"},
    }));
    CHECK(errors(read(text)) == "day.yaml:" + expected + "\n");
}

TEST_CASE("a file without schema is read on") {
    CHECK(errors(read("price: 3\n")) ==
          "day.yaml:1:1: schema: missing; add the line schema: 1\n"
          "day.yaml:1:1: headline.from: missing; expected an instant such as "
          "2019-11-11T00:00+08:00\n"
          "day.yaml:1:1: headline.until: missing; expected an instant such as "
          "2019-11-11T00:00+08:00\n"
          "day.yaml:1:8: price: an amount of money needs a unit: CNY, thousand CNY, million CNY or "
          "bn CNY; did you mean 3 CNY?\n");
}

TEST_CASE("an empty section is one error") {
    CHECK(errors(read("schema: 1\nheadline:\n")) ==
          "day.yaml:2:1: headline: has no value; leave the key out to take the default\n");
}

TEST_CASE("a window that ends before it starts is reported at its end") {
    CHECK(errors(read("schema: 1\nheadline:\n  until: 2019-11-10T00:00+08:00\n"
                      "  from: 2019-11-11T00:00+08:00\n")) ==
          "day.yaml:3:10: headline.until: the window ends before it starts, at "
          "2019-11-11T00:00+08:00\n");
}

TEST_CASE("all errors come in one pass, in the order of the file") {
    CHECK(errors(read("schema: 1\n"
                      "headline: {from: 2019-11-11T00:00+08:00}\n"
                      "elasticity: .inf\n"
                      "pirce: 3 CNY\n"
                      "platform:\n"
                      "  units: many\n"
                      "  patience: 3\n"
                      "waves: [{name: a, share: 2}]\n",
                      {"name=x", "platform.degrade=on"})) ==
          "day.yaml:2:1: headline.until: missing; expected an instant such as "
          "2019-11-11T00:00+08:00\n"
          "day.yaml:3:13: elasticity: .inf is not a finite number\n"
          "day.yaml:4:1: pirce: unknown parameter; did you mean price?\n"
          "day.yaml:6:10: platform.units: expected a whole number, got many\n"
          "day.yaml:7:13: platform.patience: a duration needs a unit: d, h, min, s, ms, us or ns; "
          "did you mean 3 s?\n"
          "day.yaml:8:26: waves.0.share: must be between 0 % and 100 %, got 2; did you mean 2 %?\n"
          "--set platform.degrade=on: platform.degrade: expected true or false, got on; did you "
          "mean true?\n");
}

TEST_CASE("warnings forbid nothing") {
    const auto reading = read(kHead + "platform: {units: 200}\n");
    CHECK(reading.ok());
    REQUIRE(reading.warnings.size() == 1);
    CHECK(to_text(reading.warnings[0]) == "day.yaml:3:19: platform.units: more units than is wise");
}
