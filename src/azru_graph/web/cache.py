"""Answers kept to be given again, the least lately used forgotten first."""

from __future__ import annotations

from collections import OrderedDict
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable

    from azru_graph.web.responses import Answer

__all__ = ["Kept"]


class Kept:
    """A bounded store of answers.

    >>> from azru_graph.web.responses import Answer
    >>> kept = Kept(4000)
    >>> for name in "abc":
    ...     kept.put(name, Answer(b"x" * 400, "text/plain"))
    >>> kept.get("a") is None, kept.get("c").kind
    (True, 'text/plain')
    """

    def __init__(self, most: int) -> None:
        """Keep so many bytes at most; an answer of more than half of them is not kept."""
        self._most = most
        self._size = 0
        self._answers: OrderedDict[bytes, Answer] = OrderedDict()

    def get(self, key: Hashable) -> Answer | None:
        """Give what is kept under a key; None where nothing is."""
        place = _digest(key)
        answer = self._answers.get(place)
        if answer:
            self._answers.move_to_end(place)
        return answer

    def put(self, key: Hashable, answer: Answer) -> None:
        """Keep an answer, and forget others where there is no more room."""
        place = _digest(key)
        if answer.size > self._most // 2 or place in self._answers:
            return
        self._answers[place] = answer
        self._size += answer.size
        while self._size > self._most:
            self._size -= self._answers.popitem(last=False)[1].size


def _digest(key: Hashable) -> bytes:
    """Make a key short, since it may hold all that a client sends."""
    return blake2b(repr(key).encode("utf-8", "surrogatepass"), digest_size=16).digest()
