"""What a SPARQL query would do: its form, its patterns, the words it uses, and what looks wrong.

The store decides what is SPARQL and what an error is. The patterns are read by rdflib; where it
cannot read what the store can, the explanation does without them and says so.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from azru_graph.algebra import read_plan
from azru_graph.queries import texts
from azru_graph.results import Boolean
from azru_graph.syntax import blank, columns, form, to_sparql, with_prefixes
from azru_graph.terms import BASE, Iri, Literal, compact
from azru_graph.vocabulary import nearest, vocabulary

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from azru_graph.algebra import Plan
    from azru_graph.engines import Engine
    from azru_graph.vocabulary import Word

__all__ = ["DIFFERENCES", "Explanation", "Remark", "explain", "to_json", "to_text"]

_VARIABLE = re.compile(r"[?$](\w+)")
_NAMED = re.compile(r"\bAS\s*$", re.IGNORECASE)  # before a variable
_STAR = re.compile(r"\bSELECT\s+(?:(?:DISTINCT|REDUCED)\s+)?\*", re.IGNORECASE)
_NAMED_GRAPHS = "ASK { GRAPH ?g { } }"
_TAGS = """SELECT DISTINCT (LANG(?value) AS ?tag) (STR(?value) = {text} AS ?same)
WHERE {{ ?any {property} ?value }} ORDER BY DESC(?same) (?tag != "en") ?tag"""

# Features of the algebra → how the store, which answers here, and rdflib differ over them.
DIFFERENCES = {
    ("Builtin_REGEX", "Builtin_REPLACE"): (
        "REGEX and REPLACE: the store knows no look-around and no back-reference and then gives"
        " no value, without an error; rdflib has the expressions of Python"
    ),
    ("Builtin_LANG",): (
        "LANG: the store has language tags in lower case (en-gb), rdflib as they were written"
    ),
    ("Aggregate_GroupConcat",): (
        "GROUP_CONCAT: the store gives no value where it is to join a number or an IRI, so write"
        " STR(…) around it; rdflib joins anything"
    ),
    ("Division",): "division: the store keeps 18 digits behind the point, rdflib 28 in all",
    ("From",): (
        "FROM: the store looks for a named graph in what is loaded; rdflib takes what is loaded"
        " for it, or fetches it from its address"
    ),
    ("Builtin_BNODE", "Builtin_NOW", "Builtin_RAND", "Builtin_STRUUID", "Builtin_UUID"): (
        "BNODE, NOW, RAND, STRUUID, UUID: they give something else in every run of any engine"
    ),
    ("OrderBy",): (
        "ORDER BY: values of unlike kinds, such as texts and numbers in one column, come in"
        " another order in either"
    ),
}


class Remark(NamedTuple):
    """Something that looks wrong.

    Attributes:
        what: One sentence.
        line: The line in the query, counted from 1; None where it is about the whole.
        column: The column in that line, counted from 1; None likewise.
        remedy: How to mend it.
    """

    what: str
    line: int | None
    column: int | None
    remedy: str


_NO_GRAPH = Remark(
    "the data has no named graphs: GRAPH finds nothing",
    None,
    None,
    "leave GRAPH out, and keep what stands in its brackets",
)


class Explanation(NamedTuple):
    """What a query would do.

    Attributes:
        form: SELECT, ASK, CONSTRUCT or DESCRIBE.
        variables: The columns of its answer; empty for the other forms.
        query: The query as it is run, with every prefix that it needs.
        patterns: Its graph patterns, indented by what they stand in; None where rdflib cannot read
            the query.
        words: The classes, properties, concepts and entities of the graph that it names.
        remarks: What looks wrong, in the order of the query; what is about the whole comes last.
        differences: Where the store and rdflib would differ over it.
    """

    form: str
    variables: tuple[str, ...]
    query: str
    patterns: tuple[str, ...] | None
    words: tuple[Word, ...]
    remarks: tuple[Remark, ...]
    differences: tuple[str, ...]


def explain(engine: Engine, text: str, *, path: Path | None = None) -> Explanation:
    """Explain a query without running it on the data.

    Args:
        engine: Whose graph says which words there are.
        text: The query; the prefixes of the table need not be declared.
        path: The file that it stands in; None for a typed one.

    Raises:
        SparqlSyntaxError, UsageError: As ``Engine.query`` raises them.
    """
    query = with_prefixes(text)
    variables = columns(query, path=path)
    syntax = blank(text)
    known = vocabulary(engine)
    remarks = _misspelt(text, syntax, variables)
    plan = None
    try:
        plan = read_plan(query)
    except ValueError as error:
        differences = [f"rdflib cannot read the query, which the store can: {error}"]
    if plan is not None:
        remarks += _unknown(text, plan, known)
        remarks += _untagged(engine, text, plan)
        remarks.sort(key=lambda remark: (remark.line or 0, remark.column or 0))
        if "Graph" in plan.features:
            remarks += [_NO_GRAPH] if engine.query(_NAMED_GRAPHS) == Boolean(value=False) else []
        remarks += _structure(plan, form(text))
        differences = [
            what for features, what in DIFFERENCES.items() if plan.features.intersection(features)
        ]
    return Explanation(
        form(text),
        variables,
        query,
        plan.patterns if plan else None,
        tuple(known[iri] for iri in plan.iris if iri in known) if plan else (),
        tuple(remarks),
        tuple(differences),
    )


def to_text(explanation: Explanation) -> str:
    """Write an explanation as a page of plain text."""
    lines = [f"form       {explanation.form}"]
    if explanation.variables:
        lines.append("variables  " + " ".join(f"?{name}" for name in explanation.variables))
    lines += ["", "is run as", *_indented(explanation.query.replace("> PREFIX", ">\nPREFIX"))]
    if explanation.patterns:
        lines += ["", "patterns", *_indented("\n".join(explanation.patterns))]
    if explanation.words:
        wide = max(len(word.name) for word in explanation.words)
        lines += ["", "words"]
        lines += [
            f"  {word.name:<{wide}}  {word.kind:<8}  {word.label}".rstrip()
            for word in explanation.words
        ]
    lines += ["", "remarks"]
    for remark in explanation.remarks:
        place = f"{remark.line}:{remark.column}: " if remark.line else ""
        lines += [f"  {place}{remark.what}", f"    remedy: {remark.remedy}"]
    if not explanation.remarks:
        lines.append("  none")
    if explanation.differences:
        lines += ["", "engines", *_indented("\n".join(explanation.differences))]
    return "\n".join(lines) + "\n"


def to_json(explanation: Explanation) -> str:
    """Write an explanation as JSON."""
    content = explanation._asdict()
    for part in ("words", "remarks"):
        content[part] = [one._asdict() for one in content[part]]
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _misspelt(text: str, syntax: str, given: Collection[str]) -> list[Remark]:
    """Variables that occur once, and so join nothing and show nothing."""
    from difflib import get_close_matches

    if _STAR.search(syntax):
        return []  # every variable is shown
    counts = Counter(found[1] for found in _VARIABLE.finditer(syntax))
    remarks = []
    for found in _VARIABLE.finditer(syntax):
        name = found[1]
        shown = name in given and _NAMED.search(syntax[: found.start()])
        if counts[name] > 1 or shown:
            continue
        near = get_close_matches(name, [other for other in counts if other != name], n=1)
        remedy = f"did you mean ?{near[0]}?" if near else "leave it so if any value will do"
        line, column = _place(text, found.start())
        remarks.append(Remark(f"the variable ?{name} is used once", line, column, remedy))
    return remarks


def _unknown(text: str, plan: Plan, known: dict[str, Word]) -> Iterator[Remark]:
    """Names in the graph's own namespaces that the graph does not have."""
    for iri in plan.iris:
        if not iri.startswith(BASE) or iri in known:
            continue
        name = compact(iri)
        near = nearest(name, known.values())
        remedy = f"did you mean {' or '.join(near)}?" if near else "see azru find for what there is"
        at = re.search(rf"(?<![\w:]){re.escape(name)}(?![\w:-])|<{re.escape(iri)}>", text)
        line, column = _place(text, at.start()) if at else (None, None)
        yield Remark(f"the graph says nothing of {name}", line, column, remedy)


