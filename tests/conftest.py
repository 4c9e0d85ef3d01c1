"""What every test may use: foreign tools or a plain word on their absence, and counted cases."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

from azru_graph.engines.embedded import Embedded
from azru_graph.engines.loading import load
from azru_graph.engines.remote import Remote
from azru_graph.files import data_files, ontology_files
from servers import oxigraph

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from azru_graph.engines import Engine

# The same examples in every run, however slow the machine; nothing is written beside the tests.
hypothesis.settings.register_profile("azru", derandomize=True, deadline=None, database=None)
hypothesis.settings.load_profile("azru")

ROOT = Path(__file__).resolve().parent.parent
LOCAL_NODE_PATH = ROOT / ".foreign" / "node_modules"


def _node_paths() -> list[Path]:
    given = os.environ.get("NODE_PATH", "").split(os.pathsep)
    return [LOCAL_NODE_PATH, *(Path(path) for path in given if path)]


def _has_node_n3() -> bool:
    return bool(shutil.which("node")) and any((path / "n3").is_dir() for path in _node_paths())


# Tool → whether it is here, and how to get it.
TOOLS: dict[str, tuple[Callable[[], bool], str]] = {
    # A kit with its compiler: the checker is started from its source.
    "java": (lambda: bool(shutil.which("javac")), "apt-get install default-jdk-headless"),
    "poppler": (lambda: bool(shutil.which("pdftotext")), "apt-get install poppler-utils"),
    "rapper": (lambda: bool(shutil.which("rapper")), "apt-get install raptor2-utils"),
    "node-n3": (
        _has_node_n3,
        "install node, then: npm install --no-save --prefix .foreign n3",
    ),
    "tesseract": (lambda: bool(shutil.which("tesseract")), "apt-get install tesseract-ocr"),
}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update", action="store_true", help="record the answers of the stored questions anew"
    )


def pytest_configure() -> None:
    """Keep no answers in the cache of whoever runs the tests."""
    os.environ["AZRU_NO_CACHE"] = "1"


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Leave a test out whose foreign tool is absent; fail it where all tools are required."""
    for mark in item.iter_markers("foreign"):
        (tool,) = mark.args
        is_here, how = TOOLS[tool]
        if is_here():
            continue
        reason = f"{tool} is not installed ({how})"
        if os.environ.get("AZRU_REQUIRE_FOREIGN") == "1":
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what was left out, and how many cases the folder-driven tests had."""
    left_out = terminalreporter.stats.get("skipped", [])
    if left_out:
        terminalreporter.section("left out, and why")
        for report in left_out:
            terminalreporter.write_line(f"{report.nodeid}: {report.longrepr[2]}")
    passed = terminalreporter.stats.get("passed", [])
    cases = sorted(
        value for report in passed for key, value in report.user_properties if key == "cases"
    )
    if cases:
        terminalreporter.section("cases per folder-driven test")
        for name, number in cases:
            terminalreporter.write_line(f"{name}: {number} cases")


@pytest.fixture
def count_cases(record_property: Callable[[str, object], None]) -> Callable[[str, int], None]:
    """Give a function that reports how many cases a test found; none at all is a failure."""

    def count(name: str, number: int) -> None:
        assert number > 0, f"{name}: no case was found"
        record_property("cases", [name, number])

    return count


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a store on disk that holds the shipped graph."""
    directory = tmp_path_factory.mktemp("engines") / "store"
    load(directory, [*data_files(), *ontology_files()])
    return directory


@pytest.fixture(scope="session")
def engines(store: Path) -> Iterator[Mapping[str, Engine]]:
    """Give the engines that must all answer alike, by name, each with the shipped graph."""
    with oxigraph(store) as url:
        yield {"memory": Embedded([*data_files(), *ontology_files()]), "remote": Remote(url)}


@pytest.fixture
def foreign_environment() -> dict[str, str]:
    """Give the environment in which node finds the packages that were installed for the tests."""
    paths = os.pathsep.join(str(path) for path in _node_paths())
    return {**os.environ, "NODE_PATH": paths}
