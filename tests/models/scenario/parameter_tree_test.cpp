#include "models/scenario/parameter_tree.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "models/scenario/reference_page.hpp"

#include "tests/models/scenario/sample.hpp"

using namespace models;

namespace {

const Parameter kTree = parameter_tree<sample::Scenario>();

}  // namespace

TEST_CASE("the tree holds what the descriptions say") {
    const Parameter* units = find_parameter(kTree, "platform.units");
    REQUIRE(units);
    CHECK(units->kind == Kind::integer);
    CHECK(units->default_text == "8");
    CHECK(units->range == "between 1 and 256");
    CHECK(units->info.help == "Sites.");
    CHECK(units->info.source == "assumed");

    CHECK(default_source(*find_parameter(kTree, "platform.order_capacity")) == "assumed: a guess");
    CHECK(default_source(*find_parameter(kTree, "headline.from")) == "the scenario");
    CHECK(default_source(*find_parameter(kTree, "headline")).empty());
    CHECK(find_parameter(kTree, "platform.order_capacity")->range ==
          "more than 0/s and at most 1e+08/s");
    CHECK(find_parameter(kTree, "platform.decay")->choices ==
          std::vector<std::string>{"omori", "exp", "biexp"});
    CHECK(find_parameter(kTree, "headline.from")->info.required);
    CHECK(find_parameter(kTree, "headline.until")->default_text == "2019-11-12T00:00+08:00");
    CHECK(find_parameter(kTree, "elasticity")->range == "less than 0");

    const Parameter* backoff = find_parameter(kTree, "platform.backoff");
    REQUIRE(backoff);
    CHECK(backoff->is_list);
    CHECK(backoff->kind == Kind::duration);
    CHECK(backoff->default_text == "[1 s, 2 s]");
    CHECK(backoff->range == "between 0 s and 1 min");
    CHECK(backoff->info.help == "Before each retry.");

    const Parameter* waves = find_parameter(kTree, "waves");
    REQUIRE(waves);
    CHECK(waves->is_list);
    CHECK(waves->kind == Kind::section);
    CHECK(waves->default_text == "1 item");
    CHECK(waves->children.size() == 3);
    CHECK(find_parameter(kTree, "waves.7.share") == find_parameter(kTree, "waves.share"));
    CHECK(find_parameter(kTree, "weights")->default_text == "[]");
    CHECK(find_parameter(kTree, "weights")->kind == Kind::number);

    CHECK(find_parameter(kTree, "") == &kTree);
    CHECK_FALSE(find_parameter(kTree, "platform.unit"));
    CHECK_FALSE(find_parameter(kTree, "platform.0.units"));
}

TEST_CASE("paths that do not exist have neighbours that do") {
    CHECK(similar_path(kTree, "platform.unit") == "platform.units");
    CHECK(similar_path(kTree, "platform.order.capacity") == "platform.order_capacity");
    CHECK(similar_path(kTree, "platform_order-capacity") == "platform.order_capacity");
    CHECK(respelt_path(kTree, "platform.order.capacities").empty());
    CHECK(similar_path(kTree, "units") == "platform.units");
    CHECK(similar_path(kTree, "shop.name") == "name or waves.name");
    CHECK(similar_path(kTree, "couriers.number").empty());
    CHECK(similar_path(kTree, "waves.pateince") == "platform.patience");
    CHECK(similar_path(kTree, "headlin.from") == "headline.from");
    CHECK(similar_path(kTree, "platform.platfrom").empty());
    CHECK(similar_path(kTree, "wave.at0") == "waves.at");
    CHECK(similar_path(kTree, "platform.a0").empty());
}

TEST_CASE("the reference page lists every parameter") {
    const std::string page = reference_page(kTree);
    const std::string tables = page.substr(page.find("\n## Top level"));
    CHECK(tables == R"(
## Top level

| name | type | default | range | what it is | source |
|---|---|---|---|---|---|
| `name` | text | `sample` |  | Names the run. |  |
| `scale` | scale | `1` | between 1 and 1/1000000000 | One part in so many. |  |
| `origin` | origin | `2019-11-11T00:00+08:00` |  | Time zero. |  |
| `elasticity` | number | `-2.5` | less than 0 | a \| b |  |
| `price` | money | `208 CNY` | between 0 CNY and 100000 bn CNY | Of a basket. | published-after: GMV over orders |
| `data` | path |  |  | Demand to replay. |  |
| `weights` | list of number | `[]` | at least 0 | By hour. |  |

## headline

The counted hours.

| name | type | default | range | what it is | source |
|---|---|---|---|---|---|
| `from` | instant | required | between -400 d and 400 d from the origin | Start of the window. | the scenario |
| `until` | instant | required | between -400 d and 400 d from the origin | End of the window, not part of it. | the scenario |

## platform

The shop.

| name | type | default | range | what it is | source |
|---|---|---|---|---|---|
| `units` | integer | `8` | between 1 and 256 | Sites. | assumed |
| `order_capacity` | rate | `544000/s` | more than 0/s and at most 1e+08/s | Orders. | assumed: a guess |
| `patience` | duration | `5 s` | between 0 s and 366 d | How long a shopper waits. |  |
| `decay` | choice | `omori` | `omori`, `exp`, `biexp` | How the spike decays. |  |
| `degrade` | boolean | `false` |  | Whether it sheds load. |  |
| `backoff` | list of duration | `[1 s, 2 s]` | between 0 s and 1 min | Before each retry. |  |

## waves (list)

When merchants join.

By default 1 item; source: chosen.

| name | type | default | range | what it is | source |
|---|---|---|---|---|---|
| `name` | text | required |  | What to call it. | the scenario |
| `share` | fraction | required | between 0 % and 100 % | Of all merchants. | the scenario |
| `at` | instant | `2019-11-11T00:00+08:00` | between -400 d and 400 d from the origin | When it begins. |  |
)");
}
