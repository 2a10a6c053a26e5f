"""The heapq of this Python as a peer: the loop that people write who need no library. Command line
and output are those of peer.hpp; the variant is ignored."""

import heapq
import random
import sys
import time

LOAD = 0.9


def mm1(customers):
    draw = random.expovariate
    push, pop = heapq.heappush, heapq.heappop
    begin = time.process_time()
    events = [(draw(LOAD), 0)]
    present = []  # times of arrival, the first at index `served`
    in_system = 0.0
    come = served = 0
    while served < customers:
        now, kind = pop(events)
        if kind == 0:
            if come == served:
                push(events, (now + draw(1.0), 1))
            present.append(now)
            come += 1
            if come < customers:
                push(events, (now + draw(LOAD), 0))
        else:
            in_system += now - present[served]
            served += 1
            if come > served:
                push(events, (now + draw(1.0), 1))
    return (time.process_time() - begin) / customers * 1e9, in_system / customers


def hold(pending, holds):
    draw = random.expovariate
    pop, push = heapq.heappop, heapq.heappush
    events = [(draw(1.0), i) for i in range(pending)]
    heapq.heapify(events)
    for _ in range(max(100_000, 2 * pending)):
        now, which = pop(events)
        push(events, (now + draw(1.0), which))
    first = now
    begin = time.process_time()
    for _ in range(holds):
        now, which = pop(events)
        push(events, (now + draw(1.0), which))
    return (time.process_time() - begin) / holds * 1e9, (now - first) / holds * pending


def main():
    random.seed(1)
    _, model, *numbers = sys.argv[1:]
    ns, check = {"mm1": mm1, "hold": hold}[model](*map(int, numbers))
    print(f"{ns:.3f} {check:.6f}")


if __name__ == "__main__":
    main()
