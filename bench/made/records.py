"""What an article reports: events, visits, agreements, acts on them, shares."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from made.dates import When, drawn
from made.measured import measured
from made.writing import english, number, sentence, term, words

if TYPE_CHECKING:
    from made.agents import Agents
    from made.draft import Draft
    from made.text import Text
    from made.works import Notes

__all__ = ["Event", "Records"]

_ACTS = "?x a azru:AgreementAct ; azru:eventType ?value"
_VISITS = "?x a azru:Visit ; azru:eventType ?value"
_OTHERS = (
    "?x azru:eventType ?value FILTER NOT EXISTS"
    " { ?x a ?class FILTER (?class IN (azru:AgreementAct, azru:Visit)) }"
)


class Event(NamedTuple):
    """An event and its date."""

    iri: str
    when: When


class Records:
    """The records of an article.

    Attributes:
        events: All of them: visits and acts, too.
        agreements: Each with its parties; none where it has none.
        shares: Each of some agreement.
    """

    def __init__(self, draft: Draft, text: Text, agents: Agents, notes: Notes) -> None:
        self._draft, self._text, self._agents, self._notes = draft, text, agents, notes
        self._marked = [passage for passage in text.marked if notes.evidence[passage]]
        self.events: list[Event] = []
        self.agreements: dict[str, list[str]] = {}
        self.shares: list[str] = []
        for n in range(draft.count(84)):
            self._happening(n)
        visits = [self._visit(n) for n in range(draft.count(10))]
        self._postpone(visits)
        for n in range(draft.count(16)):
            self._agreement(n)
        # One act on each agreement at most: nothing is both refused and signed.
        for n, agreement in enumerate(list(self.agreements)[: draft.count(14)]):
            self._act(n, agreement)
        with_parties = [one for one, parties in self.agreements.items() if parties]
        for n, agreement in enumerate(with_parties[: 1 + draft.chance(0.3)]):
            self._share(n, agreement)

    def rest(self, iri: str, share: float) -> None:
        """Let something rest on a passage or two, a share of them with evidence from a footnote."""
        draft = self._draft
        if self._marked and draft.chance(share):
            (passage,) = draft.attest(iri, [draft.rng.choice(self._marked)])
            draft.sheet.say(
                iri,
                *(("azru:hasEvidence", citation) for citation in self._notes.evidence[passage][:2]),
            )
        else:
            draft.attest(iri, self._text.body, 1.3)

    def _event(self, iri: str, kinds: tuple[str, ...], types: str, when: When) -> None:
        draft = self._draft
        draft.sheet.kinds(iri, *kinds, "azru:Event", "azru:AttestedEntity")
        draft.sheet.say(
            iri,
            ("rdfs:label", english(words(draft.rng, 4).capitalize())),
            ("azru:eventType", measured(types).draw(draft.rng)),
            *when.pairs(),
        )
        if when.is_open or draft.chance(0.7):
            draft.sheet.say(iri, ("skos:note", sentence(draft.rng)))
        self.rest(iri, 0.3)
        self.events.append(Event(iri, when))

    def _happening(self, n: int) -> None:
        draft, rng, say = self._draft, self._draft.rng, self._draft.sheet.say
        iri, when = draft.own("event", n), drawn(rng)
        self._event(iri, (), _OTHERS, when)
        doers = [self._agents.drawn() for _ in range(rng.choices((0, 1, 2), (42, 49, 9))[0])]
        targets = [self._agents.drawn()] if draft.chance(0.5) else []
        others = [self._agents.drawn()] if draft.chance(0.4) else []
        hold = rng.choice(self._agents.held)
        if (
            draft.chance(0.22)
            and hold.not_before <= when.not_after
            and (when.not_before <= hold.not_after)
        ):
            others.append(hold.holder)
            say(iri, ("azru:inCapacity", hold.tenure))
        self._take_part(iri, doers, targets, others)
        if draft.chance(0.155):
            say(iri, ("azru:tookPlaceAt", rng.choice(self._agents.places)))
        wholes = rng.sample(self.events, min(12, len(self.events))) if draft.chance(0.2) else []
        for whole in wholes:
            if (
                whole.iri != iri
                and whole.when.not_before <= when.not_before
                and when.not_after <= whole.when.not_after
            ):
                say(iri, ("azru:partOfEvent", whole.iri))
                break

    def _take_part(self, iri: str, doers: list[str], targets: list[str], others: list[str]) -> None:
        doers, targets = list(dict.fromkeys(doers)), list(dict.fromkeys(targets))
        self._draft.sheet.say(
            iri,
            *(("azru:carriedOutBy", agent) for agent in doers),
            *(("azru:directedAt", agent) for agent in targets),
            *(("azru:hasParticipant", one) for one in dict.fromkeys([*doers, *targets, *others])),
        )

    def _visit(self, n: int) -> Event:
        draft, rng = self._draft, self._draft.rng
        iri, when = draft.own("event-visit", n), drawn(rng)
        hold = rng.choice(self._agents.held)
        self._event(iri, ("azru:Visit",), _VISITS, when)
        self._take_part(iri, [hold.holder], [rng.choice(draft.common.states)], [])
        if hold.not_before <= when.not_after and when.not_before <= hold.not_after:
            draft.sheet.say(iri, ("azru:inCapacity", hold.tenure))
        if draft.chance(0.4):
            draft.sheet.say(iri, ("azru:tookPlaceAt", rng.choice(self._agents.places)))
        return self.events[-1]

    def _postpone(self, visits: list[Event]) -> None:
        """Let the first of two visits be one that was planned and put off to the other."""
        first, *others = sorted(visits, key=lambda visit: visit.when.not_before)
        if others and others[-1].when.not_before > first.when.not_before:
            self._draft.sheet.say(
                first.iri,
                ("azru:postponedTo", others[-1].iri),
                ("schema:eventStatus", term("schema:EventPostponed")),
            )

    def _agreement(self, n: int) -> None:
        draft, rng = self._draft, self._draft.rng
        iri = draft.own("agreement", n)
        parties = rng.sample(draft.common.states, 2) if n % 3 or n == 0 else []
        self.agreements[iri] = parties
        draft.sheet.kinds(iri, "azru:Agreement", "azru:AttestedEntity")
        draft.sheet.say(
            iri,
            ("rdfs:label", english(words(rng, 5).capitalize())),
            *(("azru:hasParty", party) for party in parties),
        )
        if draft.chance(0.5):
            draft.sheet.say(iri, ("skos:altLabel", english(words(rng, 3).capitalize())))
        if not parties or draft.chance(0.45):
            draft.sheet.say(iri, ("skos:note", sentence(rng)))
        self.rest(iri, 0.37)

    def _act(self, n: int, agreement: str) -> None:
        draft, rng = self._draft, self._draft.rng
        iri, parties = draft.own("event-act", n), self.agreements[agreement]
        self._event(iri, ("azru:AgreementAct",), _ACTS, drawn(rng))
        draft.sheet.say(iri, ("azru:concernsAgreement", agreement))
        doers = parties[: rng.randint(1, 2)] or [rng.choice(draft.common.states)]
        self._take_part(iri, doers, [], [])

    def _share(self, n: int, agreement: str) -> None:
        draft = self._draft
        iri = draft.own("share", n)
        draft.sheet.kinds(iri, "azru:ShareAllocation", "azru:AttestedEntity")
        draft.sheet.say(
            iri,
            ("rdfs:label", english(f"Share {n} of article {draft.place}")),
            ("azru:allocatedTo", draft.rng.choice(self.agreements[agreement])),
            ("azru:concernsAgreement", agreement),
            ("azru:sharePercent", number(float(draft.rng.randint(1, 100)))),
        )
        self.rest(iri, 0.5)
        self.shares.append(iri)
