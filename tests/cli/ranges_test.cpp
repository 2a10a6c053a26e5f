// Every parameter at the ends of its declared range: what a range allows either runs to the end or
// is refused in words before it starts.
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "models/scenario/scalar_text.hpp"
#include "models/world/scenario.hpp"

#include "tests/cli/program.hpp"
#include "tests/models/scenarios.hpp"

using namespace models;

namespace {

// The scalars of a scenario, of lists the first and the last item.
class Walker final : public Visitor {
  public:
    struct Found {
        std::string path;
        Kind kind;
        Info info;
        std::vector<std::string> ends;  // as `--set` takes them
    };
    std::vector<Found> found;

  private:
    void scalar(std::string_view name, const Scalar& value, const Info& info) override {
        if (value.kind == Kind::origin) origin_ = value.as<Origin>();
        if (!is_visited(name)) return;
        Found f{joined(name), value.kind, info, {}};
        if (info.min) f.ends.push_back(at(value, *info.min, info.exclusive_min ? +1 : 0));
        if (info.max) f.ends.push_back(at(value, *info.max, info.exclusive_max ? -1 : 0));
        found.push_back(std::move(f));
    }
    bool enter(std::string_view name, const Info&) override {
        if (!is_visited(name)) return false;
        open_.push_back({joined(name)});
        return true;
    }
    void leave(const std::function<void(Checker&)>&) override {
        if (!open_.empty()) open_.pop_back();
    }
    std::optional<std::size_t> begin_list(std::string_view name, std::size_t size,
                                          const Info&) override {
        open_.push_back({joined(name), true, size});
        return {};
    }
    void end_list() override { open_.pop_back(); }

    struct Open {
        std::string path;
        bool is_list = false;
        std::size_t size = 0;
    };

    bool is_visited(std::string_view name) const {
        return open_.empty() || !open_.back().is_list || name == "0" ||
               name == std::to_string(open_.back().size - 1);
    }
    std::string joined(std::string_view name) const {
        return open_.empty() ? std::string(name) : open_.back().path + "." + std::string(name);
    }

    // A step inwards from a bound that is not part of the range.
    std::string at(const Scalar& value, double bound, int step) const {
        if (std::holds_alternative<double*>(value.target)) {
            double x = step == 0  ? bound
                       : step > 0 ? std::max(bound * 1.000001, bound + 1e-6)
                                  : bound - 1e-6;
            return print_scalar({value.kind, &x}, origin_);
        }
        auto x = bound < 0x1p63 ? static_cast<std::int64_t>(bound) + step
                                : std::numeric_limits<std::int64_t>::max();
        return print_scalar({value.kind, &x}, origin_);
    }

    std::vector<Open> open_;
    Origin origin_;
};

std::vector<Walker::Found> parameters() {
    Scenario scenario = shipped("smoke.yaml");
    Walker walker;
    walker.fields(scenario);
    return walker.found;
}

#ifdef __SANITIZE_ADDRESS__
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif

bool is_quantity(Kind kind) {
    return kind != Kind::boolean && kind != Kind::choice && kind != Kind::text &&
           kind != Kind::path && kind != Kind::origin;
}

}  // namespace

TEST_CASE("every quantity has a smallest and a largest value") {
    for (const Walker::Found& p : parameters()) {
        INFO(p.path);
        CHECK(is_quantity(p.kind) == (p.info.min.has_value() && p.info.max.has_value()));
    }
}

TEST_CASE("whatever the ranges allow runs, or is refused before it starts") {
    Folder folder;
    int ran = 0, refused = 0, seen = 0;
    for (const Walker::Found& p : parameters()) {
        // A sanitizer makes each run six times as long; a third of them is as long as all are.
        if (kSanitized && seen++ % 3 != 0) continue;
        // These say how often the run is made, not what it is.
        if (p.path == "replications" || p.path.starts_with("precision.")) continue;
        for (const std::string& value : p.ends) {
            if (p.path == "scale" && value == "1") continue;  // takes minutes
            const std::string set = p.path + "=" + value;
            const ProgramResult o = program(quick_run(
                folder / "run", {"--force", "--threads", "1", "--set", "scale=1/200000", "--set",
                                 "horizon=2019-11-11T12:00+08:00", "--set", set}));
            INFO(set << "\n" << o.out << o.err);
            (o.code == tools::kFine ? ran : refused) += 1;
            if (o.code == tools::kFine) continue;
            CHECK(o.code == tools::kBadInput);
            CHECK_THAT(o.err, !Catch::Matchers::Contains("internal"));
        }
    }
    CAPTURE(ran, refused);
    CHECK(ran > 3 * refused);
}
