"""The article as a work, its footnotes, their citations, and the works they cite."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from made.text import REMARK
from made.writing import english, node, number, plain, term, words

if TYPE_CHECKING:
    from made.agents import Agents
    from made.draft import Draft
    from made.text import Text

__all__ = ["Notes"]

# The kinds of works, in the order in which they are cited; the first nine use every venue.
_WORKS = (
    *("NewspaperArticle",) * 4,
    *("JournalArticle",) * 4,
    "MagazineArticle",
    *("NewsItem",) * 8,
    *("Book",) * 2,
    *("WebPage",) * 2,
    "Oration",
    "ReportDocument",
)


class Notes:
    """Footnotes and what they cite.

    Attributes:
        evidence: Passage with a marker → the citations in that footnote; none for a remark.
        remarks: The passages of footnotes that are remarks.
        works: The works of this article alone, each cited.
    """

    def __init__(self, draft: Draft, text: Text, agents: Agents) -> None:
        self._draft, self._agents = draft, agents
        self.evidence: dict[str, list[str]] = defaultdict(list)
        self.remarks: list[str] = []
        self._write_article()
        slots = []  # number of the footnote, an entry of it
        for n, entries in enumerate(text.entries, 1):
            self._write_footnote(n, entries)
            if n % 8 == REMARK:
                self.remarks += entries
            else:
                slots += [(n, entry) for entry in entries]
        self.works = [self._work(kind, n) for n, kind in enumerate(_WORKS[: len(slots) - 4])]
        # Then works that others cite too, the article before this one, and again its own.
        before = node(f"article-{draft.place - 1}") if draft.place > 1 else self.works[1]
        cited = [*self.works, *draft.common.works, before]
        cited += draft.rng.choices(self.works, k=len(slots) - len(cited))
        for place, ((n, entry), work) in enumerate(zip(slots, cited, strict=True)):
            citation = self._cite(draft.own("citation", f"{n}-{place}"), n, entry, work)
            self.evidence[text.marked[n - 1]].append(citation)

    def _write_article(self) -> None:
        draft = self._draft
        draft.sheet.kinds(draft.iri, "fabio:JournalArticle", "fabio:Work")
        draft.sheet.say(
            draft.iri,
            ("rdfs:label", english(f"Article {draft.place}")),
            ("dcterms:title", english(words(draft.rng, 8).capitalize())),
            ("dcterms:creator", self._agents.author),
            ("dcterms:language", plain("en")),
            ("dcterms:issued", plain("2010")),
            ("dcterms:date", plain("2010")),
            ("dcterms:isPartOf", draft.rng.choice(draft.common.venues["Journal"])),
        )
        draft.sheet.say(node("dataset"), ("dcterms:references", draft.iri))

    def _write_footnote(self, n: int, entries: list[str]) -> None:
        draft = self._draft
        footnote, is_remark = draft.own("footnote", n), n % 8 == REMARK
        draft.sheet.kinds(footnote, "doco:Footnote", "azru:AttestedEntity")
        kind = "remark" if is_remark else "reference"
        draft.sheet.say(
            footnote,
            ("rdfs:label", english(f"Footnote {n} of article {draft.place}")),
            ("dcterms:isPartOf", draft.iri),
            ("dcterms:type", term(f"scheme:footnote-{kind}")),
            ("schema:position", number(n)),
            *(("azru:attestedIn", entry) for entry in entries),
        )
        if is_remark:
            draft.sheet.say(footnote, ("skos:note", english("A remark that cites no work.")))

    def _cite(self, citation: str, footnote: int, entry: str, work: str) -> str:
        draft = self._draft
        draft.sheet.kinds(citation, "cito:Citation", "azru:AttestedEntity")
        draft.sheet.say(
            citation,
            ("rdfs:label", english(f"Citation in footnote {footnote} of article {draft.place}")),
            ("azru:attestedIn", entry),
            ("cito:hasCitationCharacterization", term("cito:citesForInformation")),
            ("cito:hasCitedEntity", work),
            ("cito:hasCitingEntity", draft.iri),
            ("dcterms:isPartOf", draft.own("footnote", footnote)),
        )
        if draft.chance(0.35):
            draft.sheet.say(citation, ("azru:citedPages", plain(f"{draft.rng.randint(1, 400)}")))
        return citation

    def _work(self, kind: str, n: int) -> str:
        draft, rng, say = self._draft, self._draft.rng, self._draft.sheet.say
        work = draft.own("work", n)
        language = rng.choice(("tr", "ru", "en", "az"))
        issued = f"{rng.randint(1991, 2010)}-{rng.randint(1, 12):02}"
        draft.sheet.kinds(work, f"fabio:{kind}", "fabio:Work")
        say(
            work,
            ("rdfs:label", english(f"{words(rng, 1).capitalize()} {issued[:4]}")),
            ("dcterms:title", f'"{words(rng, 6, language).capitalize()}"@{language}'),
            ("dcterms:language", plain(language)),
            ("dcterms:issued", plain(issued)),
            ("dcterms:date", plain(issued)),
        )
        if kind not in {"NewsItem", "NewspaperArticle", "Oration"} or draft.chance(0.25):
            say(work, ("dcterms:creator", rng.choice(self._agents.persons)))
        venues = draft.common.venues.get(kind.removesuffix("Article"))
        if venues:
            say(work, ("dcterms:isPartOf", venues[n % len(venues)]))
        else:
            say(work, ("dcterms:publisher", rng.choice(self._agents.organisations)))
        if kind == "JournalArticle":
            say(work, ("prism:volume", plain(f"{n}")), ("prism:issueIdentifier", plain(f"{n}")))
        if kind in {"Book", "JournalArticle", "MagazineArticle"}:
            say(work, ("dcterms:alternative", english(words(rng, 6).capitalize())))
        if kind in {"NewsItem", "ReportDocument", "WebPage"}:
            say(work, ("fabio:hasURL", plain(f"http://example.org/{draft.place}/{n}")))
        return work
