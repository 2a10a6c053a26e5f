// Parameters of the parcel network: provinces, merchants' picking, hubs, trucks, couriers.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "models/scenario/describe.hpp"

namespace models {

// The longest that a parcel may spend in one stage without waiting, ns; lanes included.
inline constexpr double kLongestStage = 7.0 * sim::kDay;

struct ProvinceParams {
    std::string name;
    double latitude = 0;
    double longitude = 0;
    double buyers = 0;
    double parcels = 0;

    void describe(Visitor& v) {
        v.text("name", name, {.required = true, .help = "The province."});
        v.number("latitude", latitude,
                 {.min = -90, .max = 90, .required = true, .help = "Of its capital, degrees."});
        v.number("longitude", longitude,
                 {.min = -180, .max = 180, .required = true, .help = "Of its capital, degrees."});
        v.number("buyers", buyers,
                 {.min = 0,
                  .max = kLargestWeight,
                  .required = true,
                  .help = "Its shoppers, relative to the others."});
        v.number("parcels", parcels,
                 {.min = 0,
                  .max = kLargestWeight,
                  .required = true,
                  .help = "Parcels collected there, relative to the others."});
    }
};

// When shifts begin, or end: people's times are uniform between the first and the last.
struct ShiftEdge {
    sim::Duration first = 0;
    sim::Duration last = 0;

    void describe(Visitor& v) {
        v.duration(
            "first", first,
            {.max = static_cast<double>(sim::kDay),
             .help = "Time of day, from midnight, at which the first of them does.",
             .source =
                 "published-after: couriers worked 14 h on average, up to 19 h, on 11.11.2018"});
        v.duration(
            "last", last,
            {.max = static_cast<double>(sim::kDay),
             .help = "Time of day, from midnight, at which the last of them does.",
             .source =
                 "published-after: couriers worked 14 h on average, up to 19 h, on 11.11.2018"});
    }

    void check(Checker& c) const {
        c.require(first <= last, "last", "the last must not be before the first",
                  {"first", "last"});
    }
};

struct LogisticsParams {
    sim::Duration tick = 5 * sim::kMinute;
    double pick_per_day = 416e6;
    std::vector<double> pick_hours = {3.00, 3.00, 3.00, 3.00, 3.00, 3.00, 3.00, 3.00,
                                      4.75, 4.75, 4.75, 4.75, 4.75, 4.75, 4.75, 4.75,
                                      4.75, 4.75, 4.75, 4.75, 4.75, 4.75, 4.75, 4.75};
    sim::Duration pick_time = 10 * sim::kMinute;
    double normal_parcels_per_day = 175e6;
    double origin_hub_per_day = 700e6;
    double destination_hub_per_day = 600e6;
    double delivery_per_day = 360e6;
    sim::Duration warm_up = 4 * sim::kDay;
    sim::Duration collection_time = 4 * sim::kHour;
    sim::Duration sorting_time = 5 * sim::kHour;
    sim::Duration transfer_time = 8 * sim::kHour;
    double transfer_beyond_km = 600;
    sim::Duration unloading_time = 9 * sim::kHour;
    std::int64_t truck_capacity = 8'000;
    sim::Duration truck_interval = 6 * sim::kHour;
    double road_speed_km_h = 65;
    double detour = 1.3;
    double local_distance_km = 150;
    double gravity_exponent = 1.191;
    ShiftEdge work_from{5 * sim::kHour, 9 * sim::kHour};
    ShiftEdge work_until{18 * sim::kHour, 24 * sim::kHour};

