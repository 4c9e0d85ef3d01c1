"""What every test may use: foreign tools or a plain word on their absence, and counted cases."""

from __future__ import annotations

import json
import os
import shutil
import signal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

from azru_graph.engines.embedded import Embedded
from azru_graph.engines.loading import load
from azru_graph.engines.remote import Remote
from azru_graph.exports import export_all
from azru_graph.files import data_files, ontology_files
from azru_graph.web.settings import Limits, Source
from clients import Client
from exporting import content
from readers import PROGRAMS, READERS, has_jar, has_node, node_environment
from readings import PATH, Found, record
from servers import Running, oxigraph, virtuoso, writable_oxigraph
from service import inside, outside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from azru_graph.engines import Engine
    from azru_graph.exports import Content
    from service import Inside, Outside

# The same examples in every run, however slow the machine; nothing is written beside the tests.
hypothesis.settings.register_profile("azru", derandomize=True, deadline=None, database=None)
hypothesis.settings.load_profile("azru")

ROOT = Path(__file__).resolve().parent.parent


_LIBRARIES = ("jarjar", "javax.json", "jena-arq", "owlapi-api", "rdf4j-model")

# Tool → whether it is here, and how to get it.
TOOLS: dict[str, tuple[Callable[[], bool], str]] = {
    "assets": (
        lambda: bool(shutil.which("node")) and (ROOT / "frontend/node_modules/esbuild").is_dir(),
        "install node and npm, then: make assets",
    ),
    # A kit with its compiler: the checker is started from its source.
    "java": (lambda: bool(shutil.which("javac")), "apt-get install default-jdk-headless"),
    "chromium": (
        lambda: (
            bool(shutil.which("chromium")) and has_node("axe-core") and has_node("puppeteer-core")
        ),
        "apt-get install chromium, then: npm install --prefix .foreign axe-core puppeteer-core",
    ),
    "curl": (lambda: bool(shutil.which("curl")), "apt-get install curl"),
    "poppler": (lambda: bool(shutil.which("pdftotext")), "apt-get install poppler-utils"),
    "roqet": (lambda: bool(shutil.which("roqet")), "apt-get install rasqal-utils"),
    "rapper": (lambda: bool(shutil.which("rapper")), "apt-get install raptor2-utils"),
    **{
        f"node-{name}": (
            partial(has_node, package),
            f"install node, then: npm install --no-save --prefix .foreign {package}",
        )
        for name, package in (
            ("argdown", "@argdown/core"),
            ("citation", "@citation-js/plugin-csl"),
            ("comunica", "@comunica/query-sparql"),
            ("jsonld", "jsonld"),
            ("n3", "n3"),
            ("rdf-canonize", "rdf-canonize"),
            ("rdfxml", "rdfxml-streaming-parser"),
            ("vnu", "vnu-jar"),
        )
    },
    # One class path for all three.
    **{
        name: (
            partial(has_jar, *_LIBRARIES),
            f"apt-get install default-jdk-headless libjarjar-java libjsonp-java {package}",
        )
        for name, package in (
            ("jena", "libapache-jena-java"),
            ("owlapi", "libowlapi-java"),
            ("rdf4j", "librdf4j-java"),
        )
    },
    "virtuoso": (
        lambda: bool(shutil.which("virtuoso-t")),
        "apt-get install virtuoso-opensource-7-bin",
    ),
    "tesseract": (lambda: bool(shutil.which("tesseract")), "apt-get install tesseract-ocr"),
}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update",
        action="store_true",
        help="record anew the answers of the stored questions and what is read of the pictures",
    )


