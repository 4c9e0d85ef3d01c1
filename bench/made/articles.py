"""One made-up article, part by part."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from made.agents import Agents
from made.claims import Claims
from made.draft import Draft
from made.measured import measured
from made.records import Records
from made.text import Text
from made.works import Notes
from made.writing import english, plain, sentence, term

if TYPE_CHECKING:
    from made.hubs import Hubs
    from made.writing import Sheet

__all__ = ["Article", "written"]


class Article(NamedTuple):
    """The parts of an article that is written."""

    draft: Draft
    text: Text
    agents: Agents
    notes: Notes
    records: Records
    claims: Claims


def written(sheet: Sheet, common: Hubs, place: int, seed: int) -> Article:
    """Write an article: what it says, and what an editor adds.

    Args:
        sheet: Where to.
        common: What all articles share.
        place: The number of the article, from 1.
        seed: The same seed and number give the same article, however many there are.
    """
    draft = Draft(sheet, common, place, seed)
    text = Text(draft)
    agents = Agents(draft, text)
    notes = Notes(draft, text, agents)
    records = Records(draft, text, agents, notes)
    article = Article(
        draft, text, agents, notes, records, Claims(draft, text, agents, notes, records)
    )
    _annotate(article)
    return article


def _annotate(article: Article) -> None:
    draft, rng = article.draft, article.draft.rng
    targets = [event.iri for event in article.records.events] + article.agents.persons
    for n in range(draft.count(39)):
        note = draft.own("annotation", n)
        target = (
            rng.choice(article.agents.held).tenure if draft.chance(0.36) else rng.choice(targets)
        )
        draft.sheet.kinds(note, "oa:Annotation")
        draft.sheet.say(
            note,
            ("rdfs:label", english(f"Note {n} on article {draft.place}")),
            ("azru:severity", measured("?x azru:severity ?value").draw(rng)),
            ("dcterms:source", english("A made-up source")),
            ("oa:bodyValue", plain(sentence(rng, 12, 25)[1:-4])),
            ("oa:hasTarget", target),
            ("oa:motivatedBy", term("oa:commenting")),
        )
