#include <catch2/catch.hpp>

#include "tests/cli/program.hpp"

TEST_CASE("docs/scenario-reference.md is what `singlesday reference` prints") {
    const std::string page =
        tools::read_file(std::string(SINGLESDAY_SOURCE_DIR) + "/docs/scenario-reference.md");
    const ProgramResult o = program({"reference"});
    CHECK(o.code == tools::kFine);
    INFO("stale: write it anew with `singlesday reference > docs/scenario-reference.md`");
    CHECK(o.out == page);
}

TEST_CASE("shipped scenarios are valid, and their resolved form runs the same") {
    for (const char* name : {"smoke.yaml", "double11-2019.yaml"}) {
        const std::string file = std::string(SINGLESDAY_SOURCE_DIR) + "/scenarios/" + name;
        CHECK(program({"validate", file}).code == tools::kFine);
        const std::string resolved = program({"validate", file, "--resolved"}).out;
        Folder folder;
        const std::string copy = folder.write("copy.yaml", resolved);
        CHECK(program({"validate", copy, "--resolved"}).out == resolved);
    }
}
