#include "models/scenario/suggest.hpp"

#include <algorithm>
#include <vector>

namespace models {
namespace {

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

char folded(char c) {
    return c == '-' ? '_' : lower(c);
}

}  // namespace

std::string lower_case(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), lower);
    return result;
}

std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t far) {
    const std::size_t width = b.size() + 1;
    std::vector<std::size_t> before(width);  // the row two above
    std::vector<std::size_t> above(width);
    std::vector<std::size_t> row(width);
    for (std::size_t j = 0; j < width; ++j) row[j] = j;
    std::size_t least_above = 0;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        before.swap(above);
        above.swap(row);
        row[0] = i;
        for (std::size_t j = 1; j < width; ++j) {
            const char x = folded(a[i - 1]);
            const char y = folded(b[j - 1]);
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (x == y ? 0U : 1U)});
            const bool swapped = i > 1 && j > 1 && x == folded(b[j - 2]) && folded(a[i - 2]) == y;
            if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
        }
        // What follows is no less than the least of these two rows.
        const std::size_t least = *std::min_element(row.begin(), row.end());
        if (std::min(least, least_above) >= far) return far;
        least_above = least;
    }
    return std::min(row.back(), far);
}

std::string nearest(std::string_view written, std::span<const std::string> names) {
    if (written.size() > kLongestGuessed) return {};
    std::size_t best = std::max<std::size_t>(1, written.size() / 3) + 1;
    const std::string* found = nullptr;
    for (const std::string& name : names) {
        const std::size_t shorter = std::min(written.size(), name.size());
        const std::size_t longer = std::max(written.size(), name.size());
        if (longer - shorter >= best) continue;  // the distance is no less than that
        const std::size_t distance = edit_distance(written, name, best);
        if (distance < best) {
            best = distance;
            found = &name;
        }
    }
    return found ? *found : std::string();
}

std::string nearest_or_longer(std::string_view written, std::span<const std::string> names) {
    for (const std::string& name : names) {
        if (!written.empty() && name.starts_with(written) && name[written.size()] == '_') {
            return name;
        }
    }
    return nearest(written, names);
}

}  // namespace models
