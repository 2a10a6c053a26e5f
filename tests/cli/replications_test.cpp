#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "tools/judge/run_record.hpp"
#include "tools/replications/replication.hpp"

#include "tests/cli/replicated.hpp"

using Catch::Matchers::Contains;

TEST_CASE("replications: the same bytes for any threads, and each alone by its seed") {
    Folder folder;
    const std::vector<std::string> four = {"--replications", "4", "--threads"};
    std::map<std::string, std::string> first;
    for (const std::string threads : {"1", "2", "3"}) {
        auto words = brief(folder / threads, four);
        words.push_back(threads);
        const ProgramResult o = program(words);
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
    // A twentieth of the orders at twenty times the scale: instants of peaks mean something there.
    REQUIRE(program(brief(folder / "run", {"--replications", "3", "--scale", "1/1000", "--set",
                                           "consumers.delivery_orders=64.6e6"}))
                .code == tools::kFine);
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
    CHECK(s["days_until_100_million_delivered"].is_null());
    CHECK(s["intervals"]["days_until_100_million_delivered"]["n"] == 0);
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
    CHECK_THAT(bands[0], Contains("parcels_shipped_cumulative,parcels_shipped_cumulative_p05,"
                                  "parcels_shipped_cumulative_p50,parcels_shipped_cumulative_p95,"
                                  "parcels_delivered_cumulative,"));
    // Each column of a single run has its three quantiles.
    for (const std::string table : {"platform", "preorders", "logistics"}) {
        const auto one =
            split(lines_of(folder / ("run/replications/0001/series/" + table + ".csv"))[0]);
        const auto all = split(lines_of(folder / ("run/series/" + table + ".csv"))[0]);
        CHECK(all.size() == 3 + 4 * (one.size() - 3));
    }
    const auto platform = lines_of(folder / "run/series/platform.csv");
    const std::string dictionary = tools::read_file(folder / "run/metrics.csv");
    for (const std::string& name : split(bands[0])) {
        const bool key = name == "time" || name == "elapsed_s" || name == "bin_s";
        CHECK((key || dictionary.find("\nlogistics," + name + ",") != std::string::npos));
    }
    CHECK_THAT(dictionary, Contains("\nplatform,gmv_cny_cumulative_p95,CNY,cumulative,yes,"));
    CHECK_THAT(dictionary, Contains("\nplatform,attempts_per_s_p05,check-outs/s,flow,no,"));
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
    const auto heads = split(platform[0]);
    const auto band = static_cast<std::size_t>(
        std::find(heads.begin(), heads.end(), "gmv_cny_cumulative") - heads.begin());
    CHECK(split(platform[1])[band].empty());  // before the headline
    const std::size_t last = platform.size() - 1;
    std::vector<double> gmv;
    for (const auto& s : series) gmv.push_back(std::stod(split(s[last])[column]));
    std::sort(gmv.begin(), gmv.end());
    const auto row = split(platform[last]);
    CHECK(row[0] == split(series[0][last])[0]);
    CHECK(std::stod(row[band]) == Approx((gmv[0] + gmv[1] + gmv[2]) / 3));
    CHECK(std::stod(row[band + 1]) == gmv[0]);
    CHECK(std::stod(row[band + 2]) == gmv[1]);
    CHECK(std::stod(row[band + 3]) == gmv[2]);
}

TEST_CASE("replications: precision stops as soon as it can, at the cap with code 12") {
    Folder folder;
    const auto asked = [&](const char* name, const char* relative, const char* threads) {
        return program(brief(folder / name, {"--threads", threads, "--set",
                                             std::string("precision={metrics: [gmv_cny], minimum: "
                                                         "3, look_ahead: 1, cap: 5, relative: ") +
                                                 relative + "}"}));
    };
    const ProgramResult easy = asked("easy", "90 %", "2");
    CHECK(easy.code == tools::kFine);
    CHECK_THAT(easy.out, Contains("precision of 90 %, half-widths of 47.4 %: reached\n"));
    CHECK(json(folder / "easy/summary.json")["precision"]["reached"] == true);
    CHECK(tools::read_run_record(folder / "easy").rows.size() == 4);  // 3, and 1 that confirms
    REQUIRE(asked("again", "90 %", "1").code == tools::kFine);
    CHECK(files_below(folder / "easy") == files_below(folder / "again"));

    const ProgramResult hard = asked("hard", "0.0001 %", "2");
    CHECK(hard.code == tools::kImprecise);
    CHECK_THAT(hard.out, Contains("not reached before the cap of 5\nreplications\n") &&
                             Contains("  gmv_cny ") && Contains("    5  missed\n"));
    std::istringstream lines(hard.out.substr(0, hard.out.find("  written to ")));
    for (std::string line; std::getline(lines, line);) CHECK(line.size() <= 80);
    const auto report = json(folder / "hard/summary.json")["precision"];
    CHECK(report["cap"] == 5);
    CHECK(report["wanted_relative_half_width"] == Approx(1e-6).epsilon(1e-5));
    const auto gmv = report["metrics"][0];
    const auto interval = json(folder / "hard/summary.json")["intervals"]["gmv_cny"];
    CHECK(gmv["metric"] == "gmv_cny");
    CHECK(gmv["n"] == 5);
    CHECK(gmv["reached"] == false);
    CHECK(gmv["mean"] == Approx(interval["mean"].get<double>()));
    CHECK(gmv["half_width"] ==
          Approx((interval["high"].get<double>() - interval["low"].get<double>()) / 2));
    CHECK(gmv["relative_half_width"] ==
          Approx(gmv["half_width"].get<double>() / gmv["mean"].get<double>()));
    CHECK(json(folder / "hard/manifest.json")["status"] == "complete");
    CHECK(json(folder / "hard/summary.json")["precision"]["missing"][0] == "gmv_cny");
    CHECK(tools::read_run_record(folder / "hard").rows.size() == 5);
}

TEST_CASE("replications: metrics of precision must exist and be known") {
    Folder folder;
    const ProgramResult typo =
        program(brief(folder / "run", {"--set", "precision.metrics=[gmv_cny, oders_paid]"}));
    CHECK(typo.code == tools::kBadInput);
    CHECK_THAT(typo.err, Contains("precision.metrics.1: no metric is called 'oders_paid'; did you "
                                  "mean orders_paid?\n"));
    const ProgramResult unknown = program(
        brief(folder / "run", {"--set", "precision.metrics=[days_until_100_million_delivered]"}));
    CHECK(unknown.code == tools::kBadInput);
    CHECK_THAT(unknown.err,
               Contains("days_until_100_million_delivered has no value in replication 1 (seed 1)"));
    CHECK(folder.empty());
}

TEST_CASE("replications: thresholds are judged on the interval's bound, exit 10") {
    Folder folder;
    const auto run = [&](const std::string& name, const std::string& list) {
        return program(
            brief(folder / name, {"--replications", "3", "--set", "thresholds=[" + list + "]"}));
    };
    REQUIRE(run("run", "").code == tools::kFine);
    const nlohmann::json i = json(folder / "run/summary.json")["intervals"]["gmv_cny"];
    const auto between = fmt::format("{}", (i["mean"].get<double>() + i["high"].get<double>()) / 2);
    const ProgramResult missed = run("missed", "{metric: gmv_cny, below: " + between + "}");
    CHECK(missed.code == tools::kMissed);
    CHECK_THAT(missed.err, Contains("threshold missed: gmv_cny: upper bound ") &&
                               Contains(" is not below " + between));
    CHECK_THAT(missed.out, Contains("\nthresholds\n  missed gmv_cny"));
    const nlohmann::json s = json(folder / "missed/summary.json");
    CHECK(s["status"] == "complete");
    CHECK(s["thresholds"][0]["value"] == i["high"]);
    // Each replication is judged by its own value.
    const nlohmann::json first = json(folder / "missed/replications/0001/summary.json");
    CHECK(first["thresholds"][0]["value"] == first["gmv_cny"]);

    const ProgramResult met = run("met", "{metric: gmv_cny, below: " + between + ", on: value}");
    CHECK(met.code == tools::kFine);
    // Not every replication has one: no mean to judge.
    CHECK(run("none", "{metric: days_until_100_million_delivered, above: 0}").code ==
          tools::kMissed);

    // Of missed threshold and missed precision the threshold counts.
    const ProgramResult both = program(
        brief(folder / "both", {"--set", "thresholds=[{metric: gmv_cny, below: 1}]", "--set",
                                "precision={metrics: [gmv_cny], minimum: 2, look_ahead: 0, cap: 2, "
                                "relative: 0.0001 %}"}));
    CHECK(both.code == tools::kMissed);
}
