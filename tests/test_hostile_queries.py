"""Queries that would take all there is: they are ended, others are answered, nothing is left over.

The limits are small, so that the tests are quick.
"""

from __future__ import annotations

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from azru_graph.files import data_files
from azru_graph.web.settings import Limits, Source
from service import alive, inside, peak, until

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service import Inside

MEGABYTE = 1 << 20
LIMITS = Limits(seconds=1.0, memory=160 * MEGABYTE, content=MEGABYTE, workers=1, queue=2)

# Name → a query, the statuses it may have, and the limits that may be named.
TOO_LONG, TOO_MUCH, TOO_LARGE = (504, "seconds"), (507, "memory"), (507, "content")
ANSWERED, FAULTY = (200, None), (400, None)


def doubled(times: int) -> str:
    """Write a pattern that binds ever longer texts to ``?t0``, ``?t1`` and so on."""
    steps = (f"BIND(CONCAT(?t{n}, ?t{n}) AS ?t{n + 1})" for n in range(times))
    return f'BIND("x" AS ?t0) {" ".join(steps)}'


HOSTILE: dict[str, tuple[str, set[tuple[int, str | None]]]] = {
    "a product of everything": (
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a > ?i) }",
        {TOO_LONG, TOO_MUCH},
    ),
    "a product put in order": (
        "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f ?a",
        {TOO_LONG, TOO_MUCH},
    ),
    "an expression over everything twice": (
        'ASK { ?a ?b ?c . ?d ?e ?f FILTER(REGEX(CONCAT(STR(?c), STR(?f)), "(.*a|aa)+(B|BB)+$Q")) }',
        {TOO_LONG, TOO_MUCH},
    ),
    "an expression that grows": (
        'ASK { FILTER(!REGEX("aaaaaaaaaaaaaaaaaaaaaa", "((((a{1,99}){1,99}){1,99}){1,99})+b")) }',
        {ANSWERED},
    ),
    "paths of any length between everything": (
        "SELECT (COUNT(*) AS ?n) { ?a (!<x:a>|^!<x:b>)+ ?b . ?b (!<x:c>|^!<x:d>)* ?c }",
        {TOO_LONG, TOO_MUCH},
    ),
    "many values crossed": (
        "SELECT (COUNT(*) AS ?n) { "
        + " ".join(
            f"VALUES ?{name} {{ {' '.join(map(str, range(3000)))} }}" for name in ("a", "b", "c")
        )
        + " FILTER(?a + ?b + ?c < 0) }",
        {TOO_LONG, TOO_MUCH},
    ),
    "a text that doubles": (
        f"ASK {{ {doubled(40)} FILTER(STRLEN(?t40) > 1) }}",
        {TOO_LONG, TOO_MUCH},
    ),
    "all texts in one": (
        "SELECT (GROUP_CONCAT(?c) AS ?all) { ?a ?b ?c . ?d ?e ?f }",
        {TOO_LONG, TOO_MUCH},
    ),
    "braces by the thousand": ("ASK " + "{" * 5000 + "}" * 5000, {FAULTY}),
    "brackets by the thousand": (f"ASK {{ FILTER({'(' * 5000}1{')' * 5000}) }}", {FAULTY}),
    "signs by the thousand": (
        f"ASK {{ FILTER({'!' * 100_000}true) }}",
        {FAULTY, TOO_MUCH, TOO_LONG},
    ),
    "steps by the thousand": (f"ASK {{ ?a {'<x:p>/' * 50_000}<x:p> ?b }}", {FAULTY, TOO_LONG}),
    "paths of paths": (f"ASK {{ ?a {'(' * 150}<x:p>{')*' * 150} ?b }}", {ANSWERED, TOO_LONG}),
    "sums by the thousand": (f"ASK {{ FILTER({'1+' * 100_000}1 > 0) }}", {FAULTY, TOO_LONG}),
    "an answer too large to be sent": (f"SELECT ?t21 {{ {doubled(21)} }}", {TOO_LARGE}),
}


