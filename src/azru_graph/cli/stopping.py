"""Ctrl-C while a store is at work: it heeds no exception of Python until it is done."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from threading import current_thread, main_thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from azru_graph.engines import Dataset, Engine
    from azru_graph.results import Result

__all__ = ["Stoppable", "ending_at_once"]


class Stoppable:
    """An engine whose queries Ctrl-C ends, and the process with them."""

    def __init__(self, engine: Engine) -> None:
        """Take the engine that answers."""
        self._engine = engine

    def query(
        self,
        text: str,
        *,
        path: Path | None = None,
        dataset: Dataset | None = None,
        most: int | None = None,
    ) -> Result:
        """Answer a query, as ``Engine`` says."""
        with ending_at_once():
            return self._engine.query(text, path=path, dataset=dataset, most=most)


@contextmanager
def ending_at_once() -> Iterator[None]:
    """Let Ctrl-C end the process by its signal (a shell tells 130).

    Nothing is to be written meanwhile, since it would be left half done.

    Nothing changes where Ctrl-C is ignored, or in a thread, which the shell of `azru` leaves alone.
    """
    usual = signal.default_int_handler
    if current_thread() is not main_thread() or signal.getsignal(signal.SIGINT) is not usual:
        yield
        return
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, usual)
