"""The whole site in one go: complete, linked, and the same bytes every time."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest

from azru_graph.networks import ABOUT
from azru_graph.pictures import PICTURES
from azru_graph.queries import catalogue
from command import contents

DOCS = Path(__file__).parent.parent / "docs"


def build(directory: Path, **environment: str) -> str:
    run = subprocess.run(
        [sys.executable, "-m", "azru_graph", "build", str(directory)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, **environment},
    )
    return run.stdout


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    directory = tmp_path_factory.mktemp("site") / "out"
    return directory, build(directory, PYTHONHASHSEED="1", TZ="Asia/Baku", LC_ALL="C")


def test_summary_counts_what_was_written(site: tuple[Path, str]) -> None:
    directory, summary = site
    files = contents(directory)
    assert f"{len(files)} files written" in summary
    assert f"{len(catalogue('questions'))} questions answered" in summary
    triples = files["exports/azru.nt"].count(b"\n")
    assert summary.startswith(f"{triples} triples, valid\n")


def test_second_build_changes_no_byte(site: tuple[Path, str], tmp_path: Path) -> None:
    directory, _ = site
    before = contents(directory)
    build(tmp_path / "again", PYTHONHASHSEED="77", TZ="America/New_York", LC_ALL="tr_TR.UTF-8")
    again = contents(tmp_path / "again")
    assert sorted(again) == sorted(before)
    assert [name for name in before if before[name] != again[name]] == []


def test_every_link_of_the_index_page_resolves(site: tuple[Path, str]) -> None:
    directory, _ = site
    page = (directory / "index.html").read_text(encoding="utf-8")
    found = {unescape(link) for link in re.findall(r'(?:href|src)="([^"]+)"', page)}
    # Authority files may be visited; nothing is fetched from elsewhere to show the page.
    abroad = {unescape(link) for link in re.findall(r'<a href="(http[^"]+)"', page)}
    links = found - abroad
    assert len(links) > 60
    assert [link for link in sorted(links) if not (directory / link).is_file()] == []
    assert [link for link in abroad if "w3id.org/azru" in link] == []
    unlinked = contents(directory).keys() - links - {"index.html"}
    assert unlinked == set()


def test_every_question_is_answered_on_the_page(site: tuple[Path, str]) -> None:
    directory, _ = site
    page = (directory / "index.html").read_text(encoding="utf-8")
    for query in catalogue("questions").values():
        assert f'<details id="{query.name}">' in page
        for suffix in ("csv", "json", "md"):
            assert (directory / "answers" / f"{query.name}.{suffix}").stat().st_size > 50


def test_every_picture_is_shown_with_its_words(site: tuple[Path, str]) -> None:
    directory, _ = site
    page = (directory / "index.html").read_text(encoding="utf-8")
    for name, (view, _, _) in PICTURES.items():
        if view in ABOUT:
            continue
        assert f'<figure id="picture-{name}">' in page
        for size in ("column", "page", "slide"):
            for suffix in ("svg", "png", "pdf", "txt"):
                assert (directory / "pictures" / f"{name}-{size}.{suffix}").is_file()
    assert (directory / "pictures" / "actors-plate.svg").is_file()
    assert (directory / "pictures" / "actors-conflict-page.svg").is_file()
    alts = re.findall(r'<img [^>]*alt="([^"]*)"', page)
    assert len(alts) == page.count("<img ") > 5
    assert min(map(len, alts)) > 50


def test_pictures_in_the_docs_are_those_of_today(site: tuple[Path, str]) -> None:
    """The same nodes, edges and words; places may differ in the last digit between machines."""
    directory, _ = site
    assert (directory / "gallery.md").read_bytes() == (DOCS / "gallery.md").read_bytes()
    fresh = {path.name: path for path in (directory / "pictures").glob("*-page.svg")}
    kept = {path.name: path for path in (DOCS / "pictures").iterdir()}
    assert sorted(fresh) == sorted(kept)
    for name, path in fresh.items():
        assert _said(path) == _said(kept[name])


def _said(path: Path) -> tuple[list[str], list[str]]:
    svg = path.read_text(encoding="utf-8")
    marks = sorted(re.findall(r'id="((?:node|edge|label)-[^"]+)"', svg))
    assert len(marks) > 5
    return marks, re.findall(r">([^<\n]+)</", svg)
