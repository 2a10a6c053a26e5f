// What the fluid page takes from the published record (scenarios/published.yaml): for each year the
// few figures that are inputs, and the milestones that its day is compared with.
#pragma once

#include <vector>

#include "tools/run/record.hpp"

namespace tools::fluid {

// A cumulative figure told for an instant of the day.
struct Milestone {
    double at;     // s after 00:00, more than 0 and at most 86,400
    double value;  // CNY, orders or payments
};

struct YearRecord {
    int year;
    // Inputs.
    double gmv;              // CNY, whole day
    double delivery_orders;  // whole day
    double orders_peak;      // orders/s, busiest second
    double gate;             // s after 00:00 at which pre-sale balances become payable
    // Compared; the totals at 24:00 are inputs and left out.
    std::vector<Milestone> gmv_milestones;
    std::vector<Milestone> order_milestones;
    std::vector<Milestone> payment_milestones;
    double payments_peak;  // payments/s, 0 where none was published
};

// Busiest seconds of a year that has both.
struct Peaks {
    int year;
    double orders;    // orders/s
    double payments;  // payments/s
};

struct PageRecord {
    std::vector<YearRecord> years;
    std::vector<Peaks> peaks;  // of all years of the file, not only of those asked for

    const YearRecord& of(int year) const;  // throws std::out_of_range
};

// Years come in the order asked for; milestones in that of the file. Throws InputError, which names
// the file, if the record lacks what a year needs.
PageRecord page_record(const Record& record, const std::vector<int>& years);

}  // namespace tools::fluid
