#include "tools/fluid/day.hpp"

#include <algorithm>
#include <cmath>
#include <deque>
#include <numeric>

namespace tools::fluid {
namespace {

// Share of a finite set that has fired by t s after its start, given that all of it has by `last`
// s.
double lomax_share(double t, double shape, double scale, double last) {
    const auto fired = [&](double u) { return 1 - std::pow(1 + std::max(u, 0.0) / scale, -shape); };
    return fired(t) / fired(last);
}

// Browsing intentions of each second as a share of the day's.
std::vector<double> browsing_profile(const Shape& shape) {
    std::vector<double> profile(kSecondsOfDay);
    for (std::size_t i = 0; i < kBrowsingFrom.size(); ++i) {
        const auto from = static_cast<std::size_t>(kBrowsingFrom[i] * 3600);
        const auto length = static_cast<std::size_t>(hours_of_span(i) * 3600);
        for (std::size_t s = from; s < from + length; ++s)
            profile[s % kSecondsOfDay] = shape.browsing[i];
    }
    const double total = std::accumulate(profile.begin(), profile.end(), 0.0);
    for (double& p : profile) p /= total;
    return profile;
}

double sum(const BySource& orders) {
    return orders[cart] + orders[browse] + orders[presale];
}

// Orders that wait a mean time in a stage without servers, exponential, arrivals spread evenly over
// the second.
class Delay {
  public:
    explicit Delay(double mean)
        : keep_(std::exp(-1 / mean)), leave_at_once_(1 - mean * (1 - keep_)) {}

    // Takes what comes in this second and returns what leaves in it.
    BySource step(const BySource& in) {
        BySource out{};
        for (std::size_t i = 0; i < kSources; ++i) {
            out[i] = waiting_[i] * (1 - keep_) + in[i] * leave_at_once_;
            waiting_[i] += in[i] - out[i];
        }
        return out;
    }
    double waiting() const { return sum(waiting_); }

  private:
    double keep_;
    double leave_at_once_;
    BySource waiting_{};
};

// First come, first served, with batches of one second; inside a batch sources are served in
// proportion.
class PaymentStage {
  public:
    PaymentStage(double capacity, double orders_per_checkout)
        : capacity_(capacity), orders_per_checkout_(orders_per_checkout) {}

    double checkouts(const BySource& orders) const {
        return (orders[cart] + orders[browse]) / orders_per_checkout_ + orders[presale];
    }

    BySource step(const BySource& in) {
        batches_.push_back(in);
        BySource served{};
        double left = capacity_;
        while (!batches_.empty() && left > 0) {
            BySource& batch = batches_.front();
            const double size = checkouts(batch);
            const double share = size > left ? left / size : 1;
            for (std::size_t i = 0; i < kSources; ++i) {
                served[i] += batch[i] * share;
                batch[i] -= batch[i] * share;
            }
            left -= size * share;
            if (share < 1) break;
            batches_.pop_front();
        }
        return served;
    }
    double waiting() const {
        double orders = 0;
        for (const BySource& batch : batches_) orders += sum(batch);
        return orders;
    }

  private:
    double capacity_;
    double orders_per_checkout_;
    std::deque<BySource> batches_;
};

}  // namespace

double payment_capacity(const Shape& shape, const YearRecord& year) {
    return shape.payments_at_reference *
           std::pow(year.orders_peak / kReferencePeak, shape.payments_growth);
}

BySource order_shares(const Shape& shape) {
    const double presale_orders = shape.presale_share / shape.presale_value;
    return {shape.cart_share, 1 - shape.cart_share - presale_orders, presale_orders};
}

BySource order_values(const Shape& shape, const YearRecord& year) {
    const double mean = year.gmv / year.delivery_orders;
    const BySource share = order_shares(shape);
    const double rest = 1 - share[cart] * shape.cart_value - shape.presale_share;
    return {mean * shape.cart_value, mean * rest / share[browse], mean * shape.presale_value};
}

Day integrate(const Shape& shape, const YearRecord& year, double payment_capacity) {
    const BySource share = order_shares(shape);
    const BySource value = order_values(shape, year);
    const std::vector<double> browsing = browsing_profile(shape);
    const double comes_back = 1 - std::exp(-1 / shape.retry_backoff);
    const auto carts_by = [&](double t) {
        return lomax_share(t, shape.cart_shape, shape.cart_scale, kSecondsOfDay);
    };
    const auto balances_by = [&](double t) {
        return lomax_share(t - year.gate, shape.presale_shape, shape.presale_scale,
                           kSecondsOfDay - year.gate);
    };

    Day day{};
    for (auto* curve :
         {&day.intentions, &day.orders_created, &day.orders_paid, &day.payments, &day.gmv}) {
        curve->reserve(kSecondsOfDay + 1);
        curve->push_back(0);
    }
    const auto add = [](std::vector<double>& curve, double x) {
        curve.push_back(curve.back() + x);
    };

    BySource refused{};
    std::vector<BySource> at_stock(static_cast<std::size_t>(shape.stock_answer));
    Delay shopper(shape.payment_delay);
    PaymentStage stage(payment_capacity, shape.orders_per_checkout);
    double carts_before = 0;
    double balances_before = 0;
    for (std::size_t s = 0; s < kSecondsOfDay; ++s) {
        const double end = static_cast<double>(s) + 1;
        const double carts_now = carts_by(end);
        const double balances_now = balances_by(end);
        const BySource wanted{
            year.delivery_orders * share[cart] * (carts_now - carts_before),
            year.delivery_orders * share[browse] * browsing[s],
            year.delivery_orders * share[presale] * (balances_now - balances_before)};
        carts_before = carts_now;
        balances_before = balances_now;

        BySource tried{};
        for (const Source i : {cart, browse}) {
            tried[i] = wanted[i] + refused[i] * comes_back;
            refused[i] -= refused[i] * comes_back;
        }
        const double accepted = std::min(1.0, year.orders_peak / sum(tried));
        BySource created{};
        for (const Source i : {cart, browse}) {
            created[i] = tried[i] * accepted;
            refused[i] += tried[i] - created[i];
        }

        BySource answered = created;
        if (!at_stock.empty()) std::swap(answered, at_stock[s % at_stock.size()]);
        BySource asks = shopper.step(answered);
        asks[presale] = wanted[presale];
        const BySource paid = stage.step(asks);

        add(day.intentions, sum(wanted));
        add(day.orders_created, sum(created));
        add(day.orders_paid, sum(paid));
        add(day.payments, stage.checkouts(paid));
        add(day.gmv, std::inner_product(paid.begin(), paid.end(), value.begin(), 0.0));
    }
    day.left_retrying = sum(refused);
    day.left_on_the_way = shopper.waiting();
    for (const BySource& orders : at_stock) day.left_on_the_way += sum(orders);
    day.left_in_payment = stage.waiting();
    day.payment_capacity = payment_capacity;
    return day;
}

Day integrate(const Shape& shape, const YearRecord& year) {
    return integrate(shape, year, payment_capacity(shape, year));
}

double at(const std::vector<double>& cumulative, double t) {
    const auto k = std::min(static_cast<std::size_t>(t), cumulative.size() - 2);
    return cumulative[k] + (cumulative[k + 1] - cumulative[k]) * (t - static_cast<double>(k));
}

}  // namespace tools::fluid
