// Poisson arrivals whose rate varies, one by one: a process of rate 1, its times mapped by the
// inverse of the integrated rate. Times in seconds; calls return them in ascending order.
#pragma once

#include <cmath>
#include <numbers>

#include "sim/random/distributions.hpp"
#include "sim/random/stream.hpp"

namespace tools::verify {

// mean + swing sin(2 pi t / period), and its integral. Requires swing < mean.
struct Sine {
    double mean;
    double swing;
    double period;

    double omega() const { return 2 * std::numbers::pi / period; }
    double rate(double t) const { return mean + swing * std::sin(omega() * t); }
    double integral(double t) const {
        return mean * t + swing / omega() * (1 - std::cos(omega() * t));
    }
};

class SineArrivals {
  public:
    SineArrivals(const Sine& sine, sim::Stream stream) : sine_(sine), stream_(stream) {}

    double operator()() {
        target_ += sim::exponential(stream_, 1);
        // Newton's method from the last arrival; the integral is increasing and smooth.
        for (int i = 0; i < 50; ++i) {
            const double step = (target_ - sine_.integral(t_)) / sine_.rate(t_);
            t_ += step;
            if (std::abs(step) < 1e-10) break;
        }
        return t_;
    }

  private:
    Sine sine_;
    sim::Stream stream_;
    double target_ = 0;
    double t_ = 0;
};

// Omori's law: rate(t) = peak (1 + t / c)^-p.
class OmoriArrivals {
  public:
    OmoriArrivals(double peak, double c, double p, sim::Stream stream)
        : total_(peak * c / (p - 1)), c_(c), p_(p), stream_(stream) {}

    double operator()() {
        target_ += sim::exponential(stream_, 1);
        if (target_ >= total_) return 1e9;  // no more: far beyond every sample
        return c_ * (std::pow(1 - target_ / total_, -1 / (p_ - 1)) - 1);
    }

  private:
    double total_;
    double c_;
    double p_;
    sim::Stream stream_;
    double target_ = 0;
};

}  // namespace tools::verify
