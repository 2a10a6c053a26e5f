#include <atomic>
#include <catch2/catch.hpp>
#include <csignal>

#include "tools/judge/run_record.hpp"
#include "tools/replications/replication.hpp"

#include "tests/cli/replicated.hpp"

using Catch::Matchers::Contains;
namespace fs = std::filesystem;

TEST_CASE("replications: one that fails is named, and the others are kept") {
    Folder folder;
    const std::int64_t unlucky = tools::replication_seed(1, 2);
    std::atomic<bool> happened = false;
    const tools::Hooks hooks{[&](models::World& world) {
        if (world.scenario().seed == unlucky && !happened && world.now() > 0) {
            happened = world.unit(0).lose_for_test(models::kPaymentRequest);
        }
    }};
    const ProgramResult o =
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

TEST_CASE("replications: an interruption after a failure is told too, and what is done is kept") {
    Folder folder;
    const std::int64_t unlucky = tools::replication_seed(1, 2),
                       third = tools::replication_seed(1, 3);
    const tools::Hooks hooks{[&](models::World& world) {
        if (world.now() <= 0) return;
        if (world.scenario().seed == unlucky) world.unit(0).lose_for_test(models::kPaymentRequest);
        if (world.scenario().seed == third) std::raise(SIGTERM);
    }};
    const auto words = brief(folder / "run", {"--replications", "4", "--threads", "1", "--resume"});
    const ProgramResult cut = program(words, hooks);
    CHECK(cut.code == tools::kUnbalanced);
    CHECK_THAT(cut.err, Contains("failed: ") && Contains("interrupted after 2 replications"));
    CHECK(folder.names() == std::vector<std::string>{"run.failed", "run.parts"});
    const std::string reason = json(folder / "run.failed/manifest.json")["reason"];
    CHECK_THAT(reason, Contains("replication 2") && Contains("; interrupted after 2 replications"));

    std::vector<std::int64_t> seeds;
    const tools::Hooks sound{[&](models::World& world) {
        if (seeds.empty() || seeds.back() != world.scenario().seed) {
            seeds.push_back(world.scenario().seed);
        }
    }};
    CHECK(program(words, sound).code == tools::kFine);
    CHECK(seeds.front() == unlucky);  // the first was kept
    CHECK_FALSE(fs::exists(folder / "run.parts"));
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
    const ProgramResult cut = program(words("run", {}), hooks);
    CHECK(cut.code == tools::kInterrupted);
    CHECK_THAT(cut.err, Contains("--resume goes on"));
    CHECK(tools::read_run_record(folder / "run.partial").rows.size() == 2);

    const ProgramResult refused = program(words("run", {}));
    CHECK(refused.code == tools::kRefused);
    CHECK_THAT(refused.err, Contains("holds replications of an earlier run; --resume takes them"));

    stop = false;
    seeds.clear();
    REQUIRE(program(words("run", {"--resume"}), hooks).code == tools::kFine);
    CHECK(seeds == std::vector<std::int64_t>{third, tools::replication_seed(1, 4)});
    CHECK(files_below(folder / "run") == files_below(folder / "whole"));
    CHECK_FALSE(fs::exists(folder / "run.parts"));
    CHECK_FALSE(fs::exists(folder / "run.partial"));

    // Done is done: another try to resume changes nothing.
    const ProgramResult again = program(words("run", {"--resume"}), hooks);
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
    CHECK(fs::exists(folder / "run.partial"));  // of the first scenario
    CHECK(fs::exists(folder / "run.parts"));    // still of use to the first scenario
}
