// The columns of the tables under series/ in a run directory: names, units and meanings.
//
// Every table begins with time (the end of the bin), elapsed_s and bin_s, which are not listed
// here; logistics_by_province has the province's name after them.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "models/platform/probe.hpp"

#include "tools/run/metrics.hpp"

namespace tools {

struct Column {
    const char* table;
    const char* name;
    const char* unit;
    const char* kind;  // flow: of the bin; cumulative, level: at its end
    const char* meaning;
    Smallest smallest = Smallest::any;
};

// Columns of the platform's table that are rates of the bin, with the count that they come from.
struct RateColumn {
    models::PlatformColumn source;
    Column column;
};
std::span<const RateColumn> platform_rates();

// All columns, table by table.
const std::vector<Column>& columns();

// Those called so: "orders_paid_per_s" or "platform.orders_paid_per_s".
std::vector<Column> find_columns(std::string_view name);

// The smallest scale of a rate of the platform; of a column, any if there is none of that name.
Smallest smallest_of(models::PlatformColumn source);
Smallest smallest_of(std::string_view table, std::string_view column);

}  // namespace tools
