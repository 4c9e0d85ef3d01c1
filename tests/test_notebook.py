"""What shows itself in a notebook: escaped, accessible, with links only to what is there."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import nbformat
import pytest
from nbclient import NotebookClient

import azru_graph as az
from azru_graph import markup
from azru_graph.results import Table
from azru_graph.terms import BASE, BlankNode, Iri, Literal, Term

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HOSTILE = "<script>alert(1)</script> & \"x\" 'y' </td></table>"
# Cell → the kinds of output in which it must show itself.
CELLS = {
    "import azru_graph as az": set[str](),
    'az.ask("timeline", year=1993)': {"text/html", "text/plain"},
    'az.questions("time")': {"text/html", "text/plain"},
    'az.sparql("SELECT ?s ?link { ?s skos:exactMatch ?link }")': {"text/html", "text/plain"},
    'az.find("Putin")': {"text/html", "text/plain"},
    'az.show("Baku")': {"text/html", "text/plain"},
    'az.why("id:claim-s3p5-3b")': {"text/html", "text/plain"},
    'az.network("actors")': {"text/html", "text/plain"},
    'az.draw("actors", size="plate")': {"image/svg+xml", "text/plain"},
}


class Page(HTMLParser):
    """A part of a page: every element must be closed where HTML says so."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element and its attributes."""
        self.open.append(tag)
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Hold the end against the last element that is open."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note a text."""
        self.texts.append(data)

    def count(self, tag: str) -> int:
        """Count the elements of a name."""
        return sum(name == tag for name, _ in self.elements)

    def links(self) -> list[str]:
        """Give where the links lead."""
        return [attributes["href"] or "" for tag, attributes in self.elements if tag == "a"]


def accessible(page: Page) -> bool:
    """Whether each table says what it is, and each head of what."""
    heads = [attributes.get("scope") for tag, attributes in page.elements if tag == "th"]
    allowed = {"table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "a", "div", "style"}
    return (
        page.count("table") == page.count("caption") > 0
        and set(heads) <= {"col", "row"}
        and {tag for tag, _ in page.elements} <= allowed
    )


def test_a_real_notebook_shows_everything(tmp_path: Path) -> None:
    notebook = nbformat.v4.new_notebook(  # type: ignore[no-untyped-call]
        cells=[
            nbformat.v4.new_code_cell(source)  # type: ignore[no-untyped-call]
            for source in CELLS
        ]
    )
    client = NotebookClient(notebook, resources={"metadata": {"path": str(tmp_path)}}, timeout=60)
    client.execute()
    for cell, (source, kinds) in zip(notebook.cells, CELLS.items(), strict=True):
        shown = cell.outputs[0].data if cell.outputs else {}
        assert set(shown) == kinds, source
        if "text/html" in shown:
            assert accessible(Page(shown["text/html"])), source
        if "image/svg+xml" in shown:
            assert ET.fromstring(shown["image/svg+xml"]).tag.endswith("svg")  # noqa: S314 - ours


def test_a_table_is_escaped() -> None:
    terms: tuple[Term | None, ...] = (
        Literal(HOSTILE),
        Literal("Ələt", language="az"),
        Literal("x", language='"><b>'),
        Iri(f"https://example.org/{HOSTILE}"),
        Iri("javascript:alert(1)"),
        BlankNode("b0"),
        None,
    )
    columns = tuple(f"c{number}" for number, _ in enumerate(terms))
    labels = {f"https://example.org/{HOSTILE}": HOSTILE}
    page = Page(markup.table(Table(columns, (terms,)), caption=HOSTILE, labels=labels))
    assert accessible(page)
    assert page.count("td") == len(terms)
    assert page.links() == [f"https://example.org/{HOSTILE}"]
    assert "".join(page.texts).count(HOSTILE) == 4
    languages = [attributes["lang"] for _, attributes in page.elements if "lang" in attributes]
    assert languages == ["az", '"><b>']


def test_a_file_of_somebody_else_is_escaped(tmp_path: Path) -> None:
    path = tmp_path / "hostile.nt"
    label = HOSTILE.replace('"', '\\"')
    path.write_text(
        f'<urn:x> <http://www.w3.org/2000/01/rdf-schema#label> "{label}"@en .\n'
        f'<urn:x> <http://www.w3.org/2004/02/skos/core#note> "{label}" .\n'
    )
    data = az.open(path)
    rows = data.sparql("SELECT * { <urn:x> ?p ?o }")
    for shown in (rows, data.show("<urn:x>"), data.why("<urn:x>")):
        page = Page(shown._repr_html_())  # type: ignore[union-attr]
        assert accessible(page)
        assert HOSTILE in "".join(page.texts)


@pytest.mark.parametrize(
    "show",
    [
        lambda: az.ask("authority-links"),
        lambda: az.show("Azerbaijan"),
        lambda: az.show("Lukoil"),
        lambda: az.why("Vladimir Putin"),
        lambda: az.why("id:work-kuliyev-1996"),
    ],
)
def test_links_lead_out_of_the_unregistered_namespace(
    show: Callable[[], az.Answer | az.Dataset],
) -> None:
    page = Page(show()._repr_html_())  # type: ignore[union-attr]
    assert accessible(page)
    assert [link for link in page.links() if link.startswith(BASE)] == []
    assert all(link.startswith(("http://", "https://")) for link in page.links())


def test_editors_notes_are_shown_as_such() -> None:
    claims = az.ask("discrepancies")
    entity = az.show(claims[0].recordIri)
    assert entity.notes
    page = Page(entity._repr_html_())
    assert "The editor's notes, from outside the article" in page.texts
    assert entity.notes[0].comment in page.texts


def test_a_long_answer_says_that_it_is_cut() -> None:
    answer = az.ask("claims")
    page = Page(answer._repr_html_())
    assert len(answer) > 50
    assert f"… {len(answer) - 50} more rows" in page.texts
    assert page.count("tr") == 1 + 50 + 1
    assert any(text.endswith(f"({len(answer)} rows)") for text in page.texts)


def test_labels_stand_before_what_has_one() -> None:
    answer = az.sparql("SELECT ?s { VALUES ?s { id:state-russia id:passage-s3p5-3 } }")
    assert isinstance(answer, az.Answer)
    texts = Page(answer._repr_html_()).texts
    assert "Russia (id:state-russia)" in texts