    void describe(Visitor& v) {
        v.duration("tick", tick,
                   {.min = 60.0 * sim::kSecond,
                    .max = 900.0 * sim::kSecond,
                    .help = "Windows of the parcel network, and the step of its hubs.",
                    .source = "chosen: design"});
        v.number("pick_per_day", pick_per_day,
                 {.min = 1,
                  .max = 1e12,
                  .help = "Parcels of the headline that all merchants together pick, pack and "
                          "hand over in a day, at full size.",
                  .source = "published-after: 0.32 of the day's orders handled on the day: 535 "
                            "million of 1,660 "
                            "million (State Post Bureau, 2019)"});
        v.numbers(
            "pick_hours", pick_hours,
            {.min = 0,
             .max = kLargestWeight,
             .help = "Relative rates of that over the 24 hours of a day.",
             .source = "published-after: 100 million shipped by 08:01 of 2019, so the night has 24 "
                       "% of the day's work; even before and after"});
        v.duration("pick_time", pick_time,
                   {.max = kLongestStage,
                    .help = "Shortest time from payment to hand-over.",
                    .source = "published-after: first deliveries 8 to 11 min after an opening"});
        v.number("normal_parcels_per_day", normal_parcels_per_day,
                 {.min = 0,
                  .max = 1e10,
                  .help = "China's parcels on an ordinary day of November, at full size, those of "
                          "the platform's ordinary orders included.",
                  .source = "published-after: 535 million handled on 11 November 2019, three times "
                            "a normal day"});
        v.number("origin_hub_per_day", origin_hub_per_day,
                 {.min = 1,
                  .max = 1e12,
                  .help = "Parcels that all origin hubs together can sort in a day.",
                  .source = "assumed: above the 535 million handled on the day"});
        v.number("destination_hub_per_day", destination_hub_per_day,
                 {.min = 1,
                  .max = 1e12,
                  .help = "Parcels that all destination hubs together can sort in a day.",
                  .source = "assumed"});
        v.number("delivery_per_day", delivery_per_day,
                 {.min = 1,
                  .max = 1e12,
                  .help = "Parcels that all couriers, stations and lockers together can take to "
                          "their doors in a day.",
                  .source = "assumed: 3 million couriers (published) at 120 a day: surveys of 2019 "
                            "and 2020 have a third "
                            "to three fifths above 100; 1.3 bn take 7 to 9 days"});
        v.duration("collection_time", collection_time,
                   {.max = kLongestStage,
                    .help = "From hand-over to the origin hub.",
                    .source = "assumed"});
        v.duration("sorting_time", sorting_time,
                   {.max = kLongestStage,
                    .help = "Through the origin hub, without waiting.",
                    .source = "assumed"});
        v.duration("warm_up", warm_up,
                   {.max = 31.0 * sim::kDay,
                    .help = "Background parcels begin this long before the window of detail.",
                    .source = "assumed: longer than a parcel takes"});
        v.duration("transfer_time", transfer_time,
                   {.max = kLongestStage,
                    .help = "Through a hub on the way, on long lanes.",
                    .source = "assumed"});
        v.number("transfer_beyond_km", transfer_beyond_km,
                 {.min = 0,
                  .max = 1e5,
                  .help = "Length of road beyond which a lane has such a hub.",
                  .source = "assumed"});
        v.duration("unloading_time", unloading_time,
                   {.max = kLongestStage,
                    .help = "Through the destination hub to the outlet, without waiting.",
                    .source = "assumed"});
        v.integer(
            "truck_capacity", truck_capacity,
            {.min = 1,
             .max = 1'000'000'000,
             .help = "Parcels of a full truck, at full size.",
             .source =
                 "assumed: between 3,860 a load (China Post, Zhengzhou) and 20,000 a trailer"});
        v.duration("truck_interval", truck_interval,
                   {.min = 1,
                    .max = kLongestStage,
                    .help = "A truck that is not full leaves after this time.",
                    .source = "assumed"});
        v.number(
            "road_speed_km_h", road_speed_km_h,
            {.min = 1,
             .max = 1000,
             .help = "Speed of line-haul.",
             .source = "published-after: Beijing to Changsha, 1,500 km, in 20 to 24 h (2018)"});
        v.number("detour", detour,
                 {.min = 1,
                  .max = 3,
                  .help = "Length of the road relative to the great circle.",
                  .source = "assumed"});
        v.number("local_distance_km", local_distance_km,
                 {.min = 1,
                  .max = 10'000,
                  .help = "Length of the road inside a province.",
                  .source = "assumed"});
        v.number("gravity_exponent", gravity_exponent,
                 {.min = 0,
                  .max = 5,
                  .help = "Exponent of distance in the gravity model of background parcels.",
                  .source = "published-after: EPJ Data Science 8:37, 2019"});
        v.section("work_from", work_from,
                  {.help = "When couriers begin; by default 05:00 to 09:00."});
        v.section("work_until", work_until,
                  {.help = "When couriers end; by default 18:00 to 24:00. With the beginning: 14 "
                           "hours on average and 19 at most, as in a survey of 11.11.2018."});
    }

    void check(Checker& c) const {
        c.require(work_until.first - work_from.first >= sim::kHour &&
                      work_until.last - work_from.last >= sim::kHour,
                  "work_until", "couriers must end an hour or more after they begin",
                  {"work_from", "work_until"});
        c.require(pick_hours.size() == 24 && any_above_zero(pick_hours, std::identity{}),
                  "pick_hours", "there must be 24 rates, not all of them 0", {"pick_hours"});
    }
};

}  // namespace models
