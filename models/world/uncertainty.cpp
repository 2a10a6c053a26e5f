#include "models/world/uncertainty.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <functional>
#include <optional>

#include "sim/random/math.hpp"
#include "sim/random/mix.hpp"
#include "sim/random/stream.hpp"

#include "models/purposes.hpp"
#include "models/scenario/parameter_tree.hpp"
#include "models/scenario/scalar_text.hpp"

namespace models {
namespace {

// Walks a scenario to the scalar at a path; items of lists are named by their index.
class Finder final : public Visitor {
  public:
    using Found = std::function<void(const Scalar&, const Origin&)>;

    Finder(std::string_view path, Found found) : path_(path), found_(std::move(found)) {}

  private:
    void scalar(std::string_view name, const Scalar& value, const Info&) override {
        if (value.kind == Kind::origin) origin_ = value.as<Origin>();
        if (joined(name) == path_) found_(value, origin_);
    }
    bool enter(std::string_view name, const Info&) override {
        open_.push_back(joined(name));
        return true;
    }
    void leave(const std::function<void(Checker&)>&) override {
        if (!open_.empty()) open_.pop_back();
    }
    std::optional<std::size_t> begin_list(std::string_view name, std::size_t,
                                          const Info&) override {
        open_.push_back(joined(name));
        return {};
    }
    void end_list() override { open_.pop_back(); }

    std::string joined(std::string_view name) const {
        return open_.empty() ? std::string(name) : fmt::format("{}.{}", open_.back(), name);
    }

    std::string path_;
    Found found_;
    std::vector<std::string> open_;
    Origin origin_;
};

bool can_be_multiplied(Kind kind) {
    switch (kind) {
        case Kind::integer:
        case Kind::number:
        case Kind::fraction:
        case Kind::duration:
        case Kind::rate:
        case Kind::money:
            return true;
        default:
            return false;
    }
}

// What says how the run is cut or repeated is no input of the world.
bool is_of_the_run(std::string_view path) {
    const std::string_view top = path.substr(0, path.find('.'));
    static constexpr std::string_view kRun[] = {
        "seed",      "year",        "replications", "seeds_per_input",
        "precision", "uncertainty", "thresholds",   "trace"};
    return std::find(std::begin(kRun), std::end(kRun), top) != std::end(kRun) ||
           path == "logistics.tick" || path == "platform.units" || path == "merchants.stock_shards";
}

void multiply(const Scalar& value, double factor) {
    if (const auto* x = std::get_if<double*>(&value.target)) {
        **x *= factor;
    } else {
        auto& whole = value.as<std::int64_t>();
        whole = std::llround(static_cast<double>(whole) * factor);
    }
}

std::uint64_t hash_of(std::string_view text) {
    std::uint64_t hash = text.size();
    for (const char c : text) hash = sim::mix64(hash, static_cast<unsigned char>(c));
    return hash;
}

double uniform_of(std::int64_t seed, std::string_view source, std::int64_t draw) {
    return streams_for(static_cast<std::uint64_t>(seed), Purpose::uncertainty)
        .part(hash_of(source))
        .at(static_cast<std::uint64_t>(draw))
        .uniform_open();
}

double triangular(const UncertainInput& i, double u) {
    const double width = i.high - i.low, left = i.mode - i.low, right = i.high - i.mode;
    if (u * width < left) return i.low + std::sqrt(u * width * left);
    return i.high - std::sqrt((1 - u) * width * right);
}

}  // namespace

double factor_at(const UncertainInput& i, double u) {
    using Law = UncertainInput::Law;
    if (i.distribution == Law::uniform) return i.low + u * (i.high - i.low);
    if (i.distribution == Law::triangular) return triangular(i, u);
    // The law is cut off by taking u between the probabilities of its ends.
    const bool logs = i.distribution == Law::lognormal;
    const double variance = sim::math::log1p(i.cv * i.cv);
    const double sigma = logs ? std::sqrt(variance) : i.cv;
    const double centre = logs ? -variance / 2 : 1;
    const auto probability = [&](double factor) {
        if (logs && factor <= 0) return 0.0;
        return sim::math::normal_cdf(((logs ? sim::math::log(factor) : factor) - centre) / sigma);
    };
    const double from = probability(i.low);
    const double to = i.bounded_above() ? probability(i.high) : 1;
    constexpr double kTiny = 0x1p-54;
    const double p = std::clamp(from + u * (to - from), kTiny, 1 - 2 * kTiny);
    const double x = centre + sigma * sim::math::normal_quantile(p);
    const double factor = logs ? sim::math::exp(x) : x;
    return i.bounded_above() ? std::clamp(factor, i.low, i.high) : std::max(factor, i.low);
}

std::vector<DrawnInput> draw_inputs(Scenario& scenario, std::int64_t draw) {
    std::vector<DrawnInput> drawn;
    for (const UncertainInput& input : std::vector<UncertainInput>(scenario.uncertainty)) {
        const std::string& source = input.draw.empty() ? input.parameter : input.draw;
        const double factor = factor_at(input, uniform_of(scenario.seed, source, draw));
        Finder(input.parameter, [&](const Scalar& value, const Origin& origin) {
            multiply(value, factor);
            drawn.push_back({input.parameter, factor, print_scalar(value, origin)});
        }).fields(scenario);
    }
    return drawn;
}

void check_uncertainty(const Scenario& scenario, Checker& checker) {
    Scenario copy = scenario;  // a description takes its fields by reference
    for (std::size_t i = 0; i < scenario.uncertainty.size(); ++i) {
        const std::string& path = scenario.uncertainty[i].parameter;
        const std::string field = fmt::format("uncertainty.{}.parameter", i);
        std::optional<Kind> kind;
        Finder(path, [&](const Scalar& value, const Origin&) { kind = value.kind; }).fields(copy);
        if (!kind) {
            const Parameter tree = parameter_tree<Scenario>();
            const std::string near =
                find_parameter(tree, path) == nullptr ? similar_path(tree, path) : "";
            checker.fail(field, fmt::format("{} is no single parameter{}", path,
                                            near.empty() ? "" : "; did you mean " + near + "?"));
        } else if (!can_be_multiplied(*kind) || is_of_the_run(path)) {
            checker.fail(field, path + " cannot be uncertain: it is no quantity of the world");
        }
        for (std::size_t j = 0; j < i; ++j) {
            checker.require(scenario.uncertainty[j].parameter != path, field,
                            path + " is there twice");
        }
    }
}

}  // namespace models
