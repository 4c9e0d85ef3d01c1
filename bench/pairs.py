"""Time two commands in turn, as whole processes, and give their ratio.

A ratio within one run holds on a slow or noisy machine; a time does not.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["compare"]


def compare(  # noqa: PLR0913 - each is a choice of the caller
    name: str,
    ours: Sequence[str],
    other: Sequence[str],
    *,
    runs: int,
    at_most: float,
    warm_up: int = 1,
) -> None:
    """Run both commands in turn and print the median ratio of their CPU times, pair by pair.

    Args:
        name: What is compared.
        ours: The command of this project.
        other: The command it is held against.
        runs: Pairs that count.
        warm_up: Pairs before them that do not.
        at_most: The ratio that is aimed at; printed beside what was measured.
    """
    pairs = [(_seconds(ours), _seconds(other)) for _ in range(warm_up + runs)][warm_up:]
    for label, index in (("CPU", 0), ("wall", 1)):
        ratios = [mine[index] / theirs[index] for mine, theirs in pairs]
        ours_median = statistics.median(mine[index] for mine, _ in pairs)
        other_median = statistics.median(theirs[index] for _, theirs in pairs)
        print(
            f"{name}, {label}: ratio {statistics.median(ratios):.2f}"
            f" (from {min(ratios):.2f} to {max(ratios):.2f}; aim: at most {at_most});"
            f" {ours_median * 1000:.0f} ms against {other_median * 1000:.0f} ms"
        )


def _seconds(command: Sequence[str]) -> tuple[float, float]:
    """CPU and wall seconds of a command; its exit status must be 0."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    # Bytecode is kept, as in an ordinary installation.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    quiet = subprocess.DEVNULL
    subprocess.run(command, check=True, stdout=quiet, stderr=quiet, env=environment)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime, wall
