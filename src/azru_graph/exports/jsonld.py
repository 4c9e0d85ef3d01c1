"""JSON-LD 1.1 for programs that want JSON: short names, one object for each entity.

The context stands in the file, since remote contexts fail wherever there is no network. A name in
it is the last part of an IRI; where two IRIs share that part, or a prefix has that name, the first
in the order of prefixed names has it and the others go by their prefixed names. How a property is
declared follows from its values in the graph:

- all are IRIs: strings, prefixed where a prefix fits;
- all are literals of one datatype: strings, or numbers and truth values where JSON has the same;
- all have a language: an object, language → text;
- else: each value as JSON-LD has it in full, a plain text as a string.

A property with several values has an array of them, or for a language an array of texts.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from azru_graph.terms import PREFIXES, XSD, compact, local_name

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["compacted"]

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_STRING = XSD + "string"
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
# Lexical forms that are JSON as well, of numbers that every reader of JSON holds exactly.
_NATIVE = {
    XSD + "boolean": re.compile(r"true|false"),
    XSD + "integer": re.compile(r"0|-?[1-9][0-9]{0,14}"),
}


def compacted(quads: Iterable[ox.Quad]) -> str:
    """Write the triples of quads, which must be in the order of their subjects."""
    quads = list(quads)
    names = _Names(quads)
    document = {
        "@context": names.context(),
        "@graph": [
            names.entity(list(group)) for _, group in groupby(quads, key=attrgetter("subject"))
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


class _Names:
    """How IRIs and values are written; `context` tells a reader of it."""

    def __init__(self, quads: list[ox.Quad]) -> None:
        values: dict[str, set[str]] = defaultdict(set)  # property → kinds of its values
        classes = set()
        # An IRI whose scheme is one of our prefixes would be taken for a prefixed name.
        schemes = set()
        for quad in quads:
            predicate, value = quad.predicate.value, quad.object
            if predicate == _TYPE and isinstance(value, ox.NamedNode):
                classes.add(value.value)
            else:
                values[predicate].add(_kind(value))
            nodes = (quad.subject, quad.predicate, quad.object)
            schemes |= {
                node.value.partition(":")[0] for node in nodes if isinstance(node, ox.NamedNode)
            }
        self._prefixes = {name: iri for name, iri in PREFIXES.items() if name not in schemes}
        self._kinds = {
            predicate: kinds.pop() if len(kinds) == 1 else "" for predicate, kinds in values.items()
        }
        self._short: dict[str, str] = {}
        taken = {*PREFIXES}
        for iri in (*sorted(values, key=compact), *sorted(classes, key=compact)):
            name = local_name(iri)
            if compact(iri) != iri and _NAME.fullmatch(name) and name not in taken:
                taken.add(name)
                self._short[iri] = name

    def context(self) -> dict[str, Any]:
        """Give the context: prefixes, then properties with what their values are, then classes."""
        terms: dict[str, Any] = {}
        for iri, name in self._short.items():
            kind = self._kinds.get(iri, "")
            if kind == "@language":
                terms[name] = {"@id": self.iri(iri), "@container": kind}
            elif kind:
                terms[name] = {"@id": self.iri(iri), "@type": self.iri(kind)}
            else:
                terms[name] = self.iri(iri)
        return {"@version": 1.1, **self._prefixes, **terms}

    def entity(self, quads: list[ox.Quad]) -> dict[str, Any]:
        """Write all that is said of one subject."""
        said: dict[str, list[Any]] = defaultdict(list)
        types = []
        for quad in quads:
            if quad.predicate.value == _TYPE and isinstance(quad.object, ox.NamedNode):
                types.append(self._name(quad.object.value))
            else:
                said[quad.predicate.value].append(quad.object)
        written: dict[str, Any] = {"@id": self._node(quads[0].subject)}
        if types:
            written["@type"] = _one_or_all(types)
        return written | {self._name(one): self._values(one, all_) for one, all_ in said.items()}

    def iri(self, iri: str) -> str:
        """Shorten an IRI with a prefix that this context has; a keyword comes back unchanged."""
        short = compact(iri)
        return short if short.partition(":")[0] in self._prefixes else iri

    def _name(self, iri: str) -> str:
        return self._short.get(iri) or self.iri(iri)

    def _node(self, term: Any) -> str:  # noqa: ANN401 - pyoxigraph has no common class
        return self.iri(term.value) if isinstance(term, ox.NamedNode) else str(term)

    def _values(self, predicate: str, values: list[Any]) -> Any:  # noqa: ANN401 - whatever JSON has
        kind = self._kinds[predicate] if predicate in self._short else ""
        if kind == "@language":
            texts: dict[str, list[str]] = defaultdict(list)
            for value in values:
                texts[value.language].append(value.value)
            return {language: _one_or_all(texts[language]) for language in sorted(texts)}
        return _one_or_all([self._value(value, kind) for value in values])

    def _value(self, value: Any, kind: str) -> Any:  # noqa: ANN401
        """Write one value; ``kind`` is what the context says of it, '' being nothing."""
        if not isinstance(value, ox.Literal):
            node = self._node(value)
            return node if kind == "@id" else {"@id": node}
        if value.language:
            return {"@language": value.language, "@value": value.value}
        datatype = value.datatype.value
        if datatype == _STRING:
            return value.value
        if not kind:
            return {"@type": self.iri(datatype), "@value": value.value}
        native = _NATIVE.get(datatype)
        return json.loads(value.value) if native and native.fullmatch(value.value) else value.value


def _kind(value: Any) -> str:  # noqa: ANN401 - pyoxigraph has no common class
    """Give what the context is to say of a value: '' where there is nothing to say."""
    if not isinstance(value, ox.Literal):
        return "@id"
    if value.language:
        return "@language"
    datatype: str = value.datatype.value
    return "" if datatype == _STRING else datatype


def _one_or_all(values: list[Any]) -> Any:  # noqa: ANN401 - whatever JSON has
    return values[0] if len(values) == 1 else values
