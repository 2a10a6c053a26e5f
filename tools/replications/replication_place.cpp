#include "tools/replications/replication_place.hpp"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <vector>

#include "tools/base/errors.hpp"
#include "tools/replications/replication.hpp"

namespace tools {
namespace fs = std::filesystem;
namespace {

bool is_replication(const fs::path& path) {
    const std::string name = path.filename().string();
    return name.size() == 4 &&
           std::all_of(name.begin(), name.end(), [](char c) { return '0' <= c && c <= '9'; });
}

}  // namespace

ReplicationPlace::ReplicationPlace(const fs::path& destination, const std::string& key,
                                   Earlier earlier)
    : root_((destination.has_filename() ? destination : destination.parent_path()).string() +
            ".parts"),
      place_(root_ / key) {
    std::error_code error;
    fs::create_directories(root_, error);
    if (error) throw IoError(root_.string(), error.message());
    lock();
    try {
        fs::create_directories(place_);
        std::vector<fs::path> leftovers;
        for (const auto& entry : fs::directory_iterator(place_)) {
            const bool finished = is_replication(entry.path());
            if (finished && earlier == Earlier::refused) {
                throw IoError(place_.string(),
                              "holds replications of an earlier run; --resume takes them, --force "
                              "throws them away");
            }
            if (!finished || earlier == Earlier::discarded) leftovers.push_back(entry.path());
        }
        for (const fs::path& path : leftovers) fs::remove_all(path);
    } catch (...) {
        ::close(lock_);
        throw;
    }
}

ReplicationPlace::~ReplicationPlace() {
    ::close(lock_);
}

void ReplicationPlace::lock() {
    const fs::path path = root_ / "lock";
    lock_ = ::open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0666);
    if (lock_ < 0) throw IoError(path.string(), system_message(errno));
    if (::flock(lock_, LOCK_EX | LOCK_NB) == 0) return;
    const int reason = errno;
    ::close(lock_);
    throw IoError(root_.string(),
                  reason == EWOULDBLOCK ? "another run is using it" : system_message(reason));
}

fs::path ReplicationPlace::folder(std::int64_t replication) const {
    return place_ / replication_name(replication);
}

void ReplicationPlace::remove() {
    std::error_code ignored;
    fs::remove_all(place_, ignored);
    for (const auto& entry : fs::directory_iterator(root_, ignored)) {
        if (entry.path().filename() != "lock") return;
    }
    fs::remove(root_ / "lock", ignored);
    fs::remove(root_, ignored);
}

}  // namespace tools
