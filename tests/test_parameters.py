"""Every parameter of every question: a hit, a miss, and values that must not be taken for more.

The last part says the same of any text there is. It is written for any engine: whatever the fixture
``engines`` gives is held to it.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from azru_graph.errors import AzruError, ParameterError, UnknownNameError
from azru_graph.folding import fold
from azru_graph.headers import TYPES, Parameter, parse_value
from azru_graph.names import Name, names, resolve
from azru_graph.queries import Query, bind, catalogue, select
from azru_graph.terms import Iri, Literal, compact, expand

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from azru_graph.engines import Engine
    from azru_graph.results import Table
    from azru_graph.terms import Term

QUESTIONS = catalogue("questions")


class Case(NamedTuple):
    """A parameter, a value as a person writes it, what must be in the answer, and a miss.

    The miss has no rows; where every value has some, it is a value that is refused.
    """

    question: str
    parameter: str
    hit: str
    expected: str  # an IRI in the answer
    miss: str
    refused: bool = False


CASES = [
    Case("about", "entity", "Qəbələ RLS", "id:claim-s4p2-2b", "id:section-1"),
    Case("actor-events", "actor", "AZ TV1", "id:event-broadcast-of-visit-2002", "Jim Nichol"),
    Case(
        "agreements",
        "actor",
        "Лукойл",
        "id:agreement-contract-of-the-century",
        "id:group-chechen-troops",
    ),
    Case("causal-chains", "cause", "Claim s5p3.2a", "id:claim-s5p3-2a", "Baku"),
    Case("causal-chains", "effect", "coup", "id:event-coup-1993", "Baku"),
    Case("causes", "cause", "Claim s5p3.2a", "id:claim-s5p3-2a", "Baku"),
    Case("causes", "effect", "event-coup-1993", "id:claim-s2p5-7a", "Baku"),
    Case("claim-contents", "predicate", "visited", "id:claim-s4p1-1a", "tookPlaceAt", refused=True),
    Case("claims", "holder", "Россия", "id:claim-s3p5-3a", "Jim Nichol"),
    Case("claims", "mode", "denial", "id:claim-s3p6-3b", "signature", refused=True),
    Case("claims-without-source", "holder", "Rusiya", "id:claim-s3p5-3a", "Jim Nichol"),
    Case("disputes", "speaker", "Kornukov", "id:claim-s3p6-3b", "Jim Nichol"),
    Case("events-by-place", "place", "Кремль", "id:event-kremlin-meeting-2002", "Central Asia"),
    Case("images", "observed", "Azerbaycan", "id:claim-s6p1-2a", "Jim Nichol"),
    Case("interests", "holder", "Heydər Əliyev", "id:claim-s3p1-4a", "Jim Nichol"),
    Case("links", "entity", "Лукойл", "id:agreement-contract-of-the-century", "Vedomosti"),
    Case("meetings", "actor", "Kozirev", "id:event-kozyrev-visit-baku-1992", "Jim Nichol"),
    Case("method-notes", "passage", "s4p4.2", "id:claim-s4p4-2c", "s6h"),
    Case("names", "entity", "Putin Vladimir", "id:person-vladimir-putin", "Dorian Jones"),
    Case("names", "language", "ka", "id:place-baku", "de", refused=True),
    Case("names", "name", "Kozirev", "id:person-andrei-kozyrev", "kozirev"),
    Case("offices", "actor", "Путин", "id:tenure-putin-president", "Jim Nichol"),
    Case("passage-statements", "passage", "s3p6.3", "id:claim-s3p6-3c", "s9p9.9", refused=True),
    Case(
        "timeline",
        "from",
        "2008-11-02",
        "id:event-signature-of-moscow-declaration-2008",
        "2011-01-01",
    ),
    Case("timeline", "until", "1991-12-31", "id:event-recognition-by-usa-1991", "1990-12-31"),
    Case("timeline", "year", "1996", "id:event-signature-of-hasavyurt-treaty-1996", "1950"),
    Case(
        "topics", "topic", "foreign policy of Azerbaijan", "id:claim-s5p4-3c", "oil", refused=True
    ),
    Case("work-support", "work", "Kuliev 1996", "id:claim-s3p5-5b", "Azadlıq"),
    Case("year", "year", "1996", "id:event-signature-of-hasavyurt-treaty-1996", "1950"),
]
# One of each kind; tests/hostile.py has more, which are tried on slots and names as such.
HOSTILE = {
    "quote": '"',
    "quotes": '"""',
    "apostrophe": "'",
    "backslash": "\\",
    "escape": "\\u0022",
    "line": "line\nfeed",
    "braces": "{ UNDEF }",
    "end": "} #",
    "union": 'x" } UNION { ?s ?p ?o } #',
    "comment": "# comment",
    "variable": "?iri",
    "long": "x" * 10_000,
    "nul": "\x00",
    "surrogate": "\ud800",
    "right-to-left": "\u202eniksaR\u202c",
    "marks": "Z\u0351\u036b\u0343\u0301\u0301",
}
by_case = pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]}-{case[1]}")


