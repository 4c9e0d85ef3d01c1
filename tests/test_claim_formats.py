"""What a claim holds is asserted in no format, and never without voice, mode and negation."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import nanopub_sign
import pyoxigraph as ox
import pytest

from azru_graph.errors import DataError
from azru_graph.exports import content_of, export, file_name
from azru_graph.exports.rdf import canonical_quads
from azru_graph.files import data_files
from azru_graph.sources import read_graph
from azru_graph.terms import BASE, PREFIXES
from held import asserted, claims, content_by
from readers import READ

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from held import Claim

AZRU, RDF, NP = PREFIXES["azru"], PREFIXES["rdf"], "http://www.nanopub.org/nschema#"
DERIVED = f"<{PREFIXES['prov']}wasDerivedFrom>"
RECORDS = {f"<{AZRU}{name}>" for name in ("Agreement", "Event", "ShareAllocation", "Tenure")}


@pytest.fixture(scope="module")
def facts() -> list[ox.Quad]:
    """What the article says, from the source."""
    return canonical_quads({"": read_graph(data_files(editorial=False))})


@pytest.fixture(scope="module")
def held(facts: list[ox.Quad]) -> Mapping[str, Claim]:
    """Every claim, from the source."""
    found = claims(facts)
    assert len(found) == 264
    for claim in found.values():
        assert "" not in claim[:-1], "all but citations is there"
    assert {claim.negated.split('"')[1] for claim in found.values()} == {"true", "false"}
    return found


def quads_of(name: str, every_format: Mapping[str, bytes]) -> list[ox.Quad]:
    form = ox.RdfFormat.from_extension(file_name(name).rpartition(".")[2])
    return list(ox.parse(every_format[file_name(name)], format=form))


@pytest.mark.parametrize("name", READ)
def test_no_content_is_asserted_and_no_claim_loses_its_voice(
    name: str, every_format: Mapping[str, bytes], held: Mapping[str, Claim]
) -> None:
    quads = quads_of(name, every_format)
    assert asserted(quads, held.values()) == []
    assert claims(quads) == held


def test_what_is_asserted_would_be_found(
    every_format: Mapping[str, bytes], held: Mapping[str, Claim]
) -> None:
    quads = quads_of("trig", every_format)
    (content,) = (c.content for one, c in held.items() if one.endswith("claim-s3p5-3a>"))
    line = f"{' '.join(content)} <{BASE}graph/editorial> .\n"
    (quad,) = ox.parse(line, format=ox.RdfFormat.N_QUADS)
    assert asserted([*quads, quad], held.values()) == [str(quad)]


def test_triple_terms_are_the_contents(
    every_format: Mapping[str, bytes], held: Mapping[str, Claim]
) -> None:
    terms = {
        str(quad.subject): quad.object
        for quad in quads_of("rdf12", every_format)
        if isinstance(quad.object, ox.Triple)
    }
    assert {
        claim: (str(term.subject), str(term.predicate), str(term.object))
        for claim, term in terms.items()
    } == {claim: one.content for claim, one in held.items()}


def test_statements_are_the_contents(
    every_format: Mapping[str, bytes], held: Mapping[str, Claim]
) -> None:
    quads = quads_of("statements", every_format)
    slots = (f"{RDF}subject", f"{RDF}predicate", f"{RDF}object")
    contents = {claim: one.content for claim, one in held.items()}
    assert content_by(quads, slots) == contents
    kind = ox.NamedNode(f"{RDF}Statement")
    assert {str(quad.subject) for quad in quads if quad.object == kind} == contents.keys()


@pytest.mark.parametrize("name", ["rdf12", "statements"])
@pytest.mark.parametrize(
    "said",
    [
        "a azru:Claim .",
        "a azru:Claim ; azru:claimSubject id:a ; azru:claimPredicate azru:aided .",
        "azru:claimSubject id:a ; azru:claimPredicate azru:aided ; azru:claimObject id:b , id:c .",
    ],
)
def test_a_content_that_is_no_triple_is_refused(name: str, said: str, tmp_path: Path) -> None:
    data = tmp_path / "data.ttl"
    prefixes = f"@prefix azru: <{AZRU}> . @prefix id: <{PREFIXES['id']}> . "
    data.write_text(f"{prefixes} id:claim-x {said}", encoding="utf-8")
    with pytest.raises(DataError, match="id:claim-x has not one subject"):
        export(content_of([data]), name)


@pytest.fixture(scope="module")
def publications(every_format: Mapping[str, bytes]) -> dict[str, list[ox.Quad]]:
    """Quads of each nanopublication, by its IRI, to which every graph name must begin."""
    found: dict[str, list[ox.Quad]] = defaultdict(list)
    for quad in quads_of("nanopublications", every_format):
        assert isinstance(quad.graph_name, ox.NamedNode), "a triple in the default graph"
        found[quad.graph_name.value.partition("#")[0]].append(quad)
    return found


def test_there_is_one_for_every_record_and_claim(
    publications: Mapping[str, list[ox.Quad]], facts: list[ox.Quad], held: Mapping[str, Claim]
) -> None:
    records = {str(quad.subject) for quad in facts if str(quad.object) in RECORDS}
    assert len(records) == 142
    expected = {one.strip("<>").removeprefix(PREFIXES["id"]) for one in records | held.keys()}
    assert publications.keys() == {f"{BASE}nanopub/{name}" for name in expected}


def test_each_is_well_formed_by_the_guidelines(
    publications: Mapping[str, list[ox.Quad]],
) -> None:
    """The criteria under "Well-formed Nanopublications" of https://nanopub.net/guidelines/."""
    for iri, quads in publications.items():
        graphs: dict[str, list[ox.Quad]] = defaultdict(list)
        for quad in quads:
            graphs[str(quad.graph_name)].append(quad)
        head = graphs.pop(f"<{iri}#Head>")
        parts = {"assertion": "hasAssertion", "provenance": "hasProvenance"}
        parts["pubinfo"] = "hasPublicationInfo"
        assert sorted(str(quad.triple) for quad in head) == sorted(
            [
                f"<{iri}> <{RDF}type> <{NP}Nanopublication>",
                *(f"<{iri}> <{NP}{has}> <{iri}#{name}>" for name, has in parts.items()),
            ]
        )
        assert graphs.keys() == {f"<{iri}#{name}>" for name in parts}
        provenance, pubinfo = (graphs[f"<{iri}#{name}>"] for name in ("provenance", "pubinfo"))
        assert any(str(quad.subject) == f"<{iri}#assertion>" for quad in provenance)
        assert {str(quad.subject) for quad in pubinfo} == {f"<{iri}>"}
        terms = {quad.predicate.value.removeprefix(PREFIXES["dcterms"]) for quad in pubinfo}
        assert terms == {"creator", "created", "license"}


