"""Passages are found in any copy of the article that has their letters, and in no other."""

from __future__ import annotations

import csv
import re
import textwrap
from hashlib import sha256
from random import Random
from typing import TYPE_CHECKING
from unicodedata import normalize

import pytest

from article import ARTICLE, needs_article
from azru_graph import anchors
from azru_graph.anchors import Passage, Place, digest, letter_stream, letters, quote, relocate
from madeup import LOST, NAMES, PIECES, TEXT, folded, joined, spans

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

PASSAGES = [
    Passage(name, len(folded(name)), sha256(folded(name).encode()).hexdigest()) for name in NAMES
]


def missing(text: str, passages: Sequence[Passage] = PASSAGES) -> list[str]:
    found = relocate(text, passages)
    return [passage.name for passage in passages if passage.name not in found]


# ── Letters ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("1994, 70 %", ""),
        ("ﬁlm oﬃce", "filmoffice"),
        ("re\xadmark", "remark"),
        ("İstanbul IĞDIR ılık", "istanbuliğdirılık"),
        ("Straße", "strasse"),
        ("Cafe\u0301", "café"),
        ("Гейдар Алиев", "гейдаралиев"),
        ("a²b¹", "ab"),
    ],
)
def test_letters(text: str, expected: str) -> None:
    assert letters(text) == expected
    stream = letter_stream(text)
    assert stream.letters == expected
    assert len(stream.starts) == len(stream.ends) == len(expected)
    assert digest(stream.letters) == sha256(expected.encode()).hexdigest()


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_each_letter_leads_back_to_its_character(form: str) -> None:
    text = normalize(form, TEXT)  # type: ignore[arg-type]
    stream = letter_stream(text)
    assert stream.letters == letters(text)
    assert list(stream.starts) == sorted(stream.starts)
    for letter, start, end in zip(stream.letters, stream.starts, stream.ends, strict=True):
        assert letter in letters(text[start:end])


# ── Copies ────────────────────────────────────────────────────────────────────


def rewrapped(text: str) -> str:
    """Other line ends, hyphens where they were, now within the lines."""
    return textwrap.fill(" ".join(text.split()), 47)


def without_hyphens(text: str) -> str:
    return re.sub(r"-\n", "", text).replace("\xad", "")


def typed_otherwise(text: str) -> str:
    """Straight quotes, ligatures, no-break spaces, dashes, Windows line ends."""
    table = str.maketrans({"“": '"', "”": '"', "’": "'", "-": "–", "\n": "\r\n"})
    text = re.sub(r"(?<=\w) (?=\w)", "\xa0", text).translate(table)
    return text.replace("ffi", "ﬃ").replace("fi", "ﬁ").replace("fl", "ﬂ")


def with_notes_last(text: str, places: Mapping[str, Sequence[tuple[int, int]]]) -> str:
    cuts = sorted(span for name in places if name[:2] == "fn" for span in places[name])
    body = text
    for start, end in reversed(cuts):
        body = body[:start] + body[end:]
    return "\n".join([body, *(text[start:end] for start, end in cuts)])


SPANS = {name: spans(name) for name in NAMES}
COPIES: dict[str, str] = {
    "as printed": TEXT,
    "rewrapped": rewrapped(TEXT),
    "on one line": " ".join(TEXT.split()),
    "without hyphens": without_hyphens(TEXT),
    "typed otherwise": typed_otherwise(TEXT),
    "accents apart": normalize("NFD", TEXT),
    "footnotes last": with_notes_last(TEXT, SPANS),
    "page furniture": TEXT.replace(" town,", "THE MILLER'S WEEKLY 12\n town,"),
    "within a book": "Words before. " * 9 + TEXT + "\nAnd some after." * 9,
    "byte order mark": "\ufeff" + TEXT,
}


@pytest.mark.parametrize("name", COPIES)
def test_every_passage_is_found(name: str) -> None:
    copy = COPIES[name]
    found = relocate(copy, PASSAGES)
    assert list(found) == NAMES
    for one, place in found.items():
        # What lies there has the letters of the passage, but for the initial that print lost.
        there = letters("".join(copy[start:end] for start, end in place.ranges))
        assert there == folded(one).removeprefix(LOST.get(one, "").lower())
        assert place.whole == (one not in LOST)


def test_initial_set_in_its_place_is_found_too() -> None:
    assert relocate(TEXT.replace(" ater drove", "W\nater drove"), PASSAGES)["s1p1.1"].whole


def test_places_are_those_of_the_print() -> None:
    """Footnote numbers and bullets before the text aside, offsets are those of the passages."""
    found = relocate(TEXT, PASSAGES)
    for name in NAMES:
        ends = [end for _, end in found[name].ranges]
        assert ends == [end for _, end in SPANS[name]], name
        for (start, _), (printed, _) in zip(found[name].ranges, SPANS[name], strict=True):
            assert re.fullmatch(r"(?:[\d*]+ )?", TEXT[printed:start]), name


