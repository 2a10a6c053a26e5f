#include "tools/verify/page.hpp"

#include <cmath>
#include <fmt/format.h>
#include <iterator>
#include <nlohmann/json.hpp>

namespace tools::verify {
namespace {

using Json = nlohmann::ordered_json;

const char* to_text(Rule rule) {
    switch (rule) {
        case Rule::mean:
            return "mean";
        case Rule::score:
            return "score";
        case Rule::number:
            return "number";
    }
    return "";
}

constexpr auto kLine = "  {:37} {:>10} {:>10} {:>6} {}\n";

std::string figure(double x) {
    if (x == std::floor(x) && std::abs(x) < 1e9) return fmt::format("{:.0f}", x);
    const std::string text = fmt::format("{:.6g}", x);
    return text.size() <= 10 ? text : fmt::format("{:.4g}", x);
}

}  // namespace

const char* to_text(Verdict verdict) {
    switch (verdict) {
        case Verdict::holds:
            return "holds";
        case Verdict::fails:
            return "FAILS";
        case Verdict::too_noisy:
            return "too noisy";
    }
    return "";
}

std::string to_text(const Row& row) {
    return fmt::format(kLine, row.what, figure(row.expected), figure(row.measured),
                       row.rule == Rule::number ? "" : fmt::format("{:+.2f}", row.off()),
                       to_text(row.verdict()));
}

std::string table(std::span<const Outcome> outcomes) {
    std::string text = fmt::format(kLine, "", "expected", "measured", "s.e.", "verdict");
    std::size_t rows = 0;
    std::size_t hold = 0;
    for (const Outcome& outcome : outcomes) {
        fmt::format_to(std::back_inserter(text), "\n{} ({})\n", outcome.name, outcome.source);
        for (const Row& row : outcome.rows) {
            text += to_text(row);
            ++rows;
            hold += row.verdict() == Verdict::holds ? 1 : 0;
        }
    }
    text += fmt::format(
        "\ns.e.: how many standard errors the measured value is off. {} are allowed, and\n"
        "each may be {} % of the expected value; rows without are exact to a tolerance.\n"
        "{} of {} rows hold.\n",
        kStandardErrors, 100 * kLargestError, hold, rows);
    return text;
}

std::string to_json(std::span<const Outcome> outcomes) {
    Json experiments = Json::array();
    for (const Outcome& outcome : outcomes) {
        Json rows = Json::array();
        for (const Row& row : outcome.rows) {
            Json line{{"what", row.what},
                      {"rule", to_text(row.rule)},
                      {"expected", row.expected},
                      {"measured", row.measured}};
            line[row.rule == Rule::number ? "tolerance" : "standard_error"] = row.error;
            if (row.rule != Rule::number) line["standard_errors_off"] = row.off();
            line["verdict"] = to_text(row.verdict());
            rows.push_back(line);
        }
        experiments.push_back({{"name", outcome.name}, {"source", outcome.source}, {"rows", rows}});
    }
    const Json page{{"schema", 1}, {"holds", all_hold(outcomes)}, {"experiments", experiments}};
    return page.dump(2) + "\n";
}

}  // namespace tools::verify
