#include "models/scenario/sources.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "models/scenario/dump.hpp"

#include "tests/models/scenario/folder.hpp"
#include "tests/models/scenario/sample.hpp"

using namespace models;
using sample::errors;
using sample::kHead;
using sample::read;

TEST_CASE("a declared source begins with a mark") {
    CHECK(declared_source("assumed") == Citation{Mark::assumed, ""});
    CHECK(declared_source("known-before: rules: 5 %") ==
          Citation{Mark::known_before, "rules: 5 %"});
    CHECK_FALSE(declared_source(""));
    CHECK_FALSE(declared_source("known before: rules"));
    CHECK_FALSE(declared_source("somebody: assumed"));
}

TEST_CASE("a source covers what lies below its path, and all items of a list; most names win") {
    const Sources sources = {{"platform", {Mark::chosen, "all"}},
                             {"platform.units", {Mark::chosen, "units"}},
                             {"waves.share", {Mark::chosen, "shares"}},
                             {"waves.2.share", {Mark::chosen, "third share"}},
                             {"waves.2", {Mark::chosen, "third"}}};
    const auto text = [&](std::string_view path) {
        const Citation* source = source_of(sources, path);
        return source == nullptr ? "none" : source->text;
    };
    CHECK(text("platform.units") == "units");
    CHECK(text("platform.backoff.1") == "all");
    CHECK(text("platforms") == "none");
    CHECK(text("waves.0.share") == "shares");
    CHECK(text("waves.2.share") == "third share");
    CHECK(text("waves.2.name") == "third");
    CHECK(text("waves.1.name") == "none");
    CHECK(text("") == "none");
}

TEST_CASE("a value that overrides another has its own source or none") {
    const Folder folder;
    folder.write("base.yaml", kHead +
                                  "price: 3 CNY\nplatform: {units: 2, degrade: true, decay: exp}\n"
                                  "waves: [{name: a, share: 10 %}]\n"
                                  "sources:\n"
                                  "  known-before: {headline: the calendar, price: a list}\n"
                                  "  assumed: {platform: a guess, waves: a poll}\n");
    folder.write("day.yaml",
                 "schema: 1\nextends: base.yaml\nprice: 4 CNY\nplatform: {units: 3}\n"
                 "waves: [{name: b, share: 20 %}]\nname: day\n"
                 "sources: {chosen: {price: the question}, calibrated: {platform.decay: a fit}}\n");
    const auto reading = read_file("day.yaml", {"platform.degrade=false", "waves.0.share=3 %"});
    CHECK(errors(reading).empty());
    CHECK(reading.sources == Sources{{"headline", {Mark::known_before, "the calendar"}},
                                     {"price", {Mark::chosen, "the question"}},
                                     {"platform.degrade", {Mark::chosen, "--set"}},
                                     {"platform.decay", {Mark::calibrated, "a fit"}},
                                     {"waves.0.share", {Mark::chosen, "--set"}}});
    CHECK_FALSE(source_of(reading.sources, "platform.units"));

    std::vector<std::string> given;
    for (const GivenValue& g : reading.given) {
        given.push_back(g.path + " " + g.file + ":" + std::to_string(g.line));
    }
    CHECK(given ==
          std::vector<std::string>{"headline.from base.yaml:2", "headline.until base.yaml:2",
                                   "price day.yaml:3", "platform.units day.yaml:4",
                                   "platform.degrade --set platform.degrade=false:0",
                                   "platform.decay base.yaml:4", "waves.0.name day.yaml:5",
                                   "waves.0.share --set waves.0.share=3 %:0", "name day.yaml:6"});
}

TEST_CASE(
    "under a parent's source of a whole section, a value without its own is said to have none") {
    const Folder folder;
    folder.write("base.yaml", kHead +
                                  "platform: {units: 2, degrade: true}\n"
                                  "sources: {assumed: {platform: a guess}}\n");
    folder.write("day.yaml", "schema: 1\nextends: base.yaml\nplatform: {units: 3}\n");
    CHECK(read_file("day.yaml").sources ==
          Sources{{"platform", {Mark::assumed, "a guess"}},
                  {"platform.units", {Mark::assumed, "no source stated"}}});
}

