// Drives the program in-process, in a folder of its own.
#pragma once

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <unistd.h>
#include <vector>

#include "models/world/world.hpp"

#include "tools/base/files.hpp"
#include "tools/commands/command_line.hpp"

struct ProgramResult {
    int code;
    std::string out, err;
};

inline ProgramResult program(const std::vector<std::string>& words,
                             const tools::Hooks& hooks = {}) {
    std::vector<const char*> argv = {"singlesday"};
    for (const std::string& w : words) argv.push_back(w.c_str());
    std::ostringstream out, err;
    const int code =
        tools::run_command_line(static_cast<int>(argv.size()), argv.data(), out, err, hooks);
    return {code, out.str(), err.str()};
}

// A temporary folder that goes with the test.
class Folder {
  public:
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "singlesday-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("mkdtemp");
        path_ = name;
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    std::string operator/(const std::string& name) const { return (path_ / name).string(); }
    std::string write(const std::string& name, const std::string& text) const {
        tools::write_file(path_ / name, text);
        return *this / name;
    }
    bool empty() const { return std::filesystem::is_empty(path_); }
    std::vector<std::string> names() const {
        std::vector<std::string> names;
        for (const auto& entry : std::filesystem::directory_iterator(path_)) {
            names.push_back(entry.path().filename().string());
        }
        return names;
    }

  private:
    std::filesystem::path path_;
};

// Options of a run that takes a moment: two hours around the gate, in small.
inline std::vector<std::string> quick_run(const std::string& out,
                                          const std::vector<std::string>& more = {}) {
    std::vector<std::string> words = {"run",
                                      std::string(SINGLESDAY_SOURCE_DIR) + "/scenarios/smoke.yaml",
                                      "--quiet", "--out", out};
    for (const char* set :
         {"scale=1/20000", "headline.until=2019-11-11T02:00+08:00",
          "detail.0.from=2019-11-10T23:30+08:00", "detail.0.until=2019-11-11T02:00+08:00",
          "preorders.balance.until=2019-11-11T02:00+08:00",
          "preorders.deposit.from=2019-11-09T00:00+08:00", "logistics.warm_up=1 d",
          "horizon=2019-11-24T00:00+08:00", "merchants.head_items=500"}) {
        words.push_back("--set");
        words.push_back(set);
    }
    words.insert(words.end(), more.begin(), more.end());
    return words;
}
