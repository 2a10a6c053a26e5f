#include "models/scenario/layers.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <optional>
#include <system_error>
#include <utility>

#include "models/scenario/suggest.hpp"
#include "models/scenario/text_file.hpp"
#include "models/scenario/units.hpp"
#include "models/scenario/yaml.hpp"

namespace models {
namespace {

namespace fs = std::filesystem;

std::optional<Node> take(Node& map, std::string_view key) {
    const auto it = std::find_if(map.children.begin(), map.children.end(),
                                 [&](const Node& child) { return child.key == key; });
    if (it == map.children.end()) return {};
    Node taken = std::move(*it);
    map.children.erase(it);
    return taken;
}

// What a map is that surely was not meant as a scenario, and the key that shows it. Told once, not
// key by key.
struct OtherKind {
    const Node* key = nullptr;
    std::string_view text;
};

std::optional<OtherKind> other_kind(const Node& root) {
    if (const Node* hash = root.find("scenario_hash")) {
        return OtherKind{hash, "this is a baseline, not a scenario; `singlesday check` reads it"};
    }
    const Node* metrics = root.find("metrics");
    if (!metrics || metrics->type != Node::Type::map || metrics->children.empty()) return {};
    if (!metrics->children.front().find("entries")) return {};
    return OtherKind{metrics,
                     "this is a published record, not a scenario; a scenario names it as record"};
}

class Loader {
  public:
    Loader(IssueLog& log, Layers& layers) : log_(log), layers_(layers) {}

    // The layer in this text with its parents beneath; nothing where the text itself is unusable.
    std::optional<Node> load(const std::string& name, std::string_view text) {
        layers_.files.push_back(name);
        const std::uint32_t file = log_.add_file(name);
        std::optional<Node> root = parse_yaml(text, file, log_);
        if (!root || !is_scenario(*root, file)) return {};
        for (Leaf& leaf : leaves_of(*root)) layers_.stated.push_back(std::move(leaf));
        const std::optional<Node> extends = take(*root, "extends");
        if (!extends) {
            if (refuse_near_extends(*root)) layers_.complete = false;
            return root;
        }
        std::optional<Node> base = load_parent(*extends, name);
        if (!base) {
            layers_.complete = false;
            return root;
        }
        overlay(*base, std::move(*root));
        return base;
    }

  private:
    // Checks that there is a map and that its schema is ours, and takes that from it.
    bool is_scenario(Node& root, std::uint32_t file) {
        if (root.type == Node::Type::null) {
            log_.error({file, 1, 1}, "",
                       {fmt::format("empty; a scenario begins with schema: {}", kSchema)});
            return false;
        }
        if (root.type != Node::Type::map) {
            log_.error(root.place, "", {"expected a map of parameters such as `schema: 1`"});
            return false;
        }
        if (const auto other = other_kind(root)) {
            log_.error(other->key->key_place, "", {std::string(other->text)});
            layers_.other_kind = layers_.files.size() == 1;
            return false;
        }
        const std::optional<Node> schema = take(root, "schema");
        if (!schema) {
            log_.error({file, 1, 1}, "schema",
                       {fmt::format("missing; add the line schema: {}", kSchema)});
            return true;
        }
        const bool plain = schema->type == Node::Type::scalar && !schema->quoted;
        const auto number = parse_integer(schema->text);
        if (plain && number && number.value == kSchema) return true;
        const std::string got = plain ? schema->text : "no number";
        log_.error(schema->place, "schema",
                   {fmt::format("this version reads schema {}, got {}", kSchema, got)});
        return false;
    }

    // Takes a key that was surely meant to be `extends`: without the parent much will be missing,
    // and that would hide why.
    bool refuse_near_extends(Node& root) {
        constexpr std::size_t kNear = 2;
        const auto it = std::find_if(root.children.begin(), root.children.end(), [](const Node& n) {
            return edit_distance(n.key, "extends", kNear + 1) <= kNear;
        });
        if (it == root.children.end()) return false;
        log_.error(it->key_place, it->key, {"unknown parameter", "extends"});
        root.children.erase(it);
        return true;
    }

    std::optional<Node> load_parent(const Node& extends, const std::string& child) {
        if (extends.type != Node::Type::scalar) {
            log_.error(extends.place, "extends", {"expected the name of one file"});
            return {};
        }
        const fs::path folder = fs::path(child).parent_path();
        const std::string name = (folder / extends.text).lexically_normal().string();
        chain_.push_back(child);
        if (chain_.size() >= kMaxFiles) {
            log_.error(extends.place, "extends",
                       {fmt::format("more than {} files, each extending the next", kMaxFiles)});
            return {};
        }
        if (std::optional<std::string> circle = circle_to(name)) {
            log_.error(extends.place, "extends", {"goes in a circle: " + *circle});
            return {};
        }
        const Parsed<std::string> text = read_text_file(name, kMaxFileBytes);
        if (!text) {
            log_.refusal(extends.place, "extends", cannot_read(name, *text.complaint, folder));
            return {};
        }
        std::optional<Node> parent = load(name, text.value);
        if (!parent) {
            log_.error(extends.place, "extends",
                       {fmt::format("{} is no scenario, as is told below", name)});
        }
        return parent;
    }

    // The suggestion as it would be written in the child: relative to its folder.
    static Complaint cannot_read(const std::string& name, Complaint complaint,
                                 const fs::path& folder) {
        complaint.message = fmt::format("cannot read {}: {}", name, complaint.message);
        const fs::path base = folder.empty() ? "." : folder;
        if (!complaint.suggestion.empty()) {
            complaint.suggestion =
                fs::path(complaint.suggestion).lexically_proximate(base).string();
        }
        return complaint;
    }

    std::optional<std::string> circle_to(const std::string& name) const {
        const auto same = [&](const std::string& other) {
            return canonical(other) == canonical(name);
        };
        const auto start = std::find_if(chain_.begin(), chain_.end(), same);
        if (start == chain_.end()) return {};
        std::string circle;
        for (auto it = start; it != chain_.end(); ++it) circle += *it + " -> ";
        return circle + *start;
    }

    static fs::path canonical(const std::string& name) {
        std::error_code error;  // a path that cannot be followed stands for itself
        fs::path path = fs::weakly_canonical(name, error);
        return error ? fs::path(name) : path;
    }

    IssueLog& log_;
    Layers& layers_;
    std::vector<std::string> chain_;  // of names, each extending the next
};

}  // namespace

Layers load_file(const std::string& path, IssueLog& log) {
    Parsed<std::string> text = read_text_file(path, kMaxFileBytes);
    if (text) return load_text(path, text.value, log);
    log.refusal({log.add_file(path)}, "", std::move(*text.complaint));
    return {{}, {path}, {}, false};
}

Layers load_text(const std::string& name, std::string_view text, IssueLog& log) {
    Layers layers;
    std::optional<Node> root = Loader(log, layers).load(name, text);
    layers.complete = layers.complete && root.has_value();
    layers.root = root ? std::move(*root) : Node{};
    layers.root.type = Node::Type::map;
    layers.root.place = layers.root.key_place = {0, 1, 1};
    return layers;
}

}  // namespace models
