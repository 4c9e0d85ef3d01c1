"""The SPARQL editor: a form for queries, what helps to write them, and what they answer.

Nothing is asked of the graph for a reader here: what serves the pages runs the query of `wanted`,
within its limits, and has the page of the answer made by `show_result`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from azru_graph.errors import AzruError, DataError, ParameterError, UnknownNameError
from azru_graph.pages import views
from azru_graph.pages.site import first
from azru_graph.queries import by_first_tag, catalogue, get, texts
from azru_graph.results import Boolean, Table, Triples
from azru_graph.syntax import with_prefixes
from azru_graph.terms import PREFIXES, compact
from azru_graph.vocabulary import vocabulary

if TYPE_CHECKING:
    from azru_graph.pages.site import Page, Site, Values
    from azru_graph.results import Result

__all__ = ["VIEWS", "file", "show", "show_result", "wanted"]

# How an answer may be shown, and what for.
VIEWS = {
    "table": "a table",
    "timeline": "a timeline, by its columns of dates",
    "network": "a network, of triples or of the first two columns of entities",
}
_EXAMPLE = """\
# Who did what, and when? The prefixes of the graph need not be declared.
SELECT ?date ?event ?actor WHERE {
  ?event a azru:Event ;
    azru:edtf ?date ;
    azru:carriedOutBy ?actor .
}
ORDER BY ?date ?event ?actor
LIMIT 100
"""
_MOST_ROWS = 500  # on a page; the files have all
_LONGEST_LINK = 4000  # signs of a query that a link holds
# Files of an answer: those of rows, those of triples; names as those of `azru sparql --format`.
_ROWS = {"csv": "CSV", "excel": "CSV for Excel", "tsv": "TSV", "json": "JSON", "xml": "XML"}
_TRUTH = {"json": "JSON", "xml": "XML"}
_TRIPLES = {"ttl": "Turtle", "nt": "N-Triples", "jsonld": "JSON-LD", "rdf": "RDF/XML"}
_TERMS = """
SELECT DISTINCT ?kind ?iri ?label WHERE {
  VALUES (?class ?kind) {
    (owl:Class "class") (owl:ObjectProperty "property") (owl:DatatypeProperty "property")
  }
  ?iri a ?class FILTER (isIRI(?iri))
  OPTIONAL { ?iri rdfs:label ?label FILTER (LANGMATCHES(LANG(?label), "en")) }
}
ORDER BY ?kind ?iri ?label
"""


class _Answer(NamedTuple):
    """What a query answered, ready to be shown.

    Attributes:
        says: How much it is, in words.
        table: The rows, if any; those of triples with three columns.
        labels: The labels of entities in them.
        view: How it is shown, which may not be what was asked for.
        why_not: Why it is not shown as asked for; None where it is.
        dated: For a timeline.
        network: For a network.
        files: Name of a format → what it is called.
    """

    says: str
    table: Table | None
    labels: dict[str, str]
    view: str
    why_not: AzruError | None
    dated: list[views.Dated]
    network: views.Joined | None
    files: dict[str, str]


def wanted(values: Values) -> tuple[str, str] | None:
    """Give the query that is to be run and the view of its answer; None where none is.

    A query without a view only fills the form.

    Raises:
        UnknownNameError: There is no such view.
    """
    query, view = _query(values), first(values, "view")
    if not query.strip() or not view:
        return None
    if view not in VIEWS:
        raise UnknownNameError("view of an answer", view, VIEWS)
    return query, view


def show(site: Site, address: str, values: Values) -> Page:
    """Make the page with the form, filled with a query or with a stored question.

    Raises:
        UnknownNameError: There is no such question.
    """
    question = first(values, "question")
    query = _body(get("questions", question).text) if question else _query(values)
    return _page(site, address, query or _EXAMPLE, None, first(values, "view") or "table", None)


def show_result(site: Site, query: str, result: Result | AzruError, view: str = "table") -> Page:
    """Make the page of an answer, or of what was wrong with the query.

    Args:
        site: The pages it belongs to.
        query: The query as it was written.
        result: What it answered, or why it did not.
        view: One of `VIEWS`; where the answer cannot be shown so, the page says why.
    """
    if isinstance(result, AzruError):
        return _page(site, "editor", query, result, view, None)
    return _page(site, "editor", query, None, view, _answer(site, result, view))


def file(site: Site, address: str, values: Values) -> bytes:  # noqa: ARG001 - it asks for none
    """Give ``editor/words.json``, what the editor completes: triples of name, kind and label."""
    if address != "editor/words.json":
        raise UnknownNameError("file", address, ["editor/words.json"])
    words = [(f"{prefix}:", "prefix", iri) for prefix, iri in PREFIXES.items()]
    words += [(word.name, word.kind, word.label) for word in vocabulary(site.engine).values()]
    return json.dumps(words, ensure_ascii=False, separators=(",", ":")).encode()


def _query(values: Values) -> str:
    """Give the query as it was written; a form sends its lines with CR and LF."""
    return next(iter(values.get("query", ())), "").replace("\r\n", "\n")


def _body(text: str) -> str:
    """Give a stored query without its header."""
    return "\n".join(line for line in text.splitlines() if not line.startswith("#+")).strip()


def _page(  # noqa: PLR0913, PLR0917 -- a query, and all that came of it
    site: Site,
    address: str,
    query: str,
    fault: AzruError | None,
    view: str,
    answer: _Answer | None,
) -> Page:
    terms: dict[str, list[tuple[str, str, str]]] = {"class": [], "property": []}
    for kind, iri, label in texts(site.engine, _TERMS):
        terms[kind].append((iri, compact(iri), label))
    sentence, _, mark = fault.what.partition("\n") if fault else ("", "", "")
    return site.page(
        "editor",
        address,
        title="SPARQL editor",
        query=query,
        view=view,
        views=VIEWS,
        fault=fault,
        sentence=sentence,
        mark=mark,
        answer=answer,
        link_fits=len(query) <= _LONGEST_LINK,
        complete=with_prefixes(query),
        questions=by_first_tag(catalogue("questions").values()),
        prefixes=PREFIXES,
        terms_of=terms,
    )


def _answer(site: Site, result: Result, view: str) -> _Answer:
    if isinstance(result, Boolean):
        return _Answer("Yes" if result else "No", None, {}, "table", None, [], None, _TRUTH)
    if isinstance(result, Triples):
        noun, kinds = "triple", _TRIPLES
        whole = Table(("subject", "predicate", "object"), tuple(result))
    else:
        noun, kinds, whole = "row", _ROWS, result
    table = whole.head(_MOST_ROWS)
    number = len(whole.rows) + (whole.more or 0)
    says = f"{number:,} {noun}{'' if number == 1 else 's'}"
    if whole.more is None:
        says = f"more than {says}"
    labels = site.labels(table) if table.rows else {}
    why_not: AzruError | None = None
    dated: list[views.Dated] = []
    network = None
    try:
        if view == "timeline":
            dated = views.in_time(table)
        elif view == "network":
            network = views.joined(site, result, labels)
    except (DataError, ParameterError) as error:
        view, why_not = "table", error
    return _Answer(says, table, labels, view, why_not, dated, network, kinds)
