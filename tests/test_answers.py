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
from azru_graph.terms import Iri, expand

if TYPE_CHECKING:
    from collections.abc import Callable

ANSWERS = Path(__file__).parent / "answers"
QUESTIONS = catalogue("questions")

# Question, values of its parameters, and an entity that must be in the answer.
CHOICES: list[tuple[str, dict[str, str], str]] = [
    ("timeline", {"year": "1996"}, "id:event-signature-of-hasavyurt-treaty-1996"),
    ("year", {"year": "1996"}, "id:event-signature-of-hasavyurt-treaty-1996"),
    ("meetings", {"actor": "id:person-andrei-kozyrev"}, "id:event-kozyrev-visit-baku-1992"),
    ("agreements", {"actor": "id:organisation-lukoil"}, "id:agreement-contract-of-the-century"),
    ("offices", {"actor": "id:person-vladimir-putin"}, "id:tenure-putin-president"),
    ("events-by-place", {"placeIri": "id:place-kremlin"}, "id:event-kremlin-meeting-2002"),
    ("actor-events", {"actor": "id:organisation-az-tv1"}, "id:event-broadcast-of-visit-2002"),
    ("claims", {"holder": "id:state-russia"}, "id:claim-s3p5-3a"),
    ("claims", {"how": "scheme:mode-denial"}, "id:claim-s3p6-3b"),
    ("claim-contents", {"predicate": "rel:visited"}, "id:claim-s4p1-1a"),
    ("claims-without-source", {"holder": "id:state-russia"}, "id:claim-s3p5-3a"),
    ("disputes", {"speaker": "id:person-anatoly-kornukov"}, "id:claim-s3p6-3b"),
    ("causes", {"effectIri": "id:event-coup-1993"}, "id:claim-s2p5-7a"),
    (
        "causal-chains",
        {"fromIri": "id:claim-s5p3-2a"},
        "id:event-signature-of-natural-gas-agreement",
    ),
    ("causal-chains", {"toIri": "id:event-coup-1993"}, "id:event-coup-1993"),
    ("interests", {"holderIri": "id:person-heydar-aliyev"}, "id:claim-s3p1-4a"),
    ("images", {"observedIri": "id:state-azerbaijan"}, "id:claim-s6p1-2a"),
    ("passage-statements", {"passageIri": "id:passage-s3p6-3"}, "id:claim-s3p6-3c"),
    ("topics", {"topicIri": "scheme:topic-foreign-policy-of-azerbaijan"}, "id:claim-s5p4-3c"),
    ("work-support", {"workIri": "id:work-kuliyev-1996"}, "id:claim-s3p5-5b"),
    ("about", {"entity": "id:place-gebele-base"}, "id:claim-s4p2-2b"),
]


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
    assert len(QUESTIONS) >= 12
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


@pytest.mark.parametrize(("name", "values", "expected"), CHOICES)
def test_parameters_choose_rows(name: str, values: dict[str, str], expected: str) -> None:
    chosen, whole = ask(name, **values), ask(name)
    last = {row[-1].value for row in chosen.rows if row[-1]}
    assert expand(expected) in (last if "iri" not in chosen.variables else column(chosen, "iri"))
    if QUESTIONS[name].header.parameters[next(iter(values))].default is None:
        assert 0 < len(chosen.rows) < len(whole.rows)
        assert set(chosen.rows) < set(whole.rows)


def test_every_parameter_has_a_case_above() -> None:
    tested = {(name, key) for name, values, _ in CHOICES for key in values}
    assert tested == {(q.name, key) for q in QUESTIONS.values() for key in q.header.parameters}


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
