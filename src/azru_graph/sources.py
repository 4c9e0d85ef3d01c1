"""One RDF file as it was read: a graph of it, its mistakes in plain words, its lines.

Syntax is checked by pyoxigraph, whose positions are exact; graphs are built by rdflib, which keeps
lexical forms and the case of language tags.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from azru_graph.errors import EmptyFileError, RdfSyntaxError, UsageError
from azru_graph.files import read_text
from azru_graph.terms import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    import rdflib

__all__ = ["SUFFIXES", "keep_lexical_forms", "read_graph", "subject_lines", "syntax_error"]

# What a file's name may end with.
SUFFIXES = (".jsonld", ".nq", ".nt", ".rdf", ".trig", ".ttl", ".xml")


@contextmanager
def keep_lexical_forms() -> Iterator[None]:
    """Let rdflib build literals as written, and without a word about ill-typed ones.

    The switches are global to rdflib; they are set back at the end. Ill-typed values are for
    validation to report.
    """
    import logging

    import rdflib

    log = logging.getLogger("rdflib.term")
    before = rdflib.NORMALIZE_LITERALS, log.disabled
    rdflib.NORMALIZE_LITERALS, log.disabled = False, True
    try:
        yield
    finally:
        rdflib.NORMALIZE_LITERALS, log.disabled = before


def read_graph(paths: Iterable[Path]) -> rdflib.Graph:
    """Read RDF files into one rdflib graph, literals as written (``1.50`` stays ``1.50``).

    The format follows from the suffix; named graphs are merged. Two exceptions to "as written":
    rdflib reads the Turtle shorthand ``007`` as ``"7"^^xsd:integer``, and language tags come in
    lower case from JSON-LD, TriG and N-Quads.

    Raises:
        MissingFileError: A file is not there or cannot be read.
        UsageError: A suffix is none of `SUFFIXES`.
        NotUtf8Error: A file is not UTF-8.
        RdfSyntaxError: A file cannot be parsed.
        EmptyFileError: A file holds no triple.
    """
    import rdflib

    graph = rdflib.Graph(bind_namespaces="none")
    for path in paths:
        _read_into(graph, path)
    return graph


def _read_into(graph: rdflib.Graph, path: Path) -> None:
    from xml.sax import SAXException

    import pyoxigraph
    from rdflib.exceptions import ParserError

    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise UsageError(
            f"the suffix '{path.suffix}' names no RDF format",
            path=path,
            remedy="give the file one of the suffixes " + " ".join(SUFFIXES),
        )
    text = read_text(path)
    syntax = pyoxigraph.RdfFormat.from_extension(suffix[1:])
    try:
        triples = [quad.triple for quad in pyoxigraph.parse(text.encode(), format=syntax)]
    except SyntaxError as error:
        raise syntax_error(path, error, text=text) from error
    if not triples:
        raise EmptyFileError(
            "holds no triple", path=path, remedy="add statements, or leave the file out"
        )
    if suffix in {".jsonld", ".nq", ".trig"}:
        # rdflib's readers of these lose graphs, mix up blank nodes or make up file: IRIs.
        text = (
            pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.N_TRIPLES) or b""
        ).decode()
    try:
        with keep_lexical_forms():
            graph.parse(data=text, format="xml" if suffix in {".rdf", ".xml"} else "turtle")
    except (AssertionError, ParserError, SAXException, SyntaxError, ValueError) as error:
        raise RdfSyntaxError(
            "uses a construct that rdflib cannot read",
            path=path,
            line=getattr(error, "lines", -1) + 1 or None,
            remedy="keep to plain RDF 1.1: no triple terms, no text directions",
        ) from error


# One token of Turtle, TriG, N-Triples or N-Quads; what fits nothing is a token of one character
_PIECE = r"""(?xs)
      (?P<comment> \#[^\n]* )
    | (?P<string> \"{3} (?: [^"\\] | \\. | "(?!"") )* \"{3}
                | '{3} (?: [^'\\] | \\. | '(?!'') )* '{3}
                | " (?: [^"\\\n] | \\. )* "
                | ' (?: [^'\\\n] | \\. )* ' )
    | < (?P<iri> [^<>"{}|^`\s]* ) >
    | (?P<tag> @[A-Za-z]+ (?: -[A-Za-z0-9]+ )* )
    | (?P<prefix> (?: _ | [^\W\d_] (?: [\w.-]*[\w-] )? )? ) :
      (?P<local> (?: [\w:%-] | \\. | \.+ (?=[\w:%\\-]) )* )
    | (?P<word> [+-]? [\w-]+ (?: \.\w+ )* )
    | (?P<mark> \S )
"""


def subject_lines(text: str) -> Mapping[str, int]:
    r"""Map every IRI of a Turtle, TriG, N-Triples or N-Quads text to a line, counted from 1.

    It is the line at which the first statement about the IRI begins; where no statement begins
    with it, the first line it occurs in. An IRI that occurs nowhere is missing from the mapping.
    Strings, comments and prefix declarations do not count.

    >>> lines = subject_lines('@prefix x: <http://x/> .\n\nx:a x:p x:b .\nx:b x:p "x:c" .')
    >>> lines["http://x/a"], lines["http://x/b"], lines.get("http://x/c")
    (3, 4, None)
    """
    starts: dict[str, int] = {}
    occurs: dict[str, int] = {}
    line, position = 1, 0
    for offset, iri, begins in _iris(text):
        line += text.count("\n", position, offset)
        position = offset
        occurs.setdefault(iri, line)
        if begins:
            starts.setdefault(iri, line)
    return occurs | starts


def comment_lines(text: str) -> list[tuple[int, str]]:
    r"""Give the comments of a Turtle or TriG text, each with its line.

    >>> comment_lines('<a:b> <a:c> "# no" .\n# yes')
    [(2, '# yes')]
    """
    return [
        (text.count("\n", 0, token.start()) + 1, token[0])
        for token in re.finditer(_PIECE, text)
        if token.lastgroup == "comment"
    ]


def _iris(text: str) -> Iterator[tuple[int, str, bool]]:
    """Give every IRI of the statements: its offset, itself, and whether a statement begins so."""
    prefixes: dict[str, str] = {"": ""}  # "" is the base, the others end with a colon
    depth = 0
    begins = True
    declares: str | None = None  # the key of `prefixes` that is being declared, or None
    for token in re.finditer(_PIECE, text):
        if token.lastgroup in {"comment", "string"}:
            continue
        if begins and re.fullmatch(r"@prefix|@base|(?i:prefix|base)", token[0]):
            declares = ""
        elif declares is not None and token.lastgroup == "local":
            declares = token["prefix"] + ":"
        elif declares is not None and token.lastgroup == "iri":
            prefixes[declares] = _resolve(prefixes[""], token["iri"])
            declares = None  # the dot after it, which SPARQL's spelling lacks, changes nothing
        else:
            iri = _written_out(token, prefixes)
            if iri is not None:
                yield token.start(), iri, begins
            depth += (token[0] in "[(") - (token[0] in "])")
            begins = token[0] in "{}" or (token[0] == "." and depth <= 0)


def _written_out(token: re.Match[str], prefixes: Mapping[str, str]) -> str | None:
    if token.lastgroup == "iri":
        return _resolve(prefixes[""], token["iri"])
    if token.lastgroup == "local" and (namespace := prefixes.get(token["prefix"] + ":")):
        return namespace + re.sub(r"\\(.)", r"\1", token["local"])
    return None


def _resolve(base: str, iri: str) -> str:
    if not base or re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", iri):
        return iri
    from urllib.parse import urljoin

    return urljoin(base, iri)


class _Spot(NamedTuple):
    """Where the reader stopped: the whole text ("" if unknown) and the offset in it."""

    text: str
    offset: int

    @property
    def found(self) -> str:
        """What stands there, up to the next blank."""
        return (self.text[self.offset :].split(maxsplit=1) or ["the end of the file"])[0]

    def end_before(self) -> int:
        """Give the offset of the last character before the place, blanks and comments aside."""
        tokens = re.finditer(_PIECE, self.text[: self.offset])
        return max((token.end() for token in tokens if token.lastgroup != "comment"), default=1) - 1


# What pyoxigraph says (a regular expression), what is wrong, how to mend it; the first that fits is
# taken. {0} is the first group of the expression, {found} what stands at the place.
_WORDING = r"""
The prefix (https?|urn|mailto|file): has
    an IRI stands here without its angle brackets
    write <{found}>
The prefix (.*): has not been declared
    the prefix '{0}:' is not declared
    {declare}
A separator is expected
    neither ' ,' nor ' ;' nor ' .' stands between this and {found}
    put ' ,' before another value, ' ;' before another predicate, ' .' before another statement
A dot is expected|must be followed by a dot
    the statement that ends here lacks its ' .'
    end this line with ' .', or in Turtle with ' ;' if the next one goes on about the same subject
Unexpected end of file
    the {opened} that begins here is never closed
    close it with {closing}
Unexpected end$
    the file ends in the middle of a statement
    complete the last statement, close its brackets and end it with ' .'
Line jumps are not allowed
    a string runs over the end of the line
    close it in this line, write \n for a line break, or put it between three quotation marks
Invalid IRI code point '(.*)'
    an IRI contains {character}, which none may
    close the IRI with '>' where it ends, or write {percent} for that character
No scheme found in an absolute IRI
    an IRI is relative, and no base is declared
    write it in full, such as <https://…>, or declare @base <https://…> . at the top
(?i)(language code|language subtag|A subtag may be)
    the language tag is malformed
    write a tag such as "text"@en or "text"@az-Latn
Unexpected escape character '(.*)'
    '{0}' is no escape of Turtle
    write \\ for a backslash, \" for a quotation mark, \n for a line break
The escape sequence '(.*)' is not
    '{0}' is no escape of Turtle
    write four hexadecimal digits after \u (eight after \U), or the character itself
Expecting a datatype IRI after \^\^
    a datatype is missing after ^^
    name it, such as "2001-01-09"^^xsd:date, without a space
'([“”„«»\u2018\u2019])' is not allowed
    the curly quotation mark {0} stands where a string should begin
    use the straight quotation mark "
'(.)' is not allowed at the beginning of a prefix name
    the character '{0}' has no place here
    write a name with '/' or spaces as a full <https://…>; begin a comment with #
should end with a '\]'
    a ']' or a ';' is missing before {found}
    close the bracket with ']', or put ' ;' before another predicate
The (PREFIX|BASE) (keyword|declaration)
    the @prefix or @base line is malformed
    write it as @prefix ex: <https://…> . (or @base <https://…> .)
^\. is not a valid subject
    a ' .' stands here where no statement is open
    delete one ' .'
^([\])}]) is not a valid subject
    '{0}' closes nothing
    delete it, or add the bracket that opens
