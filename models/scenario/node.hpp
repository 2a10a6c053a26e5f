// A document as a tree, each value with its place in a file.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace models {

// Where something stands. `file` indexes the list of files read; line and column count from 1, in
// characters. An override from the command line has line 0.
struct Place {
    std::uint32_t file = 0;
    std::uint32_t line = 0;
    std::uint32_t column = 0;
};

struct Node {
    enum class Type { null, scalar, list, map };

    Type type = Type::null;
    std::string text;     // of a scalar
    bool quoted = false;  // the scalar was written in quotes or as a block
    Place place;          // of the value
    std::string key;      // of this node in its map, or its index in its list
    Place key_place;      // as `place` for items of a list
    std::vector<Node> children;

    // The child with this key or index; null if there is none. O(children).
    const Node* find(std::string_view name) const;
    Node* find(std::string_view name);
};

// "a list", as errors call what stands in the file.
std::string_view type_name(const Node& node);

// Whether this is the name of an item of a list.
bool is_index(std::string_view name);

// The path without the indices of lists: "provinces.buyers".
std::string without_indices(std::string_view path);

// A value that a document states: a scalar, or an empty list.
struct Leaf {
    std::string path;
    Place place;
};

// All values below a map, in the order of the document.
std::vector<Leaf> leaves_of(const Node& root);

// Lays `over` on `base`: maps merge key by key, anything else is replaced, lists as a whole.
void overlay(Node& base, Node over);

}  // namespace models
