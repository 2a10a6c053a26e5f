#include "models/scenario/node.hpp"

#include <algorithm>
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
