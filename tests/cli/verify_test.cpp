#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tools/base/errors.hpp"

#include "tests/cli/program.hpp"

TEST_CASE("verify prints the same bytes on any number of threads, 80 columns wide") {
    const std::vector<std::string> some{"verify",   "--filter", "permutation",
                                        "--filter", "BUCKET",   "--threads"};
    const auto on = [&](const char* threads) {
        std::vector<std::string> words = some;
        words.push_back(threads);
        return program(words);
    };
    const ProgramResult one = on("1");
    INFO(one.out << one.err);
    CHECK(one.code == tools::kFine);
    CHECK(one.out.find("\nPermutation, a bijection (each position once, undone)\n") !=
          std::string::npos);
    CHECK(one.out.find("FAILS") == std::string::npos);
    for (const char* threads : {"2", "3", "8"}) CHECK(on(threads).out == one.out);
    std::istringstream lines(one.out);
    for (std::string line; std::getline(lines, line);) CHECK(line.size() <= 80);
}

TEST_CASE("verify prints JSON and the names of its experiments") {
    const ProgramResult json = program({"verify", "--filter", "philox", "--json"});
    CHECK(json.code == tools::kFine);
    const auto page = nlohmann::json::parse(json.out);
    CHECK(page["schema"] == 1);
    CHECK(page["holds"] == true);
    CHECK(page["experiments"].size() == 1);
    CHECK(page["experiments"][0]["rows"].size() == 3);
    const ProgramResult list = program({"verify", "--list", "--filter", "from empty"});
    CHECK(list.code == tools::kFine);
    CHECK(list.out ==
          "M/M/1 from empty, 0.5 erlang\nM/M/1 from empty, 0.8 erlang\n"
          "M/M/1 from empty, 0.9 erlang\n");
}

TEST_CASE("verify tells bad usage") {
    const ProgramResult o = program({"verify", "--filter", "no such", "--filter", "thing"});
    CHECK(o.code == tools::kBadInput);
    CHECK(o.err ==
          "singlesday: no experiment has 'no such' or 'thing' in its name; verify --list prints "
          "all of them\n");
    CHECK(program({"verify", "--threads", "0"}).code == tools::kBadInput);
}
