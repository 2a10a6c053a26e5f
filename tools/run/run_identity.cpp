#include "tools/run/run_identity.hpp"

#include "tools/base/build_info.hpp"
#include "tools/base/errors.hpp"
#include "tools/base/files.hpp"
#include "tools/base/json.hpp"

namespace tools {

bool RunIdentity::is_complete(const std::string& hash) const {
    return status == "complete" && version == kVersion && commit == kCommit &&
           scenario_hash == hash;
}

std::optional<RunIdentity> run_identity(const std::filesystem::path& directory) {
    const std::filesystem::path manifest = directory / "manifest.json";
    if (!std::filesystem::is_regular_file(manifest)) return {};
    try {
        const Json m = Json::parse(read_file(manifest));
        if (m.at("program") != "singlesday") return {};
        RunIdentity run;
        m.at("status").get_to(run.status);
        m.at("version").get_to(run.version);
        m.at("commit").get_to(run.commit);
        m.at("scenario").at("hash").get_to(run.scenario_hash);
        m.at("seed").get_to(run.seed);
        return run;
    } catch (const Json::exception&) {
        return {};
    } catch (const IoError&) {
        return {};
    }
}

}  // namespace tools
