// The resolved scenario as YAML: every parameter, in the order of description, in canonical
// notation.
//
// Reading the text back gives the identical value, and dumping that the identical text.
#pragma once

#include <string>
#include <string_view>

#include "models/scenario/describe.hpp"
#include "models/scenario/node.hpp"
#include "models/scenario/sources.hpp"

namespace models {

// Builds the tree that is printed. Paths of data files are made relative to `folder`.
class Dumper final : public Visitor {
  public:
    Dumper(Node& root, std::string_view folder);

  private:
    void scalar(std::string_view name, const Scalar& value, const Info& info) override;
    bool enter(std::string_view name, const Info& info) override;
    void leave(const std::function<void(Checker&)>& check) override;
    std::optional<std::size_t> begin_list(std::string_view name, std::size_t size,
                                          const Info& info) override;
    void end_list() override;

    Node& add(std::string_view name, Node::Type type);

    std::string folder_;
    Origin origin_;
    std::vector<Node*> open_;
};

// Appends the tree below `root`, a map, as YAML. Scalars marked quoted are put in quotes.
void print_yaml(std::string& out, const Node& root);

// Appends the section `sources`; nothing if there are none.
void dump_sources(std::string& out, const Sources& sources);

// Appends `schema: 1` and the parameters. The text is meant to stand in a file in `folder`; where
// folder is empty, paths of data files are printed as they are.
template <class Root>
void dump_resolved(std::string& out, const Root& scenario, std::string_view folder = {}) {
    Node root;
    Root copy = scenario;  // a description takes its fields by reference
    Dumper(root, folder).fields(copy);
    print_yaml(out, root);
}

}  // namespace models
