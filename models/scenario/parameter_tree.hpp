// The parameters of a struct as plain data: what the reference page, the schema and `explain` read.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/scenario/describe.hpp"

namespace models {

struct Parameter {
    std::string name;  // empty for the root
    Kind kind = Kind::section;
    bool is_list = false;      // a list of `kind`
    Info info;                 // its texts are literals of the description
    std::string default_text;  // canonical; empty for a section, "2 items" for a list of them
    std::string range;         // "between 1 and 256", in the notation of the kind; may be empty
    std::vector<std::string> choices;
    std::vector<Parameter> children;  // of a section, or of each item of a list of sections
};

// Builds the tree by visiting a default-constructed value.
class TreeBuilder final : public Visitor {
  public:
    explicit TreeBuilder(Parameter& root) { open_.push_back({&root}); }

  private:
    void scalar(std::string_view name, const Scalar& value, const Info& info) override;
    bool enter(std::string_view name, const Info& info) override;
    void leave(const std::function<void(Checker&)>& check) override;
    std::optional<std::size_t> begin_list(std::string_view name, std::size_t size,
                                          const Info& info) override;
    void end_list() override;

    Parameter& add(std::string_view name, const Info& info);

    struct Open {
        Parameter* parameter = nullptr;
        bool is_list = false;  // its items come next, not its fields
        std::size_t size = 0;  // of the default list; of an empty one a model item is visited
    };

    std::vector<Open> open_;
    Origin origin_;
};

template <class Root>
Parameter parameter_tree() {
    Parameter root;
    Root defaults;
    TreeBuilder(root).fields(defaults);
    return root;
}

// The parameter at a path such as "presale.0.share"; indices of lists may be left out. Null if
// there is none; the root for "".
const Parameter* find_parameter(const Parameter& root, std::string_view path);

// The paths of all parameters and sections, lists without an index, in the order of description.
std::vector<std::string> parameter_paths(const Parameter& root);

// The parameter or section whose path differs from this one by dots, underscores and hyphens only,
// as platform.payment_capacity does from platform.payment.capacity; "" where there is none.
std::string respelt_path(const Parameter& root, std::string_view path);

// What may have been meant by a path that does not exist: one that is only spelt otherwise, else
// parameters and sections of the nearest last name, wherever they are, but none that the path itself
// leads through; "" where nothing is near.
std::string similar_path(const Parameter& root, std::string_view path);

}  // namespace models