def test_sentence_cut_by_a_page_break_has_two_ranges() -> None:
    ranges = relocate(TEXT, PASSAGES)["s2p1.2"].ranges
    assert ranges == tuple(SPANS["s2p1.2"])
    assert quote(TEXT, ranges).endswith("who had come from the town, wrote it down in 1871.3")


def occurrences() -> list[tuple[str, str]]:
    """Each passage with the text in which one word of it is another."""
    cases = []
    at = 0
    for name, piece in PIECES:
        words = list(re.finditer(r"[^\W\d_]{2,}", piece)) if name else []
        for word in words:
            start, end = at + word.start(), at + word.end()
            cases.append((name, f"{TEXT[:start]}qqx{TEXT[end:]}"))
        at += len(piece)
    return cases


def test_one_word_changed_loses_that_passage_and_no_other(
    count_cases: Callable[[str, int], None],
) -> None:
    cases = occurrences()
    for name, copy in cases:
        assert missing(copy) == [name]
    count_cases("copies with one word changed", len(cases))


def test_a_sentence_left_out_is_missing() -> None:
    assert missing(TEXT.replace("3 He liked to write.", "")) == ["fn3"]
    assert missing("Quite another text, about the valley and its mills.") == NAMES
    assert missing("") == NAMES


# ── Passages with the same letters, or within each other ──────────────────────


def known(*texts: str) -> list[Passage]:
    return [Passage(f"{i}", len(x), digest(x)) for i, x in enumerate(map(letters, texts))]


def test_repeats_are_told_apart_by_their_neighbours() -> None:
    ordered = relocate(TEXT, PASSAGES)
    assert ordered["fn2"].ranges[0] < ordered["fn4"].ranges[0]
    assert ordered["pq1"].ranges[0] < ordered["s2p1.3"].ranges[0]
    # Where the pull-quote is set at the end, the sentence still stands between its neighbours.
    pulled = "".join(piece for name, piece in PIECES if name == "pq1")
    moved = TEXT.replace(pulled, "\n") + "\n" + pulled
    found = relocate(moved, PASSAGES)
    assert found["pq1"].ranges[0] > found["fn4"].ranges[0]
    assert found["s2p1.3"].ranges[0] < found["s3h"].ranges[0]


def test_one_place_serves_one_passage() -> None:
    passages = known("Ibid.", "In between.", "Ibid.")
    assert missing("Ibid. In between.", passages) == ["2"]
    assert missing("In between. Ibid.", passages) == ["0"]
    assert missing("Ibid. In between. Ibid. Ibid.", passages) == []


def test_what_lies_within_a_longer_passage_is_not_found_there() -> None:
    passages = known("In the end", "This is so in the end.")
    assert missing("This is so in the end.", passages) == ["0"]
    assert missing("IN THE END This is so in the end.", passages) == []


def test_only_whole_words_count() -> None:
    assert missing("Ibidem", known("Ibid")) == ["0"]
    assert missing("Forbid", known("bid")) == ["0"]
    assert missing("forb-\nid den", known("id")) == []
    assert missing("The EndWe go home", known("The End", "We go home")) == []


def test_halves_are_joined_beside_what_is_known_only() -> None:
    passages = known("We came at noon.", "They left us at once.", "Night fell.")
    cut = "They left THE DAILY 7 us at once."
    assert missing(f"We came at noon. {cut} Night fell.", passages) == []
    assert missing(f"We came at nine. {cut} Night fell.", passages) == ["0", "1"]


def test_halves_do_not_share_letters() -> None:
    passages = known("One two.", "Bang, bang!", "Three four.")
    assert missing("One two. Bang! Three four.", passages) == ["1"]
    assert missing("One two. Bang, HEAD 7 bang! Three four.", passages) == []


def test_passage_without_letters_is_never_found() -> None:
    assert missing("1994", [Passage("year", 0, digest(""))]) == ["year"]


# ── Quotations ────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pol-\nicy", "policy"),
        ("pol-  \r\n icy", "policy"),
        ("pol\xad\nicy", "policy"),
        ("pol\xadicy", "policy"),
        ("anti-\nRussian", "anti-Russian"),
        ("24-\n26 May", "24-26 May"),
        ("a   b\tc\x1b[31md", "a b c [31md"),
        ("left\u202eright\u2028end", "leftright end"),
    ],
)
def test_quotation(text: str, expected: str) -> None:
    assert quote(text, [(0, len(text))]) == expected


