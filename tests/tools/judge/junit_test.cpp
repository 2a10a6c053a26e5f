#include "tools/judge/junit.hpp"

#include <catch2/catch.hpp>

#include "tests/tools/judge/bless_and_check.hpp"

using Catch::Matchers::Contains;

TEST_CASE("JUnit XML: passed, failed, skipped, and nothing that breaks the file") {
    Folder folder;
    RunFixture run;
    const std::string file = folder / "tiny.yaml", junit = folder / "junit.xml";
    bless(run.write(folder, "run"), file);
    run.metrics["orders_rejected"] = 51;
    run.metrics["orders_paid"] = 3;
    CHECK(check(run.write(folder, "other"), file, {"--junit", junit}).code == tools::kRegressed);
    CHECK(tools::read_file(junit) ==
          "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
          "<testsuites name=\"singlesday check tiny\" tests=\"5\" failures=\"1\" errors=\"0\" "
          "time=\"0\">\n"
          "  <testsuite name=\"singlesday check tiny\" tests=\"5\" failures=\"1\" errors=\"0\" "
          "skipped=\"1\" time=\"0\">\n"
          "    <testcase classname=\"singlesday.tiny.metrics\" name=\"gmv_cny\" time=\"0\"/>\n"
          "    <testcase classname=\"singlesday.tiny.metrics\" name=\"orders_rejected\" "
          "time=\"0\"><failure type=\"regressed\" message=\"regressed: by +2.0 %, tolerance "
          "0\">baseline 50, run "
          "51</failure></testcase>\n"
          "    <testcase classname=\"singlesday.tiny.columns\" name=\"logistics Inner Mongolia\" "
          "time=\"0\"/>\n"
          "    <testcase classname=\"singlesday.tiny.columns\" name=\"platform\" time=\"0\"/>\n"
          "    <testcase classname=\"singlesday.tiny.metrics\" name=\"orders_paid\" "
          "time=\"0\"><skipped message=\"not in the baseline\"/></testcase>\n"
          "  </testsuite>\n</testsuites>\n");
    CHECK(tools::xml_escaped("<a b=\"c\" & 'd'>\n\x01") ==
          "&lt;a b=&quot;c&quot; &amp; &apos;d&apos;&gt;&#10;?");
}

TEST_CASE("thresholds that the run missed are failures of their own, and exit 10") {
    Folder folder;
    RunFixture run;
    run.thresholds = nlohmann::json::array({{{"metric", "gmv_cny"},
                                             {"limit", 900.0},
                                             {"side", "above"},
                                             {"value", 1000.0},
                                             {"passed", true},
                                             {"reason", "gmv_cny: 1000 is above 900"}},
                                            {{"metric", "orders_rejected"},
                                             {"limit", 10.0},
                                             {"side", "below"},
                                             {"value", 50.0},
                                             {"passed", false},
                                             {"reason", "orders_rejected: 50 is not below 10"}}});
    const std::string file = folder / "tiny.yaml", junit = folder / "junit.xml";
    const std::string path = run.write(folder, "run");
    bless(path, file);
    const ProgramResult o = check(path, file, {"--junit", junit});
    CHECK(o.code == tools::kMissed);
    CHECK(o.out ==
          "tiny (seed 1, scale 1/100): identical\n"
          "  2 of 2 metrics identical, 3 of 3 columns\n"
          "  threshold missed: orders_rejected: 50 is not below 10\n");
    CHECK(o.err == "singlesday: threshold missed: orders_rejected: 50 is not below 10\n");
    CHECK_THAT(
        tools::read_file(junit),
        Contains("<testcase classname=\"singlesday.tiny.thresholds\" name=\"gmv_cny above 900\" "
                 "time=\"0\"/>\n") &&
            Contains("name=\"orders_rejected below 10\" time=\"0\"><failure type=\"missed\" "
                     "message=\"orders_rejected: 50 is not below 10\"></failure>") &&
            Contains("tests=\"6\" failures=\"1\""));
    const auto thresholds = judged(path, file)["thresholds"];
    CHECK(thresholds[0] == nlohmann::json{{"threshold", "gmv_cny above 900"},
                                          {"passed", true},
                                          {"reason", "gmv_cny: 1000 is above 900"}});
    // A regression is the more serious of the two; both are told.
    run.metrics["gmv_cny"] = 950;
    const ProgramResult both = check(run.write(folder, "both"), file);
    CHECK(both.code == tools::kRegressed);
    CHECK(both.err ==
          "singlesday: regressed: gmv_cny\n"
          "singlesday: threshold missed: orders_rejected: 50 is not below 10\n");
}

TEST_CASE("a check that is refused leaves its reason for who reads the JUnit file") {
    Folder folder;
    RunFixture run;
    const std::string file = folder / "tiny.yaml", junit = folder / "junit.xml";
    bless(run.write(folder, "run"), file);
    CHECK(check(run.write(folder, "run"), file, {"--junit", junit}).code == tools::kFine);
    CHECK(check(folder / "none", file, {"--junit", junit}).code != tools::kFine);
    CHECK_THAT(tools::read_file(junit), Contains("tests=\"1\" failures=\"0\" errors=\"1\"") &&
                                            Contains("<error type=\"refused\" message=\"") &&
                                            Contains("/none"));
    // What is wrong with the file does not take the reason's place.
    const ProgramResult nowhere = check(folder / "none", file, {"--junit", folder / "no/x.xml"});
    CHECK(nowhere.code == tools::kRefused);
    CHECK_THAT(nowhere.err, Contains("/no/x.xml") && Contains("/none"));
}
