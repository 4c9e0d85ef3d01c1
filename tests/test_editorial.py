"""The editor's layer: from outside, with its sources, kept apart, and dispensable."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
import rdflib
from rdflib import DCTERMS, RDF, RDFS, SKOS, Namespace, URIRef

from azru_graph import evidence, results, validation
from azru_graph.engines.embedded import Embedded
from azru_graph.entities import Entity, describe, to_text
from azru_graph.evidence import why
from azru_graph.files import data_files, ontology_files
from azru_graph.names import resolve
from azru_graph.queries import catalogue
from azru_graph.sources import read_graph
from azru_graph.terms import ID, PREFIXES, Iri, Literal, expand

AZRU = Namespace(PREFIXES["azru"])
OA = Namespace(PREFIXES["oa"])
ANSWERS = Path(__file__).parent / "answers"
QUESTIONS = catalogue("questions")
EDITORIAL = [name for name, query in QUESTIONS.items() if "editorial" in query.header.tags]
MATCHES = {SKOS.exactMatch, SKOS.closeMatch}
COORDINATES = {URIRef(PREFIXES["geo"] + name) for name in ("lat", "long")}


@cache
def graph(name: str) -> rdflib.Graph:
    (path,) = (path for path in data_files() if path.stem == name)
    return read_graph([path])


@cache
def engine(*, editorial: bool = True) -> Embedded:
    return Embedded([*data_files(editorial=editorial), *ontology_files()])


def page(name: str, *, editorial: bool = True) -> str:
    return to_text(entity(name, editorial=editorial), width=10_000)


def entity(name: str, *, editorial: bool = True) -> Entity:
    return describe(engine(editorial=editorial), Iri(expand(name)))


def notes() -> list[URIRef]:
    found = sorted(URIRef(str(s)) for s in graph("editorial").subjects(RDF.type, OA.Annotation))
    assert len(found) > 30
    return found


def the(subject: rdflib.term.Node, predicate: URIRef) -> str:
    """The one value that the editor's layer gives a subject there."""
    (value,) = graph("editorial").objects(subject, predicate)
    return str(value)


# What the file may say


def test_nothing_is_attributed_to_the_article() -> None:
    said = set(graph("editorial").predicates())
    assert OA.hasTarget in said
    assert not {p for p in said if str(p).startswith(PREFIXES["azru"])} - {AZRU.severity}
    assert not {p for p in said if str(p).startswith((PREFIXES["cito"], PREFIXES["prov"]))}


def test_of_the_things_in_the_facts_it_gives_names_links_and_coordinates_only() -> None:
    own = {*notes(), URIRef(ID + "dataset-editorial")}
    described = set(graph("facts").subjects(RDF.type, None))
    others = set(graph("editorial").subjects()) - own
    assert len(others) > 70
    assert others <= described
    assert not own & described
    for subject in others:
        said = set(graph("editorial").predicates(subject))
        assert said <= {*MATCHES, *COORDINATES, SKOS.altLabel, DCTERMS.source}, subject
        source = the(subject, DCTERMS.source)
        assert ("Links: " in source) == bool(said & MATCHES), subject
        assert bool(re.search(r"\bNames? in ", source)) == (SKOS.altLabel in said), subject
        assert ("Coordinates: " in source) == (said >= COORDINATES), subject


def test_annotations_say_what_they_must_and_no_more() -> None:
    needed = {
        *(RDF.type, RDFS.label, AZRU.severity, DCTERMS.source),
        *(OA.hasTarget, OA.bodyValue, OA.motivatedBy),
    }
    bodies = []
    for note in notes():
        assert str(note).startswith(ID + "annotation-")
        assert Counter(graph("editorial").predicates(note)) == Counter(needed), note
        target = the(note, OA.hasTarget)
        assert (URIRef(target), RDF.type, None) in graph("facts"), note
        body = the(note, OA.bodyValue)
        assert re.fullmatch(r"[A-Z1-9][^.]*(?:\.[^ ][^.]*)*\.", body), f"{note}: one sentence"
        bodies.append(body)
    assert len(set(bodies)) == len(bodies)


def test_every_kind_of_discrepancy_occurs() -> None:
    kinds = Counter(
        str(kind).rsplit("-", 1)[1] for kind in graph("editorial").objects(None, AZRU.severity)
    )
    assert kinds == {"addition": 17, "differs": 8, "inconsistent": 10, "imprecise": 4}


