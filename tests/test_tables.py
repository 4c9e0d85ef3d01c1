"""Answers for people: tables and Markdown, by eye and by measure."""

from __future__ import annotations

import re
import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from azru_graph.results import Table
from azru_graph.results.tables import to_markdown, to_records, to_table
from azru_graph.terms import XSD, BlankNode, Iri, Literal

steady = settings(database=None, deadline=None, derandomize=True)
STATE = Iri("https://w3id.org/azru/id/state-russia")
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"


def integer(number: int) -> Literal:
    return Literal(str(number), XSD + "integer")


def taken(line: str) -> int:
    """Count terminal columns the slow way, for the few signs used here."""
    line = line.replace(FAMILY, "阿")
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) == "W" else 1
        for sign in line
    )


def test_table_by_eye() -> None:
    table = Table(("who", "n"), ((STATE, integer(7)), (None, integer(12))))
    assert to_table(table, labels={STATE.value: "Russia"}).splitlines() == [
        "#  who                        n",
        "─  ────────────────────────  ──",
        "1  Russia (id:state-russia)   7",
        "2                            12",
    ]


def test_row_numbers_stand_to_the_right() -> None:
    lines = to_table(Table(("a",), ((Literal("x"),),) * 10)).splitlines()
    assert (lines[0], lines[2], lines[-1]) == (" #  a", " 1  x", "10  x")


def test_table_says_that_it_is_cut_or_empty() -> None:
    table = Table(("a",), tuple((Literal(str(n)),) for n in range(14)))
    assert to_table(table.head(2)).splitlines()[-1] == "2 of 14 rows shown"
    assert to_table(table.head(0)).splitlines()[-1] == "0 of 14 rows shown"
    assert to_table(Table(("a",), ())).splitlines()[-1] == "(no rows)"
    assert to_markdown(table.head(2)).endswith("\n| 1 |\n\n2 of 14 rows shown\n")
    wide = Table(tuple("abcdefgh"), ((Literal("a-very-long-word " * 3),) * 8,) * 3)
    assert to_table(wide.head(1), width=60).endswith("\n\n1 of 3 rows shown\n")


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("阿阿", "e\u0301e"),
        ("한국", "Ə"),
        (FAMILY, "ab"),
        ("e\u0301", "\u1ea1\u0323"),
        ("ﬁ", "─…“”"),
    ],
)
def test_wide_and_combining_signs_are_aligned(one: str, two: str) -> None:
    rows = ((Literal(one), Literal("|")), (Literal(two), Literal("|")))
    lines = to_table(Table(("e", "e"), rows)).splitlines()
    assert len({taken(line[: line.index("|")]) for line in lines[2:]}) == 1


def test_longest_cells_get_most_room_and_short_words_are_not_broken() -> None:
    words = Literal("word " * 60)
    table = Table(("date", "text", "id"), ((Literal("1993-06-30"), words, STATE),) * 2)
    lines = to_table(table, width=80).splitlines()
    assert lines[2].split()[:2] == ["1", "1993-06-30"]
    assert lines[2].endswith("id:state-russia")
    assert all(len(line) <= 80 for line in lines)
    assert all(piece in {"", "word"} for line in lines[3:5] for piece in line.split())


def test_ids_are_broken_at_their_hyphens() -> None:
    iri = Iri("https://w3id.org/azru/id/share-lukoil-contract-of-the-century")
    lines = to_table(Table(("iri",), ((iri,),)), width=30).splitlines()
    assert lines[2:] == ["1  id:share-lukoil-contract-", "   of-the-century"]


def test_rows_become_blocks_where_columns_would_be_too_narrow() -> None:
    words = Literal("some words about something")
    table = Table(("one", "second", "n"), ((words, words, integer(1)), (words, None, integer(2))))
    assert to_table(table, width=24).splitlines() == [
        "row 1",
        "  one     some words",
        "          about",
        "          something",
        "  second  some words",
        "          about",
        "          something",
        "  n       1",
        "",
        "row 2",
        "  one     some words",
        "          about",
        "          something",
        "  second",
        "  n       2",
    ]
    assert to_records(table)[1] == ("  one     some words about something\n  second\n  n       2\n")


@pytest.mark.parametrize("width", [20, 33, 60, 80, 160])
def test_table_keeps_to_the_width(width: int) -> None:
    words = f"Əliyev, Алиев and 阿塞拜疆 {FAMILY} met " * 4 + "x" * 50
    table = Table(("one", "two"), ((Literal(words), Literal("short")), (STATE, Literal(words))))
    text = to_table(table, width=width)
    assert max(map(taken, text.splitlines())) <= width
    joined = "".join(text.split())
    assert joined.count("x") == 100
    assert joined.count("阿") == 8
    assert joined.count(FAMILY) == 8
    assert len(to_table(table).splitlines()) == 4


@steady
@given(
    cells=st.lists(
        st.tuples(*[st.text("ab -Əи“阿e\u0301\u00ad", max_size=60)] * 3), min_size=1, max_size=3
    ),
    width=st.integers(40, 120),
)
def test_any_table_keeps_to_the_width_and_to_its_signs(
    cells: list[tuple[str, ...]], width: int
) -> None:
    table = Table(("a", "b", "c"), tuple(tuple(map(Literal, row)) for row in cells))
    text = to_table(table, width=width)
    assert max(map(taken, text.splitlines())) <= width
    for sign in "Əи“阿\u0301":
        assert text.count(sign) == sum(cell.count(sign) for row in cells for cell in row)


def test_table_shows_no_control_signs() -> None:
    text = to_table(Table(("a",), ((Literal("a\x1b[31m\r\n\u202eb"),),)))
    assert text.splitlines()[-1] == "1  a\\x1b[31m\\r\\n\\u202eb"


def test_markdown_escapes_what_would_be_markup() -> None:
    rows = (
        (Literal("x|y *z* <b> _i_ a_b ~~s~~"), STATE),
        (Literal("1\n2"), None),
        (BlankNode("b0"), Literal("`[a](b)`")),
    )
    table = Table(("a", "b"), rows)
    assert to_markdown(table, labels={STATE.value: "Russia"}).splitlines() == [
        "| a | b |",
        "| --- | --- |",
        r"| x\|y \*z\* \<b\> \_i\_ a_b \~\~s\~\~ | Russia (id:state-russia) |",
        r"| 1\\n2 |  |",
        r"| \_:b0 | \`\[a\](b)\` |",
    ]


@steady
@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_markdown_keeps_one_line_and_one_cell_a_term(text: str) -> None:
    lines = to_markdown(Table(("a", "b"), ((Literal(text), STATE),))).split("\n")
    assert len(lines) == 4
    assert len(re.findall(r"(?<!\\)(?:\\\\)*\|", lines[2])) == 3
    assert lines[2].splitlines() == [lines[2]]


def test_what_every_terminal_shows_narrow_needs_no_library() -> None:
    code = (
        "import sys\n"
        "from azru_graph.results import Table, write\n"
        "from azru_graph.terms import Literal\n"
        "def loaded(text):\n"
        "    write(Table(('a',), ((Literal(text),),)), 'table', width=20)\n"
        "    return 'wcwidth' in sys.modules\n"
        "print(loaded('Əliyev – “Алиев” ' * 9), loaded('阿'))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "False True\n"
