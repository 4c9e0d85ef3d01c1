"""The tokens of Turtle and its kin: what a text names, and on which line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["LEXEME", "comment_lines", "subject_lines"]

# One token of Turtle, TriG, N-Triples or N-Quads; what fits nothing is a token of one character
LEXEME = r"""(?xs)
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
        for token in re.finditer(LEXEME, text)
        if token.lastgroup == "comment"
    ]


def _iris(text: str) -> Iterator[tuple[int, str, bool]]:
    """Give every IRI of the statements: its offset, itself, and whether a statement begins so."""
    prefixes: dict[str, str] = {"": ""}  # "" is the base, the others end with a colon
    depth = 0
    begins = True
    declares: str | None = None  # the key of `prefixes` that is being declared, or None
    for token in re.finditer(LEXEME, text):
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
