#include "models/scenario/issue.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <tuple>
#include <utility>

namespace models {

namespace {

bool within(std::string_view inner, std::string_view outer) {
    return inner.starts_with(outer) &&
           (outer.empty() || inner.size() == outer.size() || inner[outer.size()] == '.');
}

std::string_view section_of(std::string_view path) {
    const std::size_t dot = path.rfind('.');
    return path.substr(0, dot == std::string_view::npos ? 0 : dot);
}

// What a file says may be anything; what a terminal shows may not.
std::string shown(std::string_view text) {
    constexpr std::size_t kLongest = 200;
    std::string out;
    for (const char c : text.substr(0, kLongest)) {
        const auto byte = static_cast<unsigned char>(c);
        out += byte < 0x20 || byte == 0x7F ? fmt::format("\\x{:02X}", byte) : std::string(1, c);
    }
    if (text.size() <= kLongest) return out;
    while (!out.empty() && (out.back() & 0xC0) == 0x80) out.pop_back();  // no half of a character
    if (!out.empty() && (out.back() & 0x80) != 0) out.pop_back();
    return out + fmt::format("... ({} bytes)", text.size());
}

}  // namespace

std::string to_text(const Issue& issue) {
    std::string text = shown(issue.file);
    if (issue.line > 0) text += fmt::format(":{}:{}", issue.line, issue.column);
    if (!issue.path.empty()) text += ": " + shown(issue.path);
    text += ": " + shown(issue.message);
    if (!issue.suggestion.empty()) {
        text += fmt::format("; did you mean {}?", shown(issue.suggestion));
    }
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

bool IssueLog::sound(std::string_view path) const {
    return std::none_of(errors_.begin(), errors_.end(), [&](const Entry& entry) {
        return within(entry.path, path) || within(path, entry.path);
    });
}

bool IssueLog::sound_beside(std::string_view path) const {
    const std::string wanted = without_indices(path);
    return std::none_of(errors_.begin(), errors_.end(), [&](const Entry& entry) {
        const std::string other = without_indices(entry.path);
        return within(other, wanted) || within(wanted, other) ||
               section_of(other) == section_of(wanted);
    });
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
