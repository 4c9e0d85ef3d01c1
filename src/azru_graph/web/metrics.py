"""Figures of what a service does, in the text format that Prometheus reads."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["KIND", "Metrics"]

KIND = "text/plain; version=0.0.4; charset=utf-8"

# A worker ends over a job since it takes too long or too much memory, since the client has gone, or
# by a fault; or since the query overruns the stack of the parser.
_REASONS = ("seconds", "memory", "stack", "gone", "crash")
_SECONDS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10)


class Metrics:
    """What is counted since the start."""

    def __init__(self) -> None:
        self._requests: Counter[tuple[str, str, int]] = Counter()
        self._below = [0] * (len(_SECONDS) + 1)
        self._seconds = 0.0
        self._killed = Counter(dict.fromkeys(_REASONS, 0))
        self._lookups = Counter(hit=0, miss=0)

    def answered(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count a request."""
        self._requests[route, method, status] += 1
        self._below[bisect_left(_SECONDS, seconds)] += 1
        self._seconds += seconds

    def killed(self, reason: str) -> None:
        """Count a worker that ended over a job."""
        self._killed[reason] += 1

    def looked_up(self, *, found: bool) -> None:
        """Count an answer that was kept, or was not."""
        self._lookups["hit" if found else "miss"] += 1

    def text(self, gauges: Mapping[str, float]) -> str:
        """Write all figures.

        >>> metrics = Metrics()
        >>> metrics.answered("/sparql", "GET", 200, 0.002)
        >>> print(metrics.text({"workers": 2}).splitlines()[2])
        azru_requests_total{route="/sparql",method="GET",status="200"} 1
        """
        lines = _block(
            "requests_total",
            "counter",
            "Requests answered.",
            (
                (f'route="{route}",method="{method}",status="{status}"', number)
                for (route, method, status), number in sorted(self._requests.items())
            ),
        )
        lines += _block(
            "worker_ends_total",
            "counter",
            "Workers that ended over a job, by reason.",
            ((f'reason="{reason}"', number) for reason, number in sorted(self._killed.items())),
        )
        lines += _block(
            "answers_kept_total",
            "counter",
            "Answers looked up among those kept.",
            ((f'result="{found}"', number) for found, number in sorted(self._lookups.items())),
        )
        for name, value in gauges.items():
            lines += _block(name, "gauge", f"Number of {name}.", [("", value)])
        lines += [
            "# HELP azru_request_seconds Seconds to the answer.",
            "# TYPE azru_request_seconds histogram",
        ]
        total = 0
        for bound, number in zip([*map(str, _SECONDS), "+Inf"], self._below, strict=True):
            total += number
            lines.append(f'azru_request_seconds_bucket{{le="{bound}"}} {total}')
        lines += [
            f"azru_request_seconds_sum {self._seconds:.6f}",
            f"azru_request_seconds_count {total}",
        ]
        return "\n".join([*lines, ""])


def _block(name: str, kind: str, helping: str, samples: Iterable[tuple[str, float]]) -> list[str]:
    head = [f"# HELP azru_{name} {helping}", f"# TYPE azru_{name} {kind}"]
    return head + [
        f"azru_{name}{{{labels}}} {value}" if labels else f"azru_{name} {value}"
        for labels, value in samples
    ]