^([-+.\d].*) is not a valid subject
    a number or date is malformed here
    write a date as "2001-01-09"^^xsd:date and other values in quotation marks
^(\".*|'.*) is not a valid (subject|predicate)
    the string {0} stands where a {1} is expected
    {example}; perhaps a quotation mark inside a string is not written \"
^([.,;]) is not a valid predicate
    a predicate is missing before '{0}'
    {example}, followed by its value
^([.,;\])}]) is not a valid RDF object
    a value is missing before '{0}'
    write the value, or delete what stands there in vain; a bracket may be missing
(?i)^(true|false) is not a valid RDF object
    '{0}' is no boolean
    write true or false, in lower case
^(.*) is not a valid (subject or graph name|predicate|RDF object)
    '{0}' is neither a prefixed name nor an IRI nor a value
    write prefix:name or <https://…>; put text in quotation marks, and write \" for one inside it
The (object|subject|predicate) of a triple must be
    no {0} can be read here
    write full IRIs in angle brackets (N-Triples knows no prefixes) and text in quotation marks
LoadDocumentCallback
    its context lies elsewhere
    put the content of the @context into the file: nothing is fetched from the network
""".strip().splitlines()


def syntax_error(path: Path, error: SyntaxError, *, text: str | None = None) -> RdfSyntaxError:
    """Put a syntax error of pyoxigraph into plain words, with its place and a remedy.

    Args:
        path: The file, named in the error.
        error: What ``pyoxigraph.parse`` or ``Store.load`` raised.
        text: The content of the file; None reads it again.

    Returns:
        The error to raise. Its line and column are None where no place is known. A missing dot is
        placed where it is missing, not at the next statement, where it shows.
    """
    if text is None:
        try:
            text = path.read_text(encoding="utf-8", errors="replace")
        except OSError:
            text = ""
    line, column = error.lineno, error.offset
    if line is None and path.suffix.lower() in {".rdf", ".xml"}:
        line, column = _xml_place(text)
    message = re.sub(r"^(Parser error )?(at|between) [^:]*\d: ", "", " ".join(error.msg.split()))
    spot = _Spot("", 0)
    if error.lineno:
        start = sum(len(row) + 1 for row in text.split("\n")[: error.lineno - 1])
        spot = _Spot(text, start + (error.offset or 1) - 1)
    end = spot.end_before()
    if message.startswith("A dot is expected") and "\n" not in text[end : spot.offset]:
        message = "A separator is expected"
    if spot.text and re.match(
        r"A dot is|A separator is|Quads must be followed|Unexpected end$", message
    ):
        line, column = text.count("\n", 0, end) + 1, end - text.rfind("\n", 0, end)
    what, remedy = _explain(message, spot)
    return RdfSyntaxError(what, path=path, line=line, column=column, remedy=remedy)


def _explain(message: str, spot: _Spot) -> tuple[str, str]:
    """Choose what to say about a message: what is wrong and how to mend it."""
    if re.compile(r"<{7}|={7}|>{7}").match(spot.text, spot.text.rfind("\n", 0, spot.offset) + 1):
        return "a marker of an unresolved merge stands here", "settle the merge; delete the markers"
    if spot.offset == 0 and spot.text.startswith("\ufeff"):
        return "begins with a byte order mark", "save the file as UTF-8 without one (no BOM)"
    if spot.offset == 0 and re.match(r"[{\[]\s|<!|<\?|<html|<rdf:", spot.text, re.IGNORECASE):
        return (
            "is written in another format than its suffix says",
            "give the file the suffix of its content: .jsonld for JSON-LD, .rdf for RDF/XML",
        )
    for pattern, what, remedy in zip(*[iter(_WORDING)] * 3, strict=True):
        if match := re.search(pattern, message):
            groups = match.groups() or ("",)
            details = _details(message, groups[0], spot)
            return what.strip().format(*groups, **details), remedy.strip().format(
                *groups, **details
            )
    return message[:1].lower() + message[1:], "look at this line and at the one before it"


def _details(message: str, group: str, spot: _Spot) -> dict[str, str]:
    """Give what the table of wordings may name in braces."""
    quote = re.match(r"\"{3}|'{3}|[\"']|", spot.found)
    mark = quote[0] if quote else ""
    name = "id:state-russia" if "subject" in message else "rdfs:label"
    return {
        "found": spot.found,
        "declare": _declare(group, spot.text),
        "opened": "string" if mark else "IRI",
        "closing": f"{mark}, and write \\{mark[0]} for one inside it" if mark else "'>'",
        "character": {" ": "a space", "\n": "a line break", "\t": "a tab"}.get(group, f"'{group}'"),
        "percent": "".join(f"%{byte:02X}" for byte in group.encode()),
        "example": f"a name such as {name} belongs here",
    }


def _declare(prefix: str, text: str) -> str:
    """Tell how to declare a prefix, or which known one may be meant."""
    from difflib import get_close_matches

    iri = PREFIXES.get(prefix)
    remedy = f"declare it at the top of the file: @prefix {prefix}: <{iri or '…'}> ."
    declared = re.findall(r"(?im)^\s*@?prefix\s+([\w.-]+):", text)
    near = [] if iri else get_close_matches(prefix, sorted({*declared, *PREFIXES}), n=2)
    meant = " or ".join(f"'{name}:'" for name in near)
    return f"did you mean {meant}? Else {remedy}" if near else remedy


def _xml_place(text: str) -> tuple[int | None, int | None]:
    """Find where XML is ill-formed, since pyoxigraph does not say; (None, None) where it is not."""
    from xml.parsers.expat import ExpatError, ParserCreate

    try:
        ParserCreate(namespace_separator=" ").Parse(text, True)  # noqa: FBT003 - positional only
    except ExpatError as error:
        return error.lineno, error.offset + 1
    return None, None
