"""The whole site in one go: complete, linked, and the same bytes every time."""

from __future__ import annotations

import json
import os
import posixpath
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
import rdflib

from azru_graph.build import ANSWER_FORMATS, TWINS
from azru_graph.networks import ABOUT
from azru_graph.pictures import PICTURES
from azru_graph.queries import catalogue
from azru_graph.terms import BASE
from command import contents
from readers import node_paths
from sites import Document

if TYPE_CHECKING:
    from collections.abc import Callable

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


def test_every_link_resolves_and_leads_everywhere(
    site: tuple[Path, str], count_cases: Callable[[str, int], None]
) -> None:
    directory, _ = site
    names = contents(directory).keys()
    pages = {name: Document((directory / name).read_bytes()) for name in names if _is_page(name)}
    broken = []
    reached = {"index.html"}
    number = 0
    for name, document in pages.items():
        for link in document.links:
            if link.startswith(
                ("http://", "https://")
            ):  # may be visited, and is not needed to show the page
                assert "w3id.org/azru" not in link, f"{name}: {link}"
                continue
            number += 1
            path, _, fragment = link.partition("#")
            assert "?" not in path, f"{name}: {link}"
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(path)))
            target = target if path else name
            if target not in names or (fragment and unquote(fragment) not in pages[target].ids):
                broken.append(f"{name}: {link}")
            reached.add(target)
    count_cases("links between pages", number)
    assert broken == []
    # The project has documents and no page of its own; the page of the article's makers names it.
    assert sorted(names - reached) == ["project.jsonld", "project.ttl"]


def _is_page(name: str) -> bool:
    return name.endswith(".html")


@pytest.mark.foreign("node-vnu")
def test_every_page_is_valid_html(
    site: tuple[Path, str], count_cases: Callable[[str, int], None]
) -> None:
    directory, _ = site
    pages = sorted(directory.rglob("*.html"))
    checker = next(path / "vnu-jar/build/dist/vnu.jar" for path in node_paths()
                   if (path / "vnu-jar").is_dir())  # fmt: skip
    run = subprocess.run(
        ["java", "-jar", checker, "--format", "json", *pages], capture_output=True, check=False
    )
    count_cases("pages that are valid HTML", len(pages))
    said = [(one["url"], one["message"]) for one in json.loads(run.stderr)["messages"]]
    assert said[:20] == []


def test_every_question_has_its_page_and_its_answer(site: tuple[Path, str]) -> None:
    directory, _ = site
    for query in catalogue("questions").values():
        assert (
            query.header.summary in Document((directory / f"q/{query.name}.html").read_bytes()).text
        )
        for suffix in ANSWER_FORMATS:
            assert (directory / "q" / f"{query.name}.{suffix}").stat().st_size > 50


def test_every_resource_has_its_page_and_its_documents(site: tuple[Path, str]) -> None:
    directory, _ = site
    graph = rdflib.Graph().parse(directory / "exports" / "azru.nt")
    spaces = (f"{BASE}id/", f"{BASE}scheme/")
    iris = {str(one) for one in graph.subjects() if str(one).startswith(spaces)}
    assert len(iris) > 1000
    for suffix in ("html", *TWINS):
        lacking = [iri for iri in iris
                   if not (directory / f"{iri.removeprefix(BASE)}.{suffix}").is_file()]  # fmt: skip
        assert lacking == []


def test_every_picture_is_shown_with_its_words(site: tuple[Path, str]) -> None:
    directory, _ = site
    for name, (view, _, _) in PICTURES.items():
        if view in ABOUT:
            continue
        for size in ("column", "page", "slide"):
            for suffix in ("svg", "png", "pdf", "txt"):
                assert (directory / "pictures" / f"{name}-{size}.{suffix}").is_file()
    assert (directory / "pictures" / "actors-plate.svg").is_file()
    assert (directory / "pictures" / "actors-conflict-page.svg").is_file()
    gallery = Document((directory / "networks.html").read_bytes())
    for name, (view, _, _) in PICTURES.items():
        if view not in ABOUT:
            address = "timeline" if name == "timeline" else f"networks/{name}"
            assert {f"{address}.html", f"pictures/{name}-page.svg"} <= {*gallery.links}
            shown = Document((directory / f"{address}.html").read_bytes())
            assert shown.elements["svg"] >= 1
            assert shown.elements["li"] + shown.elements["tr"] > 5  # the same in words


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