def test_quotation_of_two_ranges_leaves_out_what_lies_between() -> None:
    assert quote("the fol- 12 lowing", [(0, 8), (12, 18)]) == "the following"


@pytest.mark.parametrize(
    ("text", "passage", "expected"),
    [
        ("He left.1 Then", "He left", "He left.1"),
        ("Mills (1999), p. 31.\n2 Ibid", "Mills, p", "Mills (1999), p. 31."),
        ("It was May\n1994.5 So", "It was May", "It was May\n1994.5"),
        ("She stayed. 13 Another", "She stayed", "She stayed."),
        ("“Go!” he said.”", "Go he said", "“Go!” he said.”"),
        ("see a.org/1-2_3/\nThen", "see a org", "see a.org/1-2_3/"),
        ("It ended.“Then", "It ended", "It ended."),
    ],
)
def test_signs_at_the_ends_belong_to_the_passage(text: str, passage: str, expected: str) -> None:
    (place,) = relocate(text, known(passage)).values()
    ((start, end),) = place.ranges
    assert text[start:end] == expected


# ── The work done ─────────────────────────────────────────────────────────────


def test_search_is_fast_enough_for_an_article(monkeypatch: pytest.MonkeyPatch) -> None:
    """Comparing digests is what takes time: a million takes a second."""
    random = Random(5)  # noqa: S311 -- the same words each time
    syllables = ["ba", "ko", "lin", "ter", "su", "vor", "e", "mish"]

    def sentence() -> str:
        words = ["".join(random.choices(syllables, k=random.randint(1, 4))) for _ in range(24)]
        return " ".join(words) + "."

    sentences = [sentence() for _ in range(150)]
    passages = known(*sentences)
    done = 0
    hashed = anchors.digest

    def counted(folded: str) -> str:
        nonlocal done
        done += 1
        return hashed(folded)

    monkeypatch.setattr(anchors, "digest", counted)
    assert missing(" ".join(sentences), passages) == []
    assert 150 <= done < 100_000
    done = 0
    assert missing(" ".join(reversed(" ".join(sentences).split())), passages) != []
    assert 150 <= done < 100_000


# ── The article ───────────────────────────────────────────────────────────────


def article() -> tuple[str, list[Passage], dict[str, list[tuple[int, int]]]]:
    text = (ARTICLE / "article.txt").read_text(encoding="utf-8")
    with (ARTICLE / "passages.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    places = {}
    for row in rows:
        pairs = (span.split("-") for span in row["spans"].split(","))
        places[row["id"]] = [(int(start), int(end)) for start, end in pairs]
    return (
        text,
        [Passage(r["id"], len(x), digest(x)) for r in rows for x in [letters(r["text"])]],
        places,
    )


@needs_article
@pytest.mark.parametrize(
    "change",
    [str, rewrapped, without_hyphens, typed_otherwise, lambda text: " ".join(text.split())],
    ids=["as printed", "rewrapped", "without hyphens", "typed otherwise", "on one line"],
)
def test_article_is_found_in_its_copies(change: Callable[[str], str]) -> None:
    text, passages, _ = article()
    assert len(passages) == 146
    found = relocate(change(text), passages)
    assert [name for name, place in found.items() if not place.whole] == ["s1p1.1"]
    assert missing(change(text), passages) == []


@needs_article
def test_article_is_found_with_its_footnotes_last() -> None:
    text, passages, places = article()
    assert missing(with_notes_last(text, places), passages) == []


@needs_article
def test_article_is_found_where_it_is() -> None:
    text, passages, places = article()
    for name, place in relocate(text, passages).items():
        assert len(place.ranges) == len(places[name]), name
        for (start, end), (first, last) in zip(place.ranges, places[name], strict=True):
            assert first <= start <= first + 4, name  # a footnote number and blanks
            assert end == last, name


@needs_article
@pytest.mark.parametrize(
    "name",
    [
        "title",
        "s1p1.1",
        "s2p4.2",
        "s3p1.4",
        "fn5",
        "pq1",
        "s3p4.3",
        "s4p2.2",
        "fn11",
        "fn12",
        "fn15",
        "s5p2.2",
        "pq2",
        "s6h",
        "rh1",
    ],
)
def test_article_with_one_word_changed_lacks_that_passage(name: str) -> None:
    text, passages, places = article()
    for start, end in places[name]:
        words = list(re.finditer(r"[^\W\d_]{3,}", text[start:end]))
        word = words[len(words) // 2]
        copy = f"{text[: start + word.start()]}qqx{text[start + word.end() :]}"
        assert missing(copy, passages) == [name]


def test_made_up_passages_read_as_meant() -> None:
    assert joined("s1p1.1").startswith("Water drove")
    assert relocate("Water", known("Water")) == {"0": Place(((0, 5),))}
