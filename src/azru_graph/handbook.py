"""The catalogue of stored questions as a page of Markdown, each with a real call and real rows.

Everything comes from the headers of the questions and from the graph; nothing is written by hand.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import partial
from itertools import islice
from shlex import quote
from typing import TYPE_CHECKING, NamedTuple

from azru_graph import results
from azru_graph.errors import UsageError
from azru_graph.headers import TYPES, parse_value
from azru_graph.names import choices, resolve
from azru_graph.queries import bind, by_first_tag, catalogue, select
from azru_graph.results import Table
from azru_graph.terms import Iri, Literal, compact

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from azru_graph.engines import Engine
    from azru_graph.headers import Parameter
    from azru_graph.queries import Query
    from azru_graph.terms import Term

__all__ = ["page"]

_MOST_ROWS = 3
_MOST_CHOICES = 8
_LONGEST = 48  # signs of a cell
_WIDEST = 110  # signs of a row
_FEW = range(2, 13)  # rows of an answer that makes a good example
_TRIES = 8  # values of a parameter that are tried for one

_HEAD = """\
# The stored questions

<!-- Made by `make docs` from queries/questions and the graph; changes here are lost. -->

There are {number} questions. Each is asked with `azru query NAME`, narrowed with
`-p parameter=value` where it has parameters, or from Python:

```python
import azru_graph as az

az.ask("NAME", parameter=value)
```

A parameter that is left out takes its default, which is "any" unless another is named; given more
than once, any of its values may match. `azru queries NAME` shows the SPARQL of a question.

The tables are the first rows of real answers. Long cells end in "…"; where a row would be too wide,
its last columns are left out.
"""
_PATTERNS = {
    "date": r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b",
    "decimal": r"\b[0-9]+(?:\.[0-9]+)?\b",
    "integer": r"\b[0-9]+\b",
    "last-date": r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b",
    "string": r"[^\W\d_]{5,}",
    "year": r"\b(?:19|20)[0-9]{2}\b",
}


class _Example(NamedTuple):
    """A call with its answer; the parameter is '' where the call has none."""

    parameter: str
    value: str
    answer: Table


def page(engine: Engine) -> str:
    """Write the whole catalogue, by the first tag of each question.

    Args:
        engine: Where the rows come from.

    Raises:
        CatalogueError: A question's header is at fault.
    """
    questions = catalogue("questions")
    tags: dict[str, list[Query]] = {}
    for question in questions.values():
        for tag in question.header.tags:
            tags.setdefault(tag, []).append(question)
    parts = [_HEAD.format(number=len(questions)), "## Contents\n"]
    parts.append(
        "\n".join(
            f"- {tag}: " + ", ".join(f"[{one.name}](#{one.name})" for one in tags[tag])
            for tag in sorted(tags)
        )
    )
    for tag, first in by_first_tag(questions.values()).items():
        parts += [f"\n## Questions on {tag}\n", *(_question(engine, one) for one in first)]
    parts.append("\n## Types of parameters\n\n" + _list(TYPES))
    return "\n".join(parts) + "\n"


def _question(engine: Engine, question: Query) -> str:
    header = question.header
    whole = select(engine, question.text, path=question.path)
    example = _example(engine, question, whole)
    given = f" -p {quote(f'{example.parameter}={example.value}')}" if example.parameter else ""
    about = f"**{_plain(header.summary)}** {_plain(header.description)}"
    parts = [f"### {question.name}", about, "Columns:", _list(header.columns)]
    if header.parameters:
        parameters = {
            name: _parameter(engine, parameter, whole)
            for name, parameter in header.parameters.items()
        }
        parts[2:2] = ["Parameters:", _list(parameters)]
    parts += [f"```console\n$ azru query {question.name}{given}\n```", *_rows(example.answer)]
    return "\n\n".join(parts) + "\n"


def _parameter(engine: Engine, parameter: Parameter, whole: Table) -> str:
    """What a parameter does, its type and default, and what it may be."""
    kind = compact(parameter.within) if parameter.within else ""
    said = [f"({' '.join(filter(None, [parameter.type, kind]))})", parameter.help]
    if parameter.default:
        said.append(f"Default: {_shown(parameter.default)}.")
    known = choices(engine, parameter)
    if len(known) > _MOST_CHOICES:
        named = _values(engine, parameter, whole)[:_MOST_CHOICES]
        said.append(f"Such as {'; '.join(named)}; {len(known)} in all.")
    elif known:
        said.append(f"One of: {'; '.join(known)}.")
    return " ".join(said)


def _example(engine: Engine, question: Query, whole: Table) -> _Example:
    """A call that narrows the answer to a few rows, if one can be found; else the bare call."""
    found = [
        example
        for parameter in question.header.parameters.values()
        for example in islice(_narrowed(engine, question, parameter, whole), _TRIES)
        if 0 < len(example.answer.rows) < len(whole.rows)
    ]
    few = (example for example in found if len(example.answer.rows) in _FEW)
    return next(few, found[0] if found else _Example("", "", whole))


def _narrowed(
    engine: Engine, question: Query, parameter: Parameter, whole: Table
) -> Iterator[_Example]:
    for value in _values(engine, parameter, whole):
        try:
            term = parse_value(parameter, value, resolver=partial(resolve, engine))
        except UsageError:  # such as a label of several entities
            continue
        text = bind(question, {parameter.name: [term]})
        yield _Example(parameter.name, value, select(engine, text, path=question.path))


def _values(engine: Engine, parameter: Parameter, whole: Table) -> list[str]:
    """Values that a parameter may have, those first that the whole answer names most often."""
    cells = [term.value for row in whole.rows for term in row if isinstance(term, Literal)]
    if parameter.type in _PATTERNS:
        named = Counter(re.findall(_PATTERNS[parameter.type], "\n".join(cells)))
    else:
        known = choices(engine, parameter)
        named = Counter({one: sum(one in cell for cell in cells) for one in known})
    return sorted(named, key=lambda value: (-named[value], value))


def _rows(answer: Table) -> list[str]:
    """The first rows as a table that is not too wide, and a note on what it leaves out."""
    rows = [[_cut(_shown(term)) for term in row] for row in answer.rows[:_MOST_ROWS]]
    fit = width = 0
    for name, *cells in zip(answer.variables, *rows, strict=True):
        width += max(map(len, [name, *cells])) + len(" | ")
        fit += width <= _WIDEST
    cut = Table(answer.variables[:fit], tuple(tuple(map(Literal, row[:fit])) for row in rows))
    left = ", ".join(answer.variables[fit:])
    notes = [
        f"{len(rows)} of {len(answer.rows)} rows" if len(rows) < len(answer.rows) else "",
        f"left out: {left}" if left else "",
    ]
    note = "; ".join(filter(None, notes))
    return [results.write(cut, "md").decode().rstrip("\n"), *([f"({note})"] if note else [])]


def _list(items: Mapping[str, str]) -> str:
    return "\n".join(f"- `{name}`: {_plain(text)}" for name, text in items.items())


def _shown(term: Term | None) -> str:
    if term is None:
        return ""
    return compact(term.value) if isinstance(term, Iri) else term.value


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


def _plain(text: str) -> str:
    """A text in which no sign is taken for markup."""
    return re.sub(r"([\\`*_\[\]<>&|])", r"\\\1", text)
