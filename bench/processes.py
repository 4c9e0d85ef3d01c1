"""What a process takes, with all that it has started, and they. Linux only."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import NamedTuple

__all__ = ["Taken", "alive", "descendants", "seconds", "taken"]

_TICKS = os.sysconf("SC_CLK_TCK")


class Taken(NamedTuple):
    """What processes take.

    Attributes:
        processes: How many there are.
        resident: Bytes in memory, what several share counted for each.
        own: Bytes in memory, what several share counted once in all.
        files: Open files.
    """

    processes: int
    resident: int
    own: int
    files: int


def taken(process: int) -> Taken:
    """Measure what a process and its descendants take."""
    resident = own = files = number = 0
    for pid in descendants(process):
        place = Path(f"/proc/{pid}")
        try:
            told = (place / "smaps_rollup").read_text()
            files += len(list((place / "fd").iterdir()))
        except OSError:  # it has ended by now
            continue
        number += 1
        resident += _kilobytes("Rss", told)
        own += _kilobytes("Pss", told)
    return Taken(number, 1024 * resident, 1024 * own, files)


def seconds(process: int) -> float:
    """Give the CPU time that a process and its descendants have spent, those that ended as well."""
    ticks = 0
    for pid in descendants(process):
        ticks += sum(map(int, _status(pid)[11:15]))
    return ticks / _TICKS


def descendants(process: int) -> list[int]:
    """Give a process and all that it has started, and they."""
    found = [process]
    for pid in found:
        for path in Path(f"/proc/{pid}/task").glob("*/children"):
            try:
                found += map(int, path.read_text().split())
            except OSError:  # the thread has ended
                continue
    return found


def alive(process: int) -> bool:
    """Whether a process is there, and no mere entry that nobody has read."""
    return _status(process)[:1] not in ([], ["Z"])


def _status(process: int) -> list[str]:
    """Read what follows the name in ``/proc/PID/stat``; nothing where the process has ended."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _kilobytes(name: str, told: str) -> int:
    found = re.search(rf"^{name}:\s+(\d+) kB", told, re.MULTILINE)
    return int(found[1]) if found else 0
