// Under the address sanitizer g++ 12 takes a local of its own <regex> for uninitialized (GCC bug
// 105616).
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif
#include <catch2/catch.hpp>
#include <limits>
#include <nlohmann/json.hpp>
#include <regex>
#include <yaml-cpp/yaml.h>

#include "tests/cli/program.hpp"

namespace {

using nlohmann::json;

bool accepts(const json& schema, const YAML::Node& node);

bool accepts_scalar(const json& schema, const std::string& text) {
    if (schema.contains("anyOf")) {
        for (const json& one : schema["anyOf"]) {
            if (accepts_scalar(one, text)) return true;
        }
        return false;
    }
    if (schema.contains("const")) return schema["const"].dump() == text;
    if (schema.contains("enum")) {
        return std::find(schema["enum"].begin(), schema["enum"].end(), text) !=
               schema["enum"].end();
    }
    if (schema.contains("pattern")) {
        return std::regex_search(text, std::regex(schema["pattern"].get<std::string>()));
    }
    if (schema["type"] == "boolean") return text == "true" || text == "false";
    if (schema["type"] != "number" && schema["type"] != "integer") return true;
    char* end = nullptr;
    const double x = std::strtod(text.c_str(), &end);
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    return *end == '\0' && x >= schema.value("minimum", x) && x <= schema.value("maximum", x) &&
           x > schema.value("exclusiveMinimum", -kInfinity) &&
           x < schema.value("exclusiveMaximum", kInfinity);
}

// As much of the standard as our schema uses.
bool accepts(const json& schema, const YAML::Node& node) {
    if (node.IsMap() != (schema.value("type", json()) == "object")) return false;
    if (node.IsSequence() != (schema.value("type", json()) == "array")) return false;
    if (node.IsScalar()) return accepts_scalar(schema, node.Scalar());
    for (const auto& item : node) {
        if (node.IsSequence() && !accepts(schema["items"], item)) return false;
        if (!node.IsMap()) continue;
        const json properties = schema.value("properties", json::object());
        const auto named = properties.find(item.first.Scalar());
        const json other = schema.value("additionalProperties", json(false));
        if (named == properties.end() && !other.is_object()) return false;
        if (!accepts(named == properties.end() ? other : *named, item.second)) return false;
    }
    for (const json& name : schema.value("required", json::array())) {
        if (!node[name.get<std::string>()]) return false;
    }
    return true;
}

// What editors show of a parameter and of all below it.
void check_for_editors(const std::string& path, const json& schema) {
    CAPTURE(path);
    CHECK_FALSE(schema.value("description", "").empty());
    if (schema.contains("default")) CHECK(accepts(schema, YAML::Load(schema["default"].dump())));
    const json properties = schema.value("items", schema).value("properties", json::object());
    for (const auto& [name, child] : properties.items()) {
        check_for_editors(path + "." + name, child);
    }
}

}  // namespace

TEST_CASE("the schema accepts what the reader accepts, and not what is plainly wrong") {
    const ProgramResult o = program({"schema"});
    REQUIRE(o.code == tools::kFine);
    const json schema = json::parse(o.out);
    CHECK(schema["$schema"] == "https://json-schema.org/draft/2020-12/schema");

    const std::string scenarios = SINGLESDAY_SOURCE_DIR "/scenarios/";
    for (const char* file : {"smoke.yaml", "double11-2019.yaml", "base/china.yaml"}) {
        CAPTURE(file);
        CHECK(accepts(schema, YAML::LoadFile(scenarios + file)));
    }
    const ProgramResult resolved = program({"validate", scenarios + "smoke.yaml", "--resolved"});
    CHECK(accepts(schema, YAML::Load(resolved.out)));

    for (const char* good : {"platform: {units: 8, patience: 1.5 h, order_capacity: 3600/h}",
                             "consumers: {gmv: 16 bn CNY, carts: {share: 7.5 %}}",
                             "consumers: {carts: {share: 100 %}}", "name: a-b.2", "scale: 1/3",
                             "horizon: 2019-11-30T00:00:00.5Z"}) {
        CAPTURE(good);
        CHECK(accepts(schema, YAML::Load(std::string("schema: 1\n") + good)));
    }
    for (const char* bad :
         {"sede: 1", "platform: {units: 0}", "platform: {patience: 5}", "scale: 100",
          "platform: {patience: 5 parsecs}", "consumers: {gmv: 16 bn}", "detail: [{from: 1}]",
          "detail: [{from: 2019-11-10T20:00+08:00}]", "horizon: 2019-11-30T00:00",
          "consumers: {carts: {share: 107.5}}", "consumers: {carts: {share: 131 %}}", "scale: 1/0",
          "platform: {patience: -5 s}", "consumers: {gmv: -1 CNY}", "name: a b",
          "sources: {seed: any}", "sources: {guessed: {seed: any}}"}) {
        CAPTURE(bad);
        CHECK_FALSE(accepts(schema, YAML::Load(std::string("schema: 1\n") + bad)));
    }
    CHECK_FALSE(accepts(schema, YAML::Load("seed: 1")));
}

TEST_CASE("every parameter in the schema has a text, and defaults fit") {
    const json schema = json::parse(program({"schema"}).out);
    REQUIRE(schema["properties"].size() > 20);
    for (const auto& [name, child] : schema["properties"].items()) check_for_editors(name, child);
    const json& rate = schema["properties"]["platform"]["properties"]["payment_capacity"];
    CHECK(rate.value("examples", json()) == json::array({"400000/s"}));
    CHECK(rate.value("patternErrorMessage", "") == "This is not a rate, such as 400000/s.");
}
