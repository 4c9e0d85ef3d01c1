"""Everything in one go: valid data, every answer, pictures, exports and an index page."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, NamedTuple

from azru_graph import executables, exports, gallery, handbook, markup, results, validation
from azru_graph.engines.embedded import Embedded
from azru_graph.errors import DataError
from azru_graph.files import ontology_files, write_all
from azru_graph.queries import by_first_tag, catalogue, select

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from azru_graph.gallery import Exhibit
    from azru_graph.queries import Query
    from azru_graph.results import Table

__all__ = ["ANSWER_FORMATS", "Built", "build"]

ANSWER_FORMATS = ("csv", "json", "md")

_STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; }
h1, h2 { line-height: 1.2; }
img { background: #fff; height: auto; max-width: 100%; }
.gallery { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(20rem, 1fr)); }
figure { margin: 0; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-size: .875rem; }
th, td { border: 1px solid #888; padding: .25rem .5rem; text-align: left; vertical-align: top; }
summary { cursor: pointer; }
"""
# Files beside the formats → what they are for.
_BESIDE = {
    "checks-as-shapes.ttl": "The checks as shapes, for other SHACL tools",
    "questions-as-executables.ttl": "The questions as RDF",
    "counts.tsv": "Counts and hash of the triples",
    "SHA256SUMS": "Checksums of all these files",
}
_ABOUT = (
    "<p><cite>Azerbaijan - Russia Relations: Is the Foreign Policy Strategy of Azerbaijan"
    " Changing?</cite> as triples: what it reports, what it lets somebody hold, and on what"
    " passages and works each rests.</p>"
)


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
    """Validate, answer, draw and export into a directory.

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
    graph = [*data, *ontology_files()]
    engine = Embedded(graph)
    content: dict[str, bytes] = {"validation.txt": validation.to_text(findings).encode()}

    progress("answering")
    answers = [
        (query, select(engine, query.text, path=query.path))
        for query in catalogue("questions").values()
    ]
    for query, table in answers:
        for name in ANSWER_FORMATS:
            content[f"answers/{query.name}.{name}"] = results.write(table, name)

    content["catalogue.md"] = handbook.page(engine).encode()

    progress("exporting")
    beside = {
        "checks-as-shapes.ttl": validation.derived_shapes(),
        "questions-as-executables.ttl": executables.executables(),
    }
    exported = exports.export_all(
        exports.content_of(data),
        {name: exports.serialize(one, "turtle") for name, one in beside.items()},
    )
    content |= {f"exports/{name}": whole for name, whole in exported.items()}
    progress("drawing")
    shown = list(gallery.exhibits(engine))
    for one in shown:
        content |= {f"pictures/{name}": whole for name, whole in one.files.items()}
    content["gallery.md"] = gallery.page(shown).encode()
    content["index.html"] = _index(answers, findings, shown, sorted(content)).encode()
    write_all({directory / name: whole for name, whole in content.items()})
    return Built(
        directory=directory,
        triples=exported["azru.nt"].count(b"\n"),
        questions=len(answers),
        rows=sum(len(table.rows) for _, table in answers),
        findings=len(findings),
        files=tuple(sorted(content)),
    )


def _index(
    answers: Sequence[tuple[Query, Table]],
    findings: Sequence[validation.Finding],
    shown: Sequence[Exhibit],
    files: Sequence[str],
) -> str:
    """The page that links it all; it needs no script and asks no other host."""
    tables = {query.name: table for query, table in answers}
    parts = [
        "<!DOCTYPE html>",
        '<html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>azru-graph</title><style>{_STYLE}</style></head><body>",
        "<h1>The knowledge graph of one article</h1>",
        _ABOUT,
        f'<p>Validation: {len(findings)} findings (<a href="validation.txt">report</a>).</p>',
        "<h2>Pictures</h2>",
        '<p><a href="gallery.md">All on one page, with the commands that draw them</a></p>',
        '<div class="gallery">',
        *map(_figure, shown),
        "</div>",
        "<h2>Questions</h2>",
        '<p><a href="catalogue.md">All with their parameters and columns, as one page</a></p>',
        *(
            line
            for tag, questions in by_first_tag(query for query, _ in answers).items()
            for line in (
                f"<h3>{escape(tag)}</h3>",
                *(_question(q, tables[q.name]) for q in questions),
            )
        ),
        "<h2>Files to load elsewhere</h2><dl>",
        *_exports([name.removeprefix("exports/") for name in files if name.startswith("exports/")]),
        "</dl>",
        "<p>The triples are under CC BY 4.0; the article remains its owner's.</p>",
        "</body></html>",
    ]
    return "\n".join(parts) + "\n"


def _exports(names: Sequence[str]) -> Iterator[str]:
    """List the files of each format with what they are for, those of a folder behind one line."""
    for name, form in sorted(exports.FORMATS.items()):
        place = exports.file_name(name)
        own = [one for one in names if one == place or one.startswith(f"{place}/")]
        links = [f'<a href="exports/{one}">{one}</a>' for one in own]
        listed = " ".join(links)
        if not form.suffix:
            listed = f"<details><summary>{place}/, {len(own)} files</summary>{listed}</details>"
        yield f"<dt>{escape(form.summary)}</dt><dd>{listed}</dd>"
    for one, summary in _BESIDE.items():
        yield f'<dt>{summary}</dt><dd><a href="exports/{one}">{one}</a></dd>'


def _figure(one: Exhibit) -> str:
    """Show a picture as it is on a page, with links to every file of it."""
    first = f"pictures/{one.name}-{one.sizes[0]}"
    links = [
        f"{size}: "
        + " ".join(
            f'<a href="pictures/{one.name}-{size}.{form}">{form}</a>' for form in gallery.FORMATS
        )
        for size in one.sizes
    ]
    return (
        f'<figure id="picture-{one.name}"><a href="{first}.svg">'
        f'<img src="{first}.svg" loading="lazy" alt="{escape(one.summary)}"></a>\n'
        f"<figcaption>{escape(one.title)} ({'; '.join(links)})</figcaption></figure>"
    )


def _question(query: Query, table: Table) -> str:
    links = " ".join(f'<a href="answers/{query.name}.{x}">{x}</a>' for x in ANSWER_FORMATS)
    return (
        f'<details id="{query.name}"><summary>{escape(query.header.summary)}'
        f" ({len(table.rows)})</summary>\n<p>{escape(query.header.description)} {links}</p>\n"
        f'<div class="scroll">{markup.table(table, caption=query.name)}</div></details>'
    )
