#include "models/scenario/node.hpp"

#include <algorithm>
#include <cctype>
#include <utility>

namespace models {
namespace {

void collect(const Node& node, const std::string& path, std::vector<Leaf>& leaves) {
    for (const Node& child : node.children) {
        const std::string at = path.empty() ? child.key : path + "." + child.key;
        const bool is_value = child.type == Node::Type::scalar ||
                              (child.type == Node::Type::list && child.children.empty());
        if (is_value) {
            leaves.push_back({at, child.place});
        } else {
            collect(child, at, leaves);
        }
    }
}

}  // namespace

const Node* Node::find(std::string_view name) const {
    const auto it = std::find_if(children.begin(), children.end(),
                                 [&](const Node& child) { return child.key == name; });
    return it == children.end() ? nullptr : &*it;
}

Node* Node::find(std::string_view name) {
    return const_cast<Node*>(std::as_const(*this).find(name));
}

std::string_view type_name(const Node& node) {
    switch (node.type) {
        case Node::Type::null:
            return "nothing";
        case Node::Type::scalar:
            return "a single value";
        case Node::Type::list:
            return "a list";
        case Node::Type::map:
            return "a section";
    }
    return "";
}

bool is_index(std::string_view name) {
    return !name.empty() && std::all_of(name.begin(), name.end(),
                                        [](unsigned char c) { return std::isdigit(c) != 0; });
}

std::string without_indices(std::string_view path) {
    std::string names;
    while (!path.empty()) {
        const std::string_view name = path.substr(0, path.find('.'));
        path.remove_prefix(std::min(name.size() + 1, path.size()));
        if (!is_index(name)) (names += names.empty() ? "" : ".") += name;
    }
    return names;
}

std::vector<Leaf> leaves_of(const Node& root) {
    std::vector<Leaf> leaves;
    collect(root, "", leaves);
    return leaves;
}

void overlay(Node& base, Node over) {
    if (base.type != Node::Type::map || over.type != Node::Type::map) {
        base = std::move(over);
        return;
    }
    base.place = over.place;
    base.key_place = over.key_place;
    for (Node& child : over.children) {
        if (Node* old = base.find(child.key)) {
            overlay(*old, std::move(child));
        } else {
            base.children.push_back(std::move(child));
        }
    }
}

}  // namespace models
