#include "tools/run/record.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include "models/scenario/calendar.hpp"

#include "tools/base/errors.hpp"
#include "tools/base/files.hpp"

namespace tools {
namespace {

// The value of a key that every record has.
YAML::Node required(const YAML::Node& map, const std::string& key) {
    const YAML::Node value = map.IsMap() ? map[key] : YAML::Node(YAML::NodeType::Undefined);
    if (!value) throw YAML::RepresentationException(map.Mark(), "has no key " + key);
    return value;
}

Fact read_fact(const YAML::Node& entry, const std::string& metric, const std::string& unit) {
    Fact fact{metric,
              unit,
              required(entry, "year").as<int>(),
              {},
              entry["value"].as<double>(),
              entry["confidence"].as<std::string>("")};
    if (const YAML::Node at = entry["at"]) {
        fact.at = models::parse_clock(at.as<std::string>());
        if (!fact.at) throw YAML::RepresentationException(at.Mark(), "not a clock time");
    }
    return fact;
}

BalanceGate read_gate(const YAML::Node& entry) {
    const int year = required(entry, "year").as<int>();
    const YAML::Node from = entry["balance_from"];
    const auto origin = models::parse_origin(fmt::format("{:04}-11-11T00:00+08:00", year));
    const auto instant = models::parse_instant(from.as<std::string>(), origin.value);
    for (const auto& complaint : {origin.complaint, instant.complaint}) {
        if (complaint) throw YAML::RepresentationException(from.Mark(), complaint->message);
    }
    return {year, instant.value};
}

}  // namespace

std::vector<Fact> Record::of(int year) const {
    std::vector<Fact> found;
    for (const Fact& fact : facts) {
        if (fact.year == year) found.push_back(fact);
    }
    return found;
}

Record read_record(const std::string& path) {
    Record record{path, {}, {}};
    try {
        const YAML::Node root = YAML::Load(read_file(path));
        const YAML::Node metrics = required(root, "metrics");
        if (!metrics.IsMap()) {
            throw YAML::RepresentationException(metrics.Mark(), "metrics go by name");
        }
        for (const auto& metric : metrics) {
            const auto name = metric.first.as<std::string>();
            const auto unit = required(metric.second, "unit").as<std::string>();
            for (const YAML::Node& entry : required(metric.second, "entries")) {
                // Facts of intervals other than the day have from and to; none is scored yet.
                if (entry["from"] || !entry["value"]) continue;
                record.facts.push_back(read_fact(entry, name, unit));
            }
        }
        for (const YAML::Node& entry : root["presale"]) {
            if (entry["balance_from"]) record.gates.push_back(read_gate(entry));
        }
    } catch (const YAML::Exception& e) {
        throw InputError(fmt::format("{}:{}:{}: {}", path, std::max(e.mark.line, 0) + 1,
                                     std::max(e.mark.column, 0) + 1, e.msg));
    }
    return record;
}

}  // namespace tools
