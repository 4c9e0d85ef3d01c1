"""The tables as a database of SQLite, with views that say what they mean in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azru_graph.exports.rows import rows_of, typed
from azru_graph.exports.tables import TABLES

if TYPE_CHECKING:
    from azru_graph.exports.columns import Table
    from azru_graph.exports.content import Content

__all__ = ["schema", "sqlite"]

_PAGE = 4096  # bytes; SQLite's own choice may differ from system to system
_TYPES = {"boolean": "INTEGER", "decimal": "REAL", "integer": "INTEGER"}
_VIEWS = """\
CREATE VIEW claims_in_words AS -- each claim with the names, or the words, of what it speaks of
SELECT
  claims.iri,
  voice.name AS voice,
  mode.name AS mode,
  claims.negated,
  coalesce(first.paraphrase, subject.name) AS subject,
  predicate.name AS predicate,
  coalesce(second.paraphrase, object.name, claims.value) AS object,
  claims.paraphrase
FROM claims
LEFT JOIN entities AS voice ON voice.iri = claims.voice
LEFT JOIN entities AS mode ON mode.iri = claims.mode
LEFT JOIN entities AS subject ON subject.iri = claims.subject
LEFT JOIN entities AS predicate ON predicate.iri = claims.predicate
LEFT JOIN entities AS object ON object.iri = claims.object
LEFT JOIN claims AS first ON first.iri = claims.subject
LEFT JOIN claims AS second ON second.iri = claims.object;

CREATE VIEW disputes_in_words AS -- who contests or restricts what, and whose claim it is
SELECT
  one.voice,
  one.paraphrase,
  claim_relations.relation,
  other.voice AS other_voice,
  other.paraphrase AS other_paraphrase,
  one.iri,
  other.iri AS other_iri
FROM claim_relations
JOIN claims_in_words AS one ON one.iri = claim_relations.claim
JOIN claims_in_words AS other ON other.iri = claim_relations.other;

CREATE VIEW participations_in_words AS -- who took part in what, in which role, and when
SELECT
  events.label AS event,
  type.name AS type,
  events.not_before,
  events.not_after,
  events.edtf,
  participations.role,
  participant.name AS participant,
  events.iri,
  participations.participant AS participant_iri
FROM participations
JOIN events ON events.iri = participations.event
JOIN entities AS participant ON participant.iri = participations.participant
LEFT JOIN entities AS type ON type.iri = events.type;

CREATE VIEW sources_in_words AS -- on which passages, and on which works, everything rests
SELECT
  entities.name,
  entities.kind,
  passages.notation AS passage,
  section.name AS section,
  NULL AS work,
  NULL AS pages,
  entities.iri
FROM attestations
JOIN entities ON entities.iri = attestations.entity
JOIN passages ON passages.iri = attestations.passage
LEFT JOIN entities AS section ON section.iri = passages.section
UNION ALL
SELECT
  entities.name,
  entities.kind,
  NULL,
  NULL,
  work.name,
  citations.pages,
  entities.iri
FROM evidence
JOIN entities ON entities.iri = evidence.entity
JOIN citations ON citations.iri = evidence.citation
LEFT JOIN entities AS work ON work.iri = citations.work;
"""


def sqlite(content: Content) -> bytes:
    """Write the database; the same rows give the same bytes with the same version of SQLite."""
    import sqlite3

    connection = sqlite3.connect(":memory:")
    try:
        connection.executescript(f"PRAGMA page_size = {_PAGE};\n{schema()}")
        for table, rows in zip(TABLES, rows_of(content).values(), strict=True):
            marks = ", ".join("?" * len(table.columns))
            connection.executemany(
                f'INSERT INTO "{table.name}" VALUES ({marks})',  # noqa: S608 -- a name of our own
                (tuple(map(typed, table.columns, row)) for row in rows),
            )
        connection.commit()
        return connection.serialize()
    finally:
        connection.close()


def schema() -> str:
    """Give the statements that make the tables and views; SQLite keeps their comments."""
    return "\n".join([*map(_table, TABLES), _VIEWS])


def _table(table: Table) -> str:
    lines = []
    for column in table.columns:
        told = [f'"{column.name}"', _TYPES.get(column.datatype, "TEXT")]
        if column.name in table.key:
            told.append("NOT NULL")
        if column.to:
            told.append(f'REFERENCES "{column.to}" ("iri")')
        lines.append((" ".join(told), column.about))
    if table.key:
        names = ", ".join(f'"{name}"' for name in table.key)
        lines.append((f"PRIMARY KEY ({names})", ""))
    last = len(lines) - 1
    return "\n".join(
        [
            f'CREATE TABLE "{table.name}" ( -- {table.about}',
            *(
                f"  {line}{',' if place < last else ''}{f' -- {about}' if about else ''}"
                for place, (line, about) in enumerate(lines)
            ),
            ");\n",
        ]
    )
