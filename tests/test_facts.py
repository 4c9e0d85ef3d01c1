"""The facts: complete in number, cited as printed, anchored in the text, and nobody's sentences."""

from __future__ import annotations

import csv
import hashlib
import re
import unicodedata
from functools import cache
from itertools import pairwise

import pytest

from article import ARTICLE, needs_article
from azru_graph.engines.embedded import Embedded
from azru_graph.files import data_files, ontology_files
from azru_graph.queries import texts

PASSAGE = r"title|author|abs\.\d|s\dh|s\dp\d\.b?\d|pq\d|rh1|fn\d{1,2}(\.\d)?"


@cache
def engine() -> Embedded:
    return Embedded([*data_files(), *ontology_files()])


def ask(text: str) -> list[tuple[str, ...]]:
    return texts(engine(), text)


def count(pattern: str) -> int:
    return int(ask(f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ {pattern} }}")[0][0])


@pytest.mark.parametrize(
    ("pattern", "least"),
    [
        ("{ ?x a foaf:Agent } UNION { ?x a dcterms:Location }", 100),
        ("?x a azru:Event", 98),
        ("?x a azru:Visit", 10),
        ("?x a azru:AgreementAct", 14),
        ("?x a azru:Agreement", 16),
        ("?x a azru:Tenure", 17),
        ("?x a fabio:Work", 31),
        ("?work ^cito:hasCitedEntity ?c . BIND (?work AS ?x)", 23),
        ("?x a azru:Claim", 14),
    ],
)
def test_nothing_got_lost(pattern: str, least: int) -> None:
    assert count(pattern) >= least


def test_there_are_146_passages_23_footnotes_26_citations() -> None:
    assert count("?x a azru:Passage") == 146
    assert count("?x a doco:Footnote") == 23
    assert count("?x a cito:Citation") == 26
    names = [name for (name,) in ask("SELECT ?n { ?x a azru:Passage ; skos:notation ?n }")]
    assert len(set(names)) == 146
    assert all(re.fullmatch(PASSAGE, name) for name in names)


def test_names_of_resources_say_what_they_are() -> None:
    """Flat, kebab-case names without a dot, which some readers refuse."""
    rows = ask(
        'SELECT DISTINCT ?x { ?x ?p ?o FILTER (STRSTARTS(STR(?x), "https://w3id.org/azru/id/")) }'
    )
    names = [row[0].removeprefix("https://w3id.org/azru/id/") for row in rows]
    assert len(names) > 600
    assert [name for name in names if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name)] == []


def test_passages_follow_each_other_without_gap_or_overlap_of_ranges() -> None:
    rows = ask(
        "SELECT ?s ?e { ?r a oa:TextPositionSelector ; oa:start ?s ; oa:end ?e } ORDER BY ?s"
    )
    ranges = [(int(start), int(end)) for start, end in rows]
    assert len(ranges) == 150
    for (_, end), (start, _) in pairwise(ranges):
        assert end <= start


def test_pages_are_as_printed() -> None:
    rows = ask("SELECT ?c ?p { ?c azru:citedPages ?p } ORDER BY ?c")
    pages = {row[0].rsplit("citation-", 1)[1]: row[1] for row in rows}
    assert pages == {
        "1-1": "9",
        "4-1": "23",
        "5-1": "65",
        "6-1": "49",
        "7-1": "27",
        "8-1": "202",
        "11-1": "34",
        "12-1": "36",
        "21-1": "19",
    }


def test_ibid_and_the_short_form_resolve_to_the_works_meant() -> None:
    rows = ask("SELECT ?c ?w { ?c cito:hasCitedEntity ?w }")
    cited = {c.rsplit("/", 1)[1]: w.rsplit("/", 1)[1] for c, w in rows}
    assert cited["citation-15-1"] == cited["citation-14-1"]
    assert cited["citation-4-1"] == cited["citation-1-1"]
    assert cited["citation-12-1"] == cited["citation-11-1"]
    assert cited["citation-5-1"] != cited["citation-7-1"]  # both Nesibli 2000


def test_nothing_but_the_author_asserts() -> None:
    rows = ask("SELECT ?voice ?mode { ?c prov:wasAttributedTo ?voice ; azru:assertionMode ?mode }")
    assert rows
    for voice, mode in rows:
        assert voice.endswith("/author") == mode.endswith("mode-asserted")


def test_no_speculated_agreement_is_a_record() -> None:
    labels = [label for (label,) in ask("SELECT ?l { ?a a azru:Agreement ; rdfs:label ?l }")]
    assert labels
    assert not [label for label in labels if "S-300" in label or "S - 300" in label]


@needs_article
def test_anchors_fit_the_article() -> None:
    text = (ARTICLE / "article.txt").read_text(encoding="utf-8")
    digest = hashlib.sha256((ARTICLE / "article.txt").read_bytes()).hexdigest()
    assert ask("SELECT ?n ?d { ?t azru:textLength ?n ; azru:textDigest ?d }") == [
        (str(len(text)), digest)
    ]
    held = {
        row[0]: row[1:]
        for row in ask(
            "SELECT ?n ?count ?digest (GROUP_CONCAT(?span; separator=',') AS ?spans) {"
            " SELECT ?n ?count ?digest ?span { ?p skos:notation ?n ; azru:letterCount ?count ;"
            " azru:letterDigest ?digest ; oa:hasSelector ?r . ?r oa:start ?s ; oa:end ?e ."
            " BIND (CONCAT(STR(?s), '-', STR(?e)) AS ?span) } ORDER BY ?n ?s"
            "} GROUP BY ?n ?count ?digest"
        )
    }
    with (ARTICLE / "passages.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert {row["id"] for row in rows} == held.keys()
    for row in rows:
        folded = unicodedata.normalize("NFKC", row["text"]).casefold()
        letters = "".join(sign for sign in folded if sign.isalpha())
        expected = (str(len(letters)), hashlib.sha256(letters.encode()).hexdigest(), row["spans"])
        assert held[row["id"]] == expected, row["id"]
        markers = ask(
            f"SELECT ?n {{ ?p skos:notation '{row['id']}' ; dcterms:references ?f ."
            " ?f schema:position ?n } ORDER BY ?n"
        )
        assert [n for (n,) in markers] == re.findall(r"\d+", row["footnote_refs"]), row["id"]
