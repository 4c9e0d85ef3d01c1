"""The text of an article: sections, passages with their ranges, markers of footnotes."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from made.writing import english, node, number, plain, term, words

if TYPE_CHECKING:
    from made.draft import Draft

__all__ = ["REMARK", "Text"]

# Of eight footnotes, the second is a remark and cites nothing: three of 23.
REMARK = 2


class Text:
    """The passages of an article, in the order of reading.

    Attributes:
        author_note: The passage on the author.
        front: Title and abstract.
        body: Sentences and bullets.
        marked: The passages with the marker of each footnote, in their order.
        entries: The passages that each footnote is printed in.
        silent: Those that carry no claim.
    """

    def __init__(self, draft: Draft) -> None:
        self._draft, self._iri = draft, node(f"text-{draft.place}")
        self._position = self._reached = 0
        self.body: list[str] = []
        self.marked: list[str] = []
        self.entries: list[list[str]] = []
        self.silent: list[str] = []
        sheet, rng = draft.sheet, draft.rng
        self._sections = [draft.own("section", n) for n in range(7)]
        for n, section in enumerate(self._sections):
            sheet.kinds(section, "doco:Section")
            sheet.say(
                section,
                ("rdfs:label", english(words(rng, 3).capitalize())),
                ("dcterms:isPartOf", draft.iri),
                ("schema:position", number(n)),
            )
        self.front = [
            self._passage("title", "title", 0),
            *(self._passage(f"abs.{n}", "abstract", 0) for n in range(1, 4)),
        ]
        self.author_note = self._passage("author", "author-note", 0)
        bodies = draft.count(102)
        marked = set(rng.sample(range(bodies), draft.count(23)))
        cut = sorted(rng.sample(range(1, bodies), 5))
        for place, (first, last) in enumerate(zip([0, *cut], [*cut, bodies], strict=True), 1):
            self._write_section(place, range(first, last), marked)
        self._passage("rh1", "running-head", 6, silent=True)
        sheet.kinds(self._iri, "foaf:Document")
        sheet.say(
            self._iri,
            ("rdfs:label", english(f"Text of article {draft.place}")),
            ("azru:textDigest", plain(sha256(draft.iri.encode()).hexdigest())),
            ("azru:textLength", number(self._reached)),
            ("dcterms:isFormatOf", draft.iri),
        )

    def _write_section(self, section: int, bodies: range, marked: set[int]) -> None:
        """Heading, quotation, a bullet list, sentences, then the footnotes marked there."""
        if section > 1:
            self._passage(f"s{section}h", "heading", section, silent=True)
        if section in {3, 5}:
            self._passage(f"pq{section // 2}", "pull-quote", section, silent=True)
        bullets = min(5, len(bodies) // 2) if section in {2, 4} else 0
        first = len(self.marked) + 1
        for n, body in enumerate(bodies):
            kind, name = ("bullet", f"b{n + 1}") if n < bullets else ("body", f"{n + 1}")
            passage = self._passage(f"s{section}p{n // 6 + 1}.{name}", kind, section)
            self.body.append(passage)
            if body in marked:
                self.marked.append(passage)
                footnote = self._draft.own("footnote", len(self.marked))
                self._draft.sheet.say(passage, ("dcterms:references", footnote))
        for n in range(first, len(self.marked) + 1):
            size = 1 if n % 8 == REMARK else self._draft.rng.choices((1, 2, 3), (15, 3, 3))[0]
            names = [f"fn{n}"] if size == 1 else [f"fn{n}.{part}" for part in range(1, size + 1)]
            self.entries.append([self._passage(name, "footnote", section) for name in names])

    def _passage(self, notation: str, kind: str, section: int, *, silent: bool = False) -> str:
        draft, sheet = self._draft, self._draft.sheet
        slug = notation.replace(".", "-")
        iri = draft.own("passage", slug)
        letters = draft.rng.randint(20, 240)
        self._position += 1
        sheet.kinds(iri, "azru:Passage", "oa:SpecificResource")
        sheet.say(
            iri,
            ("rdfs:label", english(f"Passage {notation} of article {draft.place}")),
            ("skos:notation", plain(notation)),
            ("schema:position", number(self._position)),
            ("dcterms:isPartOf", self._sections[section]),
            ("dcterms:type", term(f"scheme:passage-{kind}")),
            ("oa:hasSource", self._iri),
            ("azru:letterCount", number(letters)),
            ("azru:letterDigest", plain(sha256(iri.encode()).hexdigest())),
        )
        for n in range(1, 3 if draft.chance(0.03) else 2):
            selector = draft.own("range", f"{slug}-{n}")
            start, self._reached = self._reached, self._reached + letters * 6 // 5 + 1
            sheet.kinds(selector, "oa:TextPositionSelector")
            sheet.say(
                selector,
                ("rdfs:label", english(f"Range {n} of {notation} of article {draft.place}")),
                ("oa:start", number(start)),
                ("oa:end", number(self._reached - 1)),
            )
            sheet.say(iri, ("oa:hasSelector", selector))
        if silent:
            self.silent.append(iri)
            sheet.say(
                iri,
                ("azru:carriesNoClaim", f'"true"^^{term("xsd:boolean")}'),
                ("skos:note", english("Made up to carry no claim.")),
            )
        return iri
