// `--set path=value`: one layer of a single value.

#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <utility>

#include "models/scenario/layers.hpp"
#include "models/scenario/yaml.hpp"

namespace models {
namespace {

// Everything in the tree stands at the override as a whole, which has no lines.
void place_all(Node& node, Place place) {
    node.place = node.key_place = place;
    for (Node& child : node.children) place_all(child, place);
}

// The value as YAML. Issues inside it are placed at the override.
std::optional<Node> parse_value(std::string_view path, std::string_view text, Place place,
                                IssueLog& log) {
    IssueLog inner;
    std::optional<Node> value = parse_yaml(text, inner.add_file(""), inner);
    for (const Issue& issue : inner.errors()) {
        log.error(place, issue.path.empty() ? path : issue.path, {issue.message, issue.suggestion});
    }
    if (inner.error_count() > 0) return {};
    place_all(*value, place);
    return value;
}

}  // namespace

Complaint no_such_item(std::size_t size) {
    if (size == 0) return {"the list is empty"};
    if (size == 1) return {"the list has only item 0"};
    return {fmt::format("the list has items 0 to {}", size - 1)};
}

void apply_override(std::string_view path_and_value, Node& root, IssueLog& log) {
    const Place place{log.add_file(fmt::format("--set {}", path_and_value))};
    const std::size_t equals = path_and_value.find('=');
    if (equals == 0 || equals == std::string_view::npos) {
        log.error(place, "", {"expected path=value, such as platform.units=4"});
        return;
    }
    const std::string_view path = path_and_value.substr(0, equals);
    if (path == "schema" || path == "extends" || path.substr(0, path.find('.')) == "sources") {
        log.error(place, path, {"belongs to the file and cannot be set"});
        return;
    }
    // Whatever walks over the tree does so level by level, and so does what it costs.
    const auto dots = static_cast<std::size_t>(std::count(path.begin(), path.end(), '.'));
    if (dots >= kMaxDepth) {
        log.error(place, path, {fmt::format("nested deeper than {} levels", kMaxDepth)});
        return;
    }
    std::optional<Node> value = parse_value(path, path_and_value.substr(equals + 1), place, log);
    if (!value) return;

    Node* at = &root;
    for (std::size_t begin = 0; begin <= path.size();) {
        const std::size_t end = std::min(path.find('.', begin), path.size());
        const std::string_view name = path.substr(begin, end - begin);
        if (at->type == Node::Type::scalar) {
            log.error(place, path,
                      {fmt::format("{} is a value, not a section", path.substr(0, begin - 1))});
            return;
        }
        Node* child = at->find(name);
        if (!child && at->type == Node::Type::list) {
            log.error(place, path, no_such_item(at->children.size()));
            return;
        }
        if (!child) {
            at->type = Node::Type::map;
            child = &at->children.emplace_back();
            child->key = name;
            child->place = child->key_place = place;
        }
        at = child;
        begin = end + 1;
    }
    value->key = at->key;
    value->key_place = place;
    *at = std::move(*value);
}

}  // namespace models
