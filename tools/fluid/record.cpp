#include "tools/fluid/record.hpp"

#include <cstdio>
#include <fmt/core.h>
#include <yaml-cpp/yaml.h>

namespace tools::fluid {
namespace {

constexpr double kDay = 86400;

// "HH:MM:SS" after midnight, 24:00:00 included.
double seconds_of_clock(const std::string& text) {
    int hours = 0;
    int minutes = 0;
    int seconds = 0;
    if (std::sscanf(text.c_str(), "%d:%d:%d", &hours, &minutes, &seconds) != 3)
        throw RecordError(fmt::format("'{}' is no clock time HH:MM:SS", text));
    return 3600.0 * hours + 60.0 * minutes + seconds;
}

std::vector<Milestone> instants(const YAML::Node& metrics, const char* metric, int year) {
    std::vector<Milestone> found;
    for (const YAML::Node& entry : metrics[metric]["entries"])
        if (entry["year"].as<int>() == year && entry["at"])
            found.push_back(
                {seconds_of_clock(entry["at"].as<std::string>()), entry["value"].as<double>()});
    return found;
}

double peak(const YAML::Node& metrics, const char* metric, int year) {
    for (const YAML::Node& entry : metrics[metric]["entries"])
        if (entry["year"].as<int>() == year) return entry["value"].as<double>();
    return 0;
}

// Takes the entry of 24:00 out of the milestones and returns it.
double take_total(std::vector<Milestone>& milestones, const char* metric, int year) {
    for (auto m = milestones.begin(); m != milestones.end(); ++m)
        if (m->at == kDay) {
            const double total = m->value;
            milestones.erase(m);
            return total;
        }
    throw RecordError(fmt::format("{} of {} at 24:00:00 is missing", metric, year));
}

double gate_of(const YAML::Node& presale, int year) {
    for (const YAML::Node& entry : presale) {
        if (entry["year"].as<int>() != year) continue;
        const std::string from = entry["balance_from"].as<std::string>();  // 2019-11-11T01:00+08:00
        return seconds_of_clock(from.substr(from.find('T') + 1, 5) + ":00");
    }
    throw RecordError(fmt::format("the balance window of {} is missing", year));
}

YearRecord read_year(const YAML::Node& root, int year) {
    const YAML::Node metrics = root["metrics"];
    YearRecord record{};
    record.year = year;
    record.gmv_milestones = instants(metrics, "gmv", year);
    record.gmv = take_total(record.gmv_milestones, "gmv", year);
    record.order_milestones = instants(metrics, "delivery_orders", year);
    record.delivery_orders = take_total(record.order_milestones, "delivery_orders", year);
    record.payment_milestones = instants(metrics, "payments", year);
    // Alipay's day holds far more than 11.11; only its first minutes are compared.
    std::erase_if(record.payment_milestones, [](const Milestone& m) { return m.at == kDay; });
    record.orders_peak = peak(metrics, "orders_peak", year);
    if (record.orders_peak == 0)
        throw RecordError(fmt::format("orders_peak of {} is missing", year));
    record.payments_peak = peak(metrics, "payments_peak", year);
    record.gate = gate_of(root["presale"], year);
    return record;
}

}  // namespace

const YearRecord& Record::of(int year) const {
    for (const YearRecord& record : years)
        if (record.year == year) return record;
    throw std::out_of_range(fmt::format("the record was read without {}", year));
}

Record read_record(const std::string& path, const std::vector<int>& years) {
    try {
        const YAML::Node root = YAML::LoadFile(path);
        Record record;
        for (const int year : years) record.years.push_back(read_year(root, year));
        const YAML::Node metrics = root["metrics"];
        for (const YAML::Node& entry : metrics["payments_peak"]["entries"]) {
            const int year = entry["year"].as<int>();
            if (const double orders = peak(metrics, "orders_peak", year); orders > 0)
                record.peaks.push_back({year, orders, entry["value"].as<double>()});
        }
        return record;
    } catch (const YAML::BadFile&) {
        throw RecordRefused(fmt::format("{}: cannot be read", path));
    } catch (const YAML::Exception& e) {
        throw RecordError(fmt::format("{}: {}", path, e.what()));
    } catch (const RecordError& e) {
        throw RecordError(fmt::format("{}: {}", path, e.what()));
    }
}

}  // namespace tools::fluid
