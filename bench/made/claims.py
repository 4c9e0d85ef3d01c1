"""What an article lets somebody hold: plain, causal, interest and perception claims, disputes."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from made.measured import measured
from made.writing import english, number, plain, sentence, term, words

if TYPE_CHECKING:
    from made.agents import Agents
    from made.draft import Draft
    from made.records import Records
    from made.text import Text
    from made.works import Notes

__all__ = ["Claims"]

_PLAIN = (
    "?x azru:claimPredicate ?value ; {} . FILTER NOT EXISTS {{ ?x a ?class"
    " FILTER (?class IN (azru:CausalClaim, azru:InterestClaim, azru:PerceptionClaim)) }}"
)
_TO_THING = _PLAIN.format("azru:claimObject ?o")
_TO_STRING = _PLAIN.format("azru:claimValue ?v FILTER (DATATYPE(?v) = xsd:string)")
_TO_NUMBER = _PLAIN.format("azru:claimValue ?v FILTER (DATATYPE(?v) = xsd:decimal)")
_CAUSAL = "?x a azru:CausalClaim ; azru:claimPredicate ?value"
_INTERESTS = "?x a azru:InterestClaim ; azru:claimObject ?value"
_CONCEPTS = (
    "?x azru:claimObject ?value . ?value a skos:Concept"
    " FILTER NOT EXISTS { ?x a azru:InterestClaim }"
)
_IMAGES = "?x azru:perceivedAs ?value"
# Kind of cause and of effect, and how often they go together: c a claim, e an event.
_CAUSES = ("cc", "ee", "ce", "ec")
_CAUSES_WEIGHTS = (22, 18, 11, 3)


class Claims:
    """The claims of an article; every passage that may carry one carries at least one.

    Attributes:
        all: In the order of writing.
    """

    def __init__(
        self, draft: Draft, text: Text, agents: Agents, notes: Notes, records: Records
    ) -> None:
        self._draft, self._agents, self._notes, self._records = draft, agents, notes, records
        self._passages = [*text.front, text.author_note, *text.body, *notes.remarks]
        self._letters: Counter[str] = Counter()
        self._others = [*agents.persons[:6], *agents.groups[:8]]
        self.all: list[str] = []
        for _ in range(max(draft.count(158), len(self._passages))):
            self._plain()
        for _ in range(draft.count(63)):
            self._causal()
        for _ in range(draft.count(25)):
            self._claim(
                "azru:InterestClaim",
                (agents.drawn(), term("azru:hasInterestIn"), measured(_INTERESTS).draw(draft.rng)),
            )
        for _ in range(draft.count(9)):
            claim = self._claim(
                "azru:PerceptionClaim", (agents.drawn(), term("azru:perceives"), agents.drawn())
            )
            draft.sheet.say(claim, ("azru:perceivedAs", measured(_IMAGES).draw(draft.rng)))
        for _ in range(draft.count(5)):
            self._dispute()

    def _claim(
        self,
        kind: str,
        content: tuple[str, str, str],
        *,
        mode: str = "asserted",
        voice: str = "",
        negated: bool = False,
    ) -> str:
        """Write a claim on the next passage; the voice is the author's unless another is given."""
        draft, say = self._draft, self._draft.sheet.say
        passage = self._passages[len(self.all) % len(self._passages)]
        notation = passage.rsplit("passage-a", 1)[1].split("-", 1)[1][:-1]
        letter = self._letters[passage]
        self._letters[passage] += 1
        claim = draft.own("claim", notation + "abcdefghijklmnopqrstuvwxyz"[letter])
        draft.sheet.kinds(claim, "azru:Claim", "prov:Entity", "azru:AttestedEntity")
        if kind:
            draft.sheet.kinds(claim, kind)
        subject, predicate, value = content
        say(
            claim,
            ("rdfs:label", english(f"Claim {notation}{letter} of article {draft.place}")),
            ("azru:attestedIn", passage),
            ("azru:assertionMode", term(f"scheme:mode-{mode}")),
            ("prov:wasAttributedTo", voice or self._agents.author),
            ("azru:isNegated", f'"{str(negated).lower()}"^^{term("xsd:boolean")}'),
            ("azru:claimSubject", subject),
            ("azru:claimPredicate", predicate),
            (f"azru:claim{'Value' if value.startswith(chr(34)) else 'Object'}", value),
            ("azru:paraphrase", sentence(draft.rng, 8, 20)),
        )
        if draft.chance(0.63):
            say(claim, ("skos:note", sentence(draft.rng, 6, 18)))
        evidence = self._notes.evidence.get(passage, [])
        if draft.chance(0.8):
            say(claim, *(("azru:hasEvidence", citation) for citation in evidence[:1]))
        self.all.append(claim)
        return claim

    def _plain(self) -> None:
        draft, rng = self._draft, self._draft.rng
        subject = self._thing(agent=62, event=35, claim=25, agreement=8)
        if draft.chance(0.22):
            predicate, value = measured(_TO_STRING).draw(rng), plain(words(rng, rng.randint(1, 4)))
        elif draft.chance(0.02):
            predicate, value = measured(_TO_NUMBER).draw(rng), number(float(rng.randint(1, 99)))
        else:
            predicate = measured(_TO_THING).draw(rng)
            value = self._thing(agent=50, event=35, claim=25, agreement=3, concept=25)
        mode, voice = "asserted", ""
        if draft.chance(0.18):
            mode = rng.choices(("attributed", "speculation", "reported"), (16, 8, 5))[0]
            voice = rng.choice(self._others)
        negated = mode == "asserted" and draft.chance(0.05)
        earlier = rng.choice(self.all) if self.all else ""
        claim = self._claim(
            "", (subject, predicate, value), mode=mode, voice=voice, negated=negated
        )
        if earlier and draft.chance(0.1):
            draft.sheet.say(claim, ("azru:qualifies", earlier))

    def _thing(self, **weights: int) -> str:
        """Something of one of the kinds, each as often as its weight says."""
        rng = self._draft.rng
        kind = rng.choices(tuple(weights), tuple(weights.values()))[0]
        if kind == "concept":
            return measured(_CONCEPTS).draw(rng)
        if kind == "event":
            return rng.choice(self._records.events).iri
        if kind == "agreement":
            return rng.choice(list(self._records.agreements))
        return rng.choice(self.all) if kind == "claim" and self.all else self._agents.drawn()

    def _causal(self) -> None:
        rng = self._draft.rng
        kinds = rng.choices(_CAUSES, _CAUSES_WEIGHTS)[0]
        first, second = rng.sample(self._records.events, 2)
        if second.when.not_after < first.when.not_before:  # an effect does not end before its cause
            first, second = second, first
        cause = first.iri if kinds[0] == "e" else rng.choice(self.all)
        effect = second.iri if kinds[1] == "e" else rng.choice(self.all)
        self._claim("azru:CausalClaim", (cause, measured(_CAUSAL).draw(rng), effect))

    def _dispute(self) -> None:
        """Somebody holds something, and somebody else denies it."""
        draft, rng = self._draft, self._draft.rng
        one, other = rng.sample(self._others, 2)
        content = (self._agents.drawn(), measured(_TO_THING).draw(rng), self._agents.drawn())
        held = self._claim("", content, mode="attributed", voice=one)
        denial = self._claim("", content, mode="denial", voice=other, negated=True)
        draft.sheet.say(denial, ("azru:disputes", held))
