// The files of tests/cli/bad, word for word: each ends with what `validate` says of it.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>

#include "tests/cli/program.hpp"

namespace {

namespace fs = std::filesystem;

constexpr const char* kSays = "# validate: ";

// The lines of a text that begin with `prefix`, each up to and without its prefix.
std::string lines_after(const std::string& text, const std::string& prefix) {
    std::istringstream in(text);
    std::string found;
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with(prefix)) found += line.substr(prefix.size()) + '\n';
    }
    return found;
}

}  // namespace

TEST_CASE("what is said of each bad file is what it says itself") {
    const fs::path folder = fs::path(SINGLESDAY_SOURCE_DIR) / "tests/cli/bad";
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder)) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    REQUIRE(files.size() > 50);
    for (const fs::path& file : files) {
        INFO(file.string());
        const ProgramResult o = program({"validate", file.string()});
        // Files are named as they were given; the fixtures say `bad/`.
        std::string said = o.err;
        for (std::size_t at; (at = said.find(folder.string() + "/")) != std::string::npos;) {
            said.erase(at, folder.string().size() + 1);
        }
        for (std::size_t at; (at = said.find(SINGLESDAY_SOURCE_DIR "/")) != std::string::npos;) {
            said.erase(at, std::string(SINGLESDAY_SOURCE_DIR "/").size());
        }
        CHECK(said == lines_after(tools::read_file(file), kSays));
        CHECK((o.code == tools::kBadInput || o.code == tools::kRefused));
        CHECK(o.out.empty());
    }
}
