#include "models/scenario/parameter_tree.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "models/scenario/node.hpp"
#include "models/scenario/scalar_text.hpp"
#include "models/scenario/suggest.hpp"

namespace models {
namespace {

void collect_paths(const Parameter& parameter, const std::string& prefix,
                   std::vector<std::string>& paths) {
    for (const Parameter& child : parameter.children) {
        paths.push_back(prefix + child.name);
        collect_paths(child, paths.back() + ".", paths);
    }
}

std::string last_name(std::string_view path) {
    return std::string(path.substr(path.rfind('.') + 1));
}

}  // namespace

Parameter& TreeBuilder::add(std::string_view name, const Info& info) {
    Parameter& child = open_.back().parameter->children.emplace_back();
    child.name = name;
    child.info = info;
    return child;
}

void TreeBuilder::scalar(std::string_view name, const Scalar& value, const Info& info) {
    if (value.kind == Kind::origin) origin_ = value.as<Origin>();
    const Open& parent = open_.back();
    Parameter& parameter = parent.is_list ? *parent.parameter : add(name, info);
    parameter.kind = value.kind;
    parameter.info = info;  // of an item, with the bounds of its kind
    // Without a scenario an instant's bounds are told from whatever its origin is.
    parameter.range = value.kind == Kind::instant
                          ? range_text(Kind::duration, info, origin_) + " from the origin"
                          : range_text(value.kind, info, origin_);
    parameter.choices.assign(value.names.begin(), value.names.end());
    if (!parent.is_list) {
        parameter.default_text = print_scalar(value, origin_);
    } else if (parent.size > 0) {
        std::string& text = parameter.default_text;
        text.insert(text.size() - 1, (text == "[]" ? "" : ", ") + print_scalar(value, origin_));
    }
}

bool TreeBuilder::enter(std::string_view name, const Info& info) {
    const Open parent = open_.back();
    if (parent.is_list && name != "0") return false;  // one item shows the shape of all
    open_.push_back({parent.is_list ? parent.parameter : &add(name, info)});
    return true;
}

void TreeBuilder::leave(const std::function<void(Checker&)>&) {
    open_.pop_back();
}

std::optional<std::size_t> TreeBuilder::begin_list(std::string_view name, std::size_t size,
                                                   const Info& info) {
    Parameter& parameter = add(name, info);
    parameter.is_list = true;
    parameter.default_text = "[]";
    open_.push_back({&parameter, true, size});
    if (size == 0) return 1;
    return {};
}

void TreeBuilder::end_list() {
    const auto& [list, is_list, size] = open_.back();
    if (list->kind == Kind::section && size > 0)
        list->default_text = fmt::format("{} {}", size, size == 1 ? "item" : "items");
    open_.pop_back();
}

const Parameter* find_parameter(const Parameter& root, std::string_view path) {
    const Parameter* at = &root;
    while (!path.empty()) {
        const std::string_view name = path.substr(0, path.find('.'));
        path.remove_prefix(std::min(name.size() + 1, path.size()));
        if (at->is_list && is_index(name)) continue;
        const auto child = std::find_if(at->children.begin(), at->children.end(),
                                        [&](const Parameter& p) { return p.name == name; });
        if (child == at->children.end()) return nullptr;
        at = &*child;
    }
    return at;
}

std::vector<std::string> parameter_paths(const Parameter& root) {
    std::vector<std::string> paths;
    collect_paths(root, "", paths);
    return paths;
}

std::string respelt_path(const Parameter& root, std::string_view path) {
    const auto plain = [](std::string_view text) {
        std::string result(text);
        std::replace_if(
            result.begin(), result.end(), [](char c) { return c == '_' || c == '-'; }, '.');
        return result;
    };
    const std::string wanted = plain(path);
    for (std::string& candidate : parameter_paths(root)) {
        if (plain(candidate) == wanted) return std::move(candidate);
    }
    return {};
}

std::string similar_path(const Parameter& root, std::string_view path) {
    if (std::string respelt = respelt_path(root, path); !respelt.empty()) return respelt;
    // The last name says what is meant, the names before it only where that is.
    const std::string name = last_name(path);
    if (name.size() > kLongestGuessed) return {};
    std::size_t least = name.size() / 3 + 1;
    std::vector<std::string> nearest;
    for (std::string& candidate : parameter_paths(root)) {
        if (path.starts_with(candidate + ".")) continue;  // it leads there and no further
        const std::size_t distance = edit_distance(name, last_name(candidate), least + 1);
        if (distance > least || (nearest.empty() && distance == least)) continue;
        if (distance < least) nearest.clear();
        least = distance;
        nearest.push_back(std::move(candidate));
    }
    // Of one whose section is hardly written otherwise it is clear which is meant.
    for (const std::string& candidate : nearest) {
        constexpr std::size_t kHardly = 2;
        const std::size_t far = least + kHardly + 1;
        if (edit_distance(path, candidate, far) < far) return candidate;
    }
    // A name that is everywhere points nowhere.
    constexpr std::size_t kMostAlternatives = 3;
    if (nearest.size() > kMostAlternatives) return {};
    std::string found;
    for (const std::string& candidate : nearest) found += (found.empty() ? "" : " or ") + candidate;
    return found;
}

}  // namespace models
