#include "tools/record.hpp"

#include <cstdio>
#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

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

std::vector<Fact> read_record(const std::string& path, int year) {
    std::vector<Fact> facts;
    try {
        const YAML::Node root = YAML::Load(read_file(path));
        for (const auto& metric : root["metrics"]) {
            const auto name = metric.first.as<std::string>();
            const auto unit = metric.second["unit"].as<std::string>();
            for (const YAML::Node& entry : metric.second["entries"]) {
                // Facts of intervals other than the day have from and to; none is scored yet.
                if (entry["year"].as<int>() != year || entry["from"] || !entry["value"]) continue;
                facts.push_back(read_fact(entry, name, unit));
            }
        }
    } catch (const YAML::Exception& e) {
        throw InputError(
            fmt::format("{}:{}:{}: {}", path, e.mark.line + 1, e.mark.column + 1, e.msg));
    }
    return facts;
}

}  // namespace tools