def test_another_checker_finds_them_valid(
    publications: Mapping[str, list[ox.Quad]], capfd: pytest.CaptureFixture[str]
) -> None:
    for quads in publications.values():
        written = ox.serialize(quads, format=ox.RdfFormat.TRIG)
        assert written is not None
        nanopub_sign.Nanopub(written.decode()).check()
    assert capfd.readouterr().out.count("is valid") == len(publications)
    without = [quad for quad in quads if not str(quad.graph_name).endswith("#provenance>")]
    written = ox.serialize(without, format=ox.RdfFormat.TRIG)
    assert written is not None
    with pytest.raises(Exception, match="Invalid Nanopub"):
        nanopub_sign.Nanopub(written.decode()).check()


def test_they_say_what_the_article_says_and_where(
    publications: Mapping[str, list[ox.Quad]], facts: list[ox.Quad]
) -> None:
    """Assertion and provenance together are all that the source says, and passages beside it."""
    source: dict[str, set[str]] = defaultdict(set)
    for quad in facts:
        source[str(quad.subject)].add(str(quad))
    attested, evidence = f"<{AZRU}attestedIn>", f"<{AZRU}hasEvidence>"
    for iri, quads in publications.items():
        about = f"<{PREFIXES['id']}{iri.removeprefix(f'{BASE}nanopub/')}>"
        said = {str(q.triple) for q in quads if str(q.subject) == about}
        assert said == source[about]
        where = {str(q.predicate) for q in quads if str(q.graph_name) == f"<{iri}#provenance>"}
        assert {DERIVED, attested} <= where <= {DERIVED, attested, evidence}
        passages = {str(q.object) for q in quads if str(q.predicate) == attested}
        assert passages == {str(q.object) for q in quads if str(q.predicate) == DERIVED}


def test_what_an_editor_adds_is_in_none(every_format: Mapping[str, bytes]) -> None:
    text = every_format["azru.nanopubs.trig"].decode()
    assert "skos:exactMatch" in every_format["azru.ttl"].decode()
    assert "exactMatch" not in text
    assert "dcterms:source" not in text
