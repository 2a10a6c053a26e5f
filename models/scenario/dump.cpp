#include "models/scenario/dump.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <optional>
#include <utility>

#include "models/scenario/layers.hpp"
#include "models/scenario/scalar_text.hpp"

namespace models {
namespace {

void append_quoted(std::string& out, std::string_view text) {
    out += '"';
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (c == '\n') {
            out += "\\n";
        } else if (c == '\t') {
            out += "\\t";
        } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
            out += fmt::format("\\x{:02x}", static_cast<unsigned>(c));
        } else {
            out += c;
        }
    }
    out += '"';
}

void append_scalar(std::string& out, const Node& node) {
    if (node.quoted) {
        append_quoted(out, node.text);
    } else {
        out += node.text;
    }
}

bool holds_scalars(const Node& list) {
    return std::all_of(list.children.begin(), list.children.end(),
                       [](const Node& item) { return item.type == Node::Type::scalar; });
}

// The value of a key or an item, from behind its `:` or `-`; `indent` is that of its own lines.
void append_value(std::string& out, const Node& node, std::size_t indent, bool in_list);

void append_children(std::string& out, const Node& node, std::size_t indent, bool in_list) {
    const std::string margin(indent, ' ');
    bool first = in_list;  // the first field of an item stands behind its dash
    for (const Node& child : node.children) {
        if (!first) out += margin;
        first = false;
        out += node.type == Node::Type::list ? "-" : child.key + ":";
        append_value(out, child, indent + 2, node.type == Node::Type::list);
    }
}

void append_value(std::string& out, const Node& node, std::size_t indent, bool in_list) {
    if (node.type == Node::Type::scalar) {
        out += ' ';
        append_scalar(out, node);
        out += '\n';
    } else if (node.children.empty()) {
        out += node.type == Node::Type::list ? " []\n" : " {}\n";
    } else if (node.type == Node::Type::list && holds_scalars(node)) {
        out += " [";
        for (const Node& item : node.children) {
            if (&item != &node.children.front()) out += ", ";
            append_scalar(out, item);
        }
        out += "]\n";
    } else {
        out += in_list ? " " : "\n";
        append_children(out, node, indent, in_list);
    }
}

}  // namespace

Dumper::Dumper(Node& root, std::string_view folder) : folder_(folder) {
    root.type = Node::Type::map;
    open_.push_back(&root);
    add("schema", Node::Type::scalar).text = std::to_string(kSchema);
}

Node& Dumper::add(std::string_view name, Node::Type type) {
    Node& node = open_.back()->children.emplace_back();
    node.key = name;
    node.type = type;
    return node;
}

void Dumper::scalar(std::string_view name, const Scalar& value, const Info&) {
    if (value.kind == Kind::origin) origin_ = value.as<Origin>();
    Node& node = add(name, Node::Type::scalar);
    node.text = print_scalar(value, origin_);
    node.quoted = value.kind == Kind::text || value.kind == Kind::path;
    if (value.kind == Kind::path && !node.text.empty() && !folder_.empty()) {
        namespace fs = std::filesystem;
        const auto canonical = [](const std::string& path) {
            return fs::weakly_canonical(fs::absolute(path));
        };
        node.text = canonical(node.text).lexically_relative(canonical(folder_)).string();
    }
}

bool Dumper::enter(std::string_view name, const Info&) {
    open_.push_back(&add(name, Node::Type::map));
    return true;
}

void Dumper::leave(const std::function<void(Checker&)>&) {
    open_.pop_back();
}

std::optional<std::size_t> Dumper::begin_list(std::string_view name, std::size_t, const Info&) {
    open_.push_back(&add(name, Node::Type::list));
    return {};
}

void Dumper::end_list() {
    open_.pop_back();
}

void print_yaml(std::string& out, const Node& root) {
    append_children(out, root, 0, false);
}

void dump_sources(std::string& out, const Sources& sources) {
    Node root;
    root.type = Node::Type::map;
    Node& marks = root.children.emplace_back();
    marks.key = "sources";
    marks.type = Node::Type::map;
    for (const std::string_view mark : kMarks) {
        Node group;
        group.key = mark;
        group.type = Node::Type::map;
        for (const auto& [path, source] : sources) {
            if (mark_name(source.mark) != mark) continue;
            Node& node = group.children.emplace_back();
            node.key = path;
            node.type = Node::Type::scalar;
            node.text = source.text;
            node.quoted = true;
        }
        if (!group.children.empty()) marks.children.push_back(std::move(group));
    }
    if (!marks.children.empty()) print_yaml(out, root);
}

}  // namespace models
