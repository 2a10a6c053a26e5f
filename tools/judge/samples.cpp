#include "tools/judge/samples.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "sim/experiment/moments.hpp"

#include "tools/base/errors.hpp"

namespace tools {

std::vector<double> group_means(const std::vector<double>& values,
                                const std::vector<std::int64_t>& groups) {
    std::vector<double> means;
    for (std::size_t begin = 0, end = 0; begin < values.size(); begin = end) {
        sim::Moments group;
        for (end = begin; end < values.size() && groups[end] == groups[begin]; ++end) {
            group.add(values[end]);
        }
        means.push_back(group.mean());
    }
    return means;
}

std::size_t draws_of(const RunRecord& run) {
    std::size_t draws = 0;
    for (std::size_t i = 0; i < run.rows.size(); ++i) {
        draws += i == 0 || run.rows[i].inputs != run.rows[i - 1].inputs;
    }
    return draws;
}

std::size_t common_draws(const RunRecord& run, std::int64_t replications) {
    const auto rows = static_cast<std::int64_t>(run.rows.size());
    if (rows == replications || rows == 0) return draws_of(run);
    // Groups are of one size, but for the last.
    const auto size = std::count_if(run.rows.begin(), run.rows.end(), [&](const RunRecord::Row& r) {
        return r.inputs == run.rows.front().inputs;
    });
    return static_cast<std::size_t>(std::min(rows, replications) / size);
}

void require_two_draws(const RunRecord& run) {
    if (run.rows.size() < 2 || draws_of(run) >= 2) return;
    throw InputError(fmt::format(
        "{}: its {} replications share one draw of the uncertain inputs, and a test takes two",
        run.path.string(), run.rows.size()));
}

std::optional<std::vector<double>> sample_of(const RunRecord& run, const std::string& metric) {
    std::vector<double> values;
    std::vector<std::int64_t> groups;
    for (const RunRecord::Row& row : run.rows) {
        const auto at = row.metrics.find(metric);
        if (at == row.metrics.end() || !at->second) return {};
        values.push_back(*at->second);
        groups.push_back(row.inputs);
    }
    return group_means(values, groups);
}

}  // namespace tools
