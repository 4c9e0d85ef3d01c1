"""`azru export`: every format to a file, all of them to a folder, whole or not at all."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from hashlib import sha256
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from azru_graph.cli.group import azru as group
from azru_graph.errors import UsageError
from azru_graph.exports import (
    FORMATS,
    Format,
    content_of,
    export,
    export_all,
    file_name,
)
from azru_graph.exports.manifest import counts
from azru_graph.files import data_files, ontology_files, shapes_file
from azru_graph.sources import read_graph
from azru_graph.terms import BASE
from command import MAIN, azru, complaint, contents, output
from exporting import OTHER_BASE, content
from readers import READ

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@pytest.fixture(scope="module")
def apart(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """All formats written by another process in other surroundings, and what it prints."""
    folder = tmp_path_factory.mktemp("apart") / "new"
    run = azru(
        *("export", "all", folder),
        PYTHONHASHSEED="1",
        TZ="Pacific/Kiritimati",
        LC_ALL="C",
        LANG="tr_TR.UTF-8",
    )
    assert run.returncode == 0, run.stderr
    assert run.stderr == "".join(f"{name} …\n" for name in FORMATS)
    return folder, run.stdout


def test_formats_are_listed() -> None:
    listed = output("export").splitlines()
    assert len(listed) == len(FORMATS)
    for line, (name, form) in zip(listed, sorted(FORMATS.items()), strict=True):
        ending = "" if form.suffix else "/"
        assert line.split(maxsplit=2) == [name, file_name(name) + ending, form.summary]


def test_no_two_formats_share_a_file() -> None:
    assert len({file_name(name) for name in FORMATS}) == len(FORMATS)


def test_everything_is_written_and_sums_are_right(apart: tuple[Path, str]) -> None:
    folder, printed = apart
    run = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    written = set(contents(folder))
    assert len(run.stdout.splitlines()) == len(written) - 1
    for name, form in FORMATS.items():
        place = file_name(name)
        assert place in written if form.suffix else any(w.startswith(f"{place}/") for w in written)
    assert printed == (folder / "counts.tsv").read_text() + f"{len(written)} files in {folder}\n"


def test_counts_and_hashes(every_format: Mapping[str, bytes]) -> None:
    header, *rows = (line.split("\t") for line in every_format["counts.tsv"].decode().splitlines())
    assert header == ["part", "triples", "rdfc10-sha256"]
    triples = {part: (int(number), digest) for part, number, digest in rows}
    facts, editorial = data_files()
    sources = {"facts": [facts], "editorial": [editorial], "ontology": ontology_files()}
    sources["*"] = [facts, editorial, *ontology_files()]
    assert triples.keys() == sources.keys()
    for part, paths in sources.items():
        assert triples[part][0] == len(read_graph(paths))
    assert triples["*"][1] == sha256(every_format["azru.nt"]).hexdigest()
    only = export(content_of(data_files(), only="editorial"), "ntriples")
    assert isinstance(only, bytes)
    assert triples["editorial"][1] == sha256(only).hexdigest()


def test_another_base_is_everywhere_and_all_that_differs(
    every_format: Mapping[str, bytes],
) -> None:
    written = export_all(content("shipped", OTHER_BASE))
    assert written.keys() == every_format.keys()
    old, new = BASE.encode(), OTHER_BASE.encode()
    assert [name for name, whole in written.items() if old in whole] == []
    for name in map(file_name, READ):
        assert old in every_format[name]
        back = written[name].replace(new, old)
        assert sorted(back.split(b"\n")) == sorted(every_format[name].split(b"\n"))


def test_every_format_is_the_same_bytes_in_any_surroundings(
    apart: tuple[Path, str], every_format: Mapping[str, bytes]
) -> None:
    """Hash seed, time zone and locale are those of the fixture and those of this process."""
    there = contents(apart[0])
    assert every_format.keys() == there.keys()
    assert [name for name in there if every_format[name] != there[name]] == []


@pytest.mark.parametrize("name", READ)
def test_what_every_reader_can_do(name: str, every_format: Mapping[str, bytes]) -> None:
    """The habits that keep files alike in all readers."""
    raw = every_format[file_name(name)]
    text = raw.decode()
    assert not text.startswith("\ufeff")
    assert "\r" not in text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    quads = list(ox.parse(raw, format=ox.RdfFormat.from_extension(file_name(name).split(".")[-1])))
    assert len(quads) > 8000
    for quad in quads:
        for term in (quad.subject, quad.predicate, quad.object, quad.graph_name):
            assert not isinstance(term, ox.BlankNode), quad
            if isinstance(term, ox.NamedNode):
                assert re.fullmatch(r"[a-z]+:[^\s<>\"{}|^`\\]+", term.value), quad
            elif isinstance(term, ox.Literal) and term.language:
                assert term.language == term.language.lower(), quad
    # pyoxigraph has lower case in any case; the file itself must have it.
    assert re.findall(r'(?<=[^\\]"@)[a-z]*[A-Z]\w*', text) == []


@pytest.mark.parametrize("only", ["editorial", "shapes"])
def test_one_part(only: str) -> None:
    path = {"editorial": data_files()[-1], "shapes": shapes_file()}[only]
    written = output("export", "ntriples", "--only", only, "--base", OTHER_BASE)
    assert written.count("\n") == len(read_graph([path]))
    assert (OTHER_BASE in written, BASE in written) == (True, False)


def test_data_of_ones_own_is_exported_by_part(tmp_path: Path) -> None:
    mine = tmp_path / "my data.v2.ttl"
    mine.write_text("<http://example.org/a> <http://example.org/b> 'c' .", encoding="utf-8")
    quads = output("--data", mine, "export", "nquads", "--only", "my data")
    assert quads == (
        '<http://example.org/a> <http://example.org/b> "c"'
        " <https://w3id.org/azru/graph/my%20data> .\n"
    )


def test_a_file_is_written_where_it_is_told(tmp_path: Path) -> None:
    target = tmp_path / "editorial.nt"
    assert output("export", "ntriples", "--only", "editorial", "-o", target) == ""
    assert target.read_text(encoding="utf-8") == output("export", "ntriples", "--only", "editorial")


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["turtel"], "did you mean turtle?"),
        (["all"], "name a folder with -o"),
        (["all", "-o", "-"], "name a folder with -o"),
        (["all", "folder", "-o", "other"], "leave one of them out"),
        (["turtle", "folder"], "azru export turtle -o folder"),
        (["--base", "https://example.org/"], "azru export lists them"),
        (["turtle", "--only", "fact"], "did you mean facts?"),
        (["turtle", "--base", ""], "is no base for IRIs"),
        (["turtle", "--base", "example.org/"], "is no base for IRIs"),
        (["turtle", "--base", "https://example.org"], "is no base for IRIs"),
        (["turtle", "--base", "https://example.org/#"], "is no base for IRIs"),
        (["turtle", "--base", "https://example.org/?a=1&b=/"], "is no base for IRIs"),
        (["turtle", "--base", "https://example.org/../"], "is no base for IRIs"),
        (["turtle", "--base", "https://example.org/a b/"], "is no base for IRIs"),
        (["turtle", "--base", "https://"], "is no base for IRIs"),
        (["turtle", "--base", "geo:1/"], "is no base for IRIs"),
    ],
)
def test_what_cannot_be_meant(arguments: list[str], what: str, tmp_path: Path) -> None:
    assert what in complaint("export", *arguments, status=2, cwd=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_of_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    inner = {"a.csv": b"1\n", "b/c.csv": b"2\n"}
    monkeypatch.setitem(FORMATS, "folder", Format("Two files", "", lambda _: inner))
    with pytest.raises(UsageError, match="name a folder with -o"):
        group.main(["export", "folder"], standalone_mode=False)
    group.main(["export", "folder", "-o", str(tmp_path / "x")], standalone_mode=False)
    assert contents(tmp_path / "x") == inner
    monkeypatch.setattr("azru_graph.exports.FORMATS", {"folder": FORMATS["folder"]})
    every = export_all(content_of(data_files(), only="editorial"), {"more.txt": b"more\n"})
    assert list(every) == ["more.txt", "counts.tsv", "folder/a.csv", "folder/b/c.csv", "SHA256SUMS"]
    assert every["SHA256SUMS"].count(b"\n") == 4


@pytest.mark.parametrize("base", ["urn:azru:", "https://example.org:8080/~me/a-b_c/@x/"])
def test_bases_of_other_kinds(base: str) -> None:
    for name in ("jsonld", "rdfxml", "trig"):
        written = export(content_of(data_files(), only="editorial", base=base), name)
        assert isinstance(written, bytes)
        assert (base.encode() in written, BASE.encode() in written) == (True, False)


EDITORIAL = ("export", "all", ".", "--only", "editorial")
# Runs the command line; at a certain renaming it is killed as by the kernel.
KILLED = """
import os, pathlib, signal, sys
left = int(sys.argv.pop(1))
rename = pathlib.Path.replace
def replace(path, target):
    global left
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    left -= 1
    return rename(path, target)
