// A place for scenario files, for tests.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <unistd.h>
#include <vector>

#include "tests/models/scenario/sample.hpp"

// A folder of its own for each test; the working directory while it lives.
class Folder {
  public:
    Folder() : before_(std::filesystem::current_path()) {
        const auto name = "singlesday-files-test-" + std::to_string(::getpid());
        here_ = std::filesystem::temp_directory_path() / name;
        std::filesystem::create_directories(here_);
        std::filesystem::current_path(here_);
    }
    ~Folder() {
        std::filesystem::current_path(before_);
        std::filesystem::remove_all(here_);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    void write(const std::filesystem::path& name, const std::string& text) const {
        if (name.has_parent_path()) std::filesystem::create_directories(name.parent_path());
        std::ofstream(name) << text;
    }

  private:
    std::filesystem::path before_;
    std::filesystem::path here_;
};

inline models::Reading<sample::Scenario> read_file(const std::string& path,
                                                   const std::vector<std::string>& overrides = {}) {
    return models::read_scenario<sample::Scenario>(path, overrides);
}
