#include <catch2/catch.hpp>

#include "tests/cli/replicated.hpp"
#include "tests/tools/run/run_fixture.hpp"

using Catch::Matchers::Contains;
namespace fs = std::filesystem;

namespace {

// Runs go to runs/ below the current folder.
class Inside {
  public:
    explicit Inside(const Folder& folder) : before_(fs::current_path()) {
        fs::current_path(folder / ".");
    }
    ~Inside() { fs::current_path(before_); }
    Inside(const Inside&) = delete;
    Inside& operator=(const Inside&) = delete;

  private:
    fs::path before_;
};

// Half an hour around the opening.
std::string scenario(const Folder& folder, const std::string& name, const std::string& more) {
    return folder.write(
        name + ".yaml",
        "schema: 1\nextends: " SINGLESDAY_SOURCE_DIR "/scenarios/smoke.yaml\nname: " + name +
            "\nscale: 1/100000\nhorizon: 2019-11-11T03:00+08:00\n"
            "headline: {until: 2019-11-11T02:00+08:00}\n"
            "detail: [{from: 2019-11-10T23:30+08:00, until: "
            "2019-11-11T02:00+08:00}]\n"
            "preorders: {balance: {until: 2019-11-11T02:00+08:00}}\n"
            "merchants: {head_items: 100}\ntrace: {orders: 0}\n" +
            more);
}

}  // namespace

TEST_CASE("compare runs scenario files first, and only once") {
    Folder folder;
    const std::string base = scenario(folder, "base", "");
    const std::string less = scenario(folder, "less", "consumers: {payment: {unpaid: 30 %}}\n");
    const Inside inside(folder);
    const std::vector<std::string> words = {"compare", base,       less,         "--replications",
                                            "3",       "--metric", "orders_paid"};
    const ProgramResult first = program(words);
    REQUIRE(first.code == tools::kFine);
    CHECK_THAT(first.err, Contains("base.yaml: runs into runs/base-1-") &&
                              Contains("less.yaml: runs into runs/less-1-"));
    CHECK_THAT(first.out, Contains("consumers.payment.unpaid  5 %   30 %") &&
                              Contains("3 pairs (common random numbers)") &&
                              Contains("  orders_paid "));
    const ProgramResult again = program(words);
    CHECK(again.code == tools::kFine);
    CHECK(again.err.empty());
    CHECK(again.out == first.out);
}

TEST_CASE("compare tells the same as a screen, as JSON and as CSV") {
    Folder folder;
    const std::string base = scenario(folder, "base", "");
    const std::string less = scenario(folder, "less", "consumers: {payment: {unpaid: 30 %}}\n");
    const Inside inside(folder);
    const std::vector<std::string> words = {
        "compare", base, less, "--quiet", "--metric", "orders_paid", "--replications", "3"};
    const auto with = [&](const std::vector<std::string>& more) {
        std::vector<std::string> all = words;
        all.insert(all.end(), more.begin(), more.end());
        const ProgramResult o = program(all);
        REQUIRE(o.code == tools::kFine);
        return o.out;
    };
    const auto j = nlohmann::json::parse(with({"--json", "--csv", "table.csv"}));
    CHECK(j["schema"] == 1);
    const auto& one = j["comparisons"][0];
    CHECK(one["paired"] == true);
    CHECK(one["replications"] == nlohmann::json::array({3, 3}));
    CHECK(one["parameters"].size() == 2);  // the name and the share
    const auto& paid = one["metrics"]["orders_paid"];
    CHECK(paid["unit"] == "orders");
    CHECK(paid["difference"].get<double>() ==
          paid["new"].get<double>() - paid["base"].get<double>());
    CHECK(paid["difference"].get<double>() < 0);
    CHECK(paid["interval"][0] <= paid["difference"]);
    CHECK(paid["difference"] <= paid["interval"][1]);

    std::istringstream csv(tools::read_file("table.csv"));
    std::string head, row;
    std::getline(csv, head);
    std::getline(csv, row);
    CHECK(head ==
          "run,metric,unit,base,new,difference,relative,low,high,p,adjusted_p,verdict,"
          "variance_reduction,paired,base_n,new_n,level,equivalent,equivalence_p,"
          "adjusted_equivalence_p,reduction_low,reduction_high,correlation");
    std::vector<std::string> cells;
    std::istringstream fields(row);
    for (std::string cell; std::getline(fields, cell, ',');) cells.push_back(cell);
    REQUIRE(cells.size() == 23);
    CHECK(cells[0] == one["new"]);
    CHECK(cells[1] == "orders_paid");
    CHECK(std::stod(cells[5]) == paid["difference"].get<double>());
    CHECK(std::stod(cells[7]) == paid["interval"][0].get<double>());
    CHECK(cells[11] == paid["verdict"]);
    CHECK(cells[13] == "true");
    CHECK(cells[14] == "3");
    CHECK(cells[16] == "0.95");
    CHECK(!std::getline(csv, row));

    const auto differ =
        nlohmann::json::parse(program({"diff-params", base, less, "--json"}).out)["parameters"];
    CHECK(differ.size() == 2);
}

