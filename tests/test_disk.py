"""A store on disk: made whole or not at all, never in place of anything else, read as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from azru_graph.engines.disk import OnDisk
from azru_graph.engines.embedded import Embedded
from azru_graph.engines.loading import load
from azru_graph.errors import (
    DataError,
    MissingFileError,
    OutputError,
    RdfSyntaxError,
    SparqlSyntaxError,
    UsageError,
)

if TYPE_CHECKING:
    from pathlib import Path

EVERYTHING = """SELECT ?g ?s ?p ?o { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }
ORDER BY ?g ?s ?p ?o"""


@pytest.fixture(name="files")
def _files(tmp_path: Path) -> list[Path]:
    one, two = tmp_path / "one.ttl", tmp_path / "two.trig"
    one.write_text('<a:a> <a:p> 1.50, "x"@EN, <#b>, [] .', encoding="utf-8")
    two.write_text("<a:g> { <a:a> <a:p> 'g' }", encoding="utf-8")
    return [one, two]


def content(directory: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in directory.rglob("*") if path.is_file()}


def test_round_trip(files: list[Path], tmp_path: Path) -> None:
    place = tmp_path / "new" / "store"
    assert load(place, files) == 5
    assert OnDisk(place).query(EVERYTHING) == Embedded(files).query(EVERYTHING)
    assert [path.name for path in place.parent.iterdir()] == ["store"]
    assert place.stat().st_mode & 0o777 == place.parent.stat().st_mode & 0o777
    with pytest.raises(SparqlSyntaxError):
        OnDisk(place).query("SELECT")
    with pytest.raises(UsageError, match="cannot be answered"):
        OnDisk(place).query("SELECT * { FILTER(<a:f>(1)) }")


def test_a_store_and_an_empty_folder_are_replaced(files: list[Path], tmp_path: Path) -> None:
    place = tmp_path / "store"
    place.mkdir()
    load(place, files)
    before = OnDisk(place)
    assert load(place, files[1:]) == 1
    assert OnDisk(place).query(EVERYTHING) == Embedded(files[1:]).query(EVERYTHING)
    # Whoever has the older one open goes on with it.
    assert before.query(EVERYTHING) == Embedded(files).query(EVERYTHING)


def test_a_faulty_file_leaves_the_older_store(files: list[Path], tmp_path: Path) -> None:
    place = tmp_path / "store"
    load(place, files)
    before = content(place)
    broken = tmp_path / "broken.ttl"
    broken.write_text("<a:a> <a:p> 1 .\n<a:a> <a:p> ", encoding="utf-8")
    with pytest.raises(RdfSyntaxError, match=r"broken\.ttl:2"):
        load(place, [*files, broken])
    assert content(place) == before
    with pytest.raises(RdfSyntaxError):
        load(tmp_path / "other", [broken])
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        ["broken.ttl", "one.ttl", "store", "two.trig"]
    )


def test_what_is_no_store_is_left_alone(files: list[Path], tmp_path: Path) -> None:
    folder = tmp_path / "thesis"
    load(folder, files)
    (folder / "chapter.odt").write_text("years of work", encoding="utf-8")
    before = content(tmp_path)
    for place in (folder, files[0], tmp_path):
        with pytest.raises(UsageError, match="is no store, so it is left alone"):
            load(place, files)
    assert content(tmp_path) == before


def test_a_place_where_nothing_can_be_written(files: list[Path], tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"one\.ttl/store: cannot be written"):
        load(files[0] / "store", files)
    assert sorted(tmp_path.iterdir()) == sorted(files)


def test_no_store_and_a_damaged_one(files: list[Path], tmp_path: Path) -> None:
    for place in (tmp_path / "none", tmp_path, files[0]):
        with pytest.raises(MissingFileError, match="is no store"):
            OnDisk(place)
    place = tmp_path / "store"
    load(place, files)
    parts = [place / "CURRENT", *place.glob("*.sst")]
    assert len(parts) > 5
    for path in parts:
        whole = path.read_bytes()
        path.write_bytes(whole[: len(whole) // 2])
        with pytest.raises(DataError, match=r"store: the store is damaged \(.*\n.*azru load"):
            OnDisk(place)
        path.write_bytes(whole)
    OnDisk(place).query(EVERYTHING)


def test_damage_that_shows_only_when_a_query_comes_to_it(files: list[Path], tmp_path: Path) -> None:
    place = tmp_path / "store"
    load(place, files)
    for path in place.glob("*.sst"):
        whole = path.read_bytes()
        path.write_bytes(b"\xff" * 20 + whole[20:])
    # Without ORDER BY: the store underneath would gather such errors for ever.
    with pytest.raises(DataError, match="the store is damaged"):
        OnDisk(place).query("SELECT * { ?s ?p ?o }")
