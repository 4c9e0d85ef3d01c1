"""The pages on which one asks, searches and begins: what they show is what the graph answers."""

from __future__ import annotations

import json
import shlex
from functools import cache, cached_property
from html.parser import HTMLParser
from io import StringIO
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
import rispy
from pybtex.database import parse_string

import azru_graph as az
from azru_graph import provenance, results
from azru_graph.engines.embedded import Embedded
from azru_graph.errors import UnknownNameError
from azru_graph.files import data_files, ontology_files
from azru_graph.names import filled
from azru_graph.pages import Site, address_of, index, page, questions
from azru_graph.pages.site import PLACEHOLDER
from azru_graph.queries import catalogue, get, select, texts
from azru_graph.search import KINDS
from azru_graph.terms import XSD, BlankNode, Iri, expand
from hostile import HOSTILE
from madeup import facts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

QUESTIONS = catalogue("questions")
OWN = ["", "about", "entities", "questions", *(f"q/{name}" for name in QUESTIONS)]
FIRST = 50  # rows of an answer that are looked at
VOID = {"br", "img", "input", "link", "meta"}
MARKUP = '<script>alert("x")</script>&amp;</title>'


ASKED = [
    ("year", {"year": ["1996"]}),
    ("names", {"language": ["az"], "entity": ["Алиев Гейдар"]}),
    ("claims", {"holder": ["Russia", "id:state-azerbaijan"], "mode": ["attributed"]}),
    ("timeline", {"from": ["1994-06"], "until": ["1995"]}),
]


class Read(HTMLParser):
    """A page, read: its elements with their attributes and whole texts, in order."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str], list[str]]] = []
        self.open: list[tuple[str, dict[str, str], list[str]]] = []
        self.feed(content.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        self.found.append((tag, {name: value or "" for name, value in attrs}, []))
        if tag not in VOID:
            self.open.append(self.found[-1])

    def handle_endtag(self, tag: str) -> None:
        """Close an element, and what was left open in it."""
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Add a text to all elements in which it stands."""
        for _, _, parts in self.open:
            parts.append(data)

    @cached_property
    def by_tag(self) -> dict[str, list[tuple[dict[str, str], str]]]:
        """Attributes and text of the elements, by their names."""
        found: dict[str, list[tuple[dict[str, str], str]]] = {}
        for tag, attributes, parts in self.found:
            found.setdefault(tag, []).append((attributes, "".join(parts)))
        return found

    def all(self, tag: str, **wanted: str) -> list[tuple[dict[str, str], str]]:
        """Give attributes and text of the elements of a name that have these attributes."""
        return [one for one in self.by_tag.get(tag, ()) if wanted.items() <= one[0].items()]

    def rows(self) -> dict[str, list[tuple[str, dict[str, str], str]]]:
        """Give the rows that have an id: id → elements in it with their texts."""
        found: dict[str, list[tuple[str, dict[str, str], str]]] = {}
        row = None
        for tag, attributes, parts in self.found:
            if tag == "tr":
                row = found.setdefault(attributes["id"], []) if "id" in attributes else None
            if row is not None:
                row.append((tag, attributes, "".join(parts)))
        return found


@pytest.fixture(scope="module")
def site() -> Site:
    return Site(
        Embedded([*data_files(), *ontology_files()]), files=data_files(), version="5eed" * 8
    )


@pytest.fixture(scope="module")
def read(site: Site) -> Callable[..., Read]:
    """Give what reads a page of the site, each but once, and answers as far as ``FIRST``."""

    @cache
    def of(address: str, *, static: bool = False) -> Read:
        own = Site(site.engine, files=site.files, static=static) if static else site
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(questions, "MOST_ROWS", FIRST)
            return Read(page(own, address).content)

    return of


@pytest.fixture(scope="module")
def made() -> Callable[[Path, str], Site]:
    """Give a maker of sites of the made-up graph with further triples."""

    def make(folder: Path, more: str) -> Site:
        path = folder / "made.ttl"
        path.write_text(facts() + more, encoding="utf-8")
        return Site(Embedded([path, *ontology_files()]), files=[path])

    return make


def links(read: Read) -> list[str]:
    return [one["href"] for tag in ("a", "link") for one, _ in read.all(tag)]