TEST_CASE("compare says what is wrong with a scenario, and with its run") {
    Folder folder;
    const std::string base = scenario(folder, "base", "");
    const std::string wrong = scenario(folder, "wrong", "platfrom: {}\n");
    const Inside inside(folder);
    const ProgramResult typo = program({"compare", base, wrong, "--quiet"});
    CHECK(typo.code == tools::kBadInput);
    CHECK_THAT(typo.err, Contains("platfrom: unknown parameter; did you mean platform?"));
    const ProgramResult missing = program({"compare", base, "nowhere.yaml", "--quiet"});
    CHECK(missing.code == tools::kRefused);
    CHECK(missing.err == "singlesday: nowhere.yaml: no such run directory or scenario file\n");

    CHECK_FALSE(fs::exists("runs"));
    REQUIRE(program({"compare", base, base, "--quiet"}).code == tools::kFine);
    const tools::Hooks hooks{[](models::World& world) {
        if (world.now() > 0) world.unit(0).lose_for_test(models::kPaymentRequest);
    }};
    const std::string fails = scenario(folder, "fails", "");
    const ProgramResult failed = program({"compare", base, fails, "--quiet"}, hooks);
    CHECK(failed.code == tools::kUnbalanced);
    CHECK_THAT(failed.err, Contains("the books do not balance"));
    CHECK(failed.out.empty());
    const auto j =
        nlohmann::json::parse(program({"compare", base, fails, "--quiet", "--json"}, hooks).out);
    CHECK(j["exit_code"] == tools::kUnbalanced);
    CHECK(j["reason"] == fails + ": its run failed");
}

TEST_CASE("compare refuses what it can before it runs anything") {
    Folder folder;
    const std::string base = scenario(folder, "base", "");
    const std::string many = scenario(folder, "many", "replications: 3\n");
    const std::string precise =
        scenario(folder, "precise", "precision: {metrics: [orders_paid], relative: 1 %}\n");
    const std::string later = folder.write("later.yaml",
                                           "schema: 1\nextends: base.yaml\nname: later\n"
                                           "headline: {until: 2019-11-11T01:30+08:00}\n");
    const std::string large = folder.write("large.yaml",
                                           "schema: 1\nextends: base.yaml\n"
                                           "name: large\nscale: 1/10000\n");
    const Inside inside(folder);
    const auto refused = [&](const std::string& changed, const std::string& why,
                             const std::vector<std::string>& more = {}) {
        std::vector<std::string> words = {"compare", base, changed};
        words.insert(words.end(), more.begin(), more.end());
        const ProgramResult o = program(words);
        CHECK(o.code == tools::kBadInput);
        CHECK(o.err == "singlesday: " + why + "\n");
        CHECK_FALSE(fs::exists("runs"));
    };
    const auto compared = [&](const std::string& changed) {
        return "cannot compare " + base + " with " + changed + ": ";
    };
    refused(large, compared(large) +
                       "their scales are 1/100000 and 1/10000, and chance and queues "
                       "differ with the scale");
    refused(later, compared(later) +
                       "headline.until is 2019-11-11T02:00+08:00 and 2019-11-11T01:30+08:00, so "
                       "their totals count different times");
    refused(many, compared(many) + base + " is a single run and " + many +
                      " has 3 replications; --replications makes as many of a scenario file");
    refused(precise, compared(precise) + base + " is a single run and " + precise +
                         " is replicated until it is precise; --replications makes as many of a "
                         "scenario file");
    refused(base, "--metric gmv_cyn: no such metric; did you mean gmv_cny?",
            {"--metric", "gmv_cyn"});
}

TEST_CASE("compare does not take what would change runs that are made") {
    Folder folder;
    RunFixture run;
    const std::string a = run.write(folder, "a"), b = run.write(folder, "b");
    CHECK(program({"compare", a, b}).code == tools::kFine);
    for (const std::vector<std::string>& more :
         {std::vector<std::string>{"--set", "a=b"}, {"--seed", "3"}, {"--replications", "3"}}) {
        std::vector<std::string> words = {"compare", a, b};
        words.insert(words.end(), more.begin(), more.end());
        const ProgramResult o = program(words);
        CHECK(o.code == tools::kBadInput);
        CHECK_THAT(o.err, Contains(": changes scenario files, and all that is compared are run "
                                   "directories"));
    }
}
