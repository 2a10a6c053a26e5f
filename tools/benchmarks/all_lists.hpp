// The future event lists that are compared, with the names that they have in tables.
#pragma once

#include "sim/kernel/lists/calendar_queue.hpp"
#include "sim/kernel/lists/dary_heap.hpp"
#include "sim/kernel/lists/ladder_queue.hpp"
#include "sim/kernel/lists/radix_heap.hpp"
#include "sim/kernel/lists/sorted_window.hpp"

namespace tools {

// Calls visit.operator()<List>(name) for each list.
template <class Visit>
void for_each_list(Visit&& visit) {
    visit.template operator()<sim::BinaryHeap>("binary_heap");
    visit.template operator()<sim::QuaternaryHeap>("4-ary_heap");
    visit.template operator()<sim::RadixHeap>("radix_heap");
    visit.template operator()<sim::CalendarQueue>("calendar_queue");
    visit.template operator()<sim::LadderQueue>("ladder_queue");
    visit.template operator()<sim::SortedWindow>("sorted_window");
}

}  // namespace tools
