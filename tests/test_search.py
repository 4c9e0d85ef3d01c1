"""What `azru find` finds, in which order, and what it says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from azru_graph.engines.embedded import Embedded
from azru_graph.errors import UnknownNameError
from azru_graph.search import KINDS, find
from azru_graph.terms import ID, expand
from hostile import HOSTILE, NO_TEXT, NUL

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from azru_graph.engines import Engine
    from azru_graph.results import Table


def column(table: Table, name: str) -> list[str]:
    place = table.variables.index(name)
    return [row[place].value if row[place] else "" for row in table.rows]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("spellings", "kind", "entity"),
    [
        ("Aliyev Əliyev Алиев aliev", "actor", "id:person-heydar-aliyev"),
        ("Elchibey Elçibəy elcibey Эльчибей", "actor", "id:person-abulfaz-elchibey"),
        ("Gebele Qəbələ Gabala Габала", "place", "id:place-gebele-base"),
        ("Hasavyurt Khasavyurt Xasavyurt Хасавюрт", "agreement", "id:agreement-hasavyurt-treaty"),
        ("Gımır Qımır gimir", "place", "id:place-gimir"),
        ("Putin Путин", "actor", "id:person-vladimir-putin"),
        ("Azərbaycan Azerbaycan Азербайджан Azerbaijan", "actor", "id:state-azerbaijan"),
    ],
)
def test_every_spelling_finds_the_same(
    engines: Mapping[str, Engine], spellings: str, kind: str, entity: str
) -> None:
    for engine in engines.values():
        answers = [find(engine, spelling) for spelling in spellings.split()]
        assert len({frozenset(column(answer, "iri")) for answer in answers}) == 1
        for answer in answers:
            assert column(answer, "iri")[0] == expand(entity)
            assert column(answer, "kind")[0] == kind
            assert column(answer, "passages")[0]


def test_better_matches_come_first(engines: Mapping[str, Engine]) -> None:
    found = find(engines["memory"], "Russia")
    assert column(found, "iri")[0] == ID + "state-russia"
    how = column(found, "match")
    assert how[0] == "exact"
    assert set(how) == {"exact", "words", "parts"}
    assert how == sorted(how, key=["exact", "words", "parts"].index)
    for match in ("words", "parts"):
        lengths = [
            len(name.split())
            for name, own in zip(column(found, "name"), how, strict=True)
            if own == match
        ]
        assert lengths == sorted(lengths)
    assert len(set(column(found, "iri"))) == len(found.rows)


def test_the_name_in_the_spelling_asked_for_is_shown(engines: Mapping[str, Engine]) -> None:
    found = find(engines["memory"], "Путин", kinds=["actor"])
    assert column(found, "name") == ["Владимир Путин"]
    assert column(found, "label") == ["Vladimir Putin"]


def test_claims_are_found_by_what_they_say(engines: Mapping[str, Engine]) -> None:
    found = find(engines["memory"], "rebels Chechnya charge", kinds=["claim"])
    assert set(column(found, "iri")) == {ID + "claim-s3p5-3a", ID + "claim-s3p5-3b"}
    assert set(column(found, "passages")) == {"s3p5.3"}


def test_only_where_nothing_fits_what_is_near_is_given(engines: Mapping[str, Engine]) -> None:
    found = find(engines["memory"], "Vladmir Putyn")
    assert set(column(found, "match")) == {"near"}
    assert column(found, "iri")[0] == ID + "person-vladimir-putin"
    assert "near" not in column(find(engines["memory"], "Putin"), "match")
    rebels = find(engines["memory"], "rebles charge")
    assert set(column(rebels, "kind")) == {"claim"}
    assert not find(engines["memory"], "Stalin").rows


def test_kinds_and_limit(engines: Mapping[str, Engine]) -> None:
    engine = engines["memory"]
    whole = find(engine, "Baku")
    assert (len(find(engine, "Baku", limit=2).rows), find(engine, "Baku", limit=2).more) == (
        2,
        len(whole.rows) - 2,
    )
    number = 0
    for kind in KINDS:
        listed = find(engine, "", kinds=[kind])
        number += len(listed.rows)
        assert listed.rows, kind
        assert set(column(listed, "kind")) == {kind}
    assert len(find(engine, "").rows) == number
    with pytest.raises(UnknownNameError, match="no kind named 'plase'"):
        find(engine, "Baku", kinds=["plase"])


def test_what_is_named_stands_somewhere(engines: Mapping[str, Engine]) -> None:
    for kind in ("place", "event", "agreement", "tenure", "claim", "topic", "passage", "citation"):
        assert all(column(find(engines["memory"], "", kinds=[kind]), "passages")), kind
    (nowhere,) = {
        label
        for label, passages in zip(
            *(
                column(find(engines["memory"], "", kinds=["actor"]), name)
                for name in ("label", "passages")
            ),
            strict=True,
        )
        if not passages
    }
    assert nowhere == "The azru-graph authors"
    (azerbaijan, *_) = column(find(engines["memory"], "Azerbaijan"), "passages")
    assert azerbaijan.endswith("in all")


@pytest.mark.parametrize("text", [*HOSTILE, *NUL, *NO_TEXT], ids=lambda text: ascii(text)[:30])
def test_a_hostile_text_finds_nothing_of_another_name(tmp_path: Path, text: str) -> None:
    path = tmp_path / "data.ttl"
    path.write_text(
        "<urn:a> a <http://xmlns.com/foaf/0.1/Agent> ; "
        '<http://www.w3.org/2000/01/rdf-schema#label> "Somebody" .',
        encoding="utf-8",
    )
    found = find(Embedded([path]), text)
    assert len(found.rows) == (not text.strip())
