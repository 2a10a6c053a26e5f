#include "tools/record.hpp"

#include <cstdio>
#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include "models/scenario/calendar.hpp"

#include "tools/errors.hpp"
#include "tools/files.hpp"

namespace tools {
namespace {

Fact read_fact(const YAML::Node& entry, const std::string& metric, const std::string& unit) {
    Fact fact{metric,
              unit,
              entry["year"].as<int>(),
              {},
              entry["value"].as<double>(),
              entry["confidence"].as<std::string>("")};
    if (const YAML::Node at = entry["at"]) {
        fact.at = parse_clock(at.as<std::string>());
        if (!fact.at) throw YAML::RepresentationException(at.Mark(), "not a clock time");
    }
    return fact;
}

BalanceGate read_gate(const YAML::Node& entry) {
    const int year = entry["year"].as<int>();
    const YAML::Node from = entry["balance_from"];
    const auto origin = models::parse_origin(fmt::format("{:04}-11-11T00:00+08:00", year));
    const auto instant = models::parse_instant(from.as<std::string>(), origin.value);
    for (const auto& complaint : {origin.complaint, instant.complaint}) {
        if (complaint) throw YAML::RepresentationException(from.Mark(), complaint->message);
    }
    return {year, instant.value};
}

}  // namespace

std::optional<sim::Duration> parse_clock(const std::string& text) {
    int hours = 0, minutes = 0, seconds = 0, used = 0;
    const int n = std::sscanf(text.c_str(), "%2d:%2d%n", &hours, &minutes, &used);
    if (n != 2) return std::nullopt;
    if (used < static_cast<int>(text.size())) {
        int more = 0;
        if (std::sscanf(text.c_str() + used, ":%2d%n", &seconds, &more) != 1) return std::nullopt;
        used += more;
    }
    const bool in_range =
        hours >= 0 && minutes >= 0 && minutes < 60 && seconds >= 0 && seconds < 60;
    const sim::Duration t = hours * sim::kHour + minutes * sim::kMinute + seconds * sim::kSecond;
    if (used != static_cast<int>(text.size()) || !in_range || t > sim::kDay) return std::nullopt;
    return t;
}

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
        for (const auto& metric : root["metrics"]) {
            const auto name = metric.first.as<std::string>();
            const auto unit = metric.second["unit"].as<std::string>();
            for (const YAML::Node& entry : metric.second["entries"]) {
                // Facts of intervals other than the day have from and to; none is scored yet.
                if (entry["from"] || !entry["value"]) continue;
                record.facts.push_back(read_fact(entry, name, unit));
            }
        }
        for (const YAML::Node& entry : root["presale"]) {
            if (entry["balance_from"]) record.gates.push_back(read_gate(entry));
        }
    } catch (const YAML::Exception& e) {
        throw InputError(
            fmt::format("{}:{}:{}: {}", path, e.mark.line + 1, e.mark.column + 1, e.msg));
    }
    return record;
}

}  // namespace tools