def parsed(engine: Engine, parameter: Parameter, text: str) -> Term:
    return parse_value(parameter, text, resolver=partial(resolve, engine))


def ask(engine: Engine, query: Query, name: str = "", *texts: str) -> Table:
    """The answer to a question with a parameter filled as the command line fills it."""
    terms = [parsed(engine, query.header.parameters[name], text) for text in texts]
    return select(engine, bind(query, {name: terms} if terms else {}), path=query.path)


WHOLE: dict[tuple[int, str], frozenset[tuple[Term | None, ...]]] = {}
KNOWN: dict[int, list[Name]] = {}


def whole(engine: Engine, query: Query) -> frozenset[tuple[Term | None, ...]]:
    """The rows that a question has without a value."""
    key = (id(engine), query.name)
    if key not in WHOLE:
        WHOLE[key] = frozenset(ask(engine, query).rows)
    return WHOLE[key]


def known(engine: Engine) -> list[Name]:
    """The names of all entities."""
    if id(engine) not in KNOWN:
        KNOWN[id(engine)] = names(engine)
    return KNOWN[id(engine)]


def test_every_parameter_of_every_question_has_a_case(
    count_cases: Callable[[str, int], None],
) -> None:
    tested = [(case.question, case.parameter) for case in CASES]
    assert sorted(tested) == sorted(
        (query.name, name) for query in QUESTIONS.values() for name in query.header.parameters
    )
    count_cases("parameters", len(tested))


@by_case
def test_a_hit_chooses_rows(engines: Mapping[str, Engine], case: Case) -> None:
    query = QUESTIONS[case.question]
    for engine in engines.values():
        chosen = ask(engine, query, case.parameter, case.hit).rows
        assert Iri(expand(case.expected)) in {term for row in chosen for term in row}
        if query.header.parameters[case.parameter].default is None:
            assert set(chosen) < whole(engine, query)
        # Several values give what each of them gives; one twice gives no row twice.
        twice = ask(engine, query, case.parameter, case.hit, case.hit)
        assert set(twice.rows) == set(chosen)


@by_case
def test_a_miss_chooses_none(engines: Mapping[str, Engine], case: Case) -> None:
    for engine in engines.values():
        query = QUESTIONS[case.question]
        if case.refused:
            with pytest.raises(UnknownNameError):
                ask(engine, query, case.parameter, case.miss)
        else:
            assert ask(engine, query, case.parameter, case.miss).rows == ()


@by_case
def test_a_hostile_value_chooses_none(engines: Mapping[str, Engine], case: Case) -> None:
    query = QUESTIONS[case.question]
    for engine in engines.values():
        for text in [*HOSTILE.values(), f'{case.hit}" }} #', f"{case.hit}> }} #"]:
            refusal = ""
            rows: tuple[tuple[Term | None, ...], ...] = ()
            try:
                rows = ask(engine, query, case.parameter, text).rows
            except (UnknownNameError, ParameterError) as error:
                refusal = str(error)
            assert rows == ()
            assert refusal or query.header.parameters[case.parameter].type == "string"
            assert len(refusal) < 2000


@pytest.mark.parametrize(
    ("question", "parameter", "one", "other"),
    [
        ("claims", "holder", "Putin", "Kornukov"),
        ("claims", "mode", "denial", "reported"),
        ("timeline", "year", "1991", "2008"),
        ("names", "language", "ka", "hy"),
    ],
)
def test_several_values_give_the_rows_of_each(
    engines: Mapping[str, Engine], question: str, parameter: str, one: str, other: str
) -> None:
    query = QUESTIONS[question]
    for engine in engines.values():
        both = ask(engine, query, parameter, one, other).rows
        first, second = (set(ask(engine, query, parameter, text).rows) for text in (one, other))
        assert first
        assert second
        assert set(both) == first | second


def every_value(engine: Engine, case: Case) -> list[Term]:
    """All values that a parameter may have, or some where that has no end."""
    parameter = QUESTIONS[case.question].header.parameters[case.parameter]
    if parameter.type == "iri":
        return sorted({name.entity for name in names(engine, parameter.within)})
    texts = {
        "year": list(map(str, range(1991, 2011))),
        "date": ["1992-01-01", "1994-09-20", "2002-01-25", "2008-11-02"],
        "last-date": ["1992", "1994-09", "2002-01-25", "2008-11-02"],
    }.get(parameter.type, [case.hit, *parameter.choices])
    return [parsed(engine, parameter, text) for text in texts]


