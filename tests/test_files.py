"""Reading text, finding the shipped folders, writing whole or not at all."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from azru_graph import files
from azru_graph.errors import MissingFileError, NotUtf8Error, OutputError

if TYPE_CHECKING:
    from pathlib import Path


def test_text_comes_back_as_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_bytes("ə\r\n😀\n".encode())
    assert files.read_text(path) == "ə\r\n😀\n"


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError, match="No such file") as caught:
        files.read_text(tmp_path / "nope.ttl")
    assert caught.value.path == tmp_path / "nope.ttl"
    assert caught.value.remedy


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError, match="directory"):
        files.read_text(tmp_path)


@pytest.mark.parametrize(
    ("raw", "line", "column"),
    [
        (b"\xff", 1, 1),
        (b"abc\nde\xe4f\n", 2, 3),
        (b"abc\n\n\xc3", 3, 1),
        ("Əliyev\n".encode("utf-16"), 1, 1),
    ],
    ids=["first-byte", "latin-1", "cut-short", "utf-16"],
)
def test_bytes_that_are_no_utf8(tmp_path: Path, raw: bytes, line: int, column: int) -> None:
    path = tmp_path / "a.ttl"
    path.write_bytes(raw)
    with pytest.raises(NotUtf8Error, match="is not UTF-8") as caught:
        files.read_text(path)
    assert (caught.value.line, caught.value.column) == (line, column)


def test_the_checkout_comes_first_then_the_wheel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_CHECKOUT", tmp_path / "checkout")
    monkeypatch.setattr(files, "_PACKAGE", tmp_path / "package")
    assert files.folder("data") == tmp_path / "package" / "shipped" / "data"
    ontology = tmp_path / "checkout" / "ontology"
    ontology.mkdir(parents=True)
    (ontology / "azru.ttl").touch()
    assert files.folder("data") == tmp_path / "checkout" / "data"
    assert files.shapes_file() == ontology / "shapes.ttl"
    assert [path.stem for path in files.ontology_files()] == ["azru", "relations", "schemes"]


def test_data_and_queries_are_those_that_are_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "folder", lambda name: tmp_path / name)
    assert files.data_files() == ()
    assert files.query_files("questions") == ()
    for name in ("data/editorial.ttl", "data/facts.ttl", "data/else.ttl"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert [path.stem for path in files.data_files()] == ["facts", "editorial"]
    assert [path.stem for path in files.data_files(editorial=False)] == ["facts"]
    (tmp_path / "queries" / "questions").mkdir(parents=True)
    for name in ("b.rq", "a.rq", "c.txt"):
        (tmp_path / "queries" / "questions" / name).touch()
    assert [path.name for path in files.query_files("questions")] == ["a.rq", "b.rq"]


def test_writing_makes_folders_and_replaces(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "er" / "a.txt"
    files.write_whole(path, b"one")
    files.write_whole(path, b"two")
    assert path.read_bytes() == b"two"
    assert [entry.name for entry in path.parent.iterdir()] == ["a.txt"]
    mask = os.umask(0)
    os.umask(mask)
    assert path.stat().st_mode & 0o777 == 0o666 & ~mask


def test_a_folder_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "a.txt" / "inner").mkdir(parents=True)
    with pytest.raises(OutputError, match="cannot be written") as caught:
        files.write_whole(tmp_path / "a.txt", b"x")
    assert caught.value.path == tmp_path / "a.txt"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.txt"]


def test_a_file_where_a_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"kept")
    for name in ("b.txt", "b/c.txt"):
        with pytest.raises(OutputError, match="Not a directory"):
            files.write_whole(tmp_path / "a" / name, b"x")
    assert (tmp_path / "a").read_bytes() == b"kept"


def test_an_interruption_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("pathlib.Path.replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        files.write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.txt"]
