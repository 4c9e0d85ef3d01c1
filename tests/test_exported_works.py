"""Bibliographies: what their readers find is what the graph says, of every work and every field."""

from __future__ import annotations

import io
import json
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
import rdflib
import rispy
from pybtex.database import parse_bytes
from pybtex.richtext import Text
from rdflib.namespace import DCTERMS, RDF, RDFS, SKOS

from azru_graph.exports import content_of, export
from azru_graph.files import data_files
from azru_graph.terms import ID, PREFIXES
from exporting import content
from hostile import HOSTILE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Told = dict[str, dict[str, Any]]
CITO, FABIO, PRISM = (rdflib.Namespace(PREFIXES[name]) for name in ("cito", "fabio", "prism"))
HEAD = "".join(
    f"@prefix {name}: <{PREFIXES[name]}> ."
    for name in ("cito", "dcterms", "fabio", "foaf", "id", "prism", "rdfs")
)


def exported(name: str, *data: Path, **given: str) -> bytes:
    source = content_of(data or data_files(), **given) if data or given else content("shipped")
    written = export(source, name)
    assert isinstance(written, bytes)
    return written


@pytest.fixture(scope="module")
def told() -> Told:
    """Read the works from the graph: key → field → value; no field without a value."""
    graph = content("shipped").graph
    found = {}
    for work in {*graph.objects(None, CITO.hasCitedEntity), rdflib.URIRef(ID + "article")}:
        values = {
            "title": graph.value(work, DCTERMS.title),
            "translation": graph.value(work, DCTERMS.alternative),
            "language": getattr(graph.value(work, DCTERMS.title), "language", None),
            "kind": next(
                str(kind).removeprefix(FABIO)
                for kind in graph.objects(work, RDF.type)
                if kind != FABIO.Work
            ),
            "authors": {
                str(graph.value(author, RDFS.label))
                for author in graph.objects(work, DCTERMS.creator)
            },
            "publisher": graph.value(
                graph.value(work, DCTERMS.publisher)
                or graph.value(graph.value(work, DCTERMS.isPartOf), DCTERMS.publisher),
                RDFS.label,
            ),
            "place": graph.value(work, FABIO.hasPlaceOfPublication),
            "container": graph.value(graph.value(work, DCTERMS.isPartOf), DCTERMS.title),
            "volume": graph.value(work, PRISM.volume),
            "issue": graph.value(work, PRISM.issueIdentifier),
            "printed": graph.value(work, DCTERMS.date),
            "issued": graph.value(work, DCTERMS.issued),
            "url": graph.value(work, FABIO.hasURL),
            "note": graph.value(work, SKOS.note),
            "iri": str(work),
        }
        key = str(work).removeprefix(ID).removeprefix("work-")
        found[key] = {
            name: value if isinstance(value, set) else str(value)
            for name, value in values.items()
            if value
        }
    assert len(found) == 24
    return found


