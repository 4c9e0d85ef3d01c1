"""Every stored question gives its recorded answer, and fits what its header says.

``pytest --update tests/test_answers.py`` records the answers anew; read the difference by eye.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from azru_graph import results
from azru_graph.engines.embedded import Embedded
from azru_graph.files import data_files, ontology_files
from azru_graph.headers import parse_value
from azru_graph.queries import bind, catalogue
from azru_graph.terms import Iri

if TYPE_CHECKING:
    from collections.abc import Callable

ANSWERS = Path(__file__).parent / "answers"
QUESTIONS = catalogue("questions")
TAGS = {
    *("time", "actors", "agreements", "claims", "disputes"),
    *("causes", "sources", "places", "coverage", "method"),
}


@cache
def engine() -> Embedded:
    return Embedded([*data_files(), *ontology_files()])


def ask(name: str, **values: str) -> results.Table:
    """The answer to a stored question, with values as the command line takes them."""
    query = QUESTIONS[name]
    parameters = query.header.parameters
    terms = {key: [parse_value(parameters[key], value)] for key, value in values.items()}
    answer = engine().query(bind(query, terms), path=query.path)
    assert isinstance(answer, results.Table)
    return answer


def column(table: results.Table, name: str) -> list[str]:
    place = table.variables.index(name)
    return [row[place].value if row[place] else "" for row in table.rows]  # type: ignore[union-attr]


def test_every_recorded_answer_belongs_to_a_question(
    count_cases: Callable[[str, int], None],
) -> None:
    assert {path.stem for path in ANSWERS.glob("*.tsv")} == set(QUESTIONS), "record with --update"
    assert len(QUESTIONS) >= 40
    tags = {tag for query in QUESTIONS.values() for tag in query.header.tags}
    assert tags >= TAGS
    count_cases("recorded answers", len(QUESTIONS))


@pytest.mark.parametrize("name", QUESTIONS)
def test_recorded_answer(name: str, pytestconfig: pytest.Config) -> None:
    path = ANSWERS / f"{name}.tsv"
    answer = results.write(ask(name), "tsv")
    if pytestconfig.getoption("--update"):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(answer)
    assert path.read_bytes().decode() == answer.decode()


@pytest.mark.parametrize("name", QUESTIONS)
def test_answer_has_rows_a_total_order_and_its_columns(name: str) -> None:
    query, answer = QUESTIONS[name], ask(name)
    assert tuple(query.header.columns) == answer.variables
    assert answer.rows
    assert len(set(answer.rows)) == len(answer.rows)
    order = re.search(r"ORDER BY (.+)\n\Z", query.text)
    assert order, "the last line orders the rows"
    # What is read comes first, IRIs come last.
    kinds = [
        any(isinstance(row[i], Iri) for row in answer.rows) for i in range(len(answer.variables))
    ]
    assert kinds == sorted(kinds)


def test_the_three_worked_cases() -> None:
    """The tenth of Lukoil; the charge of aid and its denial; the visit that was put off."""
    (share,) = ask("shares").rows
    assert [term.value if term else None for term in share[:4]] == [
        "Lukoil",
        "10",
        "Contract of the Century",
        "Nesibli 2000b",
    ]
    disputes = ask("disputes", speaker="id:state-azerbaijan")
    assert column(disputes, "voice") == ["Azerbaijan"]
    assert column(disputes, "against") == ["Russia"]
    outcomes = column(ask("refused-or-delayed"), "outcome")
    assert "put off: Putin's visit to Baku, 2001-01-09/2001-01-10?" in outcomes


def test_no_year_before_the_article_has_an_event() -> None:
    assert ask("timeline", year="1950").rows == ()
    assert ask("year", year="1950").rows == ()
