#include "tools/samples.hpp"

#include <cstddef>

namespace tools {

std::vector<double> group_means(const std::vector<double>& values,
                                const std::vector<std::int64_t>& groups) {
    std::vector<double> means;
    for (std::size_t begin = 0, end = 0; begin < values.size(); begin = end) {
        double sum = 0;
        for (end = begin; end < values.size() && groups[end] == groups[begin]; ++end) {
            sum += values[end];
        }
        means.push_back(sum / static_cast<double>(end - begin));
    }
    return means;
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
