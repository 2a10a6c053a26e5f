// Scenarios on disk: what the operating system refuses, extends, and data files.
#include <catch2/catch.hpp>
#include <filesystem>
#include <string>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "tests/models/scenario/folder.hpp"
#include "tests/models/scenario/sample.hpp"

using namespace models;
using sample::errors;
using sample::kHead;

namespace fs = std::filesystem;

TEST_CASE("what the operating system refuses is told apart from bad content") {
    const Folder folder;
    folder.write("double11-2019.yaml", kHead);
    folder.write("empty.yaml", "");
    folder.write("bom.yaml", "");
    fs::create_directory("folder.yaml");

    const auto missing = read_file("double11-2091.yaml");
    CHECK(missing.refused);
    CHECK(errors(missing) ==
          "double11-2091.yaml: no such file; did you mean double11-2019.yaml?\n");
    const auto directory = read_file("folder.yaml");
    CHECK(directory.refused);
    CHECK(errors(directory) == "folder.yaml: is a directory\n");
    CHECK(errors(read_file("double11-2019.yml")) ==
          "double11-2019.yml: no such file; did you mean double11-2019.yaml?\n");
    CHECK(errors(read_file("nope.yaml")) == "nope.yaml: no such file\n");
    CHECK(errors(read_file("no/such/folder.yaml")) == "no/such/folder.yaml: no such file\n");
    const auto empty = read_file("empty.yaml");
    CHECK_FALSE(empty.refused);
    CHECK(errors(empty) == "empty.yaml:1:1: empty; a scenario begins with schema: 1\n");
    if (fs::path unreadable = "double11-2019.yaml"; ::geteuid() != 0) {
        fs::permissions(unreadable, fs::perms::none);
        CHECK(errors(read_file(unreadable)) == "double11-2019.yaml: permission denied\n");
    }
}

