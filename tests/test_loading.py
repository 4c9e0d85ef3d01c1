"""Loading: many files, zipped or not, in one graph or in many; cut off, and gone on with."""

from __future__ import annotations

import gzip
import resource
import signal
import subprocess
import sys
from functools import partial
from typing import TYPE_CHECKING

import pytest

from azru_graph.cli.storing import Progress
from azru_graph.engines import journal
from azru_graph.engines.disk import OnDisk
from azru_graph.engines.embedded import Embedded
from azru_graph.engines.loading import load
from azru_graph.errors import DataError, NotUtf8Error, OutputError, RdfSyntaxError, UsageError
from azru_graph.queries import select
from azru_graph.sources import read_graph
from command import azru, complaint, output
from generate import generate

if TYPE_CHECKING:
    from pathlib import Path

EVERYTHING = """SELECT ?g ?s ?p ?o { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }
ORDER BY ?g ?s ?p ?o"""
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
# Loads the files given, and is killed while it reads the one that the first argument numbers.
CUT_OFF = """
import os, signal, sys
from pathlib import Path
from azru_graph.engines.loading import load
number, place, *files = sys.argv[1:]

def watch(path, read):
    if path.name == Path(files[int(number)]).name:
        os.kill(os.getpid(), signal.SIGKILL)

load(Path(place), [Path(file) for file in files], watch=watch)
"""


@pytest.fixture(name="files")
def _files(tmp_path: Path) -> list[Path]:
    """Three files; the second has a blank node, which every reading of it names anew."""
    texts = ("<a:a> <a:p> 1 .", "<a:b> <a:p> [ <a:q> 2 ] .", "<a:c> <a:p> 3 .")
    files = [tmp_path / f"{name}.ttl" for name in ("one", "two", "three")]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text, encoding="utf-8")
    return files


def values(engine: OnDisk, query: str) -> list[str]:
    """The first column of an answer."""
    return [row[0].value for row in select(engine, query).rows if row[0]]


def cut_off(number: int, place: Path, files: list[Path]) -> None:
    """Kill a load while it reads a file."""
    command: list[str | Path] = [sys.executable, "-c", CUT_OFF, str(number), place, *files]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL


def read_by(place: Path, files: list[Path]) -> list[str]:
    """Load, and give the files that were read for it."""
    read: dict[str, None] = {}
    load(place, files, watch=lambda path, _: read.update({path.name: None}))
    return [name for name in read if name.endswith(".ttl")]


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_load_that_was_killed_goes_on(number: int, files: list[Path], tmp_path: Path) -> None:
    place = tmp_path / "store"
    load(place, files[:1])
    cut_off(number, place, files)
    # Until the new one is whole, the older one answers, and the half-made one never does.
    assert OnDisk(place).query(EVERYTHING) == Embedded(files[:1]).query(EVERYTHING)
    half = tmp_path / ".store.loading"
    stores = [path.parent for path in half.glob("*/CURRENT")]
    assert len(stores) == 1 + bool(number)
    for store in stores:
        with pytest.raises(DataError, match="only half made"):
            OnDisk(store)
    assert [path.name for path in files[number:]] == read_by(place, files)
    assert OnDisk(place).query(EVERYTHING) == Embedded(files).query(EVERYTHING)
    assert not half.exists()


def test_a_load_of_other_files_does_not_go_on(files: list[Path], tmp_path: Path) -> None:
    place = tmp_path / "store"
    cut_off(2, place, files)
    files[0].write_text("<a:other> <a:p> 1 .", encoding="utf-8")
    assert read_by(place, files) == ["one.ttl", "two.ttl", "three.ttl"]
    assert OnDisk(place).query(EVERYTHING) == Embedded(files).query(EVERYTHING)
    cut_off(1, place, files)
    load(place, files[:1], named=files[1:])  # the same first file, and yet another store
    assert values(OnDisk(place), COUNT) == ["4"]