def test_every_answer_is_shown_with_its_links_and_reasons(
    site: Site, read: Callable[..., Read], count_cases: Callable[[str, int], None]
) -> None:
    """Every text of a row stands in it, every IRI of ours is led to, and so is what it rests on."""
    shown = 0
    for name, question in QUESTIONS.items():
        answer = select(site.engine, question.text)
        assert len(answer.rows) <= questions.MOST_ROWS, "a page would not show it whole"
        whole = provenance.with_sources(site.engine, answer.head(FIRST))
        rows = read(f"q/{name}").rows()
        assert list(rows) == [f"row-{number}" for number in range(1, len(whole.rows) + 1)], name
        assert f"{len(answer.rows):,} row" in read(f"q/{name}").all("main")[0][1], name
        for terms, elements in zip(whole.rows, rows.values(), strict=True):
            text = elements[0][2]
            led = {address for tag, one, _ in elements if tag == "a" for address in [one["href"]]}
            for column, term in zip(whole.variables, terms, strict=True):
                if isinstance(term, Iri):
                    address = address_of(term.value)
                    assert (term.value if address is None else f"../{address}") in led, name
                elif term and column == "restsOn":
                    for curie in term.value.split("; "):
                        assert f"../{address_of(expand(curie))}" in led
                elif term and column == "sourcePassages":
                    for passage in term.value.split("; "):
                        assert f"../id/passage-{passage.replace('.', '-')}" in led
                elif term and not isinstance(term, BlankNode) and term.datatype != XSD + "boolean":
                    words = term.value.replace("; ", " ").split()
                    assert " ".join(words) in " ".join(text.replace("; ", " ").split()), name
            shown += 1
    count_cases("rows on pages of questions", shown)


def test_no_page_shows_an_iri_of_ours_for_want_of_a_label(read: Callable[..., Read]) -> None:
    for name in QUESTIONS:
        for one, text in read(f"q/{name}").all("a"):
            assert not one["href"].startswith("../id/") or text[:3] != "id:", name


@pytest.mark.parametrize("static", [False, True])
def test_pages_are_well_made(read: Callable[..., Read], *, static: bool) -> None:
    """One h1, ids once, labels for all fields, no script but ours, nothing from another host."""
    titles = set()
    few = ["", "about", "entities", "questions", *(f"q/{name}" for name, _ in ASKED), "q/coverage"]
    for address in few if static else [*OWN, "search"]:
        found = read(address, static=static)
        assert len(found.all("h1")) == len(found.all("main")) == len(found.all("title")) == 1
        titles.add(found.all("title")[0][1])
        ids = [one["id"] for _, one, _ in found.found if "id" in one]
        assert len(ids) == len(set(ids)), address
        named = {one["for"] for one, _ in found.all("label")}
        assert named <= set(ids), address
        for one, _ in [*found.all("input"), *found.all("select")]:
            assert one.get("id") in named or "aria-label" in one, address
            assert set(one.get("aria-describedby", "").split()) <= set(ids), address
        scripts = [one for one, _ in found.all("script")]
        assert {one.get("src", "")[-7:] for one in scripts} <= {"", "site.js"}, address
        assert not [one for one, _ in found.all("img") if ":" in one["src"]], address
        assert all(one["scope"] for one, _ in found.all("th")), address
        if static:
            assert not [one for one in links(found) if "?" in one], address
            assert not [one for one in links(found) if one.endswith(("editor.html", "search.html"))]
            assert not found.all("form"), address
    assert len(titles) == (len(few) if static else len(OWN) + 1)


def test_the_same_data_gives_the_same_bytes(site: Site) -> None:
    again = Site(
        Embedded([*data_files(), *ontology_files()]), files=data_files(), version="5eed" * 8
    )
    for address in ("", "about", "entities", "q/causal-chains", "q/disputes"):
        assert page(site, address) == page(again, address)


@pytest.mark.parametrize("address", ["", "questions"])
def test_every_question_is_led_to(read: Callable[..., Read], address: str) -> None:
    assert {f"q/{name}" for name in QUESTIONS} <= set(links(read(address)))


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_form_has_a_field_for_each_parameter(read: Callable[..., Read], name: str) -> None:
    """A few choices are all in sight, many are proposed; what has no end is left to the reader."""
    found = read(f"q/{name}")
    selects = {one["name"] for one, _ in found.all("select")}
    inputs = {one["name"]: one for one, _ in found.all("input") if one["name"] != "text"}
    assert selects | inputs.keys() == QUESTIONS[name].header.parameters.keys()
    for parameter in QUESTIONS[name].header.parameters.values():
        if parameter.type == "choice" or (parameter.scheme_iri or "").endswith("assertion-modes"):
            assert parameter.name in selects
        elif parameter.within:
            assert len(found.all("datalist", id=inputs[parameter.name]["list"])) == 1
        else:
            assert "list" not in inputs[parameter.name]


