"""Who and what an article speaks of: its own persons, places, bodies, groups, offices; the hubs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from made.hubs import organisation, person, place, tenure
from made.writing import english, node, sentence, words

if TYPE_CHECKING:
    from made.draft import Draft
    from made.text import Text

__all__ = ["Agents"]

# In how many passages each state stands, the first two far more often than the rest.
_STATES = (64, 78, 9, 5, 4, 3, 2, 1, 1)


class Agents:
    """Those of an article, its own and the shared ones.

    Attributes:
        author: Who wrote it; a third of the authors wrote two articles.
        persons: Its own.
        groups: Its own.
        organisations: Its own, then the shared ones.
        places: Its own, then the shared ones.
        held: Offices of persons, shared ones first.
    """

    def __init__(self, draft: Draft, text: Text) -> None:
        self._draft = draft
        self._attest_hubs(text)
        sheet, rng, common = draft.sheet, draft.rng, draft.common
        second = draft.place % 3 == 2  # noqa: PLR2004 - the remainder
        self.author = node(f"author-{draft.place - second}")
        if not second:
            sheet.kinds(self.author, "foaf:Person", "foaf:Agent", "azru:AttestedEntity")
            sheet.say(self.author, ("rdfs:label", english(words(rng, 2).title())))
        sheet.say(self.author, ("azru:attestedIn", text.author_note))
        own: list[list[str]] = []
        for start, (write, many, mean) in enumerate(
            ((person, 20, 2.7), (place, 12, 1.9), (organisation, 14, 1.3))
        ):
            own.append([])
            for n in range(draft.count(many)):
                # A number of its own for the authority files, beyond those of the hubs.
                entry = draft.place * 1000 + start * 100 + n
                name = draft.name(write.__name__, n)
                own[-1].append(write(sheet, rng, name, entry))
                draft.attest(own[-1][-1], text.body, mean)
        self.persons = own[0]
        self.places = own[1] + common.places
        self.organisations = own[2] + common.organisations
        self.groups = [draft.own("group", n) for n in range(draft.count(35))]
        for group in self.groups:
            sheet.kinds(group, "foaf:Group", "foaf:Agent", "azru:AttestedEntity")
            sheet.say(group, ("rdfs:label", english(words(rng, 3).capitalize())))
            if draft.chance(0.5):
                sheet.say(group, ("skos:note", sentence(rng)))
            draft.attest(group, text.body, 1.4)
        self.held = list(common.held)
        for n in range(draft.count(12)):
            holder = rng.choice(self.persons) if n else self.author
            where = rng.choice(common.states if n else self.organisations)
            self.held.append(tenure(sheet, f"a{draft.place}-{n}", holder, where))
            passages = text.body if n else [text.author_note]
            draft.attest(self.held[-1].tenure, passages, 2.2)

    def _attest_hubs(self, text: Text) -> None:
        draft, common = self._draft, self._draft.common
        for state, mean in zip(common.states, _STATES, strict=True):
            passages = draft.rng.sample(text.body, min(draft.count(mean), len(text.body)))
            draft.sheet.say(state, *(("azru:attestedIn", passage) for passage in passages))
        held = [hold.tenure for hold in common.held]
        for hubs in (common.places, common.organisations, common.persons, held):
            # The first article has them all, so that none is without a passage.
            some = hubs if draft.place == 1 else draft.rng.sample(hubs, len(hubs) // 2)
            for iri in some:
                draft.attest(iri, text.body, 1.7)

    def drawn(self) -> str:
        """Some agent: mostly a state, as in the shipped graph."""
        rng = self._draft.rng
        pick = rng.choices(range(4), (67, 14, 13, 6))[0]
        if pick == 0:
            return rng.choices(self._draft.common.states, _STATES)[0]
        of_a_kind: list[str] = (self.persons, self.groups, self.organisations)[pick - 1]
        return rng.choice(of_a_kind)
