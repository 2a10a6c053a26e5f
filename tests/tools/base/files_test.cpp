#include <catch2/catch.hpp>

#include "tests/cli/program.hpp"

namespace fs = std::filesystem;
using Catch::Matchers::Contains;

TEST_CASE("a staged directory appears whole or not at all") {
    Folder folder;
    {
        tools::StagedDirectory staged(folder / "run", false);
        staged.write("a", "1");
        CHECK_THROWS_AS(staged.write("a/b", "below a file"), tools::IoError);
        CHECK_FALSE(fs::exists(folder / "run"));
    }
    CHECK(folder.empty());

    tools::StagedDirectory staged(folder / "run", false);
    staged.write("deep/a", "1");
    CHECK(staged.commit() == folder / "run");
    CHECK(tools::read_file(folder / "run/deep/a") == "1");
    CHECK(folder.names() == std::vector<std::string>{"run"});
}

TEST_CASE("a later failure replaces what an earlier one left") {
    Folder folder;
    for (const char* text : {"first", "second"}) {
        tools::StagedDirectory staged(folder / "run", false);
        staged.write("a", text);
        staged.commit(".failed");
    }
    CHECK(tools::read_file(folder / "run.failed/a") == "second");
    CHECK(folder.names() == std::vector<std::string>{"run.failed"});
}

TEST_CASE("a file stands in the way of a directory") {
    Folder folder;
    const std::string file = folder.write("run", "");
    CHECK_THROWS_WITH(tools::check_destination(file, true), file + ": is not a directory");
    CHECK_THROWS_WITH(tools::check_destination(file, false),
                      file + ": exists; --force replaces it");
}

TEST_CASE("--force replaces runs and nobody's other files") {
    Folder folder;
    folder.write("thesis.txt", "years of work");
    const ProgramResult o = program(quick_run(folder / "", {"--force"}));
    CHECK(o.code == tools::kRefused);
    CHECK_THAT(o.err, Contains("is not a run directory"));
    CHECK(tools::read_file(folder / "thesis.txt") == "years of work");
}

TEST_CASE("--force knows a run by its manifest, not by the name of the file") {
    Folder folder;
    folder.write("manifest.json", R"({"name": "a web page", "start_url": "/"})");
    folder.write("index.html", "somebody's");
    const ProgramResult o = program(quick_run(folder / "", {"--force"}));
    CHECK(o.code == tools::kRefused);
    CHECK_THAT(o.err, Contains("is not a run directory"));
    CHECK(tools::read_file(folder / "index.html") == "somebody's");
}

TEST_CASE("a path that the system cannot look up is refused, not an internal error") {
    Folder folder;
    const ProgramResult o = program(quick_run(folder / std::string(300, 'x')));
    CHECK(o.code == tools::kRefused);
    CHECK_THAT(o.err, Contains("File name too long"));
}
