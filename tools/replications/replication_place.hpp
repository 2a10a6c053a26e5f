// Where replications wait for each other: a folder beside the destination that survives a kill.
//
//     <destination>.parts/<hash of what is repeated>/0003/    a whole run directory
//
// A replication appears there by one renaming, so what is there is complete. The place belongs to
// one process at a time, by a lock that the system drops with the process.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace tools {

class ReplicationPlace {
  public:
    enum class Earlier { refused, taken, discarded };

    // `key` names what is repeated. Throws IoError if the place cannot be made, if another process
    // has it, or if replications of an earlier run are there and `earlier` refuses them.
    ReplicationPlace(const std::filesystem::path& destination, const std::string& key,
                     Earlier earlier);
    ~ReplicationPlace();  // drops the lock; leaves the files
    ReplicationPlace(const ReplicationPlace&) = delete;
    ReplicationPlace& operator=(const ReplicationPlace&) = delete;

    std::filesystem::path folder(std::int64_t replication) const;

    // For the whole, before it appears at the destination.
    std::filesystem::path staging() const { return place_ / "whole"; }

    // Removes this place; those of other keys stay.
    void remove();

  private:
    void lock();

    std::filesystem::path root_, place_;
    int lock_ = -1;
};

}  // namespace tools
