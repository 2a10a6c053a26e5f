#include "models/scenario/issue.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <tuple>
#include <utility>

namespace models {

std::string to_text(const Issue& issue) {
    std::string text = issue.file;
    if (issue.line > 0) text += fmt::format(":{}:{}", issue.line, issue.column);
    if (!issue.path.empty()) text += ": " + issue.path;
    text += ": " + issue.message;
    if (!issue.suggestion.empty()) text += fmt::format("; did you mean {}?", issue.suggestion);
    return text;
}

std::uint32_t IssueLog::add_file(std::string name) {
    files_.push_back(std::move(name));
    return static_cast<std::uint32_t>(files_.size() - 1);
}

void IssueLog::error(Place place, std::string_view path, Complaint complaint) {
    errors_.push_back({place, std::string(path), std::move(complaint)});
}

void IssueLog::warning(Place place, std::string_view path, Complaint complaint) {
    warnings_.push_back({place, std::string(path), std::move(complaint)});
}

void IssueLog::refusal(Place place, std::string_view path, Complaint complaint) {
    refused_ = true;
    error(place, path, std::move(complaint));
}

std::vector<Issue> IssueLog::resolved(std::vector<Entry> entries) const {
    std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
        return std::tie(a.place.file, a.place.line, a.place.column) <
               std::tie(b.place.file, b.place.line, b.place.column);
    });
    std::vector<Issue> issues;
    for (Entry& entry : entries) {
        issues.push_back({file(entry.place.file), entry.place.line, entry.place.column,
                          std::move(entry.path), std::move(entry.complaint.message),
                          std::move(entry.complaint.suggestion)});
    }
    return issues;
}

}  // namespace models
