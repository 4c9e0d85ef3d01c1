"""`azru export`: every format to a file, all of them to a folder, whole or not at all."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from hashlib import sha256
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from azru_graph.errors import DataError, UnknownNameError, UsageError
from azru_graph.exports import FORMATS, content_of, export, export_all, file_name
from azru_graph.files import data_files, ontology_files, shapes_file
from azru_graph.sources import read_graph
from azru_graph.terms import BASE
from command import MAIN, azru, complaint, output
from readers import READ

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

OTHER = "https://example.org/graphs/azru/"


def files(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


@pytest.fixture(scope="module")
def rebased(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """All formats under another base, in a process of its own, and what it prints."""
    folder = tmp_path_factory.mktemp("rebased")
    run = azru(
        *("export", "all", folder, "--base", OTHER),
        PYTHONHASHSEED="1",
        TZ="Asia/Baku",
        LC_ALL="C",
        LANG="tr_TR.UTF-8",
    )
    assert run.returncode == 0, run.stderr
    assert run.stderr == "".join(f"{name} …\n" for name in FORMATS)
    return folder, run.stdout


@pytest.fixture(scope="module")
def own() -> dict[str, bytes]:
    """The same here, under its own base."""
    return export_all(content_of(data_files()))


def test_formats_are_listed() -> None:
    listed = output("export").splitlines()
    assert len(listed) == len(FORMATS)
    for line, (name, form) in zip(listed, sorted(FORMATS.items()), strict=True):
        ending = "" if form.suffix else "/"
        assert line.split(maxsplit=2) == [name, file_name(name) + ending, form.summary]


def test_no_two_formats_share_a_file() -> None:
    assert len({file_name(name) for name in FORMATS}) == len(FORMATS)


def test_everything_is_written_and_sums_are_right(rebased: tuple[Path, str]) -> None:
    folder, printed = rebased
    run = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    written = set(files(folder))
    assert len(run.stdout.splitlines()) == len(written) - 1
    for name, form in FORMATS.items():
        place = file_name(name)
        assert place in written if form.suffix else any(w.startswith(f"{place}/") for w in written)
    assert printed == (folder / "counts.tsv").read_text() + f"{len(written)} files in {folder}\n"


def test_counts_and_hashes(own: Mapping[str, bytes]) -> None:
    header, *rows = (line.split("\t") for line in own["counts.tsv"].decode().splitlines())
    assert header == ["part", "triples", "rdfc10-sha256"]
    triples = {part: (int(number), digest) for part, number, digest in rows}
    facts, editorial = data_files()
    sources = {"facts": [facts], "editorial": [editorial], "ontology": ontology_files()}
    sources["*"] = [facts, editorial, *ontology_files()]
    assert triples.keys() == sources.keys()
    for part, paths in sources.items():
        assert triples[part][0] == len(read_graph(paths))
    assert triples["*"][1] == sha256(own["azru.nt"]).hexdigest()
    only = export(content_of(data_files(), only="editorial"), "ntriples")
    assert isinstance(only, bytes)
    assert triples["editorial"][1] == sha256(only).hexdigest()


def test_another_base_is_everywhere_and_all_that_differs(
    rebased: tuple[Path, str], own: Mapping[str, bytes]
) -> None:
    folder, _ = rebased
    written = files(folder)
    assert written.keys() == own.keys()
    old, new = BASE.encode(), OTHER.encode()
    assert [name for name, content in written.items() if old in content] == []
    assert [name for name in own if old not in own[name]] == ["counts.tsv", "SHA256SUMS"]
    for name in READ:
        back = written[file_name(name)].replace(new, old)
        assert (
            back.replace(b"\n", b"").__len__() == own[file_name(name)].replace(b"\n", b"").__len__()
        )


def test_every_format_is_the_same_bytes_in_any_surroundings(rebased: tuple[Path, str]) -> None:
    """Another hash seed, time zone, locale and process: the fixture's, and those of this test."""
    folder, _ = rebased
    here = export_all(content_of(data_files(), base=OTHER))
    there = files(folder)
    assert here.keys() == there.keys()
    assert [name for name in here if here[name] != there[name]] == []


@pytest.mark.parametrize("name", READ)
def test_what_every_reader_can_do(name: str, own: Mapping[str, bytes]) -> None:
    """The habits that keep files alike in all readers."""
    raw = own[file_name(name)]
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


@pytest.mark.parametrize("only", ["facts", "editorial", "ontology", "shapes"])
def test_one_part(only: str) -> None:
    facts, editorial = data_files()
    paths = {"facts": [facts], "editorial": [editorial], "shapes": [shapes_file()]}
    written = output("export", "ntriples", "--only", only)
    assert written.count("\n") == len(read_graph(paths.get(only, ontology_files())))


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
        (["all"], "azru export all DIRECTORY"),
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
    ],
)
def test_what_cannot_be_meant(arguments: list[str], what: str, tmp_path: Path) -> None:
    assert what in complaint("export", *arguments, status=2, cwd=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_of_files_needs_a_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    raise NotImplementedError(monkeypatch, tmp_path)


@pytest.mark.parametrize("base", ["urn:azru:", "https://example.org:8080/~me/a-b_c/@x/"])
def test_bases_of_other_kinds(base: str) -> None:
    for name in READ:
        written = export(content_of(data_files(), only="editorial", base=base), name)
        assert isinstance(written, bytes)
        assert BASE.encode() not in written


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
        [sys.executable, "-c", KILLED, str(renamed), "export", "all", str(tmp_path)]
        + ["--only", "editorial"],
        capture_output=True,
        check=False,
    )
    assert run.returncode == -signal.SIGKILL
    content = content_of(data_files(), only="editorial")
    whole = {file_name(name): export(content, name) for name in ("ntriples", "nquads", "jsonld")}
    left = files(tmp_path)
    named = {name: left[name] for name in left if not name.startswith(".")}
    assert named.pop("mine.txt") == b"mine\n"
    if renamed == 0:
        assert named == {"azru.nt": b"old\n"}
    else:
        assert len(named) == 3
        del named["counts.tsv"]
        assert all(name == "azru.nt" or named[name] == whole[name] for name in named)
        assert named["azru.nt"] in {b"old\n", whole["azru.nt"]}
    assert "SHA256SUMS" not in named
    # What it had begun has names that nobody takes for a result.
    assert all(
        re.fullmatch(r"\.[A-Za-z0-9.]+\.\w{8}", name)
        for name in left.keys() - named.keys() - {"mine.txt", "counts.tsv"}
    )


def test_a_full_disk_is_told_of_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "azru.nt").write_bytes(b"old\n")
    command = " ".join(["ulimit -f 100;", *MAIN, "export all . --only facts"])
    run = subprocess.run(
        ["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert run.returncode == 1
    assert "Traceback" not in run.stderr
    assert "cannot be written (File too large)" in run.stderr
    assert "the free space" in run.stderr
    assert files(tmp_path) == {"azru.nt": b"old\n"}
