"""Canonical Turtle: a text that is a function of the graph alone.

Whoever edits a file, by hand or by program, ends at the same bytes, so that a difference between
two versions of it is a difference between two graphs. Comments cannot survive; notes are triples.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from hashlib import sha256
from typing import TYPE_CHECKING

import rdflib
from rdflib.namespace import RDF, XSD

from azru_graph.errors import DataError, UsageError
from azru_graph.files import read_text
from azru_graph.sources import keep_lexical_forms, read_graph
from azru_graph.terms import ID, PREFIXES
from azru_graph.tokens import comment_lines

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from rdflib.term import Node

__all__ = ["SECTIONS", "canonical", "reformat"]

# The sections in their order, each with what belongs there: types, or an entity by its name. An
# entity stands in the first section that one of its types names, so the special come before the
# general. The order of the types is also the order in which an entity's own types are written.
SECTIONS: tuple[tuple[str, str], ...] = (
    ("Ontology", "owl:Ontology"),
    ("Dataset", "dcat:Dataset void:Dataset void:DatasetDescription void:Linkset"),
    ("Classes", "owl:Class rdfs:Class rdfs:Datatype owl:AllDisjointClasses"),
    (
        "Properties",
        (
            "owl:ObjectProperty owl:DatatypeProperty owl:AnnotationProperty owl:OntologyProperty "
            "rdf:Property owl:FunctionalProperty owl:TransitiveProperty owl:AllDisjointProperties"
        ),
    ),
    ("Reused classes", ""),
    ("Reused properties", ""),
    ("Concept schemes", "skos:ConceptScheme"),
    ("Concepts", "skos:Concept skos:Collection"),
    (
        "Shapes",
        "sh:NodeShape sh:PropertyShape sh:SPARQLConstraint sh:PrefixDeclaration sh:PropertyGroup",
    ),
    ("States", "azru:State"),
    ("Persons", "foaf:Person"),
    ("Organisations", "org:FormalOrganization org:Organization foaf:Organization"),
    ("Groups", "foaf:Group"),
    ("Places", "dcterms:Location"),
    ("Offices", "org:Post"),
    ("Tenures", "azru:Tenure org:Membership"),
    ("Agreements", "azru:Agreement"),
    ("Shares of agreements", "azru:ShareAllocation"),
    ("Visits", "azru:Visit"),
    ("Acts on agreements", "azru:AgreementAct"),
    ("Events", "azru:Event"),
    ("Claims", "azru:CausalClaim azru:InterestClaim azru:PerceptionClaim azru:Claim"),
    ("Article and its text", "id:article foaf:Document doco:Section"),
    (
        "Works",
        (
            "fabio:JournalArticle fabio:MagazineArticle fabio:NewspaperArticle fabio:NewsItem "
            "fabio:WebPage fabio:Book fabio:ReportDocument fabio:Oration fabio:Journal "
            "fabio:Magazine fabio:Newspaper fabio:Work"
        ),
    ),
    ("Footnotes", "doco:Footnote"),
    ("Citations", "cito:Citation"),
    ("Passages", "azru:Passage oa:SpecificResource"),
    ("Text ranges", "oa:TextPositionSelector"),
    ("Annotations", "oa:Annotation"),
    ("Other", ""),
)

_TITLES = [title for title, _ in SECTIONS]
_OTHER = len(SECTIONS) - 1
_PLACE = {name: at for at, (_, names) in enumerate(SECTIONS) for name in names.split()}
_TYPE_RANK = {name: rank for rank, name in enumerate(_PLACE)}
_REUSED = {
    _TITLES.index(title): _TITLES.index(f"Reused {title.lower()}")
    for title in ("Classes", "Properties")
}
_OWN = tuple(PREFIXES[prefix] for prefix in ("azru", "rel", "scheme", "shape"))

_FIRST_PREDICATES = {
    name: rank
    for rank, name in enumerate(
        "a rdfs:label skos:prefLabel skos:altLabel skos:notation skos:definition".split()  # noqa: SIM905 - a list of names
    )
}

_ABSOLUTE_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]*")
# Narrower than Turtle's: no dot, which some readers refuse, and nothing that needs an escape.
_LOCAL_NAME = re.compile(r"[A-Za-z](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?")
_BARE = {XSD.boolean: re.compile(r"true|false"), XSD.integer: re.compile(r"0|-?[1-9][0-9]*")}
_NAMESPACES = sorted(PREFIXES.items(), key=lambda item: -len(item[1]))

_ESCAPES = {
    code: f"\\u{code:04X}" for code in (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, 0xFEFF)
} | str.maketrans(
    {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
)

_WIDTH = 80

Triple = tuple["Node", "Node", "Node"]


def canonical(graph: rdflib.Graph) -> str:
    """Write a graph as canonical Turtle.

    Prefixes come from the prefix table alone, so the names bound in the graph do not matter. A
    literal of type xsd:string is written plain, as RDF 1.1 has it. Lists and blank nodes that stand
    in one place are written inline.

    Returns:
        The text, with one newline at its end. It was parsed again and found to hold the graph.

    Raises:
        DataError: A blank node is used more than once or in a circle, or an IRI is not absolute or
            contains a character that no IRI may.

    >>> graph = rdflib.Graph().parse(data='<http://example.org/a> <http://example.org/b> 1 .')
    >>> print(canonical(graph), end="")
    # ── Other ─────────────────────────────────────────────────────────────────────
    <BLANKLINE>
    <http://example.org/a>
        <http://example.org/b> 1 ;
        .
    """
    triples = {(s, p, _plain(o)) for s, p, o in graph}
    text = _Writer(triples).text()
    with keep_lexical_forms():
        again = rdflib.Graph().parse(data=text, format="turtle")
    if _unlabelled(triples) != _unlabelled(again):
        raise AssertionError("canonical Turtle does not hold the graph it was made from")
    return text


def reformat(path: Path) -> tuple[str, str]:
    """Give the text of a Turtle file as it is and in canonical form; the file is not touched.

    Raises:
        UsageError: The file's suffix is not ``.ttl``.
        DataError: The file holds a comment that is no banner of a section, which would be lost;
            or its graph cannot be written, as ``canonical`` says; or it cannot be read.
    """
    if path.suffix != ".ttl":
        raise UsageError(
            "is no Turtle file by its suffix, and only Turtle is written in canonical form",
            path=path,
            remedy="give it the suffix .ttl if it is Turtle",
        )
    text = read_text(path)
    graph = read_graph([path])
    for line, comment in comment_lines(text):
        if not comment.startswith("# ──"):
            raise DataError(
                "has a comment, which canonical Turtle cannot keep",
                path=path,
                line=line,
                remedy="say it in a triple, such as skos:editorialNote, or remove it",
            )
    return text, canonical(graph)


def _plain(term: Node) -> Node:
    if isinstance(term, rdflib.Literal) and term.datatype == XSD.string:
        return rdflib.Literal(str(term))
    return term


def _unlabelled(triples: Iterable[Triple]) -> Counter[tuple[str, ...]]:
    """Put a digest of all that is said of it in the place of each blank node.

    For graphs whose blank nodes are used at most once and in no circle, equal results mean
    isomorphic graphs; rdflib's general comparison takes minutes for a few hundred equal lists.
    """
    facts: dict[Node, list[Triple]] = defaultdict(list)
    user: dict[Node, Node] = {}
    waiting: Counter[Node] = Counter()
    blank: set[Node] = set()
    for triple in triples:
        subject, _, value = triple
        facts[subject].append(triple)
        blank.update(term for term in (subject, value) if isinstance(term, rdflib.BNode))
        if isinstance(value, rdflib.BNode):
            user[value] = subject
            waiting[subject] += 1
    digests: dict[Node, str] = {}

    def line(triple: Triple) -> tuple[str, ...]:
        return tuple(digests.get(term, "") if term in blank else term.n3() for term in triple)

    ready = [node for node in blank if not waiting[node]]
    for node in ready:  # grows: a node follows once every node it uses is done
        lines = sorted(line(triple)[1:] for triple in facts.get(node, ()))
        digests[node] = sha256(repr(lines).encode()).hexdigest()
        if (parent := user.get(node)) is not None:
            waiting[parent] -= 1
            if parent in blank and not waiting[parent]:
                ready.append(parent)
    return Counter(line(triple) for subject in facts for triple in facts[subject])


def _natural(text: str) -> tuple[list[object], str]:
    """Give a key that sorts digits by their number: s3p9 before s3p10."""
    parts: list[object] = re.split(r"([0-9]+)", text)
    for at in range(1, len(parts), 2):
        digits = str(parts[at]).lstrip("0")
        parts[at] = (len(digits), digits)
    return parts, text


class _Writer:
    """One graph on its way to text; it learns on the way which prefixes are used."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.facts: dict[Node, dict[Node, list[Node]]] = {}
        self.users: dict[Node, list[tuple[Node, Node]]] = defaultdict(list)
        for subject, predicate, value in triples:
            self.facts.setdefault(subject, {}).setdefault(predicate, []).append(value)
            if isinstance(value, rdflib.BNode):
                self.users[value].append((subject, predicate))
        self.names: dict[str, str] = {}
        self.prefixes: set[str] = set()
        self.written: set[Node] = set()

    def text(self) -> str:
        """Give the whole text."""
        self.refuse_shared()
        sections: dict[int, list[tuple[object, str]]] = defaultdict(list)
        for subject in self.facts:
            if subject not in self.users:
                name = "" if isinstance(subject, rdflib.BNode) else self.term(subject)
                statement = self.statement(subject, name or "[]")
                # A blank node has no name to sort by; it follows the others by its content.
                key = (not name, _natural(name), statement)
                sections[self.section(subject)].append((key, statement))
        self.refuse_circles()
        head = [f"@prefix {prefix}: <{PREFIXES[prefix]}> ." for prefix in sorted(self.prefixes)]
        blocks = ["\n".join(head)] if head else []
        for at in sorted(sections):
            blocks.append(f"# ── {_TITLES[at]} ".ljust(_WIDTH, "─"))
            blocks += [statement for _, statement in sorted(sections[at])]
        return "\n\n".join(blocks) + "\n"

    def section(self, subject: Node) -> int:
        """Give the number of the section a subject belongs to."""
        names = [self.term(kind) for kind in self.facts[subject].get(RDF.type, ())]
        if str(subject).startswith(ID):
            names.append(self.term(subject))
        at = min((_PLACE.get(name, _OTHER) for name in names), default=_OTHER)
        reused = isinstance(subject, rdflib.URIRef) and not str(subject).startswith(_OWN)
        return _REUSED.get(at, at) if reused else at

    def statement(self, subject: Node, name: str) -> str:
        """Write all that is said of a subject, one value a line."""
        self.written.add(subject)
        lines = [name]
        for predicate, values in self.predicates(subject):
            if len(values) == 1:
                lines.append(f"    {predicate} {values[0]} ;")
            else:
                lines.append(f"    {predicate}")
                lines += [f"        {value} ," for value in values[:-1]]
                lines.append(f"        {values[-1]} ;")
        return "\n".join([*lines, "    ."])

    def predicates(self, subject: Node) -> list[tuple[str, list[str]]]:
        """Give predicates and values of a subject as text, all in order."""
        rows = []
        for predicate, values in self.facts.get(subject, {}).items():
            name = "a" if predicate == RDF.type else self.term(predicate)
            texts = sorted(map(self.term, values), key=_natural)
            if name == "a":
                texts.sort(key=lambda text: _TYPE_RANK.get(text, len(_TYPE_RANK)))
            rows.append((name, texts))
        rows.sort(key=lambda row: (_FIRST_PREDICATES.get(row[0], _OTHER), _natural(row[0])))
        return rows

    def term(self, term: Node) -> str:
        """Write one term; a blank node with all that is said of it."""
        if isinstance(term, rdflib.Literal):
            return self.literal(term)
        if isinstance(term, rdflib.BNode):
            return self.inline(term)
        return "()" if term == RDF.nil else self.iri(str(term))

    def iri(self, iri: str) -> str:
        """Shorten an IRI where the prefix table allows it."""
        if iri not in self.names:
            if not _ABSOLUTE_IRI.fullmatch(iri):
                raise DataError(
                    f"<{iri}> is no absolute IRI",
                    remedy="write it in full and percent-encode what an IRI may not contain, "
                    "such as %20 for a space",
                )
            self.names[iri] = f"<{iri}>"
            for prefix, namespace in _NAMESPACES:
                if iri.startswith(namespace):
                    if _LOCAL_NAME.fullmatch(iri, len(namespace)):
                        self.names[iri] = f"{prefix}:{iri[len(namespace) :]}"
                        self.prefixes.add(prefix)
                    break
        return self.names[iri]

    def literal(self, literal: rdflib.Literal) -> str:
        """Write a literal on one line; only booleans and integers go without quotation marks."""
        bare = _BARE.get(literal.datatype) if literal.datatype else None
        if bare and bare.fullmatch(literal):
            return str(literal)
        quoted = f'"{literal.translate(_ESCAPES)}"'
        if literal.language:
            return f"{quoted}@{literal.language}"
        return f"{quoted}^^{self.iri(literal.datatype)}" if literal.datatype else quoted

    def inline(self, node: rdflib.BNode) -> str:
        """Write a blank node where it is used: as a list if it is one, else in brackets."""
        items = self.items(node)
        if items is not None:
            return f"( {' '.join(map(self.term, items))} )"
        self.written.add(node)
        rows = [f"{name} {' , '.join(values)}" for name, values in self.predicates(node)]
        return f"[ {' ; '.join(rows)} ]" if rows else "[]"

    def items(self, node: Node) -> list[Node] | None:
        """Give the items of a well-formed list, or None where the node begins none."""
        cells: set[Node] = set()
        items = []
        while node != RDF.nil:
            facts = self.facts.get(node, {})
            firsts, rests = facts.get(RDF.first, []), facts.get(RDF.rest, [])
            if len(facts) != 2 or len(firsts) != 1 or len(rests) != 1 or node in cells:  # noqa: PLR2004 - first and rest
                return None
            cells.add(node)
            items.append(firsts[0])
            node = rests[0]
        self.written.update(cells)
        return items

    def refuse_shared(self) -> None:
        """Raise DataError where a blank node stands in more than one place."""
        for users in self.users.values():
            if len(users) > 1:
                raise _unwritable("a blank node stands in several places", self.places(users))

    def refuse_circles(self) -> None:
        """Raise DataError where blank nodes refer to one another in a circle."""
        left = [self.users[node] for node in self.users if node not in self.written]
        if left:
            users = [user for users in left for user in users]
            raise _unwritable("blank nodes refer to each other in a circle", self.places(users))

    def places(self, users: Iterable[tuple[Node, Node]]) -> str:
        """Name statements by predicate and subject."""

        def name(subject: Node) -> str:
            blank = isinstance(subject, rdflib.BNode)
            return "a blank node" if blank else self.term(subject)

        return ", ".join(sorted(f"{self.term(p)} of {name(s)}" for s, p in users))


def _unwritable(what: str, places: str) -> DataError:
    return DataError(f"{what}: {places}", remedy="give it an IRI")
