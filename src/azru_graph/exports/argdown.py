"""The claims and what they have to do with each other, in Argdown (argdown.org).

Every claim is a statement, which opens with whose it is and how the article puts it forward: an
argument map asserts none of them. Of relations there are three, each between two claims:

====  =========  =================================================================================
->    attack     ``azru:disputes``: the claim contests that the other is true
_>    undercut   ``azru:qualifies``: the claim restricts the other without contesting it
+>    support    a causal claim that is not negated, towards the claim that is its effect: who holds
                 that something brought a thing about holds the thing as well
====  =========  =================================================================================

A cause is no reason to believe in its effect, so that no arrow leads from the cause. Statements are
only what the graph has; there are no arguments with premises and conclusions.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from azru_graph.errors import EmptyExportError
from azru_graph.exports.about import about
from azru_graph.exports.plain import keys, one_line
from azru_graph.queries import texts

if TYPE_CHECKING:
    from azru_graph.exports.content import Content

__all__ = ["argdown"]

_CLAIMS = """
SELECT ?claim (MIN(?words) AS ?paraphrase) (MIN(?label) AS ?name)
  (MIN(STR(?negated)) AS ?negation) (MIN(?how) AS ?mode)
{
  ?claim a azru:Claim
  OPTIONAL { ?claim azru:paraphrase ?words }
  OPTIONAL { ?claim rdfs:label ?label }
  OPTIONAL { ?claim azru:isNegated ?negated }
  OPTIONAL { ?claim azru:assertionMode/skos:prefLabel ?how }
}
GROUP BY ?claim"""
_HOLDERS = "SELECT DISTINCT ?claim ?name { ?claim prov:wasAttributedTo/rdfs:label ?name }"
_PASSAGES = """
SELECT DISTINCT ?claim ?mark ?position ?article ?sectionPosition ?section
{
  ?claim a azru:Claim ; azru:attestedIn ?passage .
  ?passage skos:notation ?mark
  OPTIONAL { ?passage schema:position ?position }
  OPTIONAL {
    ?passage dcterms:isPartOf ?part . ?part rdfs:label ?section
    OPTIONAL { ?part schema:position ?sectionPosition }
    OPTIONAL { ?part dcterms:isPartOf ?article }
  }
}"""
_RELATIONS = """
SELECT DISTINCT ?claim ?sign ?other
{
  { ?claim azru:disputes ?other BIND ("->" AS ?sign) }
  UNION { ?claim azru:qualifies ?other BIND ("_>" AS ?sign) }
  UNION {
    ?claim a azru:CausalClaim ; azru:isNegated false ; azru:claimObject ?other
    BIND ("+>" AS ?sign)
  }
}"""
_LEGEND = (
    "Each statement is a claim of the article or of somebody it gives the word to: its text opens"
    " with the holder and with how the article puts it forward, and nothing is asserted here."
    " -> disputes; _> restricts without contesting; +> holds to have been brought about."
)
_CONTROL = re.compile(r"[\\@#*_\[\]<>{}/=]|[.:](?=\S)")


class _Place(NamedTuple):
    """Where a passage stands, in the order of reading."""

    article: str
    section_position: int
    section: str
    position: int
    mark: str


def argdown(content: Content) -> bytes:
    """Write the claims under the sections of their first passages, in the order of reading.

    Raises:
        EmptyExportError: There is no claim.
    """
    claims = {row[0]: row[1:] for row in texts(content.engine, _CLAIMS)}
    if not claims:
        raise EmptyExportError(
            "there is no claim", remedy="choose another format, or data with claims"
        )
    names = keys(claims)
    places, holders, relations = _places(content), _holders(content), _relations(content)
    nowhere = _Place("", 0, "", 0, "")
    first = {claim: (places[claim] or [nowhere])[0] for claim in claims}
    blocks = [_head(content)]
    for section, own in groupby(
        sorted(claims, key=lambda claim: (first[claim], claim)), lambda claim: first[claim][:3]
    ):
        blocks.append(f"# {_escaped(section[2] or 'Claims without a section')}\n")
        for claim in own:
            told = {
                "holder": list(map(one_line, holders[claim])),
                "mode": claims[claim][3] or None,
                "negated": {"true": True, "false": False}.get(claims[claim][2]),
                "passages": [one_line(place.mark) for place in places[claim]],
                "iri": content.rebased(claim),
            }
            words = claims[claim][0] or claims[claim][1] or names[claim]
            lines = [f"[{names[claim]}]: {_escaped(_said(told, words))} {_data(told)}"]
            lines += [f"  {sign} [{names[x]}]" for sign, x in relations[claim] if x in names]
            blocks.append("\n".join([*lines, ""]))
    return "\n".join(blocks).encode()


def _head(content: Content) -> str:
    title = content.rebased(about(content).title)
    return f"===\ntitle: {_json(title)}\nabstract: {_json(_LEGEND)}\n===\n"


def _said(told: dict[str, Any], words: str) -> str:
    """Say whose a claim is, how it is put forward and whether it is negated, then the claim.

    >>> told = {"holder": ["Russia"], "mode": "denial", "negated": True}
    >>> _said(told, "It did not help.")
    'Russia (denial, negated): It did not help.'
    """
    holder = " and ".join(told["holder"]) or "Holder not given"
    negation = ["negated"] if told["negated"] else []
    manner = ", ".join([told["mode"] or "mode not given", *negation])
    return f"{holder} ({manner}): {words}"


def _places(content: Content) -> defaultdict[str, list[_Place]]:
    found: defaultdict[str, list[_Place]] = defaultdict(list)
    for claim, mark, position, article, section_position, section in texts(
        content.engine, _PASSAGES
    ):
        found[claim].append(
            _Place(article, _number(section_position), section, _number(position), mark)
        )
    for places in found.values():
        places.sort()
    return found


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0


def _holders(content: Content) -> defaultdict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for claim, name in sorted(texts(content.engine, _HOLDERS)):
        found[claim].append(name)
    return found


def _relations(content: Content) -> defaultdict[str, list[tuple[str, str]]]:
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for claim, sign, other in sorted(texts(content.engine, _RELATIONS)):
        found[claim].append((sign, other))
    return found


def _escaped(text: str) -> str:
    """Take from each sign what it means to Argdown; a text is one line.

    >>> print(_escaped("See [1] at 9.30: it's #1"))
    See \\[1\\] at 9\\.30: it's \\#1
    """
    return _CONTROL.sub(lambda found: f"\\{found[0]}", one_line(text))


def _data(told: dict[str, Any]) -> str:
    return "{" + ", ".join(f"{name}: {_json(value)}" for name, value in told.items()) + "}"


def _json(value: object) -> str:
    """Write a value as YAML reads it; a brace in a text would end the data, = the front matter."""
    text = json.dumps(value, ensure_ascii=False)
    return re.sub("[{}=]", lambda found: f"\\u{ord(found[0]):04x}", text)
