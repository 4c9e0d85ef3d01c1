"""The page of the catalogue: complete, fresh, readable, and true."""

from __future__ import annotations

import re
import shlex
from functools import cache
from pathlib import Path

import pytest

import azru_graph as az
from azru_graph.engines.embedded import Embedded
from azru_graph.files import data_files, ontology_files
from azru_graph.handbook import page
from azru_graph.queries import catalogue

PAGE = Path(__file__).parent.parent / "docs" / "catalogue.md"
QUESTIONS = catalogue("questions")


@cache
def sections() -> dict[str, str]:
    """Name of a question → what the page in docs/ says of it."""
    parts = re.split(r"(?m)^##+ (.*)\n", PAGE.read_text(encoding="utf-8"))[1:]
    return {
        name: text for name, text in zip(parts[::2], parts[1::2], strict=True) if name in QUESTIONS
    }


def test_page_is_fresh() -> None:
    made = page(Embedded([*data_files(), *ontology_files()]))
    assert PAGE.read_text(encoding="utf-8") == made, "renew it with: make docs"


def test_every_question_has_one_section_and_its_tags() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert sections().keys() == QUESTIONS.keys()
    heads = re.findall(r"(?m)^#+ (.*)$", text)
    assert len(heads) == len(set(heads))
    for name, question in QUESTIONS.items():
        for tag in question.header.tags:
            assert re.search(rf"(?m)^- {tag}: .*\[{name}\]\(#{name}\)", text)


@pytest.mark.parametrize("name", QUESTIONS)
def test_section_says_all_and_its_call_is_real(name: str) -> None:
    section, header = sections()[name], QUESTIONS[name].header
    assert header.summary in section
    for key in (*header.columns, *header.parameters):
        assert re.search(rf"(?m)^- `{key}`: \S", section), key
    (command,) = re.findall(r"(?m)^\$ azru query (.*)$", section)
    words = shlex.split(command)
    values = dict(word.split("=", 1) for word in words[2::2])
    assert words == [name, *(part for pair in values.items() for part in ("-p", "=".join(pair)))]
    answer = az.ask(name, **values)
    table = [line for line in section.splitlines() if line.startswith("| ")]
    shown = table[0].strip("| ").split(" | ")
    assert tuple(shown) == answer.columns[: len(shown)]
    assert len(table) == 2 + min(3, len(answer)) > 2
    first = answer[0][0]
    start = str(first if first is not None else "")[:20]
    assert table[2].replace("\\", "").startswith(f"| {start}")


def test_tables_are_not_too_wide() -> None:
    tables = [line for text in sections().values() for line in text.splitlines() if line[:1] == "|"]
    assert len(tables) > 2 * len(QUESTIONS)
    assert max(map(len, tables)) < 150
