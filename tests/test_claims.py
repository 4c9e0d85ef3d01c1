"""The claims: every passage accounted for, every voice apart, no content asserted anywhere."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from azru_graph.engines.embedded import Embedded
from azru_graph.files import data_files, ontology_files
from azru_graph.networks import actors
from azru_graph.queries import catalogue, construct, get, texts
from azru_graph.results import Table
from azru_graph.terms import PREFIXES, expand

if TYPE_CHECKING:
    from collections.abc import Sequence

VOICES = [
    ("state-russia", "attributed", "claim-s3p5-3a"),
    ("state-azerbaijan", "denial", "claim-s3p5-3b"),
    ("person-vladimir-putin", "attributed", "claim-s4p4-2a"),
    ("person-heydar-aliyev", "attributed", "claim-s4p4-2c"),
    ("person-anatoly-kornukov", "denial", "claim-s3p6-3b"),
    ("person-aleksandr-blokhin", "attributed", "claim-s3p6-3c"),
    ("person-novruz-mammadov", "denial", "claim-s5p4-3c"),
    ("person-novruz-mammadov", "attributed", "claim-s5p5-1d"),
    ("person-vafa-guluzade", "attributed", "claim-fn22a"),
    ("organisation-rosoboronexport", "denial", "claim-fn23-1b"),
    ("group-critics-of-closeness-to-russia", "reported", "claim-s6p2-2a"),
    ("group-unnamed-speculators-on-foreign-policy", "speculation", "claim-s5p4-2a"),
    ("group-unnamed-speculators-on-arms-and-base", "speculation", "claim-s6p4-1a"),
    ("author", "asserted", "claim-s6p2-2b"),
]


@cache
def engine() -> Embedded:
    return Embedded([*data_files(), *ontology_files()])


def ask(text: str) -> list[tuple[str, ...]]:
    return texts(engine(), text)


def stored(name: str) -> list[dict[str, str]]:
    """The rows of a stored question, by column."""
    query = get("questions", name)
    return [
        dict(zip(query.header.columns, row, strict=True)) for row in texts(engine(), query.text)
    ]


def total(rows: Sequence[dict[str, str]], column: str) -> int:
    return sum(int(row[column]) for row in rows)


def test_every_passage_is_accounted_for() -> None:
    rows = stored("coverage")
    assert total(rows, "passages") == 146
    assert total(rows, "left") == 0
    assert {row["section"] for row in rows} >= {"Front matter", "Introduction", "Conclusion"}
    silent = ask("SELECT ?n { ?p azru:carriesNoClaim true ; skos:notation ?n } ORDER BY ?n")
    assert [name for (name,) in silent] == ["pq1", "pq2", "rh1", *(f"s{n}h" for n in range(2, 7))]
    assert total(rows, "silent") == len(silent)


def test_body_sentences_with_several_statements_have_several() -> None:
    rows = ask(
        "SELECT ?n (COUNT(DISTINCT ?x) AS ?many) { ?p dcterms:type scheme:passage-body ;"
        " skos:notation ?n . ?x azru:attestedIn ?p ; a ?c FILTER (?c IN (azru:Event, azru:Claim))"
        "} GROUP BY ?n"
    )
    many = {name: int(number) for name, number in rows}
    assert len(many) >= 80
    assert many["s6p3.2"] >= 15
    assert many["s5p3.2"] >= 5
    assert min(many[name] for name in ("s1p3.3", "s2p5.4", "s3p1.4", "s3p6.3", "s5p4.4")) >= 2


def test_the_rows_of_passages_and_claims_are_whole() -> None:
    (claims,) = ask("SELECT (COUNT(?c) AS ?n) { ?c a azru:Claim }")
    assert int(claims[0]) >= 130
    assert len(stored("claims")) == len(stored("claim-contents")) == int(claims[0])
    assert {row["passage"] for row in stored("passage-statements")} == {
        name for (name,) in ask("SELECT ?n { ?p a azru:Passage ; skos:notation ?n }")
    }


@pytest.mark.parametrize(("voice", "mode", "claim"), VOICES)
def test_voices_are_kept_apart(voice: str, mode: str, claim: str) -> None:
    assert ask(
        f"SELECT ?v ?m {{ id:{claim} prov:wasAttributedTo ?v ; azru:assertionMode ?m }}"
    ) == [(expand(f"id:{voice}"), expand(f"scheme:mode-{mode}"))]


def test_the_content_of_a_claim_is_asserted_nowhere() -> None:
    contents = ask(
        "SELECT ?c ?s ?p ?o { ?c azru:claimSubject ?s ; azru:claimPredicate ?p ;"
        " azru:claimObject|azru:claimValue ?o }"
    )
    assert len(contents) >= 130
    asserted = ask(
        "SELECT ?c { ?c azru:claimSubject ?s ; azru:claimPredicate ?p ;"
        " azru:claimObject|azru:claimValue ?o . ?s ?p ?o }"
    )
    assert asserted == []


def test_no_view_states_what_is_only_held() -> None:
    """A claim may be drawn as a claim; its content stands in no view as a triple."""
    parts = "?c azru:claimSubject ?s ; azru:claimPredicate ?p ; azru:claimObject ?o"
    contents = {*ask(f"SELECT ?s ?p ?o {{ {parts} }}")}
    assert contents
    for view in catalogue("views").values():
        triples = construct(engine(), view.text, path=view.path)
        stated = {tuple(term.value for term in triple) for triple in triples}
        assert stated
        assert stated & contents == set()
        assert not [triple for triple in stated if triple[1].startswith(PREFIXES["rel"])]
    graph = actors(construct(engine(), get("views", "actors").text))
    for one, other in (
        ("id:state-azerbaijan", "id:group-rebel-forces-in-chechnya"),
        ("id:organisation-rosoboronexport", "id:state-azerbaijan"),
        ("id:group-russian-forces", "id:state-russia"),
    ):
        assert not graph.has_edge(expand(one), expand(other))
        assert not graph.has_edge(expand(other), expand(one))


def test_every_denial_meets_the_claim_it_denies() -> None:
    rows = ask(
        "SELECT ?denial ?denied { ?denial azru:assertionMode scheme:mode-denial ;"
        " azru:isNegated true ; azru:disputes ?denied ; azru:claimSubject ?s ;"
        " azru:claimPredicate ?p ; azru:claimObject ?o . ?denied azru:claimSubject ?s ;"
        " azru:claimPredicate ?p ; azru:claimObject ?o ; azru:isNegated false } ORDER BY ?denial"
    )
    assert [denial.rsplit("/", 1)[1] for denial, _ in rows] == [
        "claim-fn23-1b",
        "claim-s3p5-3b",
        "claim-s3p6-3b",
        "claim-s5p4-3c",
        "claim-s5p4-3d",
    ]
    (denials,) = ask("SELECT (COUNT(?d) AS ?n) { ?d azru:assertionMode scheme:mode-denial }")
    assert int(denials[0]) == len(rows)


def test_all_twenty_three_markers_are_used() -> None:
    rows = stored("footnote-markers")
    assert [int(row["footnote"]) for row in rows] == list(range(1, 24))
    for row in rows:
        assert int(row["records"]) + int(row["claims"]) > 0, row["footnote"]
        assert (row["kind"] == "remark") == (row["citations"] == "0")


def test_every_citation_supports_something() -> None:
    supported = {row["work"] for row in stored("work-support") if row["iri"]}
    assert len(supported) == 23
    assert all(row["iri"] for row in stored("work-support"))


def test_the_seven_interests_of_russia_are_the_seven_items_of_the_list() -> None:
    items = {
        passage
        for row in stored("interests")
        if row["holder"] == "Russia"
        for passage in row["passages"].split()
        if passage.startswith("s2p2.b")
    }
    assert items == {f"s2p2.b{n}" for n in range(1, 8)}


def test_chains_join_at_their_ends_and_leave_denied_links_out() -> None:
    rows = stored("causal-chains")
    assert max(int(row["steps"]) for row in rows) >= 2
    links = {
        (cause, effect)
        for cause, effect in ask(
            "SELECT ?a ?b { ?c a azru:CausalClaim ; azru:isNegated false ;"
            " azru:claimSubject ?a ; azru:claimObject ?b }"
        )
    }
    assert {(row["causeIri"], row["effectIri"]) for row in rows if row["steps"] == "1"} == links
    denied = "id:topic-russian-influence-on-azerbaijan"
    assert not [row for row in rows if row["causeIri"] == expand(denied)]


def test_reading_order_is_that_of_the_article() -> None:
    answer = engine().query(
        "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX schema: <https://schema.org/>"
        " SELECT ?n { ?p skos:notation ?n ; schema:position ?i } ORDER BY ?i"
    )
    assert isinstance(answer, Table)
    order = {row[0].value: place for place, row in enumerate(answer.rows) if row[0]}
    for name in ("claims", "causes", "interests", "images", "claims-without-source", "about"):
        first = [order[row["passages"].split()[0]] for row in stored(name)]
        assert len(first) > 5
        assert all(one <= other for one, other in pairwise(first)), name
