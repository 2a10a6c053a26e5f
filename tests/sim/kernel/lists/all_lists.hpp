// The lists that are tested against the common contract of sim/kernel/lists.
#pragma once

#include "sim/kernel/lists/calendar_queue.hpp"
#include "sim/kernel/lists/dary_heap.hpp"
#include "sim/kernel/lists/ladder_queue.hpp"
#include "sim/kernel/lists/radix_heap.hpp"
#include "sim/kernel/lists/sorted_window.hpp"

#define ALL_LISTS                                                                               \
    sim::BinaryHeap, sim::QuaternaryHeap, sim::DaryHeap<8>, sim::RadixHeap, sim::CalendarQueue, \
        sim::LadderQueue, sim::SortedWindow
