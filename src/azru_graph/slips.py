"""The usual slips of SPARQL: what is wrong with a query where the parser stops, in plain words."""

from __future__ import annotations

import re

__all__ = ["usual"]

# A part of what the parser says (which may be empty), a pattern of the query with \0 where it stops
# (the group ``at`` is where the fault is, if elsewhere), what is wrong, and how to mend it; the
# first that fits is taken. {0} is the first group of the pattern.
_WORDING = r"""
variable that is unbound
\bSELECT\b(?:\s*(?:DISTINCT\b|REDUCED\b|\((?:[^(){}]|\([^(){}]*\))*\)|[?$]\w+))*?\s*(?P<at>[?$]\w+\b)(?!.*\bGROUP\s+BY\b.*(?P=at)\b)|\0
SELECT asks for a variable that is neither grouped by nor aggregated
name it in GROUP BY, or wrap it in an aggregate such as SAMPLE
overrides an existing variable
\bAS\s*(?P<at>[?$]\w+)|\0
SELECT … AS gives a value to a variable that the query already uses
choose a new variable after AS
SELECT * is not authorized
\bSELECT\s*(?P<at>\*)|\0
SELECT * goes neither with GROUP BY nor with an aggregate
name the variables instead of *
IRI parsing failed
\0
this IRI is not absolute or holds a sign that no IRI may hold
write it in full, for example <https://example.org/x>, or as a prefixed name

\0([“”„‘’«»])
the curly quotation mark {0} begins no string
write the straight quotation mark "

(?P<at>["'])
this quotation mark begins a string that does not end in its line
close it, or take out one too many; inside a string write \"

\0(https?|urn):
an IRI stands here without angle brackets
write <{0}:…>

\0\S*?(==|\bAND\b|\bOR\b)
SPARQL has no operator {0}
write = to compare, && for and, || for or

\bSELECT\b[^{}]{0,999}\0,
SELECT takes no commas
put blanks between the variables

\bSELECT\b[^{}]{0,999}(?:\0\w+\s*\(|[\w)]\s*\0\))
SELECT takes an expression only in brackets and with a name
write it as in (COUNT(?x) AS ?number)

\b(ORDER|GROUP)\s+\0
BY is missing after {0}
write {0} BY

\b(FILTER|BIND|HAVING|ASC|DESC)\s+\0\W
brackets are missing after {0}
write {0}(…)

(?:[{.;,]|[?$]\w+|:[\w-]*|\ba)\s+\0([^\W\d]\w*)(?![\w:-])(?=\s*(?:[.;,}?$]|[\w-]+:))
the bare word {0} is no variable, no prefixed name and no text
write ?{0}, or the name with its prefix, or "{0}"@en for a text
""".strip().splitlines()


def usual(syntax: str, offset: int, message: str) -> tuple[str, str, int] | None:
    """Name the usual slip that explains why a query cannot be parsed.

    Args:
        syntax: The query, with blanks for its strings, IRIs and comments.
        offset: Where the parser stops: at the beginning of a token.
        message: What it says.

    Returns:
        What is wrong, how to mend it, and where; None where no usual slip fits.

    >>> usual("ASK { ?s ?p ?o } ORDER ?s", 23, "expected BY")
    ('BY is missing after ORDER', 'write ORDER BY', 23)
    """
    marked = f"{syntax[:offset]}\0{syntax[offset:]}"
    for part, pattern, what, remedy in zip(*[iter(_WORDING)] * 4, strict=True):
        found = re.search(pattern, marked, re.IGNORECASE | re.DOTALL) if part in message else None
        if found:
            at = found.start("at") if found.groupdict().get("at") else offset
            words = found.groups("")
            return what.format(*words), remedy.format(*words), at - (at > offset)
    return None
