"""Pages of entities, claims and passages, of all claims, of disputes, and the reading view."""

from __future__ import annotations

import re
from collections import Counter
from html import escape, unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from azru_graph.copies import read_copy
from azru_graph.engines.embedded import Embedded
from azru_graph.errors import ParameterError, UnknownNameError
from azru_graph.files import data_files, ontology_files
from azru_graph.names import filled
from azru_graph.pages import Site, address_of, page, reading, resources
from azru_graph.queries import get, select
from azru_graph.terms import ID
from madeup import NAMES, TEXT, facts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

# One of each kind of resource, and what must be on its page beside its label.
KINDS = {
    "state-russia": ("state", "Russian Federation", "Claims about it", "s3p5.3"),
    "author": ("Claims in its voice", "never named"),
    "place-baku": ("took place here", "Putin&#39;s visit to Baku"),
    "event-putin-visit-baku-2001": ("9 Jan 2001 – 10 Jan 2001?", "postponed to this"),
    "agreement-contract-of-the-century": ("Lukoil", "about this agreement"),
    "share-lukoil-contract-of-the-century": ("10", "allocated to", "Lukoil"),
    "tenure-putin-president": ("1991? – 2010?", "horizon"),
    "office-president-of-russia": ("this office", "Vladimir Putin as president of Russia"),
    "work-nesibli-2000b": ('lang="tr"', "What rests on it", "Contract of the Century is signed"),
    "citation-7-1": ("What rests on it", "Contract of the Century is signed"),
    "footnote-7": ("Nesibli 2000b", "s3p4.2"),
    "section-3": ("../read/s3.html",),
    "article": ("Part of this",),
    "article-text": ("21014",),
    "range-s3p4-2-1": ("Range 1 of passage s3p4.2",),
    "annotation-airport": ("Bina", "a note of the editor’s"),
}


@pytest.fixture(scope="module")
def engine() -> Embedded:
    return Embedded([*data_files(), *ontology_files()])


@pytest.fixture(scope="module")
def site(engine: Embedded) -> Site:
    return Site(engine, static=True)


@pytest.fixture(scope="module")
def served(engine: Embedded) -> Site:
    return Site(engine)


@pytest.fixture(scope="module")
def claims(site: Site) -> dict[str, str]:
    """The pages of all claims, by IRI."""
    names = [name for name in resources.names(site) if name.startswith("claim-")]
    return {ID + name: shown(site, f"id/{name}") for name in names}


@pytest.fixture(scope="module")
def sections(site: Site) -> dict[str, str]:
    """The pages of the reading view, by the names of the sections."""
    return {name: shown(site, f"read/{name}") for name in reading.names(site)}


def shown(site: Site, address: str, **values: str) -> str:
    return page(site, address, {name: [text] for name, text in values.items()}).content.decode()


def rows(engine: Embedded, question: str, **values: str) -> list[dict[str, str]]:
    """The answer to a stored question, as bare texts."""
    query = get("questions", question)
    table = select(engine, filled(engine, query, {name: [v] for name, v in values.items()}))
    return [
        {name: term.value if term else "" for name, term in zip(table.variables, row, strict=True)}
        for row in table.rows
    ]


