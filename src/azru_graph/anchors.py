"""Finding passages again in any copy of the article, by their letters alone.

A passage is known by the number and the digest of its letters. Two texts have the same letters
where they differ in line breaks, hyphens, quotation marks, ligatures, digits or footnote markers
only. A copy is searched in rounds. What has been found is taken out, so that a passage comes
together which a page break has cut around footnotes. Each digest is compared in full: nothing is
found that is not there. Only windows of whole words are tried.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from hashlib import sha256
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import category, normalize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = [
    "Passage",
    "Place",
    "Range",
    "Stream",
    "digest",
    "letter_stream",
    "letters",
    "quote",
    "relocate",
]

Range = tuple[int, int]

_PIECES = 4  # stretches of unknown text that may lie between the two halves of a passage

# What belongs to a passage before its first letter and after its last one: a page or a year that
# stands apart, and whatever is neither letter nor blank.
_QUOTES = "“„‘«"  # the opening ones
_OPENING = re.compile(rf"[(\[\"'{_QUOTES}]*\Z")
_NUMBER = r"(?:(?<=\bp)\.|(?<=\bpp)\.|,)?(?:[^\S\r\n]*|\s+(?=\d{4}\b))\d"
_SIGNS = rf"(?:[\d_]|[^\w\s(\[{_QUOTES}])*"
_CLOSING = re.compile(rf"(?:{_NUMBER})?{_SIGNS}")
_CUT = re.compile(_SIGNS)
_HYPHENATED = re.compile(r"(\w)[-\u2010\xad]\s*[\r\n]\s*(\w)")


class Passage(NamedTuple):
    """What is known of a passage: its name, the number of its letters, their SHA-256 in hex."""

    name: str
    size: int
    digest: str


class Place(NamedTuple):
    """Where a passage stands in a text.

    Attributes:
        ranges: Code-point offsets, end exclusive; several where something stands in between.
        whole: False where the text lacks the first letter, as when an ornamental initial got lost.
    """

    ranges: tuple[Range, ...]
    whole: bool = True


class Stream(NamedTuple):
    """The letters of a text, each with the way back to it.

    Attributes:
        letters: The folded letters.
        starts: Of each letter, the offset of the character from which it comes.
        ends: Of each letter, the offset after that character and its accents.
        breaks: Indexes of letters before which a word may end, by a sign or by a change of case.
    """

    letters: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    breaks: frozenset[int]


def letters(text: str) -> str:
    """Reduce a text to its letters: NFKC, case folded, whatever is no letter left out.

    >>> letters("The ﬁrst co\\xadast, 1994.¹")
    'thefirstcoast'
    >>> letters("1994")
    ''
    """
    return "".join(sign for sign in normalize("NFKC", text).casefold() if sign.isalpha())


def digest(folded: str) -> str:
    """Give the SHA-256 of letters, in hex.

    >>> digest(letters("re-\\nmark 7")) == digest(letters("“Remark”"))
    True
    """
    return sha256(folded.encode()).hexdigest()


def letter_stream(text: str) -> Stream:
    """Reduce a text as ``letters`` does, remembering where each letter comes from.

    A character may give several letters (a ligature) or none; accents set apart stay with it.

    >>> letter_stream("1 Oﬀ!")[:3]
    ('off', (2, 3, 3), (3, 4, 4))
    """
    found: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    breaks = set()
    for start, end in _clusters(text):
        folded = letters(text[start:end])
        if folded and found:
            last = text[starts[-1]]
            if ends[-1] < start or (last.islower() and text[start].isupper()):
                breaks.add(len(found))
        for letter in folded:
            found.append(letter)
            starts.append(start)
            ends.append(end)
    return Stream("".join(found), tuple(starts), tuple(ends), frozenset(breaks))


def relocate(text: str, passages: Sequence[Passage]) -> dict[str, Place]:
    """Find passages in a copy of the article.

    Each place belongs to one passage. Where passages have the same letters, or one has several
    places, longer passages choose first, and then the pair that lies nearest to its neighbours in
    the article's order. A passage that is cut by text unknown is found where its neighbours are.

    Args:
        text: The copy.
        passages: In the order of the article. One without letters is never found.

    Returns:
        Name → place, in the order of the article; passages that are not found are left out.

    >>> folded = {t: letters(t) for t in ("Ibid.", "By and by.")}
    >>> wanted = [Passage(t, len(x), digest(x)) for t, x in folded.items()]
    >>> relocate("7 By and\\nby. 8", wanted)
    {'By and by.': Place(ranges=((2, 12),), whole=True)}
    """
    stream = letter_stream(text)
    search = _Search(stream, [passage for passage in passages if passage.size > 0])
    search.run()
    return {
        passage.name: Place(
            tuple(_ranges(text, stream, search.found[passage.name])),
            len(search.found[passage.name]) == passage.size,
        )
        for passage in passages
        if passage.name in search.found
    }


def quote(text: str, ranges: Iterable[Range]) -> str:
    r"""Quote ranges of a text on one line.

    Hyphens at line ends go where the next line begins with a small letter, which also takes the
    hyphen from a compound that happens to be broken there. What cannot be printed goes.

    >>> quote("the anti-\nRussian pol-\nicy  of", [(0, 30)])
    'the anti-Russian policy of'
    """
    joined = _HYPHENATED.sub(
        lambda found: f"{found[1]}{'' if found[2].islower() else '-'}{found[2]}",
        "\n".join(text[start:end] for start, end in ranges),
    )
    return " ".join("".join(map(_shown, joined)).split())


class _Search:
    """A search under way.

    ``rest`` holds the indexes of the letters that belong to no passage yet, ``text`` the letters;
    all other positions are positions in the rest. At ``breaks`` a passage may begin or end; the
    ``limits`` are the same as a set. At ``edges`` something has been taken out, or the text ends.
    """

    def __init__(self, stream: Stream, passages: Sequence[Passage]) -> None:
        self.stream = stream
        self.passages = passages
        self.order = {passage.name: place for place, passage in enumerate(passages)}
        self.found: dict[str, list[int]] = {}
        self.rest = list(range(len(stream.letters)))

    def run(self) -> None:
        """Search until a round finds nothing more."""
        self._look_again()
        while self._whole() or self._without_initial() or self._in_halves():
            self._look_again()

    def _look_again(self) -> None:
        gone = {index for found in self.found.values() for index in found}
        self.rest = [index for index in self.rest if index not in gone]
        self.text = "".join(self.stream.letters[index] for index in self.rest)
        inner = range(1, len(self.rest))
        cuts = [at for at in inner if self.rest[at - 1] + 1 != self.rest[at]]
        words = [at for at in inner if self.rest[at] in self.stream.breaks]
        self.edges = [0, *cuts, len(self.rest)]
        self.limits = {*self.edges, *words}
        self.breaks = sorted(self.limits)
        self.taken = bytearray(len(self.rest))

    def _missing(self) -> list[Passage]:
        """The passages not found yet, the longest first."""
        missing = [passage for passage in self.passages if passage.name not in self.found]
        return sorted(missing, key=lambda passage: -passage.size)

    def _take(self, passage: Passage, *spans: Range) -> bool:
        """Give letters to a passage, unless one of them has been given away in this round."""
        if any(any(self.taken[start:end]) for start, end in spans):
            return False
        for start, end in spans:
            self.taken[start:end] = b"\x01" * (end - start)
        self.found[passage.name] = [i for start, end in spans for i in self.rest[start:end]]
        return True

    def _whole(self) -> bool:
        """Find passages that stand in one piece."""
        alike: defaultdict[tuple[int, str], list[Passage]] = defaultdict(list)
        for passage in self._missing():
            alike[passage.size, passage.digest].append(passage)
        places = self._windows(alike.keys())
        known = {name: (found[0], found[-1]) for name, found in self.found.items()}
        for key, heads in places.items():
            if len(heads) == len(alike[key]) == 1:
                known[alike[key][0].name] = self._span(heads[0], key[0])
        before = len(self.found)
        for key, heads in places.items():
            pairs = [(passage, head) for passage in alike[key] for head in heads]
            strays = [self._stray(one, self._span(head, key[0]), known) for one, head in pairs]
            for _, (passage, head) in sorted(zip(strays, pairs, strict=True), key=itemgetter(0)):
                if passage.name not in self.found:
                    self._take(passage, (head, head + key[0]))
        return len(self.found) > before

    def _windows(self, wanted: Iterable[tuple[int, str]]) -> dict[tuple[int, str], list[int]]:
        """Find every window of whole words with the count and digest of a passage."""
        digests: defaultdict[int, set[str]] = defaultdict(set)
        places: dict[tuple[int, str], list[int]] = {key: [] for key in wanted}
        for count, hashed in places:
            digests[count].add(hashed)
        for count, hashes in digests.items():
            for head in self.breaks:
                if head + count in self.limits:
                    hashed = digest(self.text[head : head + count])
                    if hashed in hashes:
                        places[count, hashed].append(head)
        return {key: heads for key, heads in places.items() if heads}

    def _span(self, head: int, count: int) -> Range:
        """The first and the last letter of a window, as indexes of the whole text."""
        return self.rest[head], self.rest[head + count - 1]

    def _stray(self, passage: Passage, span: Range, known: dict[str, Range]) -> int:
        """How many letters lie between a place and those of the neighbours in the article."""
        at = self.order[passage.name]
        names = [other.name for other in self.passages]
        before = next((known[name] for name in reversed(names[:at]) if name in known), (0, 0))
        end = len(self.stream.letters)
        after = next((known[name] for name in names[at + 1 :] if name in known), (end, end))
        return abs(span[0] - before[1]) + abs(after[0] - span[1])

    def _without_initial(self) -> bool:
        """Find passages without their first letter, directly before or after what is known."""
        before = len(self.found)
        alphabet = sorted(set(self.stream.letters))
        for passage in self._missing():
            kept = passage.size - 1
            for start, end in pairwise(self.edges):
                for head in (start, end - kept):
                    span = (head, head + kept)
                    if start <= head and span[1] <= end and self.limits.issuperset(span) and kept:
                        window = self.text[head : span[1]]
                        if any(digest(first + window) == passage.digest for first in alphabet):
                            self._take(passage, span)
                if passage.name in self.found:
                    break
        return len(self.found) > before

    def _in_halves(self) -> bool:
        """Find passages that begin and end beside what is known, with unknown text inside."""
        before = len(self.found)
        for passage in self._missing():
            for place, start in enumerate(self.edges):
                for end in self.edges[place + 1 : place + 1 + _PIECES]:
                    second = end - passage.size  # plus the length of the first half
                    if second > start and passage.name not in self.found:
                        self._try_halves(passage, start, end)
        return len(self.found) > before

    def _try_halves(self, passage: Passage, start: int, end: int) -> None:
        first = bisect_left(self.breaks, start + 1)
        last = bisect_left(self.breaks, start + passage.size)
        for cut in self.breaks[first:last]:
            back = end - passage.size + (cut - start)
            if back in self.limits:
                joined = self.text[start:cut] + self.text[back:end]
                halves = (start, cut), (back, end)
                if digest(joined) == passage.digest and self._take(passage, *halves):
                    return


def _clusters(text: str) -> Iterator[Range]:
    """Cut a text before each character that is no accent of the one before."""
    start = 0
    for at in range(1, len(text)):
        if text[at] < "\u0300" or not category(text[at]).startswith("M"):
            yield start, at
            start = at
    if text:
        yield start, len(text)


def _ranges(text: str, stream: Stream, found: Sequence[int]) -> Iterator[Range]:
    """Turn letters into ranges, with the marks, numbers and footnote marker at their ends."""
    cuts = [at for at in range(1, len(found)) if found[at - 1] + 1 != found[at]]
    for one, other in pairwise([0, *cuts, len(found)]):
        start, end = stream.starts[found[one]], stream.ends[found[other - 1]]
        if one == 0 and (opening := _OPENING.search(text, max(0, start - 3), start)):
            start = opening.start()
        closing = (_CLOSING if other == len(found) else _CUT).match(text, end)
        yield start, closing.end() if closing else end


def _shown(sign: str) -> str:
    """A character as it may be printed: invisible ones go, other unprintable ones are blanks."""
    return sign if sign.isprintable() else "" if category(sign) == "Cf" else " "
