"""What is wrong with an RDF file that no reader can parse, in plain words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from azru_graph.errors import RdfSyntaxError
from azru_graph.files import suffix
from azru_graph.terms import PREFIXES
from azru_graph.tokens import LEXEME

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["syntax_error"]


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
        tokens = re.finditer(LEXEME, self.text[: self.offset])
        return max((token.end() for token in tokens if token.lastgroup != "comment"), default=1) - 1

    def runs_on(self) -> int:
        """Where a statement ends that lacks its dot before a subject at the left edge; else 0.

        The reader then stops one token later, at what it takes for the value of a predicate.
        """
        before = [t for t in re.finditer(LEXEME, self.text[: self.offset]) if t["comment"] is None]
        if len(before) < 2 or before[-2][0] not in {";", ","}:  # noqa: PLR2004 - the last two
            return 0
        at_edge = self.text[: before[-1].start()].endswith("\n")
        return before[-2].end() if at_edge else 0


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
    if line is None and suffix(path) in {".rdf", ".xml"}:
        line, column = _xml_place(text)
    message = re.sub(r"^(Parser error )?(at|between) [^:]*\d: ", "", " ".join(error.msg.split()))
    spot = _Spot("", 0)
    if error.lineno:
        start = sum(len(row) + 1 for row in text.split("\n")[: error.lineno - 1])
        spot = _Spot(text, start + (error.offset or 1) - 1)
    end = spot.end_before()
    if spot.runs_on():
        # What was meant as the next subject was taken for a predicate after ' ;' or a value.
        message, end = "A dot is expected", spot.runs_on() - 1
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