class Outline(HTMLParser):
    """What a page has: tags, ids, links; and, for each passage, the links of what rests on it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.ids: Counter[str] = Counter()
        self.links: list[str] = []
        self.resting: dict[str, set[str]] = {}
        self._passage = ""
        self._held = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        told = {name: value or "" for name, value in attrs}
        self.tags[tag] += 1
        if "id" in told:
            self.ids[told["id"]] += 1
        if told.get("class") == "passage":
            self._passage, self._held = told["id"], False
            self.resting[self._passage] = set()
        self._held |= told.get("class") == "held"
        link = told.get("href") or told.get("src")
        if link:
            self.links.append(link)
            if self._passage and self._held:
                self.resting[self._passage].add(link)


# ── Claims ────────────────────────────────────────────────────────────────────


def test_every_claim_has_a_page_with_voice_mode_and_content(
    engine: Embedded, claims: Mapping[str, str]
) -> None:
    content = {row["iri"]: row for row in rows(engine, "claim-contents")}
    told = rows(engine, "claims")
    assert {row["iri"] for row in told} == claims.keys()
    assert len(claims) == 264
    for row in told:
        text = unescape(claims[row["iri"]])
        assert row["claim"] in text
        parts = content[row["iri"]]
        own = text.partition("<dl")[0]
        assert f">{row['voice']}</a>" in own
        assert f'class="mode mode-{row["mode"]}"' in own
        assert (", negated</span>" in own) == (parts["negated"] == "true")
        assert all(f">{parts[name]}</a>" in text for name in ("subject", "relation"))
        assert parts["object"] in text
        assert all(f'#{name}">{name}</a>' in text for name in row["passages"].split())
        assert all(work in text for work in row["works"].split("; "))


def test_disputes_are_told_on_both_sides(engine: Embedded, claims: Mapping[str, str]) -> None:
    for question, other, there, back in (
        ("disputes", "disputedIri", "It disputes", "It is disputed by"),
        ("qualifications", "restrictedIri", "It restricts", "It is restricted by"),
    ):
        told = rows(engine, question)
        assert told
        for row in told:
            one, two = (
                claims[row[name]].partition("<h2>" + head)[2]
                for name, head in (
                    ("iri", there),
                    (other, back),
                )
            )
            assert f'href="{row[other].removeprefix(ID)}.html"' in one.replace("../id/", "")
            assert f'href="{row["iri"].removeprefix(ID)}.html"' in two.replace("../id/", "")


def test_causes_are_told_along_the_chain(engine: Embedded, claims: Mapping[str, str]) -> None:
    told = rows(engine, "causes")
    pairs = [(one, two) for one in told for two in told if one["effectIri"] == two["causeIri"]]
    assert pairs
    for one, two in pairs:
        later = claims[one["iri"]].partition("<h2>What its effect is held to have led to")[2]
        earlier = claims[two["iri"]].partition("<h2>Held to have led to its cause")[2]
        assert f'id/{two["iri"].removeprefix(ID)}.html"' in later
        assert f'id/{one["iri"].removeprefix(ID)}.html"' in earlier


@pytest.mark.parametrize(
    ("asked", "values"),
    [
        ({}, {}),
        ({"holder": "id:state-russia"}, {"voice": "Russia"}),
        ({"holder": "id:state-russia"}, {"voice": "id:state-russia", "mode": " "}),
        ({"mode": "scheme:mode-denial"}, {"mode": "denial"}),
        (
            {"holder": "id:person-novruz-mammadov", "mode": "scheme:mode-denial"},
            {"voice": "Mammadov", "mode": "scheme:mode-denial", "section": "s5"},
        ),
        (
            {"holder": "id:state-russia", "mode": "scheme:mode-denial"},
            {"voice": "Russia", "mode": "denial"},
        ),
    ],
    ids=str,
)
def test_claims_are_chosen_as_the_question_chooses_them(
    engine: Embedded, served: Site, asked: dict[str, str], values: dict[str, str]
) -> None:
    listed = re.findall(r'<p class="where"><a href="([^"]*)"', shown(served, "claims", **values))
    assert Counter(listed) == Counter(
        row["iri"].removeprefix(ID).join(("id/", "")) for row in rows(engine, "claims", **asked)
    )


def test_claims_of_a_section_stand_in_it(served: Site) -> None:
    every = Counter[str]()
    for name in reading.names(served):
        text = shown(served, "claims", section=name)
        listed = re.findall(r'<p class="where">(.*)</p>', text)
        assert all(f'href="read/{name}#' in where for where in listed)
        every += Counter(re.findall(r'<p class="where"><a href="([^"]*)"', text))
    assert len(every) == 264


@pytest.mark.parametrize(
    "values",
    [{"voice": "Nobody At All"}, {"mode": "id:state-russia"}, {"section": "s99"}, {"other": "1"}],
    ids=str,
)
def test_a_filter_that_means_nothing_is_refused(served: Site, values: dict[str, str]) -> None:
    with pytest.raises(ParameterError):
        shown(served, "claims", **values)


def test_disputes_page_has_each_pair_side_by_side(engine: Embedded, site: Site) -> None:
    text = shown(site, "disputes")
    sides = [
        re.findall(r'<p class="where"><a href="id/([^"]*)\.html"', pair)
        for pair in text.split('<div class="pair">')[1:]
    ]
    expected = [
        (row[first].removeprefix(ID), row[second].removeprefix(ID))
        for question, first, second in (
            ("disputes", "disputedIri", "iri"),
            ("qualifications", "restrictedIri", "iri"),
            ("author-and-others", "iri", "otherIri"),
        )
        for row in rows(engine, question)
    ]
    assert [tuple(pair) for pair in sides] == expected


# ── Reading view ──────────────────────────────────────────────────────────────


def test_every_passage_is_read_exactly_once(
    engine: Embedded, site: Site, sections: Mapping[str, str]
) -> None:
    found = Counter[str]()
    for name, text in sections.items():
        for notation in Outline(text).resting:
            found[notation] += 1
            assert site.reading(notation) == f"read/{name}#{notation}"
    assert found == Counter(row["passage"] for row in rows(engine, "anchors"))
    assert found.total() == 146
    assert site.reading("s99p9.9") == ""


def test_the_outline_counts_what_the_sections_show(
    engine: Embedded, site: Site, sections: Mapping[str, str]
) -> None:
    lines = re.findall(
        r'<a href="read/(\w+)\.html">.*\n<td>(\d+)</td>\n<td>.*</td>\n'
        r"<td>(\d+)</td><td>(\d+)</td><td>(\d+)</td>",
        shown(site, "read"),
    )
    assert [name for name, *_ in lines] == [*sections]
    for name, *counts in lines:
        told = re.search(r"(\d+) passages?, (\d+) claims?, (\d+) records?", sections[name])
        assert told
        assert [*told.groups(), str(sections[name].count("Neither record nor claim"))] == counts
    silent = [row for row in rows(engine, "passage-statements") if row["kind"] == "none"]
    assert sum(int(counts[-1]) for counts in lines) == len(silent)


def test_sentences_stand_in_reading_order(engine: Embedded, sections: Mapping[str, str]) -> None:
    places = {row["passage"]: int(row["position"]) for row in rows(engine, "anchors")}
    for text in sections.values():
        names = list(Outline(text).resting)
        notes = [name for name in names if name.startswith("fn")]
        others = [name for name in names if not name.startswith(("fn", "pq", "rh"))]
        assert notes == sorted(notes, key=places.__getitem__)
        assert others == sorted(others, key=places.__getitem__)


def test_beside_each_passage_stands_what_rests_on_it(
    engine: Embedded, sections: Mapping[str, str]
) -> None:
    resting: dict[str, set[str]] = {}
    for text in sections.values():
        resting |= Outline(text).resting
    whole = unescape("".join(sections.values()))
    for row in rows(engine, "passage-statements"):
        if row["iri"]:
            assert f"../{address_of(row['iri'])}.html" in resting[row["passage"]], row
        assert row["statement"] in whole


def test_markers_lead_to_the_notes_and_back(
    engine: Embedded, site: Site, sections: Mapping[str, str]
) -> None:
    for row in rows(engine, "footnote-markers"):
        name = site.reading(row["marker"]).removeprefix("read/").partition("#")[0]
        _, _, after = sections[name].partition(f'id="{row["marker"]}"')
        marker = re.search(r'<sup><a href="\.\./read/(s\d)\.html#(fn[\d.]+)"', after)
        assert marker
        assert marker[2].partition(".")[0] == f"fn{row['footnote']}"
        _, _, entry = sections[marker[1]].partition(f'id="{marker[2]}"')
        assert f'#{row["marker"]}">{row["marker"]}</a>' in entry.partition('class="held"')[0]


def test_a_copy_is_quoted_and_none_is_not(tmp_path: Path) -> None:
    graph, own = tmp_path / "facts.ttl", tmp_path / "mills.txt"
    graph.write_text(facts(), encoding="utf-8")
    own.write_bytes(TEXT.encode())
    engine = Embedded([graph, *ontology_files()])
    copy = read_copy(engine, own)
    with_copy, without = Site(engine, copy=copy), Site(engine)
    read = "".join(shown(with_copy, f"read/{name}") for name in reading.names(with_copy))
    assert Outline(read).resting.keys() == {*NAMES}
    for name in NAMES:
        assert copy.quote(name).removesuffix("1").removesuffix("2") in unescape(read)
    assert "nights.<sup>" in read  # the printed marker is a link, and is not there twice
    quoted = escape(copy.quote("s2p1.1"))
    for address in ("read/s2", "id/claim-s2p1-1a", "id/passage-s2p1-1"):
        assert quoted in shown(with_copy, address)
        assert "paid for" not in shown(without, address)
    assert str(tmp_path) not in shown(with_copy, "read")


# ── Entities ──────────────────────────────────────────────────────────────────


def test_each_kind_of_resource_has_its_page(site: Site) -> None:
    known = {*resources.names(site)}
    for name, expected in KINDS.items():
        text = shown(site, f"id/{name}")
        outline = Outline(text)
        assert outline.tags["h1"] == 1
        assert max(outline.ids.values()) == 1
        assert not [link for link in outline.links if "?" in link]
        own = [link for link in outline.links if re.fullmatch(r"\.\./id/[^#]*\.html", link)]
        assert {unescape(link)[6:-5] for link in own} <= known
        for part in expected:
            assert part in text, (name, part)


def test_a_claim_is_told_as_what_its_voice_holds(engine: Embedded, site: Site) -> None:
    text = shown(site, "id/state-russia")
    about, _, says = text.partition('<h2 id="says">')
    told = re.findall(r'<div class="claim[^"]*">\n<p class="voice"><a [^>]*>([^<]*)</a>', about)
    expected = [
        row["voice"]
        for row in rows(engine, "links", entity="id:state-russia")
        if row["role"] in {"claim subject", "claim object", "perceived as"}
    ]
    assert Counter(map(unescape, told)) == Counter(expected)
    assert says.partition("<h2")[0].count('<p class="voice"') == 2


def test_dates_are_drawn_within_their_bounds(engine: Embedded, site: Site) -> None:
    text = shown(site, "id/person-heydar-aliyev")
    first, last = map(int, re.findall(r"Bars run from (\d+) to (\d+)", text)[0])
    bars = re.findall(
        r'<span class="when">([^<]*)</span>\n<svg class="bar ([a-z ]*)".*?'
        r'<rect x="(\d+)" y="1" width="(\d+)"',
        text,
    )
    dated = {row["event"] for row in rows(engine, "actor-events")}
    assert all(event in unescape(text) for event in dated)
    assert len(bars) >= len(dated)
    looks = {look for _, look, _, _ in bars}
    assert {"exact", "within"} <= looks
    for when, look, x, width in bars:
        assert 0 <= int(x) <= int(x) + int(width) <= 1000
        year = re.fullmatch(r"(?:\d+ )?(?:[A-Z][a-z]{2} )?(\d{4})", when)
        if year:
            begin = first + int(x) / 1000 * (last - first)
            assert int(year[1]) - 0.01 <= begin < int(year[1]) + 1, when
        assert ("open" in look) == bool(re.search(r"\?|from |until |earlier|later", when)), when


def test_what_the_editor_adds_is_marked(engine: Embedded, site: Site) -> None:
    links = [row for row in rows(engine, "authority-links") if row["iri"].endswith("putin")]
    assert links
    before, _, after = shown(site, "id/person-vladimir-putin").partition('class="editor"')
    for row in links:
        assert row["link"] not in before
        assert row["link"] in after
    assert "by the editor" in after
    (note, *_) = rows(engine, "discrepancies")
    before, _, after = shown(site, str(address_of(note["recordIri"]))).partition('class="editor"')
    assert note["comment"] not in unescape(before)
    assert note["comment"] in unescape(after)


def test_the_same_in_other_formats_is_linked(site: Site, served: Site) -> None:
    address = "id/claim-s3p5-3a"
    for pages, suffixes in ((site, ("ttl", "jsonld")), (served, ("ttl", "jsonld", "nt", "rdf"))):
        text = shown(pages, address)
        found = re.findall(r'<link rel="alternate" type="[^"]*" href="\.\./([^"]*)"', text)
        assert found == [f"{address}.{suffix}" for suffix in suffixes]
        assert all(f'<a href="../{name}"' in text for name in found)


def test_the_neighbourhood_is_drawn_where_somebody_serves_it(site: Site, served: Site) -> None:
    picture = '<img src="../pictures/ego/state-russia.svg"'
    assert picture in shown(served, "id/state-russia")
    assert picture not in shown(site, "id/state-russia")
    assert "<img" not in shown(served, "id/state-soviet-union")  # nobody is named beside it
    assert "<img" not in shown(served, "id/citation-7-1")


# ── Whatever is asked, whatever is in the data ────────────────────────────────


@pytest.mark.parametrize("address", ["id/nothing", "id/claim-x y", "read/s99", "read/../s1"])
def test_what_is_not_there_is_said(site: Site, address: str) -> None:
    with pytest.raises(UnknownNameError):
        page(site, address)


def test_a_passage_without_its_marks_has_a_page(tmp_path: Path) -> None:
    graph = tmp_path / "facts.ttl"
    graph.write_text(
        "<https://w3id.org/azru/id/passage-x> a <https://w3id.org/azru/ontology#Passage> .\n"
        "<https://w3id.org/azru/id/claim-x> a <https://w3id.org/azru/ontology#Claim> ;"
        " <https://w3id.org/azru/ontology#attestedIn> <https://w3id.org/azru/id/passage-x> .",
        encoding="utf-8",
    )
    site = Site(Embedded([graph, *ontology_files()]))
    assert resources.names(site) == ["claim-x", "passage-x"]
    assert "id:passage-x" in shown(site, "id/passage-x")
    text = shown(site, "id/claim-x")
    assert "Nobody named" in text
    assert "no mode given" in text


def test_markup_in_labels_is_shown_as_text(tmp_path: Path) -> None:
    bad = '<script>alert(1)</script>\\"><img src=x onerror=alert(2)>'
    graph = tmp_path / "facts.ttl"
    text = facts().replace('skos:notation "s2p1.1"', 'skos:notation "s2p1.1<script>alert(3)"')
    for label in ("Upper valley", "Building of nine mills", "The council", "The Wheels"):
        text = text.replace(f'"{label}"', f'"{bad}"')
    for words in ("Two men bore the cost of the millstones.", "attributed", "Printed as “Ibid”."):
        text = text.replace(f'"{words}"', f'"{bad}"')
    text += f'id:place-valley skos:altLabel "{bad}"@tr ; rdfs:seeAlso <javascript:alert(4)> .'
    graph.write_text(text, encoding="utf-8")
    site = Site(Embedded([graph, *ontology_files()]))
    addresses = ["claims", "disputes", "read", *(f"read/{name}" for name in reading.names(site))]
    addresses += [f"id/{name}" for name in resources.names(site)]
    assert len(addresses) > 40
    seen = 0
    for address in addresses:
        text = shown(site, address)
        tags = Outline(text).tags
        assert tags["script"] == text.count('assets/site.js" defer></script>') == 1, address
        assert "onerror" not in re.sub(r"&lt;img.*?&gt;", "", text), address
        assert not [link for link in Outline(text).links if link.startswith("javascript")]
        seen += "&lt;script&gt;alert(1)" in text
    assert seen > 10
