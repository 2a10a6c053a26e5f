#include "models/scenario/sources.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <set>

#include "models/scenario/scalar_text.hpp"
#include "models/scenario/suggest.hpp"

namespace models {
namespace {

// A source as a file states it.
struct StatedSource {
    Citation source;
    Place place;  // of the path
};
using StatedSources = std::map<std::string, StatedSource, std::less<>>;

bool is_override(const Place& place) {
    return place.line == 0;
}

// Finds the entry of most names that covers a path, among those that `may` allows.
template <class Map, class May>
class Search {
  public:
    Search(const Map& map, const May& may) : map_(map), may_(may), best_(map.end()) {}

    // `key` is as much of a key as the part of the path before `rest` allows.
    void descend(const std::string& key, std::size_t names, std::string_view rest) {
        if (!key.empty()) {
            const auto it = map_.lower_bound(key);
            if (it == map_.end() || !it->first.starts_with(key)) return;
            if (it->first == key && may_(it->second) && names > names_) {
                best_ = it;
                names_ = names;
            }
        }
        if (rest.empty()) return;
        const std::string_view name = rest.substr(0, rest.find('.'));
        rest.remove_prefix(std::min(name.size() + 1, rest.size()));
        descend(key.empty() ? std::string(name) : fmt::format("{}.{}", key, name), names + 1, rest);
        if (is_index(name)) descend(key, names, rest);
    }

    typename Map::const_iterator best() const { return best_; }

