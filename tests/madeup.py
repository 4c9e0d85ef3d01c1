"""A made-up article, its passages, and a graph of them: what the anchors are tried on.

It has what makes a printed article hard to search: an initial set apart and lost, markers glued
to words, hyphens at line ends, a ligature, soft hyphens, a sentence cut by a page break with
footnotes and a pull-quote in between, and passages with the same letters.
"""

from __future__ import annotations

from hashlib import sha256
from unicodedata import normalize

# Passage → its pieces in the order of the print; '' for what lies between passages.
PIECES = [
    ("title", " MILLS OF THE UPPER\nVALLEY\n"),
    ("", "\n"),
    ("abs.1", "Why did the mills of the valley stop? We asked the mil-\nlers’ children.   "),
    ("author", "* The writer keeps a mill.\n"),
    ("s1p1.1", " ater drove forty wheels here,\nand nobody counted the nights.1 "),  # lost: its W
    ("s1p1.2", "Nine of them were built in 1870,\nthe oﬃcial list says.2\n"),
    ("s2h", "\nThe Wheels\n"),
    ("s2p1.1", "“Şaban Işık and Ömer Çağlı paid for the\nstones,” a neigh­bour recalled; "),
    ("s2p1.2", "the council thought\notherwise, and its clerk, who had come from the\n"),
    ("pq1", " “Bread came first, the river came\nsecond, and the law came last.”\n"),
    ("fn1", "1 Nuri Tekgül, Değirmenler [Mills]\n(İzmir: Kıyı, 1999), p. 31.\n"),
    ("fn2", "2 Ibid\n"),
    ("s2p1.2", " town, wrote it down in\n1871.3 "),
    ("s2p1.3", "Bread came first, the river came second, and the law\ncame last.4\n"),
    ("s2p2.1", "Anti-\nHanseatic talk was heard at the wheels, too.\n"),
    ("s3h", "\nConclusion\n"),
    ("s3p1.1", "The conclusion of the talk was silence. "),
    ("fn3", "\n3 He liked to write.\n"),
    ("fn4", "4 Ibid"),
]
LOST = {"s1p1.1": "W"}
TEXT = "".join(piece for _, piece in PIECES)
NAMES = list(dict.fromkeys(name for name, _ in PIECES if name))

_SECTIONS = {"0": "Front matter", "1": "Opening", "2": "The Wheels", "3": "Conclusion"}


def joined(name: str) -> str:
    """The text of a passage in one piece, with its initial."""
    return LOST.get(name, "") + "".join(piece for own, piece in PIECES if own == name).lstrip()


def folded(name: str) -> str:
    """The letters of a passage, as the model defines them."""
    whole = normalize("NFKC", joined(name)).casefold()
    return "".join(sign for sign in whole if sign.isalpha())


def spans(name: str) -> list[tuple[int, int]]:
    """The ranges of a passage in the text, without blanks at their ends."""
    found = []
    at = 0
    for own, piece in PIECES:
        if own == name:
            start = at + len(piece) - len(piece.lstrip())
            found.append((start, at + len(piece.rstrip())))
        at += len(piece)
    return found


def section(name: str) -> str:
    """The number of the section in which a passage stands; footnotes stand in the second."""
    return name[1] if name[0] == "s" else "2" if name[:2] in {"fn", "pq"} else "0"


