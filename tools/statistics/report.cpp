#include "tools/statistics/report.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <nlohmann/json.hpp>

namespace tools::statistics {
namespace {

const char* words(Verdict verdict) {
    switch (verdict) {
        case Verdict::holds:
            return "holds";
        case Verdict::fails:
            return "fails";
        case Verdict::off_as_expected:
            return "off, as expected";
        case Verdict::holds_unpromised:
            return "near, unpromised";
    }
    return "";
}

bool failed(const Row& row) {
    return row.verdict() == Verdict::fails;
}

}  // namespace

std::string table(std::span<const Row> rows, const Setup& setup) {
    std::string text;
    auto out = std::back_inserter(text);
    fmt::format_to(out, "{} experiments a row, seed {}; shares in %\n", setup.experiments,
                   setup.seed);
    std::string section;
    for (const Row& row : rows) {
        if (row.section != section) {
            section = row.section;
            fmt::format_to(out, "\n{:35} {:>3} {:>8} {:>8}  {:>4} {}\n", section, "n", "expected",
                           "measured", "s.e.", "verdict");
        }
        const std::string expected = fmt::format(
            "{}{:.1f}", row.promise == Promise::at_most ? "<= " : "", 100.0 * row.expected);
        fmt::format_to(out, "  {:33} {:>3} {:>8} {:>8.1f}  {:>4.2f} {}\n", row.name,
                       row.n > 0 ? fmt::format("{}", row.n) : "", expected, 100.0 * row.measured(),
                       100.0 * row.standard_error(), failed(row) ? "FAILS" : words(row.verdict()));
    }
    const auto promised = std::count_if(
        rows.begin(), rows.end(), [](const Row& row) { return row.promise != Promise::none; });
    const auto failures = std::count_if(rows.begin(), rows.end(), failed);
    fmt::format_to(out, "\n{} of {} rows that theory promises hold.\n", promised - failures,
                   promised);
    return text;
}

std::string to_json(std::span<const Row> rows, const Setup& setup) {
    nlohmann::ordered_json json{
        {"schema", 1}, {"experiments", setup.experiments}, {"seed", setup.seed}};
    json["hold"] = all_hold(rows);
    json["rows"] = nlohmann::ordered_json::array();
    for (const Row& row : rows) {
        const bool promised = row.promise != Promise::none;
        json["rows"].push_back(
            {{"section", row.section},
             {"name", row.name},
             {"n", row.n > 0 ? nlohmann::ordered_json(row.n) : nlohmann::ordered_json(nullptr)},
             {"expected", row.expected},
             {"promise", promised ? row.promise == Promise::about ? "about" : "at most" : "none"},
             {"experiments", row.experiments},
             {"hits", row.hits},
             {"measured", row.measured()},
             {"standard_error", row.standard_error()},
             {"verdict", words(row.verdict())}});
    }
    return json.dump(2) + "\n";
}

bool all_hold(std::span<const Row> rows) {
    return std::none_of(rows.begin(), rows.end(), failed);
}

}  // namespace tools::statistics