pathlib.Path.replace = replace
from azru_graph import exports
exports.FORMATS = {name: exports.FORMATS[name] for name in ("ntriples", "nquads", "jsonld")}
from azru_graph.cli import main
main()
"""


@pytest.mark.parametrize("renamed", [0, 2])
def test_killed_half_way_leaves_whole_files(renamed: int, tmp_path: Path) -> None:
    """Files are there under their names whole, as before or as they should be, or not at all."""
    (tmp_path / "azru.nt").write_bytes(b"old\n")
    (tmp_path / "mine.txt").write_bytes(b"mine\n")
    run = subprocess.run(
        [sys.executable, "-c", KILLED, str(renamed), *EDITORIAL],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert run.returncode == -signal.SIGKILL
    source = content_of(data_files(), only="editorial")
    new = export(source, "ntriples")
    assert isinstance(new, bytes)
    left = contents(tmp_path)
    named = {name: left[name] for name in left if not name.startswith(".")}
    expected = {"mine.txt": b"mine\n", "azru.nt": b"old\n"}
    if renamed:
        expected |= {"counts.tsv": counts(source), "azru.nt": new}
    assert named == expected
    # What it had begun has names that nobody takes for a result.
    begun = left.keys() - named.keys()
    assert len(begun) == 5 - renamed
    assert all(re.fullmatch(r"\.[A-Za-z0-9.]+\.\w{8}", name) for name in begun)


def test_a_full_disk_is_told_of_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "azru.nt").write_bytes(b"old\n")
    command = " ".join(["ulimit -f 20;", *MAIN, *EDITORIAL])
    run = subprocess.run(
        ["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert run.returncode == 1
    assert "Traceback" not in run.stderr
    assert "cannot be written (File too large)" in run.stderr
    assert "the free space" in run.stderr
    assert contents(tmp_path) == {"azru.nt": b"old\n"}
