"""SHACL shapes as small records; whatever is outside the subset is refused by name.

The subset is of SHACL Core (https://www.w3.org/TR/shacl/): targets by class, node and property;
paths of one property; the constraints of ``PARAMETERS``; severities, messages, deactivated shapes.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from azru_graph.engines.embedded import Embedded
from azru_graph.errors import DataError, quoted
from azru_graph.files import read_text
from azru_graph.headers import SEVERITIES
from azru_graph.queries import select
from azru_graph.syntax import to_sparql
from azru_graph.terms import INTEGERS, PREFIXES, XSD, BlankNode, Iri, Literal, Term, compact
from azru_graph.validation.findings import rule_of, wording
from azru_graph.validation.lexical import LEXICAL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

__all__ = ["NODE_KINDS", "PARAMETERS", "Constraint", "Shape", "Target", "read_shapes"]

_SH = PREFIXES["sh"]
_RDF = PREFIXES["rdf"]
_TYPE = _RDF + "type"
_OUTSIDE = "is outside the subset of SHACL Core that is compiled here"
_NODES = "the IRI or literal of a node"

# Local name of a node kind → the functions of SPARQL one of which is true of it.
NODE_KINDS = {
    "BlankNode": ("ISBLANK",),
    "BlankNodeOrIRI": ("ISBLANK", "ISIRI"),
    "BlankNodeOrLiteral": ("ISBLANK", "ISLITERAL"),
    "IRI": ("ISIRI",),
    "IRIOrLiteral": ("ISIRI", "ISLITERAL"),
    "Literal": ("ISLITERAL",),
}


class Target(NamedTuple):
    """What a shape is about.

    Attributes:
        kind: ``class``, ``node``, ``objects`` or ``subjects``.
        value: The class, the node, or the property whose objects or subjects are meant.
    """

    kind: str
    value: Term


class Constraint(NamedTuple):
    """One thing that a shape demands.

    Attributes:
        parameter: The local name of the parameter, such as ``minCount``.
        values: Its value; the members of the list for ``in``; text and flags for ``pattern``.
    """

    parameter: str
    values: tuple[Term, ...]

    @property
    def component(self) -> str:
        """The IRI of the constraint component."""
        return f"{_SH}{self.parameter[0].upper()}{self.parameter[1:]}ConstraintComponent"


class Shape(NamedTuple):
    """A property shape with the targets of whatever uses it, or a node shape with its own.

    Attributes:
        rule: Its name in findings.
        path: IRI of the property whose values it is about; None: about the focus nodes themselves.
        severity: One of ``SEVERITIES``.
        message: What is wrong where it is violated; '' where the shape does not say.
        targets: Its focus nodes are those of any target.
        constraints: What it demands; all must hold.
    """

    rule: str
    path: str | None
    severity: str
    message: str
    targets: tuple[Target, ...]
    constraints: tuple[Constraint, ...]


def _is_iri(term: Term) -> bool:
    return isinstance(term, Iri)


def _is_known(term: Term) -> bool:
    """Whether it is a datatype whose literals can be told from all others."""
    return isinstance(term, Iri) and (not term.value.startswith(XSD) or term.value in LEXICAL)


def _is_count(term: Term) -> bool:
    return isinstance(term, Literal) and term.datatype in INTEGERS and term.value.isdecimal()


def _is_node_kind(term: Term) -> bool:
    return isinstance(term, Iri) and term.value.removeprefix(_SH) in NODE_KINDS


def _is_truth(term: Term) -> bool:
    return isinstance(term, Literal) and term[:2] in {
        ("true", XSD + "boolean"),
        ("false", XSD + "boolean"),
    }


def _is_ordered(term: Term) -> bool:
    ordered = {XSD + name for name in ("date", "dateTime", "decimal", "double", "float")}
    return isinstance(term, Literal) and term.datatype in {*ordered, *INTEGERS}


def _is_text(term: Term) -> bool:
    return isinstance(term, Literal) and term.datatype == XSD + "string" and not term.language


def _is_readable(term: Term) -> bool:
    return _is_text(term) and _matches(term, Literal(""))


def _is_literal(term: Term) -> bool:
    return isinstance(term, Literal)


def _is_no_literal(term: Term) -> bool:
    return not isinstance(term, Literal)


def _is_severity(term: Term) -> bool:
    return term in {Iri(_SH + one.capitalize()) for one in SEVERITIES}


def _is_named(term: Term) -> bool:
    return not isinstance(term, BlankNode)


# Parameter of a constraint → whether a value fits it, what fits, and whether it may be repeated.
PARAMETERS: dict[str, tuple[Callable[[Term], bool], str, bool]] = {
    "class": (_is_iri, "the IRI of a class", True),
    "datatype": (_is_known, "a datatype whose literals a store keeps and tells apart", False),
    "hasValue": (_is_named, _NODES, True),
    "in": (_is_no_literal, "a list of IRIs and literals", False),
    "maxCount": (_is_count, "an integer from 0", False),
    "maxExclusive": (_is_ordered, "a number, xsd:date or xsd:dateTime", False),
    "maxInclusive": (_is_ordered, "a number, xsd:date or xsd:dateTime", False),
    "maxLength": (_is_count, "an integer from 0", False),
    "minCount": (_is_count, "an integer from 0", False),
    "minExclusive": (_is_ordered, "a number, xsd:date or xsd:dateTime", False),
    "minInclusive": (_is_ordered, "a number, xsd:date or xsd:dateTime", False),
    "minLength": (_is_count, "an integer from 0", False),
    "nodeKind": (_is_node_kind, "one of sh:" + ", sh:".join(NODE_KINDS), False),
    "pattern": (_is_readable, "a regular expression of SPARQL", False),
    "uniqueLang": (_is_truth, "true or false", False),
}
_OF_PROPERTIES = {"maxCount", "minCount", "uniqueLang"}  # these say nothing of a node itself
_TARGETS = {
    "targetClass": ("class", _is_iri, "the IRI of a class"),
    "targetNode": ("node", _is_named, _NODES),
    "targetObjectsOf": ("objects", _is_iri, "the IRI of a property"),
    "targetSubjectsOf": ("subjects", _is_iri, "the IRI of a property"),
}
_SILENT = {  # these demand nothing, or matter to SHACL-SPARQL alone
    *("declare", "defaultValue", "description", "group", "name", "namespace", "order", "prefix"),
}
_TYPES = {"NodeShape", "PrefixDeclaration", "PropertyGroup", "PropertyShape"}
_KNOWN = {
    *("deactivated", "flags", "message", "path", "property", "severity"),
    *PARAMETERS,
    *_TARGETS,
    *_SILENT,
}


def _demands_nothing(constraint: Constraint) -> bool:
    """Whether it holds of every value: no number is below 0."""
    value = constraint.values[0].value
    match constraint.parameter:
        case "minCount":
            return int(value) == 0
        case "uniqueLang":
            return value == "false"
    return False


def read_shapes(paths: Sequence[Path]) -> tuple[Shape, ...]:
    """Read shapes that have targets and are not deactivated; constraints in order of the alphabet.

    Args:
        paths: RDF files that together hold the shapes.

    Raises:
        DataError: Something in them is outside the subset or malformed; the shape, the parameter
            and the place are named. Or there is no shape.
        MissingFileError, UsageError: As ``Embedded`` raises them.
    """
    engine = Embedded(paths)
    rows = select(engine, "SELECT ?s ?p ?o WHERE { ?s ?p ?o }").rows
    return _Reader(rows, paths).shapes()


def _matches(pattern: Term, flags: Term) -> bool:
    """Whether an engine can read a regular expression with its flags."""
    try:
        text = f"SELECT (REGEX('', {to_sparql(pattern)}, {to_sparql(flags)}) AS ?read) WHERE {{ }}"
        return select(Embedded(()), text).rows[0][0] is not None
    except (DataError, ValueError):
        return False


class _Reader:
    """The triples of a shapes graph, and what they mean."""

    def __init__(self, rows: Iterable[tuple[Term | None, ...]], paths: Sequence[Path]) -> None:
        self._paths = paths
        self._said: dict[Term, dict[str, list[Term]]] = defaultdict(dict)
        for subject, predicate, value in rows:
            if subject and predicate and value:
                self._said[subject].setdefault(predicate.value, []).append(value)
        # Property shape → the node shapes that use it.
        self._users: dict[Term, list[Term]] = defaultdict(list)
        for user in self._said:
            for used in self._all(user, "property"):
                self._users[used].append(user)

    def shapes(self) -> tuple[Shape, ...]:
        nodes = [node for node in list(self._said) if self._is_shape(node)]
        if not nodes:
            raise DataError(
                "holds no shape", path=self._paths[0], remedy="name a file of SHACL shapes"
            )
        for used, users in self._users.items():
            if not self._all(used, "path"):
                self._refuse(users[0], "property", "names what is no property shape")
        found = [self._shape(node) for node in nodes]
        return tuple(sorted(shape for shape in found if shape.targets and shape.constraints))

    def _is_shape(self, node: Term) -> bool:
        """Tell shapes from other resources; refuse what would change what shapes mean."""
        names = {iri.removeprefix(_SH) for iri in self._said[node] if iri.startswith(_SH)}
        types = {kind.value for kind in self._said[node].get(_TYPE, ())}
        kinds = {iri.removeprefix(_SH) for iri in types if iri.startswith(_SH)}
        for name in sorted((names - _KNOWN) | (kinds - _TYPES)):
            self._refuse(node, name, _OUTSIDE)
        if PREFIXES["owl"] + "imports" in self._said[node]:
            self._refuse(node, None, "imports another file, which is not fetched")
        is_shape = bool(names - _SILENT or kinds & {"NodeShape", "PropertyShape"})
        if is_shape and types & {PREFIXES["rdfs"] + "Class", PREFIXES["owl"] + "Class"}:
            self._refuse(node, "targetClass", "is missing: a class is no target of itself here")
        return is_shape

    def _shape(self, node: Term) -> Shape:
        """Read one shape; it has no targets where it is deactivated or nothing uses it."""
        path = self._single(node, "path", _is_iri, "a single property, by its IRI")
        if path and self._all(node, "property"):
            self._refuse(node, "property", "beside sh:path is outside the subset compiled here")
        constraints = self._constraints(node)
        misplaced = _OF_PROPERTIES.intersection(one.parameter for one in constraints)
        if misplaced and not path:
            self._refuse(node, min(misplaced), "says nothing of a node: it needs sh:path")
        severity = self._single(node, "severity", _is_severity, "sh:Violation, Warning or Info")
        is_off = self._is_off(node)
        users = [user for user in self._users.get(node, ()) if not self._is_off(user)]
        targets = {target for one in (node, *users) for target in self._targets(one)}
        return Shape(
            rule=self._rule(node, path),
            path=path.value if path else None,
            severity=severity.value.removeprefix(_SH).lower() if severity else SEVERITIES[0],
            message=wording(self._values(node, "message", _is_literal, "a text")),
            targets=() if is_off else tuple(sorted(targets)),
            constraints=tuple(sorted(constraints)),
        )

    def _constraints(self, node: Term) -> list[Constraint]:
        found = []
        for name, (fits, wanted, repeated) in PARAMETERS.items():
            for value in self._values(node, name, fits, wanted):
                values: tuple[Term, ...] = (value,)
                if name == "in":
                    values = self._members(node, value)
                elif name == "pattern":
                    values = (value, self._flags(node, value))
                found.append(Constraint(name, values))
            if not repeated and len(self._all(node, name)) > 1:
                self._refuse(node, name, "is given twice")
        if self._all(node, "flags") and not self._all(node, "pattern"):
            self._refuse(node, "flags", "means nothing without sh:pattern")
        return [one for one in found if not _demands_nothing(one)]

    def _flags(self, node: Term, pattern: Term) -> Term:
        flags = self._single(node, "flags", _is_text, "a text such as 'i'") or Literal("")
        if flags.value and not _matches(pattern, flags):
            self._refuse(node, "flags", f"is {quoted(flags.value)}, but must be flags of SPARQL")
        return flags

    def _members(self, node: Term, head: Term) -> tuple[Term, ...]:
        """Give the members of the list of ``sh:in``."""
        found: list[Term] = []
        seen: set[Term] = set()
        while head != Iri(_RDF + "nil"):
            said = self._said.get(head, {})
            parts = [said.get(_RDF + name, []) for name in ("first", "rest")]
            if head in seen or any(len(part) != 1 for part in parts):
                self._refuse(node, "in", "must be a list of IRIs and literals")
            seen.add(head)
            found += parts[0]
            head = parts[1][0]
        if not found or not all(map(_is_named, found)):
            self._refuse(node, "in", "must be a list of IRIs and literals")
        return tuple(found)

    def _targets(self, node: Term) -> list[Target]:
        return [
            Target(kind, value)
            for name, (kind, fits, wanted) in _TARGETS.items()
            for value in self._values(node, name, fits, wanted)
        ]

    def _is_off(self, node: Term) -> bool:
        off = self._single(node, "deactivated", _is_truth, "true or false")
        return off is not None and off.value == "true"

    def _single(
        self, node: Term, name: str, fits: Callable[[Term], bool], wanted: str
    ) -> Term | None:
        values = self._values(node, name, fits, wanted)
        if len(values) > 1:
            self._refuse(node, name, "is given twice")
        return values[0] if values else None

    def _values(
        self, node: Term, name: str, fits: Callable[[Term], bool], wanted: str
    ) -> list[Term]:
        """Give the values of a parameter; refuse the shape where one does not fit."""
        values = self._all(node, name)
        for value in values:
            if not fits(value):
                shown = compact(value.value) if isinstance(value, Iri) else quoted(value.value)
                shown = "a blank node" if isinstance(value, BlankNode) else shown
                self._refuse(node, name, f"is {shown}, but must be {wanted}")
        return values

    def _all(self, node: Term, name: str) -> list[Term]:
        return self._said.get(node, {}).get(_SH + name, [])

    def _rule(self, node: Term, path: Term | None) -> str:
        return rule_of(node, min(self._users.get(node, ()), default=None), path)

    def _refuse(self, node: Term, parameter: str | None, what: str) -> NoReturn:
        """Raise a DataError that names the shape, the parameter and the place of the shape."""
        from azru_graph.tokens import subject_lines

        named = node if isinstance(node, Iri) else min(self._users[node], default=None)
        path, line = self._paths[0], None
        for one in self._paths:
            line = subject_lines(read_text(one)).get(named.value) if named else None
            if line is not None:
                path = one
                break
        shape = compact(named.value) if named else "a shape without a name"
        if named is not node and named is not None:
            shape = f"a shape without a name within {shape}"
        said = f"sh:{parameter} {what}" if parameter else what
        raise DataError(
            f"{shape}: {said}",
            path=path,
            line=line,
            remedy="leave it out, or validate with azru validate --reference",
        )