def test_sources_are_titles_and_no_places_on_a_machine() -> None:
    sources = [str(source) for source in graph("editorial").objects(None, DCTERMS.source)]
    assert len(sources) > 100
    place = re.compile(r"\w/\w+/|\.(csv|json|ya?ml|nt|bz2|html)\b|\d{7}|\bid\b")
    assert [source for source in sources if place.search(source)] == []


def test_names_are_in_the_languages_of_the_region_and_nobody_elses() -> None:
    names = list(graph("editorial").subject_objects(SKOS.altLabel))
    assert len(names) > 100
    held: dict[str, set[rdflib.term.Node]] = {}
    for text in (SKOS.altLabel, RDFS.label):
        for subject, name in (graph("editorial") + graph("facts")).subject_objects(text):
            held.setdefault(str(name).casefold(), set()).add(subject)
    for subject, name in names:
        assert isinstance(name, rdflib.Literal)
        assert name.language in {"az", "ru", "tr", "hy", "ka"}, name
        assert held[str(name).casefold()] == {subject}, name


# What sets the two layers apart in a merged graph


def test_the_facts_have_nothing_of_the_form_of_the_editors_additions() -> None:
    facts = graph("facts")
    assert not set(facts.predicates()) & {*MATCHES, DCTERMS.source, OA.hasTarget, AZRU.severity}
    assert not list(facts.subjects(RDF.type, OA.Annotation))
    foreign = {
        subject
        for subject, name in facts.subject_objects(SKOS.altLabel)
        if isinstance(name, rdflib.Literal) and name.language != "en"
    }
    assert foreign, "there is one that the article prints"
    assert not foreign & set(graph("editorial").subjects())
    added = {str(subject) for subject in [*notes(), URIRef(ID + "dataset-editorial")]}
    assert not added & {str(term) for term in facts.objects()}


def test_the_facts_alone_are_valid() -> None:
    assert [path.stem for path in data_files(editorial=False)] == ["facts"]
    assert validation.validate(data_files(editorial=False)) == ()


@pytest.mark.parametrize("name", [name for name in QUESTIONS if name not in EDITORIAL])
def test_the_facts_alone_give_the_recorded_answer(name: str) -> None:
    query = QUESTIONS[name]
    answer = engine(editorial=False).query(query.text, path=query.path)
    assert isinstance(answer, results.Table)
    assert (ANSWERS / f"{name}.tsv").read_bytes().decode() == results.write(answer, "tsv").decode()


def test_questions_about_the_layer_are_empty_without_it() -> None:
    assert EDITORIAL == ["additions", "authority-links", "discrepancies", "names"]
    for name in EDITORIAL:
        answer = engine(editorial=False).query(QUESTIONS[name].text)
        assert isinstance(answer, results.Table)
        if name == "names":  # the article's are left
            whole = engine().query(QUESTIONS[name].text)
            assert isinstance(whole, results.Table)
            assert answer.rows == tuple(row for row in whole.rows if row[3] == Literal("article"))
            assert 0 < len(answer.rows) < len(whole.rows)
        else:
            assert answer.rows == ()


@pytest.mark.parametrize("kind", ["questions", "views"])
def test_no_other_query_names_a_term_of_the_layer(kind: str) -> None:
    editorial = {"views": {"places"}}.get(kind, EDITORIAL)
    others = {n: q for n, q in catalogue(kind).items() if n not in editorial}
    assert others
    terms = re.compile(r"\boa:(?!start|end|hasSe|hasSo|Text)|azru:severity|Match\b|dcterms:source")
    bodies = {name: re.sub(r"(?m)^PREFIX .*$", "", query.text) for name, query in others.items()}
    assert [name for name, body in bodies.items() if terms.search(body)] == []


# What a page shows

NOTES = "\nthe editor's notes, from outside the article\n"
ADDED = "\nthe editor's names, links and coordinates, from outside the article\n"


@pytest.mark.parametrize("note", notes(), ids=lambda iri: iri.rsplit("/", 1)[1])
def test_every_note_is_shown_with_its_target_as_the_editors(note: URIRef) -> None:
    target = the(note, OA.hasTarget)
    body = the(note, OA.bodyValue)
    source = the(note, DCTERMS.source)
    kind = the(note, AZRU.severity)
    severity = read_graph(ontology_files()).value(URIRef(kind), SKOS.prefLabel)
    before, heading, after = page(f"<{target}>").partition(NOTES)
    assert heading
    assert f"  {severity:<24} {body}\n" in after
    assert f"source: {source} (id:annotation-" in after
    assert body not in before
    assert "annotation-" not in before
    assert body not in page(f"<{target}>", editorial=False)


