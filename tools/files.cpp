#include "tools/files.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <unistd.h>

#include "tools/errors.hpp"

namespace tools {
namespace fs = std::filesystem;
namespace {

struct Close {
    void operator()(std::FILE* f) const { std::fclose(f); }
};

[[noreturn]] void refuse(const fs::path& path) {
    throw IoError(path.string(), std::strerror(errno));
}

fs::path with_suffix(fs::path path, std::string_view suffix) {
    path += suffix;
    return path;
}

}  // namespace

void write_file(const fs::path& path, std::string_view text) {
    std::FILE* file = std::fopen(path.c_str(), "wb");
    if (file == nullptr) refuse(path);
    const bool written =
        std::fwrite(text.data(), 1, text.size(), file) == text.size() && std::fflush(file) == 0;
    int reason = errno;
    const bool closed = std::fclose(file) == 0;
    if (written) reason = errno;
    if (written && closed) return;
    std::error_code ignored;
    if (fs::is_regular_file(path, ignored)) fs::remove(path, ignored);  // no device
    throw IoError(path.string(), std::strerror(reason));
}

std::string read_file(const fs::path& path) {
    if (fs::is_directory(path)) throw IoError(path.string(), "is a directory");
    const std::unique_ptr<std::FILE, Close> file(std::fopen(path.c_str(), "rb"));
    if (file == nullptr) refuse(path);
    std::string text;
    char buffer[1 << 16];
    while (const std::size_t n = std::fread(buffer, 1, sizeof buffer, file.get())) {
        text.append(buffer, n);
    }
    if (std::ferror(file.get()) != 0) refuse(path);
    return text;
}

StagedDirectory::StagedDirectory(fs::path destination, bool replace)
    : destination_(std::move(destination)), replace_(replace) {
    if (!destination_.has_filename()) destination_ = destination_.parent_path();
    if (fs::exists(destination_) && !replace_) {
        throw IoError(destination_.string(), "exists; --force replaces it");
    }
    if (fs::exists(destination_) && !fs::is_directory(destination_)) {
        throw IoError(destination_.string(), "is not a directory");
    }
    staging_ = with_suffix(destination_, ".tmp-" + std::to_string(::getpid()));
    std::error_code error;
    fs::create_directories(staging_, error);
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

fs::path StagedDirectory::commit(std::string_view suffix) {
    const fs::path place = with_suffix(destination_, suffix);
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
