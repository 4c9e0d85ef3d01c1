"""Results as parts of HTML pages: tables that a screen reader can follow, everything escaped.

An IRI is a link only where something answers at it: the project's own namespace is not registered.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from azru_graph.terms import BASE, Iri, Literal, Term, compact

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from azru_graph.results import Table

__all__ = ["cell", "in_notebook", "pairs_table", "rows_table", "table", "text_cell"]

# Notebooks set every cell to the right, which is for figures.
_STYLE = (
    "<style>.azru table td, .azru table th { text-align: left; vertical-align: top; }"
    " .azru caption { font-weight: bold; text-align: left; }</style>"
)


def table(
    result: Table,
    *,
    caption: str = "",
    labels: Mapping[str, str] | None = None,
    limit: int | None = None,
) -> str:
    """Write a result as an HTML table.

    Args:
        result: The rows.
        caption: What they are; '' writes no caption.
        labels: IRI → label, shown before it; None shows no labels.
        limit: How many rows are written at most; what is cut is said below them. None cuts nothing.
    """
    shown = result if limit is None else result.head(limit)
    rows = [[cell(term, labels) for term in row] for row in shown.rows]
    return rows_table(shown.variables, rows, caption=caption, more=shown.more)


def cell(term: Term | None, labels: Mapping[str, str] | None = None) -> str:
    """Write one value as a cell of a table; unbound is an empty one.

    >>> cell(Literal("Ələt <Alat>", language="az"))
    '<td lang="az">Ələt &lt;Alat&gt;</td>'
    >>> cell(None)
    '<td></td>'
    """
    if term is None:
        return "<td></td>"
    language = term.language if isinstance(term, Literal) else ""
    attribute = f' lang="{escape(language)}"' if language not in {"", "en"} else ""
    return f"<td{attribute}>{_shown(term, labels)}</td>"


def text_cell(text: object) -> str:
    """Write a text, or anything by its text, as a cell of a table.

    >>> text_cell("A & B")
    '<td>A &amp; B</td>'
    """
    return f"<td>{escape(str(text))}</td>"


def rows_table(
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    caption: str = "",
    more: int | None = 0,
) -> str:
    """Write cells as a table with a head.

    Args:
        columns: The texts of the head.
        rows: The cells, as `cell` and `text_cell` make them.
        caption: What the rows are; '' writes no caption.
        more: How many rows were cut off; None for an unknown number.
    """
    lines = ["<table>", *_caption(caption), "<thead><tr>"]
    lines += [f'<th scope="col">{escape(name)}</th>' for name in columns]
    lines += ["</tr></thead>", "<tbody>"]
    lines += ["<tr>" + "".join(row) + "</tr>" for row in rows]
    lines.append("</tbody>")
    if more != 0:
        what = "… more rows" if more is None else f"… {more} more row{'' if more == 1 else 's'}"
        lines.append(f'<tfoot><tr><td colspan="{len(columns)}">{what}</td></tr></tfoot>')
    return "\n".join([*lines, "</table>"])


def pairs_table(pairs: Iterable[tuple[str, str]], *, caption: str = "") -> str:
    """Write names with their values as a table of two columns; '' where there are none.

    Args:
        pairs: Name, as text, and value, as a cell; the values of one name stand beside it.
        caption: What they are; '' writes no caption.
    """
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    if not values:
        return ""
    lines = ["<table>", *_caption(caption), "<tbody>"]
    for name, several in values.items():
        span = f' rowspan="{len(several)}"' if len(several) > 1 else ""
        head = f'<th scope="row"{span}>{escape(name)}</th>'
        for value in several:
            lines.append(f"<tr>{head}{value}</tr>")
            head = ""
    return "\n".join([*lines, "</tbody>", "</table>"])


def in_notebook(*parts: str) -> str:
    """Put tables together as what an object shows of itself in a notebook; '' is left out."""
    return "\n".join(['<div class="azru">', _STYLE, *filter(None, parts), "</div>"])


def _caption(text: str) -> list[str]:
    return [f"<caption>{escape(text)}</caption>"] if text else []


def _shown(term: Term, labels: Mapping[str, str] | None) -> str:
    if not isinstance(term, Iri):
        return escape(term.value if isinstance(term, Literal) else f"_:{term.value}")
    name = escape(compact(term.value))
    if term.value.startswith(("http://", "https://")) and not term.value.startswith(BASE):
        name = f'<a href="{escape(term.value)}">{name}</a>'
    label = labels.get(term.value) if labels else None
    return f"{escape(label)} ({name})" if label else name