def _untagged(engine: Engine, text: str, plan: Plan) -> Iterator[Remark]:
    """Texts without a language as values of properties that have none but texts with one."""
    for prop, value in plan.texts:
        written = to_sparql(Literal(value))
        rows = texts(engine, _TAGS.format(property=to_sparql(Iri(prop)), text=written))
        tags = [tag for tag, _same in rows]
        if not all(tags) or not tags:
            continue
        at = re.search(rf"([\"']){re.escape(value)}\1(?!@)", text)
        line, column = _place(text, at.start()) if at else (None, None)
        what = f"every value of {compact(prop)} has a language, and {written} has none"
        yield Remark(what, line, column, f"did you mean {written}@{tags[0]}?")


def _structure(plan: Plan, kind: str) -> Iterator[Remark]:
    for parts in plan.products:
        sides = " and ".join(" ".join(part) for part in parts)
        yield Remark(
            f"patterns share no variable ({sides}): every row of one goes with every row of the"
            " other",
            None,
            None,
            "join them by a variable, or ask two queries",
        )
    if not all(plan.cuts):
        yield Remark(
            "LIMIT or OFFSET without ORDER BY: which rows are given is left to chance",
            None,
            None,
            "add ORDER BY before it",
        )
    elif kind == "SELECT" and not plan.is_ordered and not plan.is_single:
        yield Remark(
            "there is no ORDER BY: the rows may come in another order each time",
            None,
            None,
            "add ORDER BY with variables that tell the rows apart",
        )


def _place(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _indented(text: str) -> list[str]:
    return [f"  {line}".rstrip() for line in text.splitlines()]