def test_a_note_on_a_passage_is_shown_with_what_rests_on_it() -> None:
    _, _, after = page("id:event-ilham-aliyev-visit-france").partition(NOTES)
    assert re.match(r"  inconsistent +on s5p4\.2: These visits", after)
    passage = entity("id:passage-s5p4-2")
    assert [note.about for note in passage.notes] == [""]


def test_notes_on_the_thing_itself_come_first() -> None:
    passages = [note.about for note in entity("id:event-ilham-aliyev-visit-iran").notes]
    assert passages == ["", "s5p4.2"]


def test_a_note_on_a_citation_or_its_work_is_shown_with_what_rests_on_it() -> None:
    (note,) = entity("id:event-aliyev-remarks-2002").notes
    assert note.iri == ID + "annotation-source-of-remarks-2002"
    assert note.about.startswith("Footnote 14 cites ")
    (note,) = entity("id:event-tensions-2002-2003").notes[1:]
    assert (note.iri, note.about) == (ID + "annotation-date-of-aslanli-2003", "Aslanlı 2003")
    _, _, after = page("id:event-tensions-2002-2003").partition(NOTES)
    assert re.search(r"\n  inconsistent +on Aslanlı 2003: ", after)


def test_the_reasons_end_with_the_notes_as_the_editors() -> None:
    for name in ("id:event-bombing-of-gimir-1999", "id:passage-s5p4-2", "id:citation-14-1"):
        reasons = why(engine(), Iri(expand(name)))
        before, heading, after = evidence.to_text(reasons, width=10_000).partition(NOTES)
        assert heading
        assert reasons.notes == entity(name).notes
        for note in reasons.notes:
            assert note.comment in after
            assert note.comment not in before
    assert json.loads(evidence.to_json(reasons))["notes"] == [
        note._asdict() for note in reasons.notes
    ]
    alone = why(engine(editorial=False), Iri(expand("id:event-bombing-of-gimir-1999")))
    assert alone.notes == ()
    assert NOTES not in evidence.to_text(alone)


def test_names_and_links_are_marked_and_the_articles_own_names_are_not() -> None:
    before, heading, after = page("id:person-abulfaz-elchibey").partition(ADDED)
    assert heading
    assert "\nalso: Ebulfez Elchibey\n" in before
    for added in ("Əbülfəz Elçibəy@az", "http://www.wikidata.org/entity/Q319912", "Links: "):
        assert added in after
        assert added not in before
    assert ADDED not in page("id:person-abulfaz-elchibey", editorial=False)
    # Printed in a footnote, so not the editor's, whatever its language.
    assert "\nalso: Рособоронэкспорт@ru\n" in page("id:organisation-rosoboronexport")
    assert ADDED not in page("id:organisation-rosoboronexport")


def test_a_note_and_a_term_of_the_ontology_have_plain_pages() -> None:
    note = page("id:annotation-length-of-embargo")
    assert ADDED not in note
    assert "Jamestown Foundation, Monitor" in note
    assert ADDED not in page("azru:edtf")
    assert "https://www.loc.gov/standards/datetime/" in page("azru:edtf")


@pytest.mark.parametrize(
    ("name", "iri"),
    [
        ("heydər əliyev", "id:person-heydar-aliyev"),
        ("Гейдар Алиев", "id:person-heydar-aliyev"),
        ("Türkiyə", "id:state-turkey"),
        ("საქართველო", "id:state-georgia"),
        ("Հայաստան", "id:state-armenia"),
    ],
)
def test_entities_go_by_the_added_names(name: str, iri: str) -> None:
    assert resolve(engine(), name) == Iri(expand(iri))


def test_the_command_line_leaves_the_layer_out() -> None:
    def run(*arguments: str) -> str:
        command = [sys.executable, "-m", "azru_graph", *arguments]
        return subprocess.run(command, capture_output=True, check=True).stdout.decode()

    asked = "SELECT (COUNT(*) AS ?n) { ?note a oa:Annotation }"
    assert run("sparql", asked).split() == ["?n", str(len(notes()))]
    assert run("--no-editorial", "sparql", asked).split() == ["?n", "0"]
    assert NOTES in run("show", "tenure-kornukov-commander")
    assert NOTES not in run("--no-editorial", "show", "tenure-kornukov-commander")
    assert len(run("query", "discrepancies").splitlines()) == 23
    assert len(run("--no-editorial", "query", "discrepancies").splitlines()) == 1
    assert f"{ID}annotation-" in run("export", "ntriples")
    assert f"{ID}annotation-" not in run("--no-editorial", "export", "ntriples")