def test_a_journal_cut_off_in_a_line_is_not_gone_on_with(files: list[Path], tmp_path: Path) -> None:
    place = tmp_path / "store"
    cut_off(2, place, files)
    path = tmp_path / ".store.loading" / journal.NAME
    path.write_text(path.read_text(encoding="utf-8")[:-20], encoding="utf-8")
    assert read_by(place, files) == ["one.ttl", "two.ttl", "three.ttl"]
    assert OnDisk(place).query(EVERYTHING) == Embedded(files).query(EVERYTHING)


def test_what_was_kept_of_a_load_and_is_damaged_is_made_anew(
    files: list[Path], tmp_path: Path
) -> None:
    place = tmp_path / "store"
    cut_off(2, place, files)
    (kept,) = (tmp_path / ".store.loading").glob("2/CURRENT")
    kept.write_bytes(b"")
    assert read_by(place, files) == ["one.ttl", "two.ttl", "three.ttl"]
    assert OnDisk(place).query(EVERYTHING) == Embedded(files).query(EVERYTHING)


def test_two_loads_of_one_store_do_not_meet(files: list[Path], tmp_path: Path) -> None:
    place = tmp_path / "store"
    said: list[str] = []

    def watch(path: Path, _: int) -> None:
        if path == files[1].resolve() and not said:
            with pytest.raises(OutputError) as caught:
                load(place, files)
            said.append(str(caught.value))

    load(place, files, watch=watch)
    assert "is being made by another azru load" in said[0]
    assert OnDisk(place).query(EVERYTHING) == Embedded(files).query(EVERYTHING)


def test_a_full_disk_leaves_the_older_store(files: list[Path], tmp_path: Path) -> None:
    place, large = tmp_path / "store", tmp_path / "large.nt"
    load(place, files)
    large.write_text("".join(generate(1)), encoding="utf-8")
    room = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (100_000, 100_000))
    run = subprocess.run(
        [sys.executable, "-m", "azru_graph", "load", place, large],
        preexec_fn=room,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1
    assert "store: cannot be written (" in run.stderr
    assert "remedy: check the folder, its permissions and the free space" in run.stderr
    assert OnDisk(place).query(EVERYTHING) == Embedded(files).query(EVERYTHING)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "large.nt",
        "one.ttl",
        "store",
        "three.ttl",
        "two.ttl",
    ]


def zipped(path: Path) -> Path:
    """Make a zipped copy of a file."""
    copy = path.with_name(path.name + ".gz")
    copy.write_bytes(gzip.compress(path.read_bytes()))
    return copy


def test_zipped_files_are_read_everywhere(files: list[Path], tmp_path: Path) -> None:
    copies = [zipped(path) for path in files]
    whole = Embedded(files).query(EVERYTHING)
    assert Embedded(copies).query(EVERYTHING) == whole
    load(tmp_path / "store", copies)
    assert OnDisk(tmp_path / "store").query(EVERYTHING) == whole
    assert len(read_graph(copies)) == len(read_graph(files))
    assert output("--data", copies[0], "sparql", "SELECT ?o { <a:a> ?p ?o }") == "?o\n1\n"
    broken = tmp_path / "broken.ttl"
    broken.write_text("<a:a> <a:p> 1 .\n<a:a> <a:p> ", encoding="utf-8")
    with pytest.raises(RdfSyntaxError, match=r"broken\.ttl\.gz:2"):
        load(tmp_path / "store", [zipped(broken)])


# Where a comment goes, which the store underneath does not look into.
COMMENTED = {
    "a.ttl": "#{}\n<a:a> <a:p> 1 .",
    "a.nt": "<a:a> <a:p> <a:o> . #{}",
    "a.trig": "<a:g> {{ <a:a> <a:p> 1 }}\n#{}\n",
    "a.rdf": '<!--{}--><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:p="a:p">'
    '<r:Description r:about="a:a" p:p="1"/></r:RDF>',
}


