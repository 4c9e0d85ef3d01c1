"""What is known of a query from its text, before any engine runs it.

A query is refused where it would do more than read: updates, and SERVICE, which would really call
out. So is one so deep or long that a parser would overrun its stack and end the process.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeGuard

import pyoxigraph as store

from azru_graph.errors import ParameterError, SparqlSyntaxError, UsageError, quoted
from azru_graph.terms import PREFIXES, BlankNode, Iri, Literal, Term, to_ntriples

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = [
    "DEEPEST",
    "MOST_GROUPS",
    "blank",
    "columns",
    "form",
    "from_ntriples",
    "is_iri",
    "refuse",
    "slots",
    "syntax_error",
    "to_sparql",
    "unanswerable",
    "with_prefixes",
]

DEEPEST = 200  # nested brackets; the parser was seen to crash from about 1,000
MOST_GROUPS = 1000  # groups and BINDs in all; it was seen to crash from about 2,500

# What is no syntax: strings, IRIs, comments, escaped signs of prefixed names.
_OPAQUE = re.compile(
    r'''"""(?:[^"\\]|\\.|"{1,2}(?!"))*"""|\'\'\'(?:[^'\\]|\\.|'{1,2}(?!'))*\'\'\''''
    r"""|"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*'"""
    r"""|<[^<>"{}|^`\x00-\x20]*>|\#[^\n\r]*|\\.""",
    re.DOTALL,
)
_DECLARED = re.compile(r"\bPREFIX\s+([\w.-]*)\s*:", re.IGNORECASE)
_USED = re.compile(r"(?<![\w?$:.@-])([^\W\d][\w.-]*):")
_FORM = re.compile(r"(?:\s*(?:BASE|PREFIX\s+[\w.-]*:))*\s*(\w+)", re.IGNORECASE)
_UPDATES = {
    *("INSERT", "DELETE", "WITH", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD"),
}
_BRACKET = re.compile(r"([({\[])|[)}\]]")
_GROUP = re.compile(r"\{|\bBIND\b", re.IGNORECASE)
_SLOT = re.compile(r"\bVALUES\s*[?$](\w+)\s*\{([^{}]*)\}", re.IGNORECASE)
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_SURROGATE = re.compile("[\ud800-\udfff]")
# Ends the line that `with_prefixes` puts before a query, so that errors can leave it out.
_ADDED = " # added"

_BLANKS = " \t\r\n"
# More blanks than any keyword has letters.
_GAP = "\t" * 20


def blank(text: str) -> str:
    """Put blanks for strings, IRIs and comments; every other sign keeps its place.

    >>> blank('SELECT * { ?s ?p "{" } # {')
    'SELECT * { ?s ?p     }    '
    """
    return _OPAQUE.sub(lambda found: " " * len(found[0]), text)


def columns(text: str, *, path: Path | None = None) -> tuple[str, ...]:
    """Give the variables of a SELECT query; none for the other forms.

    Raises:
        SparqlSyntaxError: The text is not SPARQL, is an update, or names a SERVICE.
        UsageError: It is SPARQL, but cannot be answered.

    >>> columns("SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?s")
    ('s', 'n')
    """
    refuse(text, path)
    try:
        answer = store.Store().query(text)
    except SyntaxError as error:
        raise syntax_error(text, path, error) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise unanswerable(error, path) from error
    if not isinstance(answer, store.QuerySolutions):
        return ()
    return tuple(variable.value for variable in answer.variables)


def form(text: str) -> str:
    """Give the first keyword after the declarations, in upper case; '' where there is none.

    It is SELECT, ASK, CONSTRUCT or DESCRIBE in every query, and something else in an update.

    >>> form("# DROP ALL\\nPREFIX ask: <a:> select * { }")
    'SELECT'
    >>> form("# what for\\nASK { }")
    'ASK'
    """
    found = _FORM.match(blank(text))
    return found[1].upper() if found else ""


def with_prefixes(text: str, *, base: str = "") -> str:
    r"""Declare the prefixes of the table that a query uses and does not declare.

    They stand on a line of their own before the text, which is not counted in the place of an
    error; so does the base, if any, to which its relative IRIs are taken. A text that lacks none
    comes back unchanged.

    >>> with_prefixes("ASK { id:baku ?p ?o }")
    'PREFIX id: <https://w3id.org/azru/id/> # added\nASK { id:baku ?p ?o }'
    >>> with_prefixes("ASK { ?s ?p ?o }")
    'ASK { ?s ?p ?o }'
    """
    syntax = blank(text)
    used = set(_USED.findall(syntax)) - set(_DECLARED.findall(syntax))
    lines = [f"BASE <{base}>"] if base else []
    lines += [f"PREFIX {name}: <{PREFIXES[name]}>" for name in sorted(used & PREFIXES.keys())]
    return " ".join(lines) + f"{_ADDED}\n{text}" if lines else text


def slots(text: str) -> list[re.Match[str]]:
    """Find every ``VALUES ?name { … }``, which names itself in group 1 and its content in group 2.

    Content in strings, IRIs and comments is blank in the groups; the spans are those of the text.

    >>> [slot[1] for slot in slots("SELECT * { VALUES ?who { UNDEF } } # VALUES ?no { UNDEF }")]
    ['who']
    """
    return list(_SLOT.finditer(blank(text)))


def from_ntriples(text: str) -> str:
    r"""Write N-Triples without ``\u`` escapes as SPARQL, which sees one behind any backslash.

    >>> print(from_ntriples(r'"C:\\users"'))
    "C:\\\U00000075sers"
    """
    return re.sub(r"(?<=\\\\)[uU]", lambda found: f"\\U{ord(found[0]):08X}", text)


def to_sparql(term: Term) -> str:
    r"""Write a term so that it stands for itself, and for nothing else, in every engine.

    Some engines undo ``\u`` escapes in the whole text before they read it, even after a backslash
    that is itself escaped. So no ``u`` follows a backslash: it is written as an escape of its own.

    Raises:
        ParameterError: A blank node, half a surrogate pair, no absolute IRI, no language tag.
    """
    iri = term.datatype if isinstance(term, Literal) else term.value
    language = term.language if isinstance(term, Literal) else ""
    if isinstance(term, BlankNode) or not _is_iri(iri):
        example = "https://example.org/x"
        raise ParameterError(f"{iri!r} is no absolute IRI", remedy=f"give one such as {example}")
    if _SURROGATE.search(term.value):
        what = f"{term.value!r} holds half a surrogate pair, which is no character"
        raise ParameterError(what, remedy="give a text of whole characters")
    if language and not _LANGUAGE.fullmatch(language):
        raise ParameterError(f"{language!r} is no language tag", remedy="give one such as en-GB")
    return from_ntriples(to_ntriples(term))


def _is_iri(text: str) -> bool:
    try:
        store.NamedNode(text)
    except ValueError:
        return False
    return True


def is_iri(term: Term | None) -> TypeGuard[Iri]:
    """Whether a term is an IRI that can stand in a query; some engines give any text as one.

    >>> is_iri(Iri("https://example.org/a")), is_iri(Iri("a b")), is_iri(Literal("a"))
    (True, False, False)
    """
    try:
        return isinstance(term, Iri) and bool(to_sparql(term))
    except ParameterError:
        return False


def refuse(text: str, path: Path | None) -> None:
    """Refuse what must not come before a parser or a store, with a SparqlSyntaxError.

    Whether SERVICE is a keyword somewhere is asked of the parser itself, with one letter of the
    word changed throughout: names and strings are then as good as before, the keyword is not.
    Reading the tokens would not do, since the parser takes ``?a<?b)SERVICE?x#>`` and ``1SERVICE``
    apart in its own way.
    """
    surrogate = _SURROGATE.search(text)
    if surrogate:
        raise _error(
            f"it holds half a surrogate pair (U+{ord(surrogate[0]):04X}), which is no character",
            "remove the character",
            text,
            path,
            surrogate.start(),
        )
    syntax = blank(text)
    _refuse_size(text, syntax, path)
    if "service" not in text.lower():
        return
    changed = re.sub("(servic)e", r"\1q", text, flags=re.IGNORECASE)
    try:
        store.Store().query(changed)
    except SyntaxError as error:
        word = re.search(r"(?<![?$:\w.-])SERVICE(?!\w*:)", syntax, re.IGNORECASE)
        if word is None:
            raise syntax_error(text, path, error) from error
        raise _error(
            "SERVICE is not allowed here: queries do not call other servers",
            "ask the other server directly, or load its data as a file",
            text,
            path,
            word.start(),
        ) from error
    except (OSError, RuntimeError, ValueError):
        return  # it parses; what else is wrong shows when it is run


def _refuse_size(text: str, syntax: str, path: Path | None) -> None:
    depth = 0
    for found in _BRACKET.finditer(syntax):
        depth += 1 if found[1] else -1
        if depth > DEEPEST:
            raise _error(
                f"brackets are nested more than {DEEPEST} deep",
                "write the query with less nesting",
                text,
                path,
                found.start(),
            )
    for count, found in enumerate(_GROUP.finditer(syntax)):
        if count >= MOST_GROUPS:
            raise _error(
                f"it has more than {MOST_GROUPS} groups and BINDs",
                "list the values in VALUES, or split the query",
                text,
                path,
                found.start(),
            )


def unanswerable(error: Exception, path: Path | None) -> UsageError:
    """Say that a query is SPARQL, yet beyond the engine that met the error."""
    return UsageError(f"the query cannot be answered: {error}", path=path)


def syntax_error(text: str, path: Path | None, error: SyntaxError) -> SparqlSyntaxError:
    """Put a message of the parser ("error at 2:7: expected …") into plain words."""
    stop = _stop(text)
    if stop is None:
        return SparqlSyntaxError(f"is not valid SPARQL: {error}", path=path)
    what, remedy, offset = next(_faults(text, *stop))
    return _error(what, remedy, text, path, offset)


def _stop(text: str) -> tuple[int, str] | None:
    """Where the parser stops, at the beginning of a token, and what it says there.

    The parser counts a keyword that it looks for in vain as if it were there, and so stops behind
    the fault. In a query whose tokens stand far apart this does not lead to another token.
    """
    gaps = re.compile(rf"{_OPAQUE.pattern}|(?P<gap>\s+|[](){{}}[,;])", re.DOTALL)
    spread = gaps.sub(
        lambda part: f"{_GAP}{part[0]}{_GAP}" if part["gap"] else part[0], text.replace("\t", " ")
    )
    spread += _GAP
    try:
        store.Store().query(spread)
    except SyntaxError as error:
        place = re.match(r"error at (\d+):(\d+): (.*)", str(error), re.DOTALL)
    else:
        place = None
    if place is None:
        return None
    rows = spread.split("\n")[: int(place[1]) - 1]
    end = sum(len(row) + 1 for row in rows) + int(place[2]) - 1
    if not spread[end:]:
        return len(text.rstrip()), place[3]
    before = spread[:end].rstrip(_BLANKS) if spread[end] in _BLANKS else spread[:end]
    start = max(map(before.rfind, _BLANKS)) + 1
    return len(before[:start].replace(_GAP, "")), place[3]


def _faults(text: str, offset: int, message: str) -> Iterator[tuple[str, str, int]]:
    """What may be wrong where the parser stops, how to mend it, and where: the likeliest first."""
    from azru_graph.slips import usual

    syntax = blank(text)
    update = _FORM.match(syntax)
    if update and update[1].upper() in _UPDATES:
        yield (
            f"{update[1].upper()} is an update; only queries are answered",
            "start with SELECT, ASK, CONSTRUCT or DESCRIBE; to change the data, edit its files",
            update.start(1),
        )
    if slip := usual(syntax, offset, message):
        yield slip
    declared = {*_DECLARED.findall(syntax), "_"}
    for name in _USED.finditer(syntax):
        if name[1] not in declared:
            yield f"the prefix '{name[1]}:' is not declared", _declare(name[1]), name.start()
    if _unopened(syntax) == offset:
        yield f"this '{text[offset]}' closes nothing", "take it out, or open it before", offset
    if not text[offset:].strip():
        what = "it ends too early" if text.strip() else "it is empty"
        yield what, "finish the query at the mark", offset
    token = re.compile(rf"{_OPAQUE.pattern}|[?$]?[\w:-]+|.", re.DOTALL).match(text, offset)
    wanted = re.fullmatch(r'expected ("\W{1,2}")', message)
    where = f", where {wanted[1]} must stand" if wanted else ""
    found = quoted(token[0] if token else "")
    yield f"unexpected {found}{where}", "mend the query at the mark", offset


def _unopened(syntax: str) -> int | None:
    """Where the first bracket stands that closes nothing."""
    depth = 0
    for bracket in _BRACKET.finditer(syntax):
        depth += 1 if bracket[1] else -1
        if depth < 0:
            return bracket.start()
    return None


def _declare(prefix: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(prefix, PREFIXES, n=1)
    known = PREFIXES.get(prefix)
    hint = f"; did you mean {near[0]}:?" if near and known is None else ""
    return f"put PREFIX {prefix}: <{known or '…'}> before the query{hint}"


def _error(what: str, remedy: str, text: str, path: Path | None, offset: int) -> SparqlSyntaxError:
    """An error at an offset, with the line there and a mark under the place."""
    start = text.rfind("\n", 0, offset) + 1
    line = text.count("\n", 0, offset) + 1
    if text.partition("\n")[0].endswith(_ADDED):
        line -= 1
    left = max(start, offset - 60)  # a window of the line, so that the mark stays in sight
    window = text[left : offset + 40].partition("\n")[0]
    shown = "".join(sign if sign.isprintable() else " " for sign in window).rstrip()
    mark = " " * (offset - left) + "^"
    return SparqlSyntaxError(
        f"the query is refused: {what}\n  {shown}\n  {mark}",
        path=path,
        line=line,
        column=offset - start + 1,
        remedy=remedy,
    )
