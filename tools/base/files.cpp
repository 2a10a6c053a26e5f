#include "tools/base/files.hpp"

#include <cerrno>
#include <cstdio>
#include <memory>
#include <unistd.h>

#include "models/scenario/text_file.hpp"

#include "tools/base/errors.hpp"

namespace tools {
namespace fs = std::filesystem;
namespace {

struct Close {
    void operator()(std::FILE* f) const { std::fclose(f); }
};

[[noreturn]] void refuse(const fs::path& path) {
    throw IoError(path.string(), system_message(errno));
}

// Writes the file; errors name what the user knows it by.
void write_as(const fs::path& name, const fs::path& path, std::string_view text) {
    std::FILE* file = std::fopen(path.c_str(), "wb");
    if (file == nullptr) refuse(name);
    const bool written =
        std::fwrite(text.data(), 1, text.size(), file) == text.size() && std::fflush(file) == 0;
    int reason = errno;
    const bool closed = std::fclose(file) == 0;
    if (written) reason = errno;
    if (written && closed) return;
    std::error_code ignored;
    if (fs::is_regular_file(path, ignored)) fs::remove(path, ignored);  // no device
    throw IoError(name.string(), system_message(reason));
}

fs::path with_suffix(fs::path path, std::string_view suffix) {
    path += suffix;
    return path;
}

fs::path without_slash(const fs::path& path) {
    return path.has_filename() ? path : path.parent_path();
}

}  // namespace

void write_file(const fs::path& path, std::string_view text) {
    write_as(path, path, text);
}

void replace_file(const fs::path& path, std::string_view text) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (fs::exists(status) && !fs::is_regular_file(status)) return write_file(path, text);
    // A link stays one: the file that it names is replaced.
    const fs::path target = fs::is_symlink(fs::symlink_status(path, error)) && fs::exists(status)
                                ? fs::canonical(path)
                                : path;
    const fs::path beside = with_suffix(target, ".tmp-" + std::to_string(::getpid()));
    write_as(path, beside, text);
    fs::rename(beside, target, error);
    if (!error) return;
    std::error_code ignored;
    fs::remove(beside, ignored);
    throw IoError(path.string(), error.message());
}

std::string read_file(const fs::path& path) {
    constexpr std::size_t kLargest = std::size_t{256} << 20;
    if (const std::string other = models::not_a_file(path.string()); !other.empty()) {
        throw IoError(path.string(), other);
    }
    const std::unique_ptr<std::FILE, Close> file(std::fopen(path.c_str(), "rb"));
    if (file == nullptr) refuse(path);
    std::string text;
    char buffer[1 << 16];
    while (const std::size_t n = std::fread(buffer, 1, sizeof buffer, file.get())) {
        text.append(buffer, n);
        if (text.size() > kLargest) throw IoError(path.string(), "is larger than 256 MiB");
    }
    if (std::ferror(file.get()) != 0) refuse(path);
    return text;
}

void check_destination(const fs::path& destination, bool replace) {
    if (!fs::exists(destination)) return;
    if (!replace) throw IoError(destination.string(), "exists; --force replaces it");
    if (!fs::is_directory(destination)) throw IoError(destination.string(), "is not a directory");
}

StagedDirectory::StagedDirectory(const fs::path& destination, bool replace)
    : StagedDirectory(
          destination, replace,
          with_suffix(without_slash(destination), ".tmp-" + std::to_string(::getpid()))) {}

StagedDirectory::StagedDirectory(const fs::path& destination, bool replace, fs::path staging)
    : destination_(without_slash(destination)), staging_(std::move(staging)), replace_(replace) {
    check_destination(destination_, replace_);
    std::error_code error;
    fs::remove_all(staging_, error);
    if (!error) fs::create_directories(staging_, error);
    if (error) throw IoError(staging_.string(), error.message());
}

StagedDirectory::~StagedDirectory() {
    if (done_) return;
    std::error_code ignored;
    fs::remove_all(staging_, ignored);
}

void StagedDirectory::write(const std::string& name, std::string_view text) {
    const fs::path path = staging_ / name;
    std::error_code error;
    fs::create_directories(path.parent_path(), error);
    if (error) throw IoError(path.parent_path().string(), error.message());
    write_file(path, text);
}

void StagedDirectory::link(const std::string& name, const fs::path& source) {
    const fs::path place = staging_ / name;
    std::error_code error;
    fs::create_directories(place.parent_path(), error);
    if (error) throw IoError(place.parent_path().string(), error.message());
    constexpr auto kAll = fs::copy_options::recursive;
    fs::copy(source, place, kAll | fs::copy_options::create_hard_links, error);
    if (error) {
        fs::remove_all(place, error);
        fs::copy(source, place, kAll, error);
    }
    if (error) throw IoError(place.string(), error.message());
}

fs::path StagedDirectory::commit(std::string_view suffix) {
    fs::path place = with_suffix(destination_, suffix);
    const fs::path old = with_suffix(staging_, "-old");
    std::error_code error;
    const bool replaces = fs::exists(place);
    if (replaces) {
        // What an earlier try left under a suffix never stands in the way of the next one's.
        if (!replace_ && suffix.empty()) {
            throw IoError(place.string(), "exists; --force replaces it");
        }
        fs::rename(place, old, error);
        if (error) throw IoError(place.string(), error.message());
    }
    fs::rename(staging_, place, error);
    if (error) {
        std::error_code ignored;
        if (replaces) fs::rename(old, place, ignored);
        throw IoError(place.string(), error.message());
    }
    done_ = true;
    fs::remove_all(old, error);
    return place;
}

}  // namespace tools
