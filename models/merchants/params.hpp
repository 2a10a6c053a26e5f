// Parameters of the merchants: the catalogue, prices, promotion windows and stock.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/scenario/describe.hpp"

namespace models {

struct CategoryParams {
    std::string name;
    double orders = 0;
    std::int64_t value = 0;
    double spread = 0.8;
    double discount = 0.3;
    double presale = 0;
    std::vector<Window> promotions;

    void describe(Visitor& v) {
        v.text("name", name, {.required = true, .help = "The category."});
        v.number("orders", orders,
                 {.min = 0,
                  .max = kLargestWeight,
                  .required = true,
                  .help = "Orders relative to the other categories."});
        v.money("value", value,
                {.min = 1,
                 .max = 1e11,
                 .required = true,
                 .help = "Mean value of an order, before all categories are scaled to the "
                         "headline's mean."});
        v.number("spread", spread,
                 {.min = 0,
                  .max = 3,
                  .help = "Sigma of the lognormal prices of its items.",
                  .source = "assumed"});
        v.fraction("discount", discount,
                   {.max = 0.65,
                    .help = "Mean price cut of the promotion; items have half to one and a half "
                            "times as much.",
                    .source = "assumed"});
        v.number("presale", presale,
                 {.min = 0,
                  .max = kLargestWeight,
                  .help = "Part of its value that is sold by pre-order, relative to the others.",
                  .source = "assumed"});
        v.list("promotions", promotions,
               {.help = "When its sale prices hold, if at other times than the merchants'."});
    }
};

struct StockParams {
    double forecast_error = 0.3;
    double cover = 0.674;
    double limited_items = 0.005;
    double limited_cover = 0.02;

    void describe(Visitor& v) {
        v.number("forecast_error", forecast_error,
                 {.min = 0,
                  .max = 3,
                  .help = "Coefficient of variation of a merchant's forecast of demand.",
                  .source = "assumed"});
        v.number("cover", cover,
                 {.min = -3,
                  .max = 10,
                  .help = "Stock above the forecast, in units of its standard deviation: the "
                          "newsvendor's z.",
                  .source = "assumed: a critical ratio of 0.75"});
        v.fraction("limited_items", limited_items,
                   {.help = "Part of the explicit items that are offered in a small edition.",
                    .source = "assumed"});
        v.fraction("limited_cover", limited_cover,
                   {.help = "Stock of such an item relative to its demand.", .source = "assumed"});
    }
};

struct MerchantParams {
    double items = 10e6;
    std::int64_t head_items = 100'000;
    std::int64_t merchants = 20'000;
    double size_exponent = 1.42;
    double popularity = 0.9;
    double popularity_at_opening = 1.1;
    double popularity_offset = 100;
    std::int64_t stock_shards = 4;
    StockParams stock;
    std::vector<Window> promotions;
    std::vector<CategoryParams> categories;

    void describe(Visitor& v) {
        v.number(
            "items", items,
            {.min = 1, .max = 1e12, .required = true, .help = "Items on offer, at full size."});
        v.integer("head_items", head_items,
                  {.min = 1,
                   .max = 10'000'000,
                   .help = "Best-selling items that are simulated one by one; the others are "
                           "pooled by category and province.",
                   .source = "chosen: design"});
        v.integer("merchants", merchants,
                  {.min = 1,
                   .max = 10'000'000,
                   .help = "Merchants that share the explicit items.",
                   .source = "assumed: 200,000 brands took part in 2019"});
        v.number(
            "size_exponent", size_exponent,
            {.min = 1,
             .exclusive_min = true,
             .max = 100,
             .help = "Exponent of the Pareto law of merchants' sizes.",
             .source = "published-after: 13 brands above 1 bn CNY and 342 above 0.1 bn in 2020"});
        v.number(
            "popularity", popularity,
            {.min = 0,
             .max = 3,
             .help = "Exponent s of the Zipf-Mandelbrot law (rank + q)^-s of items' "
                     "popularity among browsers.",
             .source = "known-before: between 0.6 and 1.03: Krashakov, Teslyuk and Shchur 2004"});
        v.number("popularity_at_opening", popularity_at_opening,
                 {.min = 0,
                  .max = 3,
                  .help = "The same among carts, where promotion concentrates.",
                  .source = "assumed"});
        v.number("popularity_offset", popularity_offset,
                 {.min = 0,
                  .max = 1e6,
                  .help = "The q of that law, which flattens the top.",
                  .source = "assumed: the best item sells about 0.05 % of all orders"});
        v.integer("stock_shards", stock_shards,
                  {.min = 1,
                   .max = 64,
                   .help = "National cells that settle stock, by item.",
                   .source = "chosen: design"});
        v.section("stock", stock, {.help = "How much of each item there is."});
        v.list("promotions", promotions,
               {.help = "When sale prices hold for those who browse; by default in the headline. "
                        "Carts and pre-orders always have them."});
        v.list("categories", categories, {.required = true, .help = "Kinds of goods."});
    }

    void check(Checker& c) const {
        c.require(!categories.empty() && categories.size() <= 64, "categories",
                  "there must be 1 to 64 categories", {"categories"});
        c.require(categories.empty() || any_above_zero(categories, &CategoryParams::orders),
                  "categories", "some category must have orders", {"categories"});
        c.require(items >= static_cast<double>(head_items), "head_items",
                  "must not exceed the items on offer", {"items", "head_items"});
    }
};

}  // namespace models
