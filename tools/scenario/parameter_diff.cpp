#include "tools/scenario/parameter_diff.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <map>
#include <yaml-cpp/yaml.h>

#include "tools/base/errors.hpp"

namespace tools {
namespace {

void flatten(const YAML::Node& node, const std::string& path, Parameters& out) {
    const std::string prefix = path.empty() ? "" : path + '.';
    if (node.IsMap()) {
        for (const auto& entry : node) {
            flatten(entry.second, prefix + entry.first.as<std::string>(), out);
        }
    } else if (node.IsSequence()) {
        for (std::size_t i = 0; i < node.size(); ++i) {
            flatten(node[i], prefix + std::to_string(i), out);
        }
    } else {
        out.emplace_back(path, node.IsScalar() ? node.Scalar() : "");
    }
}

std::string shown(const std::string& value) {
    constexpr std::size_t kMost = 24;
    if (value.empty()) return "-";
    return value.size() <= kMost ? value : value.substr(0, kMost - 3) + "...";
}

}  // namespace

Parameters parameters_of(const std::string& resolved) {
    try {
        Parameters out;
        YAML::Node root = YAML::Load(resolved);
        if (root.IsMap()) root.remove("sources");
        flatten(root, "", out);
        return out;
    } catch (const YAML::Exception& e) {
        throw InputError(std::string("is no resolved scenario: ") + e.what());
    }
}

Parameters without_what_changes_nothing(Parameters parameters) {
    static constexpr std::string_view kNothing[] = {
        "schema",     "name",      "title",        "seed",  "scale",
        "thresholds", "precision", "replications", "trace", "record"};
    std::erase_if(parameters, [](const auto& p) {
        const std::string_view top = std::string_view(p.first).substr(0, p.first.find('.'));
        return std::find(std::begin(kNothing), std::end(kNothing), top) != std::end(kNothing);
    });
    return parameters;
}

std::vector<ParameterChange> parameter_changes(const std::string& base,
                                               const std::string& changed) {
    return changes_between(parameters_of(base), parameters_of(changed));
}

std::vector<ParameterChange> changes_between(const Parameters& before, const Parameters& after) {
    const std::map<std::string, std::string> old(before.begin(), before.end());
    const std::map<std::string, std::string> now(after.begin(), after.end());
    std::vector<ParameterChange> changes;
    for (const auto& [path, value] : before) {
        const auto at = now.find(path);
        if (at == now.end() || at->second != value) {
            changes.push_back({path, value, at == now.end() ? "" : at->second});
        }
    }
    for (const auto& [path, value] : after) {
        if (old.find(path) == old.end()) changes.push_back({path, "", value});
    }
    return changes;
}

std::string table_of(const std::vector<ParameterChange>& changes, std::size_t most) {
    if (changes.empty()) return "  no parameter differs\n";
    const auto width = [&](auto field, std::size_t least, std::size_t widest) {
        std::size_t longest = least;
        for (const ParameterChange& c : changes) longest = std::max(longest, (c.*field).size());
        return std::min(longest, widest);
    };
    const std::size_t path = width(&ParameterChange::path, 9, 60);
    const std::size_t base = width(&ParameterChange::base, 4, 24);
    std::string out = fmt::format("  {:<{}}  {:<{}}  {}\n", "parameter", path, "base", base, "new");
    for (std::size_t i = 0; i < std::min(changes.size(), most); ++i) {
        const ParameterChange& c = changes[i];
        fmt::format_to(std::back_inserter(out), "  {:<{}}  {:<{}}  {}\n", c.path, path,
                       shown(c.base), base, shown(c.changed));
    }
    if (changes.size() > most) out += fmt::format("  and {} more\n", changes.size() - most);
    return out;
}

}  // namespace tools
