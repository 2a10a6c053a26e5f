#include "models/scenario/node.hpp"

#include <algorithm>
#include <cctype>
#include <utility>

namespace models {

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