  private:
    const Map& map_;
    const May& may_;
    typename Map::const_iterator best_;
    std::size_t names_ = 0;
};

template <class Map, class May>
typename Map::const_iterator most_specific(const Map& map, std::string_view path, const May& may) {
    Search<Map, May> search(map, may);
    search.descend("", 0, path);
    return search.best();
}

void read_mark(const Node& group, Mark mark, const Parameter& tree, IssueLog& log,
               StatedSources& stated) {
    for (const Node& child : group.children) {
        const std::string path = fmt::format("sources.{}.{}", group.key, child.key);
        if (!find_parameter(tree, child.key) || child.key.empty()) {
            log.error(child.key_place, path, {"no such parameter", similar_path(tree, child.key)});
        } else if (child.type != Node::Type::scalar) {
            log.error(child.place, path,
                      {fmt::format("expected a text, got {}", type_name(child))});
        } else if (child.text.empty()) {
            log.error(child.place, path, {"says nothing; expected a text"});
        } else {
            const StatedSource source{{mark, child.text}, child.key_place};
            const auto [it, is_new] = stated.emplace(child.key, source);
            if (is_new) continue;
            // The same path under two marks: a file's own word counts more than its parents'.
            if (it->second.place.file == child.key_place.file) {
                log.error(child.key_place, path,
                          {fmt::format("has a source already, marked {}",
                                       mark_name(it->second.source.mark))});
            } else if (child.key_place.file < it->second.place.file) {
                it->second = source;
            }
        }
    }
}

StatedSources read_sources(const Node& node, const Parameter& tree, IssueLog& log) {
    StatedSources stated;
    if (node.type != Node::Type::map) {
        log.error(node.place, "sources",
                  {fmt::format("expected a map from marks ({}) to maps from parameters to texts",
                               alternatives(kMarks))});
        return stated;
    }
    for (const Node& group : node.children) {
        const std::string path = "sources." + group.key;
        if (const auto mark = mark_named(group.key)) {
            if (group.type == Node::Type::map) {
                read_mark(group, *mark, tree, log, stated);
            } else {
                log.error(group.place, path,
                          {fmt::format("expected a map from parameters to texts, got {}",
                                       type_name(group))});
            }
        } else if (find_parameter(tree, group.key)) {
            log.error(group.key_place, path,
                      {fmt::format("sources go by mark: {}", alternatives(kMarks)),
                       fmt::format("assumed: {{{}: ...}}", group.key)});
        } else {
            const std::vector<std::string> names(std::begin(kMarks), std::end(kMarks));
            log.error(group.key_place, path,
                      {fmt::format("no such mark; expected {}", alternatives(kMarks)),
                       nearest(group.key, names)});
        }
    }
    return stated;
}

// Notes all entries that cover this path.
void note_covering(const StatedSources& stated, std::string_view path,
                   std::set<const StatedSource*>& covering) {
    most_specific(stated, path, [&](const StatedSource& s) {
        covering.insert(&s);
        return true;
    });
}

// The sources that the values really have, in as few entries as were stated.
Sources settle(const std::vector<Leaf>& leaves, const StatedSources& stated) {
    Sources sources;
    std::map<std::string, Citation> wanted;  // of values with a source
    for (const Leaf& leaf : leaves) {
        const auto it = most_specific(stated, leaf.path, [&](const StatedSource& s) {
            return s.place.file <= leaf.place.file;
        });
        if (is_override(leaf.place)) {
            wanted[leaf.path] = {Mark::chosen, "--set"};
        } else if (it != stated.end()) {
            wanted[leaf.path] = sources[it->first] = it->second.source;
        }
    }
    for (const Leaf& leaf : leaves) {
        const Citation* now = source_of(sources, leaf.path);
        const auto want = wanted.find(leaf.path);
        if (want != wanted.end()) {
            if (!now || *now != want->second) sources[leaf.path] = want->second;
        } else if (now) {
            sources[leaf.path] = {Mark::assumed, "no source stated"};
        }
    }
    return sources;
}

}  // namespace

std::optional<Mark> mark_named(std::string_view name) {
    const auto it = std::find(std::begin(kMarks), std::end(kMarks), name);
    if (it == std::end(kMarks)) return {};
    return static_cast<Mark>(it - std::begin(kMarks));
}

std::optional<Citation> declared_source(std::string_view text) {
    const std::size_t colon = text.find(": ");
    const auto mark = mark_named(text.substr(0, colon));
    if (!mark) return {};
    if (colon == std::string_view::npos) return Citation{*mark, ""};
    return Citation{*mark, std::string(text.substr(colon + 2))};
}

const Citation* source_of(const Sources& sources, std::string_view path) {
    const auto it = most_specific(sources, path, [](const Citation&) { return true; });
    return it == sources.end() ? nullptr : &it->second;
}

ReadProvenance read_provenance(Layers& layers, const Parameter& tree, IssueLog& log) {
    StatedSources stated;
    std::vector<Node>& sections = layers.root.children;
    const auto node = std::find_if(sections.begin(), sections.end(),
                                   [](const Node& child) { return child.key == "sources"; });
    if (node != sections.end()) {
        stated = read_sources(*node, tree, log);
        sections.erase(node);
    }
    std::vector<Leaf> leaves = leaves_of(layers.root);
    // What is unknown is an error elsewhere.
    std::erase_if(leaves, [&](const Leaf& leaf) { return !find_parameter(tree, leaf.path); });

    ReadProvenance provenance;
    provenance.sources = settle(leaves, stated);
    for (const Leaf& leaf : leaves) {
        provenance.given.push_back({leaf.path, log.file(leaf.place.file), leaf.place.line});
    }
    if (!layers.complete) return provenance;
    std::set<const StatedSource*> covering;
    for (const auto* values : {&leaves, &layers.stated}) {
        for (const Leaf& leaf : *values) note_covering(stated, leaf.path, covering);
    }
    for (const auto& [path, s] : stated) {
        if (!covering.contains(&s)) provenance.idle.push_back({path, s.source.mark, s.place});
    }
    return provenance;
}

void report_idle(const std::vector<IdleSource>& idle, IssueLog& log) {
    for (const IdleSource& source : idle) {
        if (!log.sound_beside(source.path)) continue;
        log.error(source.place, fmt::format("sources.{}.{}", mark_name(source.mark), source.path),
                  {"is the source of nothing: no value of it is stated here"});
    }
}

}  // namespace models
