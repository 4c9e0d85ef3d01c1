"""The pages in a real browser: accessible, walked with the keyboard, at home on any screen."""

from __future__ import annotations

import json
import shutil
import subprocess
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from article import ARTICLE
from readers import TESTS, node_environment
from service import outside

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.foreign("chromium")

# One fault of each kind that the checker knows, and what it says of it.
_FAULTY = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Faulty</title>
<link rel="icon" href="data:,"></head><body>
<header class="site"><nav aria-label="Site"><a href="#x" style="outline:none">a</a></nav></header>
<main><h1>Faulty</h1><p style="color:#ccc;background:#fff">Pale</p>
<div style="width:900px">wide</div><img src="http://127.0.0.2:8080/x.png">
<textarea aria-label="trap" id="x"></textarea><button>next</button><p id="made"></p>
<script>document.getElementById("made").textContent = "word ".repeat(200);
document.getElementById("x").addEventListener("keydown", (event) => event.preventDefault());
console.error("a fault");</script></main></body></html>"""
_COMPLAINTS = (
    "asks another host: http://127.0.0.2:8080/x.png",
    "axe, dark: color-contrast",
    "axe, light: image-alt",
    "console: a fault",
    "keyboard: caught in <textarea",
    "keyboard: no sign of the focus on <a",
    "320 pixels: ",
    "640 pixels: ",
    "without scripts: 2",
    "on paper: the navigation is printed",
)


# One page of each kind, or of each form of one: with values, with a fault, with an answer.
_PAGES = (
    "",
    "questions",
    "q/disputes",
    "q/timeline?year=later",
    "search?text=%C6%8Fliyev",
    "entities",
    "id/person-abulfaz-elchibey",
    "id/claim-s3p5-3b",
    "id/passage-s3p5-3",
    "id/event-chechnya-russia-war",
    "claims?mode=denial",
    "disputes",
    "read",
    "read/s2",
    "timeline?from=1991&to=1994",
    "networks",
    "networks/causes",
    "sources",
    "coverage",
    "ontology",
    "scheme",
    "scheme/mode-denial",
    "shapes",
    "editor?view=table&query=SELECT+*+%7B+%3Fact+a+azru%3AAgreementAct+%7D",
    "editor?view=table&query=SELECT+*+%7B",
    "about",
    "downloads",
    "id/state-rusia",  # which is not there
)


def complaints(*addresses: str) -> dict[str, list[str]]:
    """Open pages in the browser; address → what is wrong with it."""
    browser = shutil.which("chromium")
    assert browser
    run = subprocess.run(
        ["node", TESTS / "node" / "browse.js", browser, *addresses],
        capture_output=True,
        text=True,
        check=False,
        env=node_environment(),
    )
    assert run.returncode == 0, run.stderr
    found: dict[str, list[str]] = json.loads(run.stdout)
    assert sorted(found) == sorted(addresses)
    return found


def test_the_checker_sees_every_kind_of_fault(tmp_path: Path) -> None:
    (tmp_path / "faulty.html").write_text(_FAULTY, encoding="utf-8")

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=tmp_path)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        (said,) = complaints(f"http://127.0.0.1:{server.server_port}/faulty.html").values()
        server.shutdown()
    for one in _COMPLAINTS:
        assert [what for what in said if what.startswith(one)], f"{one}: not among {said}"


def test_every_kind_of_page_is_for_everybody(
    count_cases: Callable[[str, int], None],
) -> None:
    # Where there is a copy of the article, the reading view is shown with it.
    copy = ("--text", str(ARTICLE / "article.txt")) if ARTICLE.is_dir() else ()
    with outside(*copy) as service:
        found = complaints(*(f"{service.address}/{page}" for page in _PAGES))
    count_cases("pages in a browser", len(found))
    assert {page: said for page, said in found.items() if said} == {}
