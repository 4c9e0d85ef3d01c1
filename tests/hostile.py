"""Texts that a careless program takes for something else than themselves."""

from __future__ import annotations

__all__ = ["HOSTILE", "NO_TEXT", "NUL"]

HOSTILE = [
    "",
    " ",
    "plain",
    'a"b',
    "a'b",
    '"""',
    "'''",
    "\\",
    "\\\\",
    "\\\\\\",
    '\\"',
    'x" } UNION { ?s ?p ?o } #',
    'x" "y',
    "} # {",
    "{ UNDEF }",
    "UNDEF",
    "\\u0022",
    "\\\\u0022",
    "\\\\\\u0022",
    "\\U00000022 } #",
    "\\u005c",
    "\\u005c\\u0022 } UNION { ?s ?p ?o } #",
    '\\u005c" }',
    "u0022\\u",
    "\\uD800",
    "\\u",
    "\\n\\t",
    "line\nfeed",
    "carriage\rreturn\r\n",
    "tab\tand\x0bvertical\x0c\x08",
    "\x01\x1b\x7f\x85",
    "\u2028\u2029\u202e\ufeff",
    "\u202eneila\u202c",
    "Z\u0351\u036b\u0343a\u0327\u0301\u0301\u0301",
    "?text",
    "<a:a>",
    "%s %(text)s {text} {0} $text \\1 \\g<1>",
    "# comment",
    "'; DROP ALL; --",
    "Əliyev Алиев 阿塞拜疆 e\u0301 \U0001f600",
    "\ue000\ufdd0\U0010ffff",
    "x" * 10000,
]
# Not every engine takes these.
NUL = ["\x00", "a\x00b"]
# What no RDF literal can hold: half a surrogate pair.
NO_TEXT = ["\ud800", "a\udfffb"]
