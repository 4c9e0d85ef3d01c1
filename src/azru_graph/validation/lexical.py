"""Which texts a datatype of XML Schema allows, as regular expressions of SPARQL.

They say what XML Schema 1.1, part 2, section 3.3 does of the lexical space of each datatype, leap
years and ends of months included. White space is no part of it (RDF 1.1 Concepts, section 5.4).
"""

from __future__ import annotations

from azru_graph.terms import XSD

__all__ = ["LEXICAL"]

_DIGITS = "([0-9]+([.][0-9]*)?|[.][0-9]+)"
_ZONE = "(Z|[+-]((0[0-9]|1[0-3]):[0-5][0-9]|14:00))?"
_YEAR = "-?([1-9][0-9]{3,}|0[0-9]{3})"
# Multiples of 4 among two digits, without 00, which is a leap year where the century is one.
_FOURS = "(0[48]|[2468][048]|[13579][26])"
_LEAP = f"-?([1-9][0-9]*)?([0-9][0-9]{_FOURS}|(00|{_FOURS})00)"
_DAY = (
    "((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])"
    "|(0[469]|11)-(0[1-9]|[12][0-9]|30)"
    "|02-(0[1-9]|1[0-9]|2[0-8]))"
)
_DATE = f"({_YEAR}-{_DAY}|{_LEAP}-02-29)"
_TIME = "(([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]+)?|24:00:00([.]0+)?)"
_FLOAT = f"([+-]?{_DIGITS}([Ee][+-]?[0-9]+)?|[+-]?INF|NaN)"

# Datatype → the expression that its texts match; None where every text is one of them. Types
# derived from xsd:integer are missing: stores keep their numbers as xsd:integer.
LEXICAL: dict[str, str | None] = {
    XSD + name: None if form is None else f"^{form}$"
    for name, form in {
        "anyURI": None,
        "boolean": "(true|false|0|1)",
        "date": _DATE + _ZONE,
        "dateTime": f"{_DATE}T{_TIME}{_ZONE}",
        "decimal": f"[+-]?{_DIGITS}",
        "double": _FLOAT,
        "float": _FLOAT,
        "gYear": _YEAR + _ZONE,
        "gYearMonth": f"{_YEAR}-(0[1-9]|1[0-2]){_ZONE}",
        "integer": "[+-]?[0-9]+",
        "string": None,
        "time": _TIME + _ZONE,
    }.items()
}