@pytest.mark.parametrize("name", COMMENTED)
def test_text_is_checked_where_the_store_does_not(name: str, tmp_path: Path) -> None:
    path, place = tmp_path / name, tmp_path / "store"
    path.write_text(COMMENTED[name].format("\n#" + "😀" * 500_000), encoding="utf-8")
    raw = path.read_bytes()
    assert raw[1 << 20] & 0xC0 == 0x80  # one lies in two of the parts that are read at a time
    assert load(place, [path]) == 1
    whole = OnDisk(place).query(EVERYTHING)
    path.write_bytes(raw.replace("😀😀".encode(), b"\xe4", 1))
    for file in (path, zipped(path)):
        for read in (lambda file: Embedded([file]), lambda file: load(place, [file])):
            with pytest.raises(NotUtf8Error, match=rf"{file.name}:\d+:2: is not UTF-8.* 0xe4 "):
                read(file)
    path.write_bytes(b"<a:a> <a:p> .\n" + path.read_bytes())  # which is no RDF, either
    with pytest.raises(NotUtf8Error):
        Embedded([path])
    assert OnDisk(place).query(EVERYTHING) == whole


@pytest.mark.parametrize("damage", ["cut", "no-gzip", "flipped"])
def test_a_damaged_zipped_file_is_told_of(damage: str, files: list[Path], tmp_path: Path) -> None:
    copy = zipped(files[0])
    whole = copy.read_bytes()
    flipped = bytes([whole[-6] ^ 1])
    content = {"cut": whole[:-9], "no-gzip": b"<a:a>", "flipped": whole[:-6] + flipped + whole[-5:]}
    copy.write_bytes(content[damage])
    for read in (lambda: Embedded([copy]), lambda: read_graph([copy])):
        with pytest.raises(DataError, match=r"one\.ttl\.gz: cannot be unzipped \("):
            read()
    said = complaint("load", tmp_path / "store", copy, status=1)
    assert "remedy: fetch or make it anew" in said
    assert not list(tmp_path.glob("*store*"))
    assert not list(tmp_path.glob(".store*"))


def test_named_files_are_asked_as_one_and_one_by_one(files: list[Path], tmp_path: Path) -> None:
    place = tmp_path / "store"
    output("load", place, *files, "--named")
    engine = OnDisk(place)
    from_files = "SELECT ?s ?p ?o { ?s ?p ?o FILTER (STRSTARTS(STR(?p), 'a:')) } ORDER BY ?s ?p"
    assert engine.query(from_files) == Embedded(files).query(from_files)
    assert values(engine, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g") == [
        f"https://w3id.org/azru/graph/{name}" for name in ("one", "three", "two")
    ]
    one = "SELECT ?o FROM <https://w3id.org/azru/graph/one> { ?s ?p ?o }"
    assert values(engine, one) == ["1"]
    # The word alone, or a name that has it, is no clause.
    no_clause = "SELECT ?from { ?s <a:p> ?from FILTER (?s != <a:from>) } # from"
    assert len(values(engine, no_clause)) == 3


def test_two_files_of_one_name_have_no_graphs(files: list[Path], tmp_path: Path) -> None:
    other = tmp_path / "elsewhere" / "one.nt"
    other.parent.mkdir()
    other.write_text("<a:a> <a:p> <a:b> .\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"one\.nt: would go to the same graph as .*one\.ttl"):
        load(tmp_path / "store", [], named=[files[0], other])


def test_what_comes_through_a_pipe_is_not_loaded(tmp_path: Path) -> None:
    made = azru("load", tmp_path / "store", "/dev/null")
    assert made.returncode == 2
    assert "names no RDF format" in made.stderr


def test_progress_is_told_now_and_then(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "large.nt"
    with file.open("wb") as stream:
        stream.truncate(200_000_000)
    times = iter([0, 0.5, 1.5, 2, 2.6, 100, 104, 106, 112])
    progress = Progress(lambda: next(times))
    for read in (20, 40, 60, 80, 100, 120, 140):
        progress(file, read * 1_000_000)
    progress(tmp_path, 0)
    assert capsys.readouterr().err.splitlines() == [
        "azru: large.nt: 40 of 200 MB",
        "azru: large.nt: 80 of 200 MB",
        "azru: large.nt: 100 of 200 MB",
        "azru: large.nt: 140 of 200 MB",
        "azru: putting the store in order",
    ]
