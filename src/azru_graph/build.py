"""Everything in one go: valid data, every answer, pictures, exports, and all pages as files."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from azru_graph import executables, exports, gallery, handbook, pages, results, validation
from azru_graph.engines.embedded import Embedded
from azru_graph.errors import DataError
from azru_graph.exports.resource import of_content, write
from azru_graph.files import ontology_files, write_all
from azru_graph.pages import Site
from azru_graph.queries import catalogue, select
from azru_graph.terms import BASE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path


__all__ = ["ANSWER_FORMATS", "TWINS", "Built", "build"]

ANSWER_FORMATS = ("csv", "json", "md", "ndjson", "tsv", "xml")
TWINS = ("jsonld", "ttl")  # the formats of the documents of single resources


class Built(NamedTuple):
    """What a build wrote.

    Attributes:
        directory: Where.
        triples: Number of triples of data and ontology together.
        questions: Number of questions answered.
        rows: Number of rows in all answers together.
        findings: Warnings and infos of the validation; violations end the build.
        files: The files written, relative to the directory, sorted.
    """

    directory: Path
    triples: int
    questions: int
    rows: int
    findings: int
    files: tuple[str, ...]


def build(
    directory: Path, data: Sequence[Path], *, progress: Callable[[str], None] = lambda _: None
) -> Built:
    """Validate, answer, draw, export and write every page into a directory.

    Args:
        directory: Where to; made if missing. Files of the same names are replaced.
        data: The RDF files to build from.
        progress: Called with a word on each step that begins.

    Raises:
        DataError: The data violates a shape or a check; nothing is written then.
        OutputError: A file cannot be written.
    """
    progress("validating")
    findings = validation.validate(data)
    if any(finding.severity == "violation" for finding in findings):
        raise DataError(
            "the data is not valid; nothing was built\n" + validation.to_text(findings).rstrip(),
            remedy="mend the violations, then build again",
        )
    engine = Embedded([*data, *ontology_files()])
    content: dict[str, bytes] = {"validation.txt": validation.to_text(findings).encode()}

    progress("answering")
    rows = 0
    questions = catalogue("questions").values()
    for query in questions:
        table = select(engine, query.text, path=query.path)
        rows += len(table.rows)
        for name in ANSWER_FORMATS:
            content[f"q/{query.name}.{name}"] = results.write(table, name)
    content["catalogue.md"] = handbook.page(engine).encode()

    progress("exporting")
    beside = {
        "checks-as-shapes.ttl": validation.derived_shapes(),
        "questions-as-executables.ttl": executables.executables(),
    }
    whole = exports.content_of(data)
    exported = exports.export_all(
        whole, {name: exports.serialize(one, "turtle") for name, one in beside.items()}
    )
    content |= {f"exports/{name}": written for name, written in exported.items()}

    progress("drawing")
    shown = list(gallery.exhibits(engine))
    for one in shown:
        content |= {f"pictures/{name}": written for name, written in one.files.items()}
    content["gallery.md"] = gallery.page(shown).encode()

    progress("writing pages")
    site = Site(
        engine,
        files=data,
        version=_digest(exported["counts.tsv"]),
        static=True,
        beside=sorted(content),
    )
    content |= _pages(site)
    content |= _twins(whole)
    write_all({directory / name: written for name, written in content.items()})
    return Built(
        directory=directory,
        triples=exported["azru.nt"].count(b"\n"),
        questions=len(questions),
        rows=rows,
        findings=len(findings),
        files=tuple(sorted(content)),
    )


def _digest(counts: bytes) -> str:
    """Give the hash of all triples, which stands last in their counts."""
    return counts.decode().split()[-1]


def _pages(site: Site) -> Iterator[tuple[str, bytes]]:
    """Write every page, and what all of them need."""
    for address in pages.addresses(site):
        yield pages.file_of(address), pages.page(site, address).content
    for address in pages.files(site):
        yield address, pages.file(site, address)
    for name, written in pages.assets().items():
        if not name.startswith("built/"):  # of the editor, which needs a service
            yield f"assets/{name}", written


def _twins(whole: exports.Content) -> Iterator[tuple[str, bytes]]:
    """Write the document of every resource, for programs, beside the page of it."""
    documents = of_content(whole)
    for iri in documents.known:
        document = documents.document(iri)
        for suffix in TWINS:
            yield f"{iri.removeprefix(BASE)}.{suffix}", write(document, suffix)