@pytest.mark.parametrize(("name", "values"), ASKED)
def test_values_are_kept_wherever_an_answer_is_taken(
    site: Site, name: str, values: dict[str, list[str]], tmp_path: Path
) -> None:
    """In the form, the files, the address, the commands, the editor and the citation."""
    made = page(site, f"q/{name}", values | {"": [], "empty": [" "]})
    read = Read(made.content)
    query = filled(site.engine, get("questions", name), values)
    answer = select(site.engine, query)
    assert not made.faulty
    assert 0 < len(answer.rows) == len(read.rows())
    kept: dict[str, list[str]] = {}
    for field, _ in read.all("input"):
        if field["name"] != "text" and field["value"]:
            kept.setdefault(field["name"], []).append(field["value"])
    # Of the examples, each has one list at most.
    chosen = [text for _, text in read.all("option", selected="")]
    kept |= {field["name"]: chosen for field, _ in read.all("select")}
    assert kept == values
    files = [one for one in links(read) if f"q/{name}." in one]
    assert [urlsplit(one).path for one in files] == [
        f"../q/{name}.{suffix}" for suffix in ("csv", "tsv", "json", "xml", "ndjson", "md")
    ]
    for one in [*files, *(one for one in links(read) if one.startswith(f"../q/{name}?"))]:
        assert parse_qs(urlsplit(one).query) == values
    (editor,) = (one for one in links(read) if one.startswith("../editor?"))
    assert select(site.engine, parse_qs(urlsplit(editor).query)["query"][0]) == answer

    snippets = [text for _, text in read.all("pre", **{"class": "snippet"})]
    curl = next(shlex.split(text) for text in snippets if text.startswith("curl"))
    assert urlsplit(curl[1]).path.endswith(f"/q/{name}.csv")
    assert parse_qs(urlsplit(curl[1]).query) == values
    azru = next(shlex.split(text) for text in snippets if text.startswith("azru"))
    given = [f"{key}={one}" for key, several in values.items() for one in several]
    assert [one for one in azru if "=" in one] == given
    own = next(text for text in snippets if "azru_graph" in text)
    assert _printed(own) == len(answer.rows)
    (tmp_path / "answer.json").write_bytes(results.write(answer, "json"))
    rdflib = next(text for text in snippets if "rdflib" in text)
    address = rdflib.split('"')[1]
    assert _printed(rdflib.replace(address, (tmp_path / "answer.json").as_uri())) == len(
        answer.rows
    )


def _printed(program: str) -> int:
    """Run a program and count what it prints."""
    lines: list[object] = []
    exec(program, {"print": lambda *told: lines.append(told), "az": az})  # noqa: S102 - our own page
    return len(lines)


def test_faults_are_told_beside_their_fields(site: Site) -> None:
    values = {"holder": ["Rusland"], "mode": ["denxxx"], "planet": ["Mars"]}
    made = page(site, "q/claims", values)
    read = Read(made.content)
    assert made.faulty
    assert not read.rows()
    assert {one["value"] for one, _ in read.all("input", name="holder")} == {"Rusland"}
    (fault,) = read.all("p", id="fault-mode")
    assert "'denxxx'" in fault[1]
    assert "denial" in fault[1]
    (field,) = read.all("input", name="mode")
    assert field[0]["aria-invalid"] == "true"
    assert "fault-mode" in field[0]["aria-describedby"].split()
    (others,) = read.all("p", role="alert")
    assert "planet" in others[1]
    for wrong, told in (("19x", "four digits"), ("199", "four digits")):
        (fault,) = Read(page(site, "q/year", {"year": [wrong]}).content).all("p", id="fault-year")
        assert told in fault[1]


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_of_a_reader_stay_texts(site: Site, text: str) -> None:
    found = Read(page(site, "q/names", {"name": [text]}).content)
    (field,) = found.all("input", name="name")
    assert field[0]["value"] == (text if text.strip() else "")
    assert len(found.all("script")) == 1
    assert len(found.all("h1")) == 1
    assert len(Read(page(site, "search", {"text": [text]}).content).all("h1")) == 1


def test_labels_of_the_data_stay_texts(tmp_path: Path, made: Callable[[Path, str], Site]) -> None:
    name = json.dumps(MARKUP)
    site = made(
        tmp_path,
        f"id:person-isik rdfs:label {name} ; a <http://xmlns.com/foaf/0.1/Person> ."
        f" id:article <http://purl.org/dc/terms/title> {name} ; "
        "a <http://purl.org/spar/fabio/Work> . "
        "id:dataset a <http://www.w3.org/ns/dcat#Dataset> ; dcterms:references id:article . "
        f"id:claim-s2p1-1a azru:paraphrase {name} .",
    )
    seen = 0
    for address in [*OWN, "search"]:
        read = Read(
            page(site, address, {"text": ["script"]} if address == "search" else {}).content
        )
        assert {one.get("type", "js") for one, _ in read.all("script")} <= {
            "js",
            "application/ld+json",
        }
        assert len(read.all("title")) == 1
        seen += MARKUP in "".join(read.all("main")[0][1])
    assert seen >= 5


