// Writing whole files and whole directories, so that nothing is ever half written.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace tools {

// Throws IoError naming the path if it cannot be opened, written or closed; then there is no file.
void write_file(const std::filesystem::path& path, std::string_view text);

// Likewise, but a file that is there is replaced by one renaming: a reader sees the old text or the
// new. What is there and is no file - a device, a pipe, a link to one - is written to.
void replace_file(const std::filesystem::path& path, std::string_view text);

// Throws IoError naming the path; also where the file is larger than 256 MiB, or is a pipe or
// device (but for what a shell hands over: models/scenario/text_file.hpp).
std::string read_file(const std::filesystem::path& path);

// Throws IoError if `destination` exists and may not be replaced, or is no directory.
void check_destination(const std::filesystem::path& destination, bool replace);

// A directory that is filled beside its destination and appears there by one renaming. If it is
// destroyed before commit(), nothing remains of it.
class StagedDirectory {
  public:
    // Throws IoError if the destination exists and may not be replaced, or if it cannot be made.
    StagedDirectory(const std::filesystem::path& destination, bool replace);
    // Fills `staging` instead, which is emptied first: for those who own a place on the same disk.
    StagedDirectory(const std::filesystem::path& destination, bool replace,
                    std::filesystem::path staging);
    ~StagedDirectory();
    StagedDirectory(const StagedDirectory&) = delete;
    StagedDirectory& operator=(const StagedDirectory&) = delete;

    // Writes a file below the directory; folders on its way are made.
    void write(const std::string& name, std::string_view text);

    // Takes over a folder with all its files, by hard links where the disk has them; `source`
    // stays.
    void link(const std::string& name, const std::filesystem::path& source);

    // Puts it in its place, as `suffix` is appended to the destination's name, and returns that
    // place. With a suffix it replaces what is there.
    std::filesystem::path commit(std::string_view suffix = "");

  private:
    std::filesystem::path destination_, staging_;
    bool replace_;
    bool done_ = false;
};

}  // namespace tools