def facts() -> str:
    """Give the graph as Turtle: the passages, two footnotes, one work, a place, three claims."""
    lines = [
        "@prefix azru: <https://w3id.org/azru/ontology#> .",
        "@prefix cito: <http://purl.org/spar/cito/> .",
        "@prefix dcterms: <http://purl.org/dc/terms/> .",
        "@prefix doco: <http://purl.org/spar/doco/> .",
        "@prefix id: <https://w3id.org/azru/id/> .",
        "@prefix oa: <http://www.w3.org/ns/oa#> .",
        "@prefix prov: <http://www.w3.org/ns/prov#> .",
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .",
        "@prefix schema: <https://schema.org/> .",
        "@prefix scheme: <https://w3id.org/azru/scheme/> .",
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .",
        f'id:article-text azru:textDigest "{sha256(TEXT.encode()).hexdigest()}" .',
        *(f'id:section-{n} rdfs:label "{label}"@en .' for n, label in _SECTIONS.items()),
    ]
    for position, name in enumerate(NAMES, 1):
        node = "id:passage-" + name.replace(".", "-")
        lines.append(
            f'{node} a azru:Passage ; skos:notation "{name}" ; schema:position {position} ;'
            f" dcterms:isPartOf id:section-{section(name)} ; azru:letterCount {len(folded(name))} ;"
            f' azru:letterDigest "{sha256(folded(name).encode()).hexdigest()}" .'
        )
        for number, (start, end) in enumerate(spans(name), 1):
            ranged = f"id:range-{name.replace('.', '-')}-{number}"
            lines.append(f"{node} oa:hasSelector {ranged} .")
            lines.append(f"{ranged} oa:start {start} ; oa:end {end} .")
    return "\n".join(lines) + _RECORDS


_RECORDS = """
id:passage-s1p1-1 dcterms:references id:footnote-1 .
id:passage-s1p1-2 dcterms:references id:footnote-2 .
id:footnote-1 a doco:Footnote ; azru:attestedIn id:passage-fn1 ; schema:position 1 .
id:footnote-2 a doco:Footnote ; azru:attestedIn id:passage-fn2 ; schema:position 2 .
id:work-tekgul-1999 rdfs:label "Tekgül 1999"@en ; dcterms:title "Değirmenler"@tr .
id:citation-1-1 a cito:Citation ; rdfs:label "Footnote 1"@en ; azru:attestedIn id:passage-fn1 ;
  dcterms:isPartOf id:footnote-1 ; cito:hasCitedEntity id:work-tekgul-1999 ; azru:citedPages "31" .
id:citation-2-1 a cito:Citation ; rdfs:label "Footnote 2"@en ; azru:attestedIn id:passage-fn2 ;
  dcterms:isPartOf id:footnote-2 ; cito:hasCitedEntity id:work-tekgul-1999 ;
  skos:note "Printed as “Ibid”."@en .
id:place-valley a dcterms:Location ; rdfs:label "Upper valley"@en ;
  azru:attestedIn id:passage-s2p1-2 , id:passage-title , id:passage-abs-1 .
id:event-building-1870 a azru:Event ; rdfs:label "Building of nine mills"@en ;
  azru:attestedIn id:passage-s1p1-2 ; azru:hasEvidence id:citation-2-1 .
id:person-isik rdfs:label "Şaban Işık"@en .
id:group-council rdfs:label "The council"@en .
id:author rdfs:label "The writer"@en .
id:claim-s2p1-1a a azru:Claim ; rdfs:label "Claim s2p1.1a"@en ;
  azru:attestedIn id:passage-s2p1-1 ; azru:assertionMode scheme:mode-attributed ;
  azru:paraphrase "Two men bore the cost of the millstones."@en ;
  prov:wasAttributedTo id:person-isik .
id:claim-s2p1-2a a azru:Claim ; rdfs:label "Claim s2p1.2a"@en ;
  azru:attestedIn id:passage-s2p1-2 ; azru:assertionMode scheme:mode-denial ;
  azru:disputes id:claim-s2p1-1a ; azru:paraphrase "It was not they who bore the cost."@en ;
  prov:wasAttributedTo id:group-council .
id:claim-s2p1-2b a azru:Claim ; rdfs:label "Claim s2p1.2b"@en ;
  azru:attestedIn id:passage-s2p1-2 ; azru:assertionMode scheme:mode-asserted ;
  azru:qualifies id:claim-s2p1-2a ; azru:paraphrase "The council had this from its clerk."@en ;
  prov:wasAttributedTo id:author .
scheme:mode-attributed skos:prefLabel "attributed"@en .
scheme:mode-denial skos:prefLabel "denial"@en .
scheme:mode-asserted skos:prefLabel "asserted"@en .
"""