def test_other_data_has_pages_as_well(tmp_path: Path, made: Callable[[Path, str], Site]) -> None:
    empty = tmp_path / "empty.ttl"
    empty.write_text("<a:a> <a:b> <a:c> .", encoding="utf-8")
    for site in (Site(Embedded([empty])), made(tmp_path, "")):
        for address in OWN:
            assert Read(page(site, address).content).all("h1")
        assert b"store that has no files" in page(Site(site.engine), "about").content


def test_what_is_cut_is_said_to_be(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(questions, "MOST_ROWS", 10)
    read = Read(page(site, "q/timeline").content)
    assert len(read.rows()) == 10
    assert read.all("p", **{"class": "cut"})[0][1] == "10 of 108 rows shown."
    monkeypatch.setattr(index, "MOST_LISTED", 20)
    told = page(site, "entities").content.decode()
    assert "There are 108, and more than 20 are not listed" in told
    assert "id/tenure-putin-president" in told


def test_citations_are_read_by_others(site: Site) -> None:
    """By pybtex and rispy; title, version and address are there, and no day but the data's own."""
    known = Site(site.engine, version=site.version, url="https://graph.example/x/")
    read = Read(page(known, "q/year", {"year": ["1996"]}).content)
    assert PLACEHOLDER not in read.all("html")[0][1]
    bibtex, csl, ris = (text for _, text in read.all("pre")[-3:])
    (entry,) = parse_string(bibtex, "bibtex").entries.values()
    (item,) = json.loads(csl)
    (record,) = rispy.load(StringIO(ris))
    url = "https://graph.example/x/q/year?year=1996"
    assert entry.fields["url"] == item["URL"] == record["urls"][0] == url
    assert entry.fields["title"].strip("{}") == item["title"] == "What happened in one year?"
    assert item["note"] == entry.fields["note"] == "(year: 1996)"
    assert "5eed" in item["version"]
    assert item["issued"]["date-parts"][0] == [
        int(part)
        for part in known.about.modified.isoformat().split("-")  # type: ignore[union-attr]
    ]
    assert record["title"] == item["title"]


def test_entities_are_all_there_once_and_in_order(site: Site, read: Callable[..., Read]) -> None:
    found = read("entities")
    listed = {
        one["href"]: text
        for one, text in found.all("a")
        if one["href"].startswith(("id/", "scheme/"))
    }
    assert len(listed) == sum(one.startswith(("id/", "scheme/")) for one in links(found))
    classes = " ".join(f"<{expand(KINDS[kind])}>" for kind in index.PLURALS)
    query = f"SELECT DISTINCT ?e {{ VALUES ?c {{ {classes} }} ?e a|skos:inScheme ?c }}"
    # The project is told of on another page.
    assert {*listed, "about"} == {address_of(iri) for (iri,) in texts(site.engine, query)}
    names = list(listed.values())
    order = [
        "Abdullah Gül",
        "Andrei Kozyrev",
        "Araz Aslanlı",
        "Armenia",
        "AZ TV1",
        "Gımır",
        "Russia",
    ]
    assert [name for name in names if name in order] == [*order[:5], "Russia", "Gımır"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Алиев", ["Heydar Aliyev", "Гейдар Алиев"]),
        ("Əliyev", ["Ilham Aliyev"]),
        ("Aliyvv", ["Did you mean", "Heydar Aliyev"]),
        ("zzzz", ["Nothing is called “zzzz”"]),
        ("bombing of Gımır", ["Anatoly Kornukov denial, negated"]),
    ],
)
def test_search_finds_in_any_spelling(site: Site, text: str, told: list[str]) -> None:
    ((_, whole),) = Read(page(site, "search", {"text": [text]}).content).all("main")
    words = " ".join(whole.split())
    assert [one for one in told if one not in words] == []


def test_search_is_narrowed_to_a_kind(site: Site) -> None:
    read = Read(page(site, "search", {"text": ["Russia"], "kind": ["office"]}).content)
    assert {text for _, text in read.all("span", **{"class": "soft"})} == {"office"}
    assert read.all("option", selected="")[0][1] == "office"
    made = page(site, "search", {"text": ["Russia"], "kind": ["planet"]})
    assert made.faulty
    assert "planet" in Read(made.content).all("p", role="alert")[0][1]


def test_no_claim_of_the_front_page_stands_without_its_voice(
    site: Site, read: Callable[..., Read]
) -> None:
    found = read("")
    pairs = [text for one, text in found.all("div") if one.get("class", "").startswith("claim")]
    rows = texts(site.engine, get("questions", "claims").text)
    for text in pairs:
        (row,) = (row for row in rows if row[3] in text)
        assert row[1] in text
        assert row[2] in text
    assert len(pairs) == 4


@pytest.mark.parametrize("address", ["q/nothing", "q/", "q/year/x", "questions/x"])
def test_what_is_not_there_is_unknown(site: Site, address: str) -> None:
    with pytest.raises(UnknownNameError):
        page(site, address)
