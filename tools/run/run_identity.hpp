// Whose run a directory holds, as its manifest tells: enough to decide whether it may be replaced,
// or need not be made again.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace tools {

struct RunIdentity {
    std::string status;  // complete, partial, failed
    std::string version, commit;
    std::string scenario_hash;
    std::int64_t seed = 0;

    // A complete run of inputs with this hash, made by this very program.
    bool is_complete(const std::string& hash) const;
};

// Nothing if the directory has no manifest of this program: none at all, or somebody else's.
// Throws std::filesystem::filesystem_error if the system cannot look the path up.
std::optional<RunIdentity> run_identity(const std::filesystem::path& directory);

}  // namespace tools