def renamed(fields: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    return {names[name]: value for name, value in fields.items() if name in names and value}


@pytest.mark.reads("pybtex", "bibtex")
def test_every_field_of_every_work_is_read_from_the_bibtex(told: Told) -> None:
    names = {
        "title": "title",
        "titleaddon": "translation",
        "titlelanguage": "language",
        "fabio": "kind",
        "publisher": "publisher",
        "institution": "publisher",
        "howpublished": "publisher",
        "address": "place",
        "journal": "container",
        "volume": "volume",
        "number": "issue",
        "dateprinted": "printed",
        "date": "issued",
        "url": "url",
        "annotation": "note",
        "iri": "iri",
    }
    found = {}
    for key, entry in parse_bytes(exported("bibtex"), "bibtex").entries.items():
        fields = {name: str(Text.from_latex(value)) for name, value in entry.fields.items()}
        authors = {
            " ".join([*one.first_names, *one.last_names]).translate({123: None, 125: None})
            for one in entry.persons.get("author", [])
        }
        found[key] = renamed(fields, names) | ({"authors": authors} if authors else {})
        assert fields.get("year", "") == fields.get("date", "")[:4]
    assert found == told


def test_entries_have_the_types_and_languages_of_bibtex_and_babel() -> None:
    entries = parse_bytes(exported("bibtex"), "bibtex").entries
    assert {entry.type for entry in entries.values()} == {"article", "book", "misc", "techreport"}
    assert entries["vedomosti-2010"].fields["langid"] == "russian"
    assert entries["nichol-2009"].type == "techreport"


def test_every_field_of_every_work_is_read_from_the_csl(told: Told) -> None:
    names = {
        "title": "title",
        "container-title": "container",
        "publisher": "publisher",
        "publisher-place": "place",
        "volume": "volume",
        "issue": "issue",
        "URL": "url",
        "annote": "note",
        "fabio": "kind",
        "iri": "iri",
        "date-printed": "printed",
        "edtf": "issued",
    }
    found = {}
    for item in json.loads(exported("csl")):
        own = renamed(item | item["custom"], names)
        for title in item["custom"].get("translated-titles", []):
            own["translation"] = title["title"]
        if "author" in item:
            own["authors"] = {
                one.get("literal") or f"{one['given']} {one['family']}" for one in item["author"]
            }
        # Where a title bears no language, that of the work stands in.
        own |= {"language": item["language"]} if "language" in item else {}
        found[item["id"]] = own
    assert found == told


def test_dates_of_the_csl_are_those_of_the_graph() -> None:
    dates = {item["id"]: item.get("issued") for item in json.loads(exported("csl"))}
    assert dates["kuliyev-1996"] == {"date-parts": [[1996]], "season": 4}
    assert dates["mammadov-2010"] == {"date-parts": [[2010, 1], [2010, 3]]}
    assert dates["aslanli-2002"] == {"date-parts": [[2002, 3]]}
    assert dates["reuters-2008"] == {"date-parts": [[2008, 11, 2]]}
    assert dates["article"] is None


RENDER = """
const { Cite } = require('@citation-js/core');
require('@citation-js/plugin-csl');
const items = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const format = { format: 'text', template: 'apa', asEntryArray: true };
console.log(JSON.stringify(Object.fromEntries(new Cite(items).format('bibliography', format))));
"""


@pytest.mark.reads("Citation.js", "csl")
@pytest.mark.foreign("node-citation")
def test_a_citation_processor_renders_every_work(foreign_environment: dict[str, str]) -> None:
    written = exported("csl")
    run = subprocess.run(
        ["node", "-e", RENDER],
        input=written,
        capture_output=True,
        check=True,
        env=foreign_environment,
    )
    rendered = json.loads(run.stdout)
    items = {item["id"]: item for item in json.loads(written)}
    assert rendered.keys() == items.keys()
    for key, item in items.items():
        assert item["title"] in rendered[key]
        assert (
            str(item["issued"]["date-parts"][0][0] if "issued" in item else "n.d.") in rendered[key]
        )
    assert rendered["mammadov-2010"].strip() == (
        "Mammadov, N. (2010, January–March). Azerbaycan Xarici Siyasetinin Esas İstiqametleri"
        " Haqqında. Azerbaijan Focus, (2)."
    )


@pytest.mark.reads("rispy", "ris")
def test_every_field_of_every_work_is_read_from_the_ris(told: Told) -> None:
    names = {
        "title": "title",
        "translated_title": "translation",
        "language": "language",
        "publisher": "publisher",
        "place_published": "place",
        "secondary_title": "container",
        "volume": "volume",
        "number": "issue",
        "date": "printed",
        "accession_number": "iri",
    }
    found = {}
    text = exported("ris").decode()
    assert text.count("\n") == text.count("\r\n")
    for record in rispy.load(io.StringIO(text.replace("\r\n", "\n"))):
        authors = {" ".join(reversed(name.split(", "))) for name in record.get("authors", [])}
        found[record["id"]] = (
            renamed(record, names)
            | ({"authors": authors} if authors else {})
            | ({"url": record["urls"][0]} if "urls" in record else {})
            | ({"note": record["notes"][0]} if "notes" in record else {})
        )
    left_out = {"issued", "kind"}
    assert found == {
        key: {name: value for name, value in work.items() if name not in left_out}
        for key, work in told.items()
    }


def test_authors_stand_in_the_order_of_the_label() -> None:
    items = {item["id"]: item for item in json.loads(exported("csl"))}
    assert [one["family"] for one in items["ogan-kanbolat-2001"]["author"]] == ["Oğan", "Kanbolat"]


def test_the_editors_annotations_are_not_mixed_in() -> None:
    with_editor, without = (
        export(content_of(data_files(editorial=given)), "bibtex") for given in (True, False)
    )
    assert with_editor == without


@pytest.mark.parametrize("name", ["bibtex", "csl", "ris"])
def test_another_base_stands_everywhere(name: str) -> None:
    text = exported(name, base="https://example.org/a_b/").decode()
    assert "w3id.org/azru" not in text
    assert "https://example.org/a_b/id/work-nesibli-2000b" in text


@pytest.mark.parametrize(("name", "empty"), [("bibtex", b""), ("csl", b"[]\n"), ("ris", b"")])
def test_without_works_the_file_is_empty(name: str, empty: bytes) -> None:
    assert exported(name, only="shapes") == empty


def made_up(tmp_path: Path, *works: str) -> Path:
    """Write works that an article cites, each given by its predicates and objects."""
    path = tmp_path / "facts.ttl"
    lines = [
        f"id:citation-{number} cito:hasCitedEntity id:work-{number:02} ."
        f" id:work-{number:02} a fabio:Work{', fabio:Book' if number % 2 else ''} ; {work} ."
        for number, work in enumerate(works)
    ]
    path.write_text("\n".join([HEAD, *lines]), encoding="utf-8")
    return path


def test_any_text_is_a_title(tmp_path: Path) -> None:
    texts = [text for text in HOSTILE if text.strip()]
    data = made_up(tmp_path, *(f"dcterms:title {rdflib.Literal(text).n3()}" for text in texts))
    plain = [
        "".join("\ufffd" if ord(x) < 32 or 127 <= ord(x) < 160 else x for x in " ".join(t.split()))
        for t in texts
    ]
    bib = parse_bytes(exported("bibtex", data), "bibtex").entries
    titles = [bib[key].fields["title"] for key in sorted(bib)]
    # What LaTeX knows and latexcodec does not read, or not everywhere.
    commands = {
        r"\textbraceleft{}": ("\ue101", "{"),
        r"\textbraceright{}": ("\ue102", "}"),
        r"\$": ("\ue103", "$"),
    }
    for name, (sign, _) in commands.items():
        titles = [title.replace(name, sign) for title in titles]
    read = [str(Text.from_latex(title)) for title in titles]
    for sign, meant in commands.values():
        read = [text.replace(sign, meant) for text in read]
    assert read == plain
    ris = rispy.load(io.StringIO(exported("ris", data).decode().replace("\r\n", "\n")))
    assert [record["title"] for record in ris] == plain
    assert [item["title"] for item in json.loads(exported("csl", data))] == texts


def test_a_work_of_which_little_is_known(tmp_path: Path) -> None:
    data = made_up(
        tmp_path,
        'rdfs:label "Unknown"@en',
        'dcterms:title "Late"@en ; dcterms:creator id:b , id:n ; dcterms:issued "soon"',
        'dcterms:title "Much" ; dcterms:isPartOf id:work-gone ; dcterms:creator id:nobody',
    )
    with data.open("a", encoding="utf-8") as file:
        file.write('\nid:b rdfs:label "Ludwig van Beethoven" . id:n rdfs:label "Nimi" .')
    first, second, third = json.loads(exported("csl", data))
    assert (first["title"], first["type"]) == ("Unknown", "document")
    assert second["author"] == [{"literal": "Ludwig van Beethoven"}, {"literal": "Nimi"}]
    assert "issued" not in second
    assert {"author", "container-title"}.isdisjoint(third)
    entries = parse_bytes(exported("bibtex", data), "bibtex").entries
    persons = entries["01"].persons["author"]
    assert [one.last_names for one in persons] == [["{Ludwig van Beethoven}"], ["{Nimi}"]]


def test_two_works_with_the_same_last_part_have_two_keys(tmp_path: Path) -> None:
    data = tmp_path / "facts.ttl"
    works = ["<http://a.example/x>", "<http://b.example/x>"]
    lines = [
        f'id:c cito:hasCitedEntity {w} . {w} a fabio:Work ; dcterms:title "T" .' for w in works
    ]
    data.write_text("\n".join([HEAD, *lines]), encoding="utf-8")
    assert set(parse_bytes(exported("bibtex", data), "bibtex").entries) == {"x", "x-2"}
