#include "models/scenario/dump.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <random>
#include <string>

#include "tests/models/scenario/sample.hpp"

using namespace models;
using sample::errors;

namespace {

std::string dump(const sample::Scenario& scenario) {
    std::string text;
    dump_resolved(text, scenario);
    return text;
}

// Draws scenarios from the corners of what each kind can hold.
class Generator {
  public:
    explicit Generator(std::uint64_t seed) : random_(seed) {}

    sample::Scenario scenario() {
        sample::Scenario s;
        s.name = text();
        s.scale = 1 + whole(1'000'000);
        s.origin = {s.origin.utc_s + whole(1'000'000'000), static_cast<int>(whole(1600)) - 800};
        s.headline.from = whole(sim::kDay * 790) - sim::kDay * 395;
        s.headline.until = s.headline.from + whole(sim::kDay);
        s.elasticity = -positive();
        s.price = whole(std::int64_t{1} << whole(54));
        s.platform.units = 1 + whole(256);
        s.platform.order_capacity = std::min(positive(), 1e8);
        s.platform.patience = whole(std::int64_t{1} << whole(55));
        s.platform.decay = static_cast<sample::Decay>(whole(3));
        s.platform.degrade = whole(2) == 1;
        s.platform.backoff.assign(static_cast<std::size_t>(whole(4)), whole(sim::kMinute));
        s.waves.clear();
        for (std::int64_t i = whole(4); i > 0; --i) {
            const double share = std::ldexp(static_cast<double>(whole(1LL << 53)), -56);
            s.waves.push_back({text(), share, whole(sim::kDay) - whole(sim::kDay)});
        }
        s.weights.assign(static_cast<std::size_t>(whole(3)), positive());
        return s;
    }

  private:
    std::int64_t whole(std::int64_t below) {
        return static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(below));
    }
    double positive() {
        return std::ldexp(static_cast<double>(1 + whole(1LL << 53)),
                          static_cast<int>(whole(200)) - 120);
    }
    std::string text() {
        static const std::vector<std::string> kPieces = {
            "a",  " ",  "\n", "\t", "\"", "\\", "'", ": ",     "#",      "~",   "双十一",
            "\r", "- ", "{",  "%",  "é",  "😀",  "&", "\u00A0", "\u2026", "yes", "0777"};
        std::string result;
        for (std::int64_t i = whole(8); i > 0; --i) {
            result +=
                kPieces[static_cast<std::size_t>(whole(static_cast<std::int64_t>(kPieces.size())))];
        }
        return result;
    }

    std::mt19937_64 random_;
};

}  // namespace

TEST_CASE("the dump prints every parameter with its unit") {
    sample::Scenario scenario;
    scenario.waves.push_back({"second \"wave\"\n", 0.075, sim::kSecond});
    scenario.scale = 100;
    CHECK(dump(scenario) == R"(schema: 1
name: "sample"
scale: 1/100
origin: 2019-11-11T00:00+08:00
headline:
  from: 2019-11-11T00:00+08:00
  until: 2019-11-12T00:00+08:00
elasticity: -2.5
price: 208 CNY
data: ""
platform:
  units: 8
  order_capacity: 544000/s
  patience: 5 s
  decay: omori
  degrade: false
  backoff: [1 s, 2 s]
waves:
  - name: "first"
    share: 50 %
    at: 2019-11-11T00:00+08:00
  - name: "second \"wave\"\n"
    share: 7.5 %
    at: 2019-11-11T00:00:01+08:00
weights: []
)");
}

TEST_CASE("what is dumped reads back to the same values and dumps to the same text") {
    Generator generator(20191111);
    for (int i = 0; i < 2'000; ++i) {
        const sample::Scenario scenario = generator.scenario();
        const std::string text = dump(scenario);
        const auto reading = sample::read(text);
        INFO(text);
        REQUIRE(errors(reading).empty());
        const sample::Scenario& back = reading.scenario;
        REQUIRE(dump(back) == text);
        REQUIRE(back.name == scenario.name);
        REQUIRE(back.origin == scenario.origin);
        REQUIRE(back.headline.from == scenario.headline.from);
        REQUIRE(back.headline.until == scenario.headline.until);
        REQUIRE(back.elasticity == scenario.elasticity);
        REQUIRE(back.price == scenario.price);
        REQUIRE(back.platform.order_capacity == scenario.platform.order_capacity);
        REQUIRE(back.platform.patience == scenario.platform.patience);
        REQUIRE(back.platform.decay == scenario.platform.decay);
        REQUIRE(back.platform.backoff == scenario.platform.backoff);
        REQUIRE(back.weights == scenario.weights);
        REQUIRE(back.waves.size() == scenario.waves.size());
        for (std::size_t k = 0; k < back.waves.size(); ++k) {
            REQUIRE(back.waves[k].name == scenario.waves[k].name);
            REQUIRE(back.waves[k].share == scenario.waves[k].share);
            REQUIRE(back.waves[k].at == scenario.waves[k].at);
        }
    }
}

TEST_CASE("paths in a dump are relative to the folder it goes to") {
    sample::Scenario scenario;
    scenario.data = "scenarios/data/trace.csv";
    std::string text;
    dump_resolved(text, scenario, "runs/smoke-1");
    CHECK(text.find("data: \"../../scenarios/data/trace.csv\"\n") != std::string::npos);
    text.clear();
    dump_resolved(text, scenario, std::filesystem::absolute("scenarios").string());
    CHECK(text.find("data: \"data/trace.csv\"\n") != std::string::npos);
}