@pytest.fixture(scope="module", name="service")
def _service() -> Iterator[Inside]:
    with inside(Source(data_files()), LIMITS) as service:
        yield service


def ask(service: Inside, query: str, **more: str) -> tuple[int, str | None]:
    """Ask, and give the status and the limit that is named."""
    answer = service.client.post("/sparql", data={"query": query, **more})
    if answer.status_code == 200:
        return 200, None
    told = answer.json()
    assert told["status"] == answer.status_code
    return answer.status_code, told.get("limit", {}).get("name")


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_query(service: Inside, name: str) -> None:
    query, outcomes = HOSTILE[name]
    assert ask(service, query) in outcomes
    assert ask(service, f"ASK {{ BIND({len(query)} AS ?fresh) }}") == (200, None)
    until(lambda: len(service.workers()) == 2)


def test_memory_is_bounded(service: Inside) -> None:
    """What workers and those before them took is near their limit at the most."""
    for query in ("a product put in order", "a text that doubles", "all texts in one"):
        assert ask(service, HOSTILE[query][0])[0] in {504, 507}
    most = max(peak(pid) for pid in service.processes())
    assert most < LIMITS.memory + 160 * MEGABYTE


def test_ends_are_counted_by_reason(service: Inside) -> None:
    def ends() -> dict[str, int]:
        lines = service.client.get("/metrics").text.splitlines()
        found = [line for line in lines if line.startswith("azru_worker_ends_total{")]
        return {line.split('"')[1]: int(line.split()[-1]) for line in found}

    before = ends()
    assert ask(service, HOSTILE["a product of everything"][0] + "# again") == TOO_LONG
    assert ask(service, HOSTILE["signs by the thousand"][0] + "# again") == FAULTY
    after = ends()
    assert after["seconds"] == before["seconds"] + 1
    assert after["stack"] == before["stack"] + 1
    assert after["crash"] == before["crash"]


def test_more_than_the_queue_holds_is_refused(service: Inside) -> None:
    """One query runs and two wait, as many as may; the next is told when to come again."""
    query = HOSTILE["a product of everything"][0]
    with ThreadPoolExecutor(8) as threads:
        asked = [
            threads.submit(service.client.get, "/sparql", params={"query": f"{query} # {number}"})
            for number in range(8)
        ]
        health = service.client.get("/health")
        answers = [one.result() for one in asked]
    assert health.status_code == 200
    busy = [answer for answer in answers if answer.status_code == 503]
    assert busy
    assert {answer.status_code for answer in answers} <= {503, 504}
    assert {answer.headers["retry-after"] for answer in busy} == {"1"}
    assert {answer.json()["limit"]["name"] for answer in busy} <= {"queue", "seconds"}
    assert any(answer.json()["limit"]["name"] == "queue" for answer in busy)
    assert ask(service, "ASK { BIND('later' AS ?x) }") == ANSWERED


def test_worker_that_is_killed_is_replaced(service: Inside) -> None:
    workers = service.workers()
    for pid in workers:
        os.kill(pid, signal.SIGKILL)
    until(lambda: len(service.workers() - workers) == 2)
    assert ask(service, "ASK { BIND('replaced' AS ?x) }") == ANSWERED
    assert service.client.get("/health").json()["status"] == "ok"


def test_all_is_made_anew_where_the_maker_of_workers_is_killed(service: Inside) -> None:
    before = service.processes()
    os.kill(service.app.service.pool.process, signal.SIGKILL)
    until(lambda: not any(map(alive, before)))
    until(lambda: service.client.get("/health").json()["status"] == "ok")
    assert ask(service, "ASK { BIND('anew' AS ?x) }") == ANSWERED
    assert not before & service.processes()


def test_nothing_is_left_over() -> None:
    with inside(Source(data_files()), LIMITS) as service:
        assert ask(service, HOSTILE["a product of everything"][0]) == TOO_LONG
        until(lambda: len(service.workers()) == 2)
        processes = service.processes()
    assert not any(map(alive, processes))
