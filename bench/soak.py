"""`azru serve` under mixed load for two minutes: what it takes of memory and files, what it leaves.

Readers of pages, stored questions with other values each time, queries of clients, and hostile
ones, which end at their limits. Every ten seconds the hostile ones are held back until those that
run have ended, and the service is measured with all its processes: memory that grows although
nothing more is asked would be lost for good. Linux only.
"""

from __future__ import annotations

import random
import signal
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from itertools import count
from typing import TYPE_CHECKING

from azru_graph.queries import catalogue
from processes import alive, descendants, taken
from serving import HOSTILE, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from processes import Taken

SECONDS = 120
STEP = 10
WARM = 30  # seconds after which memory should grow no more
MOST = 1.15  # what it may be at the end, times what it was then
MEGABYTE = 1 << 20
PAGES = (
    *("", "questions", "entities", "claims", "disputes", "sources", "read/s3", "about", "editor"),
    *("id/state-russia", "id/state-georgia", "scheme/event-visit", "ontology", "search?q=aliyev"),
    *("id/state-iran.ttl", "graph/editorial", "openapi.json", "health", "no/such/page"),
)


def main() -> None:
    """Load the service, and print what it takes."""
    statuses: Counter[str] = Counter()
    stop, calm = threading.Event(), threading.Event()
    calm.set()
    busy = threading.BoundedSemaphore(len(HOSTILE))
    with serving("--seconds", "2", "--memory", "256") as own:
        address, process = own
        load: list[Callable[[], None]] = [
            *[lambda: _asks(address, pages(), stop, statuses)] * 2,
            *[lambda: _asks(address, questions(), stop, statuses)] * 2,
            lambda: _asks(address, queries(), stop, statuses),
            *[lambda: _burns(address, stop, calm, busy, statuses)] * 2,
        ]
        clients = [threading.Thread(target=one) for one in load]
        for client in clients:
            client.start()
        print("second  processes  resident MB  in all MB  files")
        seen = [_measured(process.pid, second, calm, busy) for second in _steps()]
        stop.set()
        for client in clients:
            client.join()
        everything = descendants(process.pid)
        process.send_signal(signal.SIGTERM)
        process.wait(30)
        left = [pid for pid in everything if alive(pid)]
    warm, last = seen[WARM // STEP - 1], seen[-1]
    told = ", ".join(f"{number} of {status}" for status, number in sorted(statuses.items()))
    print(f"answers: {told} (aim: none of 500)")
    for name in ("resident", "own"):
        ratio = getattr(last, name) / getattr(warm, name)
        print(f"{name}: at the end {ratio:.3f} times that at {WARM} seconds (aim: at most {MOST})")
    print(f"files: {last.files} at the end, {warm.files} at {WARM} seconds")
    print(f"processes left after SIGTERM: {len(left)} of {len(everything)} (aim: 0)")
    if left or last.own > MOST * warm.own or statuses["500"]:
        sys.exit(1)


def pages() -> Iterator[str]:
    """Give addresses of pages and documents for ever, in no order."""
    chance = random.Random(1)  # noqa: S311
    while True:
        yield chance.choice(PAGES)


def questions() -> Iterator[str]:
    """Give addresses of stored questions, with values that mean something or nothing."""
    chance = random.Random(2)  # noqa: S311
    names = [*catalogue("questions")]
    for number in count():
        suffix = chance.choice(("json", "csv", "xml", "html", "md", "ndjson"))
        if number % 2:
            yield f"q/year.{suffix}?year={chance.randint(1900, 2100)}"
        else:
            yield f"q/{chance.choice(names)}.{suffix}?{chance.choice(('', 'x=1', 'actor=Russia'))}"


def queries() -> Iterator[str]:
    """Give addresses of queries, another one each time."""
    for number in count():
        text = f"SELECT ?s ?l {{ ?s rdfs:label ?l FILTER(STRLEN(?l) > {number % 60}) }} # {number}"
        yield "sparql?" + urllib.parse.urlencode({"query": text})


def _steps() -> Iterator[int]:
    """Give the seconds at which to measure, when they have come."""
    begun = time.monotonic()
    for second in range(STEP, SECONDS + 1, STEP):
        time.sleep(max(0, begun + second - time.monotonic()))
        yield second


def _asks(
    address: str, asked: Iterator[str], stop: threading.Event, statuses: Counter[str]
) -> None:
    for target in asked:
        if stop.is_set():
            return
        statuses[_status(address + target)] += 1


def _burns(
    address: str,
    stop: threading.Event,
    calm: threading.Event,
    busy: threading.BoundedSemaphore,
    statuses: Counter[str],
) -> None:
    for number in count():
        calm.wait()
        if stop.is_set():
            return
        with busy:
            data = urllib.parse.urlencode({"query": HOSTILE[number % len(HOSTILE)]}).encode()
            statuses[_status(f"{address}sparql", data)] += 1


def _status(address: str, data: bytes | None = None) -> str:
    try:
        with urllib.request.urlopen(address, data, timeout=90) as answer:  # noqa: S310
            answer.read()
            return str(answer.status)
    except urllib.error.HTTPError as error:
        return str(error.code)


def _measured(
    process: int, second: int, calm: threading.Event, busy: threading.BoundedSemaphore
) -> Taken:
    """Hold the hostile clients back, measure, and print."""
    calm.clear()
    for _ in HOSTILE:
        busy.acquire()
    found = taken(process)
    for _ in HOSTILE:
        busy.release()
    calm.set()
    print(
        f"{second:6}  {found.processes:9}  {found.resident / MEGABYTE:11.0f}"
        f"  {found.own / MEGABYTE:9.0f}  {found.files:5}",
        flush=True,
    )
    return found


if __name__ == "__main__":
    main()