def pytest_configure() -> None:
    """Keep no answers in the cache of whoever runs the tests."""
    os.environ["AZRU_NO_CACHE"] = "1"


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Leave a test out whose foreign tool is absent; fail it where all tools are required."""
    for mark in item.iter_markers("reads"):
        program, form = mark.args
        assert form in PROGRAMS[program], f"{program} is not told to read {form}"
        item.user_properties.append(("reads", [program, form]))
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
    _keep_readings(terminalreporter)
    _write_matrix(terminalreporter)


def _keep_readings(terminalreporter: pytest.TerminalReporter) -> None:
    """Say which pictures were read, not being in the record; put them there if asked to."""
    found = {
        tuple(value[0]): Found(*value[1])
        for report in terminalreporter.stats.get("passed", [])
        for key, value in report.user_properties
        if key == "found"
    }
    if not found:
        return
    terminalreporter.section(f"pictures that were read (pytest --update records in {PATH.name})")
    for which in sorted(found):
        terminalreporter.write_line(", ".join(which))
    if terminalreporter.config.getoption("--update"):
        record(found)


def _write_matrix(terminalreporter: pytest.TerminalReporter) -> None:
    """Say for every reader and format whether the reader found what was written."""
    read: dict[str, dict[str, str]] = {}
    for outcome in ("passed", "failed"):  # a failure counts before what has passed
        for report in terminalreporter.stats.get(outcome, []):
            for key, (reader, found) in report.user_properties:
                if key == "cells":
                    read.setdefault(reader, {}).update(found)
                elif key == "reads":
                    read.setdefault(reader, {})[found] = "same" if outcome == "passed" else "FAILED"
    if not read:
        return
    terminalreporter.section("what is read back: same; -: not read, by the reader's documentation")
    for group in ({reader: it.formats for reader, it in READERS.items()}, PROGRAMS):
        forms = sorted({form for own in group.values() for form in own})
        rows = [["", *group]]
        for form in forms:
            cells = {one: "not run" if form in own else "-" for one, own in group.items()}
            cells |= {one: read[one][form] for one in group if form in read.get(one, ())}
            rows.append([form, *cells.values()])
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for row in rows:
            line = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            terminalreporter.write_line("  ".join(line).rstrip())


@pytest.fixture
def count_cases(record_property: Callable[[str, object], None]) -> Callable[[str, int], None]:
    """Give a function that reports how many cases a test found; none at all is a failure."""

    def count(name: str, number: int) -> None:
        assert number > 0, f"{name}: no case was found"
        record_property("cases", [name, number])

    return count


@pytest.fixture
def record_cells(
    record_property: Callable[[str, object], None],
) -> Callable[[str, Mapping[str, str]], None]:
    """Give a function that records what a reader found: format → "same", or what is wrong."""

    def record(reader: str, cells: Mapping[str, str]) -> None:
        record_property("cells", [reader, dict(cells)])

    return record


@pytest.fixture(scope="session")
def shipped() -> Content:
    """Give what is exported if nothing else is said; it reads and puts in order only once."""
    return content("shipped")


@pytest.fixture(scope="session")
def every_format(shipped: Content) -> Mapping[str, bytes]:
    """Give all files of `azru export all`, by their names."""
    return export_all(shipped)


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


@pytest.fixture(scope="session")
def shared_service() -> Iterator[Inside]:
    """Give a service of the shipped graph, in this process."""
    with inside(Source(data_files()), Limits(workers=1)) as service:
        yield service


@pytest.fixture(scope="session")
def served() -> Iterator[Outside]:
    """Give `azru serve` of the shipped graph, in a process of its own.

    In the end its log has a mapping in each line, and none of a failure.
    """
    with outside("--workers", "1", "--seconds", "3") as service:
        yield service
        _, said = service.end(signal.SIGINT)
    assert [line for line in said if json.loads(line)["event"] == "failure"] == []


@pytest.fixture(scope="session")
def oxigraph_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Give an Oxigraph that can be written; each test has a graph of its own there."""
    with writable_oxigraph(tmp_path_factory.mktemp("oxigraph")) as running:
        yield running


@pytest.fixture(scope="session")
def virtuoso_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Give a Virtuoso that can be written; each test has a graph of its own there."""
    with virtuoso(tmp_path_factory.mktemp("virtuoso")) as running:
        yield running


@pytest.fixture(scope="session")
def web(shared_service: Inside) -> Client:
    """Give what asks the service of the shipped graph for its data."""
    return Client(shared_service)


@pytest.fixture
def foreign_environment() -> dict[str, str]:
    """Give the environment in which node finds the packages that were installed for the tests."""
    return node_environment()