TEST_CASE("the dump of sources reads back") {
    const std::string text = kHead +
                             "price: 3 CNY\nplatform:\n  units: 2\n"
                             "sources:\n"
                             "  known-before: {headline: \"the \\\"calendar\\\": 11 November\"}\n"
                             "  chosen: {price: x, platform: y}\n";
    const auto reading = read(text);
    REQUIRE(errors(reading).empty());
    std::string dumped;
    dump_sources(dumped, reading.sources);
    CHECK(dumped ==
          "sources:\n"
          "  known-before:\n"
          "    headline: \"the \\\"calendar\\\": 11 November\"\n"
          "  chosen:\n"
          "    platform: \"y\"\n"
          "    price: \"x\"\n");
    CHECK(read(kHead + "price: 3 CNY\nplatform: {units: 2}\n" + dumped).sources == reading.sources);
    dumped.clear();
    dump_sources(dumped, {});
    CHECK(dumped.empty());
}

TEST_CASE("a value where a section belongs is one error, and none of the sources in it") {
    CHECK(sample::errors(sample::read(sample::kHead +
                                      "sources: {assumed: {platform.units: a guess}}\n"
                                      "platform: 3\n")) ==
          "day.yaml:4:11: platform: expected a section, got a single value\n");
}

TEST_CASE("a parent's source of what a child replaces is no error of the child") {
    const Folder folder;
    folder.write("base.yaml", kHead +
                                  "weights: [1, 2, 3]\nplatform: {backoff: [1 s, 2 s]}\n"
                                  "waves: [{name: a, share: 1 %}, {name: b, share: 2 %}]\n"
                                  "sources:\n"
                                  "  assumed: {weights.2: a guess, platform.backoff: a guess}\n"
                                  "  chosen: {waves.1.share: the question}\n");
    folder.write("day.yaml",
                 "schema: 1\nextends: base.yaml\nweights: [4, 5]\nplatform: {backoff: []}\n"
                 "waves: [{name: c, share: 3 %}]\n");
    const auto reading = read_file("day.yaml");
    CHECK(errors(reading).empty());
    CHECK(reading.sources.empty());
    const auto set = read_file("base.yaml", {"weights=[4, 5]", "platform.backoff=[]"});
    CHECK(errors(set).empty());
    // What the file itself never states has no source, whatever its parents do.
    folder.write("day.yaml", "schema: 1\nextends: base.yaml\nsources: {chosen: {weights.7: x}}\n");
    CHECK(errors(read_file("day.yaml")) ==
          "day.yaml:3:20: sources.chosen.weights.7: is the source of nothing: no value of it is "
          "stated here\n");
}

TEST_CASE("a value that is not where it belongs is one error, and none of its source") {
    const std::string sources =
        "sources: {assumed: {platform.units: a, waves.share: b, price: c, weights.1: d}}\n";
    const std::string good =
        "price: 3 CNY\nwaves: [{name: a, share: 1 %}]\nweights: [1, 2]\nplatform: {units: 3}\n";
    REQUIRE(errors(read(kHead + sources + good)).empty());
    const auto [right, wrong, expected] = GENERATE(table<std::string, std::string, std::string>({
        {"platform: {units: 3}", "platform: [1, 2]",
         "7:11: platform: expected a section, got a list"},
        {"platform: {units: 3}",
         "platform:", "7:1: platform: has no value; leave the key out to take the default"},
        {"{units: 3}", "{unitz: 3}",
         "7:12: platform.unitz: unknown parameter; did you mean units?"},
        {"price: 3 CNY", "price: {a: 1}",
         "4:8: price: expected an amount such as 208 CNY, got a section"},
        {"[1, 2]", "{a: 1}", "6:10: weights: expected a list, got a section"},
        {"[{name: a, share: 1 %}]", "[{name: a, shares: 1 %}]",
         "5:9: waves.0.share: missing; expected a fraction such as 0.075 or 7.5 %\n"
         "day.yaml:5:19: waves.0.shares: unknown parameter; did you mean share?"},
    }));
    std::string text = good;
    text.replace(text.find(right), right.size(), wrong);
    CHECK(errors(read(kHead + sources + text)) == "day.yaml:" + expected + "\n");
}
