// What all peers share: the command line, the random numbers and the clock, so that the programs
// differ in the simulator alone. A peer is a program of one file, made for one Debian package:
//
//     PROGRAM VARIANT mm1 CUSTOMERS       M/M/1 at 90 % load, mean service 1 s
//     PROGRAM VARIANT hold PENDING HOLDS  exponential increments, mean 1 s
//
// It prints one line: CPU time in ns for each customer or hold, and a figure that tells whether it
// simulated the right thing: for mm1 the mean time in the system in s, which is 10 in theory; for
// hold the mean increment in s, as simulated time tells it, which is 1. The script `peers` compiles
// them and judges both.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <string>
#include <vector>

#include "tools/benchmarks/increments.hpp"

namespace peers {

constexpr double kLoad = 0.9;  // with a mean service of 1 s, arrivals a second

// Exponential times in s, from the generator of hold_bench: it costs 2 ns and favours nobody.
class Times {
  public:
    double gap() { return tools::exponential(words_) / kLoad; }
    double service() { return tools::exponential(words_); }
    double increment() { return tools::exponential(words_); }

  private:
    tools::CheapWords words_;
};

// CPU time of this process: others on the machine lengthen it by what they do to the caches only.
class Stopwatch {
  public:
    void start() { begin_ = std::clock(); }
    void stop() { end_ = std::clock(); }
    double ns() const { return 1e9 / CLOCKS_PER_SEC * static_cast<double>(end_ - begin_); }

  private:
    std::clock_t begin_ = 0;
    std::clock_t end_ = 0;
};

inline void print(double ns, double check) {
    std::printf("%.3f %.6f\n", ns, check);
}

// Counts holds: the first ones warm up, the others are measured.
class Meter {
  public:
    Meter(std::int64_t pending, std::int64_t holds)
        : pending_(pending),
          holds_(holds),
          left_(holds + std::max<std::int64_t>(100'000, 2 * pending)) {}

    // To be called at each event, with what tells the simulated time in s. Returns false when the
    // last hold is over.
    template <class Now>
    bool count(Now&& now) {
        if (--left_ > holds_) return true;
        if (left_ == holds_) {
            begin_ = now();
            watch_.start();
        }
        if (left_ > 0) return true;
        watch_.stop();
        end_ = now();
        return false;
    }

    void print() const {
        const auto holds = static_cast<double>(holds_);
        peers::print(watch_.ns() / holds, (end_ - begin_) / holds * static_cast<double>(pending_));
    }

  private:
    std::int64_t pending_;
    std::int64_t holds_;
    std::int64_t left_;
    double begin_ = 0;
    double end_ = 0;
    Stopwatch watch_;
};

// The main of a peer: reads the command line described above and calls its functions.
//     mm1(variant, customers), hold(variant, pending, holds)
template <class MM1, class Hold>
int main(int argc, char** argv, MM1&& mm1, Hold&& hold) {
    const std::vector<std::string> words(argv + 1, argv + argc);
    if (words.size() == 3 && words[1] == "mm1") {
        mm1(words[0], std::stoll(words[2]));
    } else if (words.size() == 4 && words[1] == "hold") {
        hold(words[0], std::stoll(words[2]), std::stoll(words[3]));
    } else {
        std::fprintf(stderr, "%s VARIANT mm1 CUSTOMERS | VARIANT hold PENDING HOLDS\n", argv[0]);
        return 2;
    }
    return 0;
}

}  // namespace peers
