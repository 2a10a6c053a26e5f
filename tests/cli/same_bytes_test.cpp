#include <catch2/catch.hpp>
#include <map>
#include <nlohmann/json.hpp>

#include "tests/cli/program.hpp"

namespace {

// All files of a run, without what is allowed to differ.
std::map<std::string, std::string> files_of(const std::vector<std::string>& options) {
    Folder folder;
    REQUIRE(program(quick_run(folder / "run", options)).code == tools::kFine);
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder / "run")) {
        if (!entry.is_regular_file()) continue;
        std::string text = tools::read_file(entry.path());
        if (entry.path().extension() == ".json") {
            nlohmann::json j = nlohmann::json::parse(text);
            for (const char* name : {"wall_s", "peak_rss_bytes", "volatile", "events"}) {
                j.erase(name);
            }
            text = j.dump();
        }
        files[entry.path().lexically_relative(folder / "run").string()] = text;
    }
    return files;
}

}  // namespace

TEST_CASE("the same bytes for any threads, both transports, other addresses and idle events") {
    const auto one = files_of({"--threads", "1"});
    CHECK(one.size() == 12);
    CHECK(files_of({"--threads", "2"}) == one);
    CHECK(files_of({"--threads", "3"}) == one);
    CHECK(files_of({"--threads", "8"}) == one);
    CHECK(files_of({"--transport", "bytes"}) == one);
    CHECK(files_of({"--relocate-at", "-30", "--relocate-at", "17", "--relocate-at", "4000"}) ==
          one);
    CHECK(files_of({"--idle-events"}) == one);
    const auto digest = [](const std::map<std::string, std::string>& files) {
        return nlohmann::json::parse(files.at("summary.json"))["digest"];
    };
    CHECK(digest(one).is_string());
    CHECK(digest(files_of({"--seed", "2"})) != digest(one));
}