@by_case
def test_many_values_give_no_row_twice(engines: Mapping[str, Engine], case: Case) -> None:
    query, engine = QUESTIONS[case.question], engines["memory"]
    values = every_value(engine, case)
    rows = select(engine, bind(query, {case.parameter: values})).rows
    assert len(values) > 0 < len(rows)
    assert len(set(rows)) == len(rows)


def test_dates_that_bound_from_two_sides(engines: Mapping[str, Engine]) -> None:
    query = QUESTIONS["timeline"]
    values = {
        name: [parsed(engines["memory"], query.header.parameters[name], text)]
        for name, text in (("from", "1992-04-03"), ("until", "1992-04-03"))
    }
    table = select(engines["memory"], bind(query, values))
    bounds = [
        row[table.variables.index(name)] for row in table.rows for name in ("earliest", "latest")
    ]
    days = [term.value for term in bounds if term]
    assert all(
        early <= "1992-04-03" <= late for early, late in zip(days[::2], days[1::2], strict=True)
    )
    assert Iri(expand("id:event-kozyrev-visit-baku-1992")) in {row[-1] for row in table.rows}


# Any text at all; and names of the graph, whole, cut, and joined to anything.
ANYTHING = st.text(st.characters())
PARTS = ["Putin", "Russia", "Əliyev", "id:state-russia", "1993", "1993-06-30", "ru", "Kozirev"]
TEXTS = st.one_of(
    ANYTHING,
    st.sampled_from(PARTS),
    st.tuples(st.sampled_from(PARTS), ANYTHING).map("".join),
    st.tuples(ANYTHING, st.sampled_from(PARTS)).map("".join),
)


def stands_for_itself(engine: Engine, text: str) -> None:
    """A text bound to a slot comes back as it is, and nothing else does."""
    query = Query(
        "echo",
        "questions",
        QUESTIONS["names"].path,
        "#+ summary: Echo?\n#+ parameters:\n#+   text: {type: string}\n"
        'SELECT ?text ?other { VALUES ?text { UNDEF } VALUES ?other { "VALUES ?text" } }',
    )
    try:
        rows = ask(engine, query, "text", text).rows
    except ParameterError:
        assert any("\ud800" <= sign <= "\udfff" for sign in text)
    else:
        assert rows == ((Literal(text), Literal("VALUES ?text")),)


def chooses_by_itself_alone(engine: Engine, case: Case, text: str) -> None:
    """A value gives rows of the whole answer that are about exactly it, or none, or is refused."""
    query = QUESTIONS[case.question]
    parameter = query.header.parameters[case.parameter]
    try:
        term = parsed(engine, parameter, text)
    except (UnknownNameError, ParameterError):
        return
    rows = set(select(engine, bind(query, {parameter.name: [term]}), path=query.path).rows)
    if parameter.default is None:
        assert rows <= whole(engine, query)
    if isinstance(term, Iri):
        # It is the IRI or id of the entity, or a name of it has all its words.
        own = (compact(term.value), compact(term.value).partition(":")[2], f"<{term.value}>")
        words = set(fold(text).split())
        assert text.strip() in {term.value, *own} or any(
            words <= set(fold(name.text).split()) for name in known(engine) if name.entity == term
        )
    elif parameter.type == "string":
        assert term == Literal(text)
        assert all(term in row for row in rows)
    elif "date" in parameter.type:
        assert term.value.startswith(text.strip())
    else:
        assert term.value.lstrip("0") in text


@settings(max_examples=300)
@given(text=TEXTS)
def test_any_text_stands_for_itself(engines: Mapping[str, Engine], text: str) -> None:
    for engine in engines.values():
        stands_for_itself(engine, text)


@settings(max_examples=200)
@given(case=st.sampled_from(CASES), text=TEXTS)
def test_any_text_chooses_by_itself_alone(
    engines: Mapping[str, Engine], case: Case, text: str
) -> None:
    for engine in engines.values():
        chooses_by_itself_alone(engine, case, text)


@given(
    kind=st.sampled_from(sorted(TYPES)), text=st.one_of(ANYTHING, st.from_regex(r"[0-9.+-]{1,12}"))
)
def test_any_text_is_a_value_or_no_value(kind: str, text: str) -> None:
    parameter = Parameter("x", kind, choices=("a", "b") if kind == "choice" else ())
    refusal: AzruError | None = None
    try:
        term = parse_value(parameter, text)
    except (ParameterError, UnknownNameError) as error:
        refusal = error
    if refusal is not None:
        assert refusal.what
        assert refusal.remedy
    else:
        assert isinstance(term, Iri if kind == "iri" else Literal)
