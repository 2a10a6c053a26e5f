#include <atomic>
#include <catch2/catch.hpp>
#include <csignal>
#include <map>
#include <nlohmann/json.hpp>

#include "tools/replication.hpp"
#include "tools/run_record.hpp"

#include "tests/cli/program.hpp"

using Catch::Matchers::Contains;
namespace fs = std::filesystem;

namespace {

nlohmann::json json(const std::string& path) {
    return nlohmann::json::parse(tools::read_file(path));
}

// A run that takes a tenth of a second: half an hour around the opening.
std::vector<std::string> brief(const std::string& out, const std::vector<std::string>& more) {
    std::vector<std::string> words = quick_run(out);
    for (const char* set : {"scale=1/100000", "merchants.head_items=100", "trace.orders=0",
                            "horizon=2019-11-11T03:00+08:00"}) {
        words.push_back("--set");
        words.push_back(set);
    }
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

// All files below a folder, without what is allowed to differ.
std::map<std::string, std::string> files_below(const std::string& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        std::string text = tools::read_file(entry.path());
        if (entry.path().extension() == ".json") {
            nlohmann::json j = nlohmann::json::parse(text);
            for (const char* name : {"wall_s", "peak_rss_bytes", "volatile"}) j.erase(name);
            text = j.dump();
        }
        files[entry.path().lexically_relative(folder).string()] = text;
    }
    return files;
}

std::vector<std::string> lines_of(const std::string& path) {
    std::istringstream in(tools::read_file(path));
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

}  // namespace

TEST_CASE("replications: the same bytes for any threads, and each alone by its seed") {
    Folder folder;
    const std::vector<std::string> four = {"--replications", "4", "--threads"};
    std::map<std::string, std::string> first;
    for (const std::string threads : {"1", "2", "3"}) {
        auto words = brief(folder / threads, four);
        words.push_back(threads);
        const Outcome o = program(words);
        CAPTURE(threads, o.err);
        REQUIRE(o.code == tools::kFine);
        std::istringstream screen(o.out);
        for (std::string line; std::getline(screen, line);) {
            if (!line.starts_with("  written to")) CHECK(line.size() <= 80);
        }
        const auto files = files_below(folder / threads);
        if (first.empty()) first = files;
        CHECK(files == first);
    }
    CHECK(folder.names().size() == 3);  // nothing else remains
    CHECK(first.contains("replications/0004/series/platform.csv"));

    const tools::RunRecord run = tools::read_run_record(folder / "1");
    REQUIRE(run.rows.size() == 4);
    CHECK(run.rows[0].seed == 1);
    CHECK_FALSE(run.columns.empty());
    for (std::size_t i = 1; i < 4; ++i) {
        CHECK(run.rows[i].seed == tools::replication_seed(1, static_cast<std::int64_t>(i) + 1));
        CHECK(run.rows[i].inputs == static_cast<std::int64_t>(i) + 1);
    }
    const std::string seed = std::to_string(run.rows[2].seed);
    REQUIRE(program(brief(folder / "alone", {"--seed", seed})).code == tools::kFine);
    CHECK(files_below(folder / "alone") == files_below(folder / "1/replications/0003"));
}

TEST_CASE("replications: the summary holds means, medians and intervals of the rows") {
    Folder folder;
    REQUIRE(program(brief(folder / "run", {"--replications", "3"})).code == tools::kFine);
    const tools::RunRecord run = tools::read_run_record(folder / "run");
    const nlohmann::json s = json(folder / "run/summary.json");
    std::vector<double> gmv, at;
    for (const auto& row : run.rows) {
        gmv.push_back(*row.metrics.at("gmv_cny"));
        at.push_back(*row.metrics.at("peak_payments_at_s"));
    }
    const double mean = (gmv[0] + gmv[1] + gmv[2]) / 3;
    double squares = 0;
    for (const double x : gmv) squares += (x - mean) * (x - mean);
    const double half = 4.302652729911275 * std::sqrt(squares / 2 / 3);  // t of 2 freedoms
    const nlohmann::json& i = s["intervals"]["gmv_cny"];
    CHECK(s["gmv_cny"].get<double>() == Approx(mean).epsilon(1e-12));
    CHECK(i["n"] == 3);
    CHECK(i["low"].get<double>() == Approx(mean - half).epsilon(1e-9));
    CHECK(i["high"].get<double>() == Approx(mean + half).epsilon(1e-9));
    CHECK(i["median_low"].is_null());  // takes six values
    std::sort(at.begin(), at.end());
    CHECK(s["peak_payments_at_s"] == at[1]);
    CHECK(s["livestream_gmv_cny"].is_null());
    CHECK(s["intervals"]["livestream_gmv_cny"]["n"] == 0);
    CHECK(s["digest"].get<std::string>().size() == 32);
    double wall = 0;
    for (const char* r : {"0001", "0002", "0003"}) {
        wall += json(folder / ("run/replications/" + std::string(r) + "/summary.json"))["wall_s"]
                    .get<double>();
    }
    CHECK(s["wall_s"].get<double>() == Approx(wall));
}

TEST_CASE("replications: bands are mean and order statistics of the bins") {
    Folder folder;
    REQUIRE(program(brief(folder / "run", {"--replications", "3"})).code == tools::kFine);
    const auto split = [](const std::string& line) {
        std::vector<std::string> fields(1);
        for (const char c : line) {
            if (c == ',') {
                fields.emplace_back();
            } else {
                fields.back() += c;
            }
        }
        return fields;
    };
    const auto bands = lines_of(folder / "run/series/logistics.csv");
    CHECK(bands[0] ==
          "time,elapsed_s,bin_s,parcels_shipped_cumulative,parcels_shipped_cumulative_p05,"
          "parcels_shipped_cumulative_p50,parcels_shipped_cumulative_p95,"
          "parcels_delivered_cumulative,parcels_delivered_cumulative_p05,"
          "parcels_delivered_cumulative_p50,parcels_delivered_cumulative_p95");
    const auto platform = lines_of(folder / "run/series/platform.csv");
    const std::string dictionary = tools::read_file(folder / "run/metrics.csv");
    for (const std::string& name : split(bands[0])) {
        const bool key = name == "time" || name == "elapsed_s" || name == "bin_s";
        CHECK((key || dictionary.find("\nlogistics," + name + ",parcels,") != std::string::npos));
    }
    CHECK_THAT(dictionary, Contains("\nplatform,gmv_cny_cumulative_p95,CNY,cumulative,yes,"));
    CHECK_THAT(dictionary, !Contains("attempts_per_s"));
    std::vector<std::vector<std::string>> series;
    std::size_t column = 0;
    for (const char* r : {"0001", "0002", "0003"}) {
        series.push_back(
            lines_of(folder / ("run/replications/" + std::string(r)) + "/series/platform.csv"));
        const auto names = split(series.back()[0]);
        column = static_cast<std::size_t>(
            std::find(names.begin(), names.end(), "gmv_cny_cumulative") - names.begin());
    }
    REQUIRE(platform.size() == series[0].size());
    CHECK(split(platform[1])[11].empty());  // before the headline
    const std::size_t last = platform.size() - 1;
    std::vector<double> gmv;
    for (const auto& s : series) gmv.push_back(std::stod(split(s[last])[column]));
    std::sort(gmv.begin(), gmv.end());
    const auto row = split(platform[last]);
    CHECK(row[0] == split(series[0][last])[0]);
    CHECK(std::stod(row[11]) == Approx((gmv[0] + gmv[1] + gmv[2]) / 3));
    CHECK(std::stod(row[12]) == gmv[0]);
    CHECK(std::stod(row[13]) == gmv[1]);
    CHECK(std::stod(row[14]) == gmv[2]);
}

TEST_CASE("replications: one that fails is named, and the others are kept") {
    Folder folder;
    const std::int64_t unlucky = tools::replication_seed(1, 2);
    std::atomic<bool> happened = false;
    const tools::Hooks hooks{[&](models::World& world) {
        if (world.scenario().seed == unlucky && !happened && world.now() > 0) {
            happened = world.unit(0).lose_for_test(models::kPaymentRequest);
        }
    }};
    const Outcome o =
        program(brief(folder / "run", {"--replications", "3", "--threads", "2"}), hooks);
    CHECK(happened);
    CHECK(o.code == tools::kUnbalanced);
    const std::string named = "replication 2 (seed " + std::to_string(unlucky) + ") failed: ";
    CHECK_THAT(o.err, Contains(named) && Contains("the books do not balance: check-outs"));
    CHECK(folder.names() == std::vector<std::string>{"run.failed"});
    const nlohmann::json manifest = json(folder / "run.failed/manifest.json");
    CHECK(manifest["status"] == "failed");
    CHECK(manifest["replications"][1]["status"] == "failed");
    CHECK(manifest["replications"][1]["seed"] == unlucky);
    CHECK_THAT(manifest["replications"][1]["reason"].get<std::string>(), Contains("check-outs"));
    CHECK_THAT(lines_of(folder / "run.failed/replications.csv")[2],
               Contains("2," + std::to_string(unlucky) + ",2,failed,,,"));
    CHECK(tools::read_run_record(folder / "run.failed").rows.size() == 2);
    CHECK(fs::exists(folder / "run.failed/replications/0003/summary.json"));
    CHECK_FALSE(fs::exists(folder / "run.failed/replications/0002"));
    CHECK(json(folder / "run.failed/summary.json")["intervals"]["gmv_cny"]["n"] == 2);
}

TEST_CASE("replications: precision stops as soon as it can, at the cap with code 12") {
    Folder folder;
    const auto asked = [&](const char* name, const char* relative, const char* threads) {
        return program(brief(folder / name, {"--threads", threads, "--set",
                                             std::string("precision={metrics: [gmv_cny], minimum: "
                                                         "3, look_ahead: 1, cap: 5, relative: ") +
                                                 relative + "}"}));
    };
    const Outcome easy = asked("easy", "90 %", "2");
    CHECK(easy.code == tools::kFine);
    CHECK_THAT(easy.out, Contains("precision of 90 %: reached"));
    CHECK(json(folder / "easy/summary.json")["precision"]["reached"] == true);
    CHECK(tools::read_run_record(folder / "easy").rows.size() == 4);  // 3, and 1 that confirms
    REQUIRE(asked("again", "90 %", "1").code == tools::kFine);
    CHECK(files_below(folder / "easy") == files_below(folder / "again"));

    const Outcome hard = asked("hard", "0.0001 %", "2");
    CHECK(hard.code == tools::kImprecise);
    CHECK_THAT(hard.out, Contains("not reached before the cap"));
    CHECK(json(folder / "hard/manifest.json")["status"] == "complete");
    CHECK(json(folder / "hard/summary.json")["precision"]["missing"][0] == "gmv_cny");
    CHECK(tools::read_run_record(folder / "hard").rows.size() == 5);
}

TEST_CASE(
    "replications: a dry run estimates one of them, and a single run says what it leaves out") {
    Folder folder;
    const Outcome dry = program(brief(folder / "run", {"--replications", "5", "--dry-run"}));
    CHECK_THAT(dry.out, Contains("on 1 thread(s)") && Contains("for each of 5 replications"));
    const Outcome single =
        program(brief(folder / "run",
                      {"--resume", "--set", "uncertainty=[{parameter: consumers.gmv, cv: 5 %}]"}));
    CHECK(single.code == tools::kFine);
    CHECK_THAT(single.err, Contains("a single run takes uncertain inputs as they are") &&
                               Contains("--resume is for replications"));
    CHECK(folder.names() == std::vector<std::string>{"run"});
}

TEST_CASE("replications: metrics of precision must exist and be known") {
    Folder folder;
    const Outcome typo =
        program(brief(folder / "run", {"--set", "precision.metrics=[gmv_cny, oders_paid]"}));
    CHECK(typo.code == tools::kBadInput);
    CHECK(typo.err ==
          "singlesday: precision.metrics.1: no metric is called 'oders_paid'; did you mean "
          "orders_paid?\n");
    const Outcome unknown =
        program(brief(folder / "run", {"--set", "precision.metrics=[livestream_gmv_cny]"}));
    CHECK(unknown.code == tools::kBadInput);
    CHECK_THAT(unknown.err, Contains("livestream_gmv_cny has no value in replication 1 (seed 1)"));
    CHECK(folder.empty());
}

TEST_CASE("replications: interrupted, then resumed, they are as if nothing had happened") {
    Folder folder;
    const auto words = [&](const char* name, std::vector<std::string> more) {
        more.insert(more.end(), {"--replications", "4", "--threads", "1"});
        return brief(folder / name, more);
    };
    REQUIRE(program(words("whole", {})).code == tools::kFine);

    const std::int64_t third = tools::replication_seed(1, 3);
    std::vector<std::int64_t> seeds;
    bool stop = true;
    const tools::Hooks hooks{[&](models::World& world) {
        if (seeds.empty() || seeds.back() != world.scenario().seed) {
            seeds.push_back(world.scenario().seed);
        }
        if (stop && world.scenario().seed == third && world.now() > 0) std::raise(SIGTERM);
    }};
    const Outcome cut = program(words("run", {}), hooks);
    CHECK(cut.code == tools::kInterrupted);
    CHECK_THAT(cut.err, Contains("--resume goes on"));
    CHECK(tools::read_run_record(folder / "run.partial").rows.size() == 2);

    const Outcome refused = program(words("run", {}));
    CHECK(refused.code == tools::kRefused);
    CHECK_THAT(refused.err, Contains("holds replications of an earlier run; --resume takes them"));

    stop = false;
    seeds.clear();
    REQUIRE(program(words("run", {"--resume"}), hooks).code == tools::kFine);
    CHECK(seeds == std::vector<std::int64_t>{third, tools::replication_seed(1, 4)});
    CHECK(files_below(folder / "run") == files_below(folder / "whole"));
    CHECK_FALSE(fs::exists(folder / "run.parts"));

    // Done is done: another try to resume changes nothing.
    const Outcome again = program(words("run", {"--resume"}), hooks);
    CHECK(again.code == tools::kFine);
    CHECK_THAT(again.out, Contains("is complete"));
    CHECK(seeds.size() == 2);
}

TEST_CASE("replications: what another scenario left is not taken") {
    Folder folder;
    const std::int64_t second = tools::replication_seed(1, 2);
    const tools::Hooks hooks{[&](models::World& world) {
        if (world.scenario().seed == second && world.now() > 0) std::raise(SIGTERM);
    }};
    const std::vector<std::string> two = {"--replications", "2", "--threads", "1"};
    REQUIRE(program(brief(folder / "run", two), hooks).code == tools::kInterrupted);
    auto other = two;
    other.insert(other.end(), {"--set", "consumers.payment.unpaid=20 %"});
    REQUIRE(program(brief(folder / "other", other)).code == tools::kFine);
    other.push_back("--resume");
    REQUIRE(program(brief(folder / "run", other)).code == tools::kFine);
    CHECK(files_below(folder / "run") == files_below(folder / "other"));
    CHECK(fs::exists(folder / "run.parts"));  // still of use to the first scenario
}

TEST_CASE("replications: uncertain inputs are drawn once a group, the same in every scenario") {
    Folder folder;
    const std::string what =
        "uncertainty=[{parameter: consumers.delivery_orders, distribution: normal, cv: 10 %}, "
        "{parameter: consumers.payment.delay, distribution: uniform, low: 0.5, high: 2}, "
        "{parameter: logistics.delivery_per_day, distribution: triangular, low: 0.8, high: 1.1}]";
    const std::vector<std::string> six = {"--replications", "6", "--set", what};
    REQUIRE(program(brief(folder / "run", six)).code == tools::kFine);
    const auto inputs = lines_of(folder / "run/inputs.csv");
    REQUIRE(inputs.size() == 1 + 3 * 3);
    CHECK(inputs[0] == "inputs,parameter,factor,value");
    CHECK_THAT(inputs[4], Contains("2,consumers.delivery_orders,"));
    const tools::RunRecord run = tools::read_run_record(folder / "run");
    for (std::size_t i = 0; i < 6; ++i) {
        CHECK(run.rows[i].inputs == static_cast<std::int64_t>(i / 2) + 1);
    }
    const nlohmann::json s = json(folder / "run/summary.json");
    CHECK(s["intervals"]["gmv_cny"]["n"] == 3);  // draws, not replications
    // A tenth more or less demand is far more than what seeds do.
    CHECK(s["intervals"]["orders_created"]["variance"]["inputs_share"].get<double>() > 0.5);

    // The file beside a replication has the drawn values, and does it again.
    const std::string resolved = folder / "run/replications/0003/scenario.resolved.yaml";
    const std::string value = inputs[5].substr(inputs[5].rfind(',') + 1);
    CHECK_THAT(tools::read_file(resolved), Contains("delay: " + value + "\n"));
    REQUIRE(program({"run", resolved, "--quiet", "--out", folder / "alone"}).code == tools::kFine);
    CHECK(files_below(folder / "alone") == files_below(folder / "run/replications/0003"));

    // Common random numbers: other couriers, and one uncertain input less, the same factors.
    auto other = six;
    other.back().erase(other.back().rfind(", {"));
    other.back() += "]";
    other.insert(other.end(), {"--set", "platform.payment_capacity=50000/s"});
    REQUIRE(program(brief(folder / "other", other)).code == tools::kFine);
    const auto fewer = lines_of(folder / "other/inputs.csv");
    REQUIRE(fewer.size() == 1 + 3 * 2);
    CHECK(fewer[1] == inputs[1]);
    CHECK(fewer[2] == inputs[2]);
    CHECK(fewer[3] == inputs[4]);
}

TEST_CASE("replications: what cannot be uncertain is refused where it stands") {
    const auto error = [](const std::string& what) {
        return program({"validate", SINGLESDAY_SOURCE_DIR "/scenarios/smoke.yaml", "--set",
                        "uncertainty=[" + what + "]"})
            .err;
    };
    CHECK_THAT(error("{parameter: consumers.payment.dealy, cv: 5 %}"),
               Contains("uncertainty.0.parameter: consumers.payment.dealy is no single parameter; "
                        "did you mean consumers.payment.delay?"));
    CHECK_THAT(error("{parameter: seed, cv: 5 %}"), Contains("cannot be uncertain"));
    CHECK_THAT(error("{parameter: headline.from, cv: 5 %}"), Contains("cannot be uncertain"));
    CHECK_THAT(error("{parameter: consumers.gmv}"), Contains("needs a cv above 0"));
    CHECK_THAT(error("{parameter: consumers.gmv, distribution: uniform, low: 2, high: 1}"),
               Contains("high: must be above low"));
    CHECK_THAT(error("{parameter: consumers.gmv, cv: 5 %}, {parameter: consumers.gmv, cv: 1 %}"),
               Contains("is there twice"));

    // Only a draw can tell that a value leaves its range: that replication fails, by name.
    Folder folder;
    const Outcome o = program(
        brief(folder / "run", {"--replications", "2", "--set",
                               "uncertainty=[{parameter: consumers.payment.unpaid, distribution: "
                               "uniform, low: 100, high: 101}]"}));
    CHECK(o.code == tools::kUnbalanced);
    CHECK_THAT(o.err, Contains("the drawn inputs (consumers.payment.unpaid = ") &&
                          Contains("make no valid scenario"));
}
