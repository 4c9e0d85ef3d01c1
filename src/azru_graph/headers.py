"""What a stored query says of itself, read strictly; and values as its parameters want them.

The leading ``#+`` lines of a query are YAML, as ``azru_graph.queries`` shows.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING, Any, NamedTuple

from azru_graph.errors import (
    CatalogueError,
    ParameterError,
    UnknownNameError,
    UsageError,
    quoted,
)
from azru_graph.syntax import columns, slots, to_sparql
from azru_graph.terms import ID, PREFIXES, XSD, Iri, Literal, Term, expand

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Mapping
    from pathlib import Path

    import yaml

    _Keys = dict[str, type | tuple[type, ...]]

__all__ = [
    "SEVERITIES",
    "TYPES",
    "Header",
    "Parameter",
    "parameter_of",
    "parse_value",
    "read_header",
]

SEVERITIES = ("violation", "warning", "info")

# Parameter type → what is expected, with an example.
TYPES = {
    "boolean": "true or false",
    "choice": "one of the choices",
    "date": "a date of the calendar, for example 1993-06-30; 1993-06 or 1993 is its first day",
    "decimal": "a number with a point, for example 12.5",
    "integer": "a whole number, for example 12",
    "iri": "an entity by prefixed name, id, IRI or label, for example id:state-russia",
    "last-date": "a date of the calendar, for example 1993-06-30; 1993-06 or 1993 is its last day",
    "string": "a text, for example oil",
    "year": "a year of four digits, for example 1993",
}


class Parameter(NamedTuple):
    """One thing that the asker may choose.

    Attributes:
        name: The variable of its slot, without ``?`` and, where that is set after it, ``Iri``.
        type: A key of ``TYPES``.
        class_iri: For type ``iri``, the class of the entities meant; None for any.
        default: The term in the slot as it stands; None for UNDEF, which means any.
        help: What it does, one sentence.
        choices: The values allowed; empty unless the type is ``choice``.
        scheme_iri: For type ``iri``, the concept scheme that holds the choices; None for any.
    """

    name: str
    type: str
    class_iri: str | None = None
    default: Term | None = None
    help: str = ""
    choices: tuple[str, ...] = ()
    scheme_iri: str | None = None

    @property
    def within(self) -> str | None:
        """The class or the concept scheme of the entities meant; None for any entity."""
        return self.scheme_iri or self.class_iri


class Header(NamedTuple):
    """What a stored query says of itself; what it does not say is empty.

    Attributes:
        summary: One sentence.
        line: The line of the summary, counted from 1.
        description: More of it.
        tags: What it can be grouped by.
        columns: Column → what it holds.
        parameters: Name → parameter, in the order of the header.
        severity: For checks, one of ``SEVERITIES``.
        remedy: For checks, how to mend what it finds.
        target: For checks, the class it looks at as a prefixed name, or ``subjects of`` with the
            prefixed name of a property.
    """

    summary: str
    line: int
    description: str
    tags: tuple[str, ...]
    columns: Mapping[str, str]
    parameters: Mapping[str, Parameter]
    severity: str
    remedy: str
    target: str


# What a header may say: key → type of its value.
_KEYS: _Keys = {"summary": str, "description": str, "tags": list, "columns": dict}
_CHECK_KEYS: _Keys = _KEYS | {"severity": str, "remedy": str, "target": str}
_KEYS |= {"parameters": dict}
_PARAMETER_KEYS: _Keys = {
    "type": str,
    "class": str,
    "default": (str, type(None)),
    "help": str,
    "choices": (str, list),
}

_FORMS = {
    "boolean": r"true|false",
    "date": r"[0-9]{4}(?:-[0-9]{2}){0,2}",
    "last-date": r"[0-9]{4}(?:-[0-9]{2}){0,2}",
    "decimal": r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)",
    "integer": r"[+-]?[0-9]{1,18}",
    "year": r"[0-9]{4}",
}


_DATATYPES = {"last-date": "date", "year": "integer"}  # the others go by the name of the type


def parse_value(
    parameter: Parameter,
    text: str,
    *,
    resolver: Callable[[str, str | None], Iri] | None = None,
) -> Term:
    """Read a value as its parameter wants it.

    Args:
        parameter: Says the type.
        text: What the asker wrote. Blanks around it count only for type ``string``.
        resolver: For type ``iri``, what to ask about a text that is neither prefixed name nor IRI:
            (text, IRI of the class or concept scheme, or None) → IRI;
            ``functools.partial(resolve, engine)`` with ``names.resolve`` fits. None takes such a
            text for the last part of an ``id:`` name.

    Raises:
        ParameterError: The value does not fit; it says what was expected.
        UnknownNameError: The resolver knows no such entity.

    >>> parse_value(Parameter("year", "year"), "1993").value
    '1993'
    >>> parse_value(Parameter("actor", "iri"), "id:state-russia").value
    'https://w3id.org/azru/id/state-russia'
    """
    if parameter.type == "string":
        to_sparql(Literal(text))
        return Literal(text)
    text = text.strip()
    if parameter.type == "iri":
        return _parse_iri(parameter, text, resolver)
    if parameter.type == "choice":
        if text not in parameter.choices:
            raise UnknownNameError(f"choice for {parameter.name}", text, parameter.choices)
        return Literal(text)
    if not re.fullmatch(_FORMS[parameter.type], text):
        raise _misfit(parameter, text)
    datatype = XSD + _DATATYPES.get(parameter.type, parameter.type)
    if parameter.type in {"date", "last-date"}:
        try:
            text = _day(text, last=parameter.type == "last-date")
        except ValueError as error:
            raise _misfit(parameter, text) from error
    elif parameter.type == "decimal":
        # The canonical form, which stores keep and compare by.
        whole, _, part = text.lstrip("+-").partition(".")
        plain = f"{whole.lstrip('0') or '0'}.{part.rstrip('0')}".rstrip(".")
        text = f"-{plain}" if text.startswith("-") and plain != "0" else plain
    elif parameter.type in {"integer", "year"}:
        text = str(int(text))
    return Literal(text, datatype)


def parameter_of(variable: str, names: Container[str]) -> str | None:
    """Give the one of the names whose slot has that variable; None where it is nobody's.

    >>> parameter_of("placeIri", {"place"}), parameter_of("year", {"year"}), parameter_of("x", ())
    ('place', 'year', None)
    """
    return next((name for name in (variable, variable.removesuffix("Iri")) if name in names), None)


@cache
def read_header(kind: str, path: Path, text: str) -> Header:
    """Read the header of a query of that kind; ``path`` is where a fault is said to be.

    Raises:
        CatalogueError: The header is at fault, or does not fit the query.
        SparqlSyntaxError: Columns are named, and the query is broken.
    """
    return _Reader(kind, path, text).header()


def _day(text: str, *, last: bool) -> str:
    """The day that a text names, or the first or last one of its month or year.

    Raises:
        ValueError: The calendar has no such day.
    """
    from calendar import monthrange
    from datetime import date

    given = [int(part) for part in text.split("-")]
    year, month = (*given, 12 if last else 1)[:2]
    day = monthrange(year, month)[1] if last else 1
    return date(year, month, (*given[2:], day)[0]).isoformat()


def _misfit(parameter: Parameter, text: str) -> ParameterError:
    return ParameterError(
        f"{quoted(text)} does not fit the parameter {parameter.name}",
        remedy=f"give {TYPES[parameter.type]}",
    )


def _parse_iri(
    parameter: Parameter, text: str, resolver: Callable[[str, str | None], Iri] | None
) -> Iri:
    prefix, colon, local = text.partition(":")
    if text.startswith("<") and text.endswith(">"):
        iri = text[1:-1]
    elif colon and local.startswith("//"):
        iri = text
    elif colon and prefix in PREFIXES:
        iri = expand(text)
    elif resolver is not None:
        iri = text
    elif re.fullmatch(r"[A-Za-z0-9_-]+", text):
        iri = ID + text
    else:
        raise _misfit(parameter, text)
    if resolver is not None:
        return resolver(iri, parameter.within)
    to_sparql(Iri(iri))
    return Iri(iri)


class _Reader:
    """Reads one header; every fault is reported with its line."""

    def __init__(self, kind: str, path: Path, text: str) -> None:
        self.kind = kind
        self.path = path
        self.text = text
        self.lines: dict[tuple[str, ...], int] = {(): 1}  # path of keys → line

    def fault(self, what: str, *where: str, remedy: str | None = None) -> CatalogueError:
        return CatalogueError(what, path=self.path, line=self.lines[where], remedy=remedy)

    def header(self) -> Header:
        check = self.kind == "checks"
        needed = ["summary", "remedy"] if check else ["summary"]
        said = self.fields((), self.load(), _CHECK_KEYS if check else _KEYS, needed)
        if said["summary"][-1] not in ".?!":
            raise self.fault("the summary is no sentence", "summary", remedy="end it with . or ?")
        target = said.get("target", "")
        if target:
            self.iri(target.removeprefix("subjects of "), "target")
        severity = said.get("severity", SEVERITIES[0])
        if severity not in SEVERITIES:
            raise self.unknown("severity", severity, SEVERITIES, "severity")
        if "columns" in said:
            given = columns(self.text, path=self.path)
            self.fields(("columns",), said["columns"], dict.fromkeys(given, str), given)
        parameters = said.get("parameters", {})
        for slot in slots(self.text):
            if slot[2].strip() == "UNDEF" and parameter_of(slot[1], parameters) is None:
                self.lines["slot",] = self.text.count("\n", 0, slot.start()) + 1
                raise self.fault(f"the slot ?{slot[1]} has no parameter in the header", "slot")
        return Header(
            said["summary"],
            self.lines["summary",],
            said.get("description", ""),
            tuple(said.get("tags", ())),
            said.get("columns", {}),
            {name: self.parameter(name, content) for name, content in parameters.items()},
            severity if check else "",
            said.get("remedy", ""),
            target,
        )

    def load(self) -> object:
        """Read the YAML: texts, lists and mappings, and None for null."""
        import yaml

        rows = takewhile(lambda row: row.startswith("#+"), self.text.split("\n"))
        try:
            root = yaml.compose("\n".join(row[2:].removeprefix(" ") for row in rows))
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            self.lines["yaml",] = mark.line + 1 if mark else 1
            what = f"the header is no YAML: {getattr(error, 'problem', None) or error}"
            remedy = "put a text with a colon or # into quotes"
            raise self.fault(what, "yaml", remedy=remedy) from error
        return {} if root is None else self.plain(root)

    def plain(self, node: yaml.Node, *where: str) -> object:
        if node.tag.endswith(":seq"):
            return [self.plain(part, *where) for part in node.value]
        if not node.tag.endswith(":map"):
            return None if node.tag.endswith(":null") else node.value
        found: dict[str, object] = {}
        for key, value in node.value:
            name = str(key.value)
            self.lines[*where, name] = key.start_mark.line + 1
            if name in found:
                raise self.fault(f"'{name}' stands here twice", *where, name)
            found[name] = self.plain(value, *where, name)
        return found

    def fields(
        self,
        where: tuple[str, ...],
        content: object,
        keys: _Keys,
        needed: Iterable[str],
    ) -> dict[str, Any]:
        """Hold a mapping against the keys it may have, with their types, and those it must have."""
        if not isinstance(content, dict):
            raise self.fault("keys with values must stand here", *where)
        for key, value in content.items():
            if key not in keys:
                raise self.unknown("key", key, keys, *where, key)
            parts = value if isinstance(value, list) else []
            if not isinstance(value, keys[key]) or not all(isinstance(one, str) for one in parts):
                raise self.fault(f"'{key}' holds another kind of value than it must", *where, key)
        for key in needed:
            if not content.get(key):
                raise self.fault(f"'{key}' is missing or empty", *where, remedy=f"add {key}")
        return content

    def unknown(self, kind: str, name: str, known: Iterable[str], *where: str) -> CatalogueError:
        error = UnknownNameError(kind, name, known)
        return self.fault(error.what, *where, remedy=error.remedy)

    def iri(self, curie: str | None, *where: str) -> str | None:
        try:
            return None if curie is None else expand(curie)
        except KeyError as error:
            raise self.fault(f"'{curie}' is no prefixed name of a known prefix", *where) from error

    def parameter(self, name: str, content: object) -> Parameter:
        where = ("parameters", name)
        said = self.fields(where, content, _PARAMETER_KEYS, ["type"])
        kind, choices = said["type"], said.get("choices", [])
        if kind not in TYPES:
            raise self.unknown("type", kind, TYPES, *where, "type")
        listed = isinstance(choices, list)
        if (kind == "choice") != bool(listed and choices) or (
            kind != "iri" and ("class" in said or not listed)
        ):
            what = "a list of choices goes with the type choice, a class or scheme with iri"
            raise self.fault(what, *where)
        found = Parameter(
            name,
            kind,
            class_iri=self.iri(said.get("class"), *where, "class"),
            help=said.get("help", ""),
            choices=tuple(choices) if listed else (),
            scheme_iri=None if listed else self.iri(choices, *where, "choices"),
        )
        spellings = ["UNDEF"]
        if said.get("default") is not None:
            try:
                term = parse_value(found, said["default"])
            except UsageError as error:
                raise self.fault(error.what, *where, "default", remedy=error.remedy) from error
            found = found._replace(default=term)
            spellings = [to_sparql(term)]
            if kind in {"boolean", "decimal", "integer", "year"}:
                spellings.append(term.value)
        inside = {
            (slot[1], self.text[slice(*slot.span(2))].strip())
            for slot in slots(self.text)
            if parameter_of(slot[1], (name,))
        }
        if len(inside) != 1 or inside.pop()[1] not in spellings:
            wanted = f"VALUES ?{name} {{ {spellings[-1]} }}"
            what = f"the query must hold the slot {wanted}, once or more and always alike"
            raise self.fault(what, *where)
        return found