TEST_CASE("what is no file is refused and never waited for") {
    const Folder folder;
    REQUIRE(::mkfifo("pipe.yaml", 0600) == 0);
    const auto pipe = read_file("pipe.yaml");
    CHECK(pipe.refused);
    CHECK(errors(pipe) == "pipe.yaml: is a pipe, not a file\n");
    CHECK(errors(read_file("/dev/zero")) == "/dev/zero: is a device, not a file\n");
    const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
    const sockaddr_un address{AF_UNIX, "socket.yaml"};
    REQUIRE(::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    ::close(socket);
    CHECK(errors(read_file("socket.yaml")) == "socket.yaml: is a socket, not a file\n");
    folder.write("day.yaml", kHead + "extends: pipe.yaml\ndata: pipe.yaml\n");
    const auto child = read_file("day.yaml");
    CHECK(child.refused);
    CHECK(errors(child) ==
          "day.yaml:3:10: extends: cannot read pipe.yaml: is a pipe, not a file\n"
          "day.yaml:4:7: data: cannot read pipe.yaml: is a pipe, not a file\n");
}

TEST_CASE("a pipe that the shell hands over is read") {
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const std::string text = kHead + "price: 3 CNY\n";
    REQUIRE(::write(ends[1], text.data(), text.size()) == static_cast<ssize_t>(text.size()));
    REQUIRE(::close(ends[1]) == 0);
    const auto reading = read_file("/dev/fd/" + std::to_string(ends[0]));
    ::close(ends[0]);
    CHECK(errors(reading).empty());
    CHECK(reading.scenario.price == 300);
}

TEST_CASE("a child overrides its parents key by key, lists as a whole") {
    const Folder folder;
    folder.write("base/structure.yaml",
                 kHead +
                     "price: 3 CNY\nplatform: {units: 2, degrade: true}\n"
                     "waves: [{name: a, share: 10 %}]\n"
                     "sources: {assumed: {price: a guess, waves: a poll}}\n");
    folder.write("base/year.yaml", "schema: 1\nextends: structure.yaml\nplatform: {units: 3}\n");
    folder.write(
        "day.yaml",
        "schema: 1\nextends: base/year.yaml\nsources: {published-after: {price: a receipt}}\n"
        "waves: [{name: b, share: 20 %}, {name: c, share: 30 %}]\n");
    const auto reading = read_file("day.yaml");
    CHECK(errors(reading).empty());
    CHECK(reading.scenario.price == 300);
    CHECK(reading.scenario.platform.units == 3);
    CHECK(reading.scenario.platform.degrade);
    REQUIRE(reading.scenario.waves.size() == 2);
    CHECK(reading.scenario.waves[0].name == "b");
    CHECK(reading.files ==
          std::vector<std::string>{"day.yaml", "base/year.yaml", "base/structure.yaml"});
    // The child's own waves are not those of the poll.
    CHECK(reading.sources == Sources{{"price", {Mark::published_after, "a receipt"}}});
}

TEST_CASE("errors point at the file that holds the key") {
    const Folder folder;
    folder.write("base.yaml", kHead + "platform:\n  units: 0\n  patiense: 3 s\n");
    folder.write("day.yaml", "schema: 1\nextends: base.yaml\nprice: dear\n");
    CHECK(errors(read_file("day.yaml", {"scale=2"})) ==
          "day.yaml:3:8: price: expected an amount such as 208 CNY, got dear\n"
          "base.yaml:4:10: platform.units: must be between 1 and 256, got 0\n"
          "base.yaml:5:3: platform.patiense: unknown parameter; did you mean patience?\n"
          "--set scale=2: scale: expected 1/k with a whole k, got 2; did you mean 1/2?\n");
}

TEST_CASE("a parent that cannot be read does not hide the child's errors") {
    const Folder folder;
    folder.write("base.yaml", kHead);
    folder.write("day.yaml", "schema: 1\nextends: bass.yaml\nprice: dear\n");
    const auto reading = read_file("day.yaml");
    CHECK(reading.refused);
    CHECK(errors(reading) ==
          "day.yaml:2:10: extends: cannot read bass.yaml: no such file; did you mean base.yaml?\n"
          "day.yaml:3:8: price: expected an amount such as 208 CNY, got dear\n");
    folder.write("day.yaml", "schema: 1\nextends: [a, b]\n");
    CHECK(errors(read_file("day.yaml")) ==
          "day.yaml:2:10: extends: expected the name of one file\n");
    folder.write("sub/day.yaml", "schema: 1\nextends: ../bass.yaml\n");
    CHECK(errors(read_file("sub/day.yaml")) ==
          "sub/day.yaml:2:10: extends: cannot read bass.yaml: no such file; did you mean "
          "../base.yaml?\n");
    folder.write("base.yaml", "schema: 3\n");
    folder.write("day.yaml", "schema: 1\nextends: base.yaml\n");
    CHECK(errors(read_file("day.yaml")) ==
          "day.yaml:2:10: extends: base.yaml is no scenario, as is told below\n"
          "base.yaml:1:9: schema: this version reads schema 1, got 3\n");
    folder.write("base.yaml", std::string(1 << 20, '#') + "\n");
    folder.write("between.yaml", "schema: 1\nextends: base.yaml\n");
    folder.write("day.yaml", "schema: 1\nextends: between.yaml\nprice: dear\n");
    CHECK(errors(read_file("day.yaml")) ==
          "day.yaml:3:8: price: expected an amount such as 208 CNY, got dear\n"
          "between.yaml:2:10: extends: base.yaml is no scenario, as is told below\n"
          "base.yaml: larger than 1 MiB; a scenario is a small text file\n");
}

TEST_CASE("a key that is nearly extends is told alone: what is missing may be there") {
    const Folder folder;
    folder.write("base.yaml", kHead);
    for (const std::string key : {"extend", "Extends", "extents"}) {
        folder.write("day.yaml", "schema: 1\n" + key + ": base.yaml\nprice: dear\n");
        CHECK(errors(read_file("day.yaml")) ==
              "day.yaml:2:1: " + key + ": unknown parameter; did you mean extends?\n" +
                  "day.yaml:3:8: price: expected an amount such as 208 CNY, got dear\n");
    }
}

TEST_CASE("a circle of extends is named") {
    const Folder folder;
    folder.write("a.yaml", "schema: 1\nextends: sub/b.yaml\n");
    folder.write("sub/b.yaml", "schema: 1\nextends: ../c.yaml\n");
    folder.write("c.yaml", "schema: 1\nextends: ./sub/b.yaml\n");
    CHECK(errors(read_file("a.yaml")) ==
          "c.yaml:2:10: extends: goes in a circle: sub/b.yaml -> c.yaml -> sub/b.yaml\n");
    folder.write("self.yaml", "schema: 1\nextends: self.yaml\n");
    CHECK(errors(read_file("./self.yaml")) ==
          "./self.yaml:2:10: extends: goes in a circle: ./self.yaml -> ./self.yaml\n");
}

TEST_CASE("a data file is relative to the file that names it") {
    const Folder folder;
    folder.write("base/data/trace.csv", "time,count\n");
    folder.write("base/base.yaml", kHead + "data: data/trace.csv\n");
    folder.write("days/day.yaml", "schema: 1\nextends: ../base/base.yaml\n");
    CHECK(read_file("days/day.yaml").scenario.data == "base/data/trace.csv");
    CHECK(read_file("days/day.yaml", {"data=base/base.yaml"}).scenario.data == "base/base.yaml");
    CHECK(read_file("days/day.yaml", {"data=''"}).scenario.data.empty());

    const auto missing = read_file("days/day.yaml", {"data=nowhere.csv"});
    CHECK(missing.refused);
    CHECK(errors(missing) ==
          "--set data=nowhere.csv: data: cannot read nowhere.csv: no such file\n");
    CHECK(errors(read_file("days/day.yaml", {"data=base"})) ==
          "--set data=base: data: cannot read base: is a directory\n");
}

TEST_CASE("a chain of files has an end") {
    const Folder folder;
    folder.write("0.yaml", kHead);
    for (int i = 1; i <= 40; ++i) {
        folder.write(std::to_string(i) + ".yaml",
                     "schema: 1\nextends: " + std::to_string(i - 1) + ".yaml\n");
    }
    CHECK(errors(read_file("31.yaml")).empty());
    CHECK(errors(read_file("40.yaml")) ==
          "9.yaml:2:10: extends: more than 32 files, each extending the next\n");
}
