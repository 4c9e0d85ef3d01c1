"""Is the data as it should be? SHACL shapes, and queries that must return nothing.

The shapes look at one resource each, the stored checks across resources; both run as SPARQL in any
engine. The same shapes in pySHACL are the reference that the compiled ones are held against.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from azru_graph.engines.embedded import Embedded
from azru_graph.files import ontology_files, shapes_file
from azru_graph.validation.checks import check_findings, derived_shapes
from azru_graph.validation.compiled import compiled_findings
from azru_graph.validation.findings import Finding, placed, report, to_json, to_text
from azru_graph.validation.reference import reference_findings
from azru_graph.validation.shapes import read_shapes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from azru_graph.engines import Engine

__all__ = [
    "Finding",
    "derived_shapes",
    "examine",
    "report",
    "to_json",
    "to_text",
    "validate",
]


def validate(
    paths: Sequence[Path], *, shapes: Sequence[Path] = (), reference: bool = False
) -> tuple[Finding, ...]:
    """Validate RDF files against the shapes and the checks.

    Args:
        paths: The data; the shipped ontology is added to it.
        shapes: Files of shapes to take in place of the shipped shapes and the checks.
        reference: Run the shapes in pySHACL, which takes minutes where the data is large.

    Returns:
        Findings by severity, file, line, rule and value; none where all is well.

    Raises:
        DataError: A file is not UTF-8, cannot be parsed or holds no triple; or the shapes are
            malformed, or hold what only pySHACL can check.
        MissingFileError: A file cannot be read.
    """
    # The store comes first: it is quick, and its reader says best where a file is at fault.
    engine = Embedded([*paths, *ontology_files()])
    if not reference:
        return placed(_findings(engine, shapes), paths)
    from azru_graph.sources import read_graph

    found = reference_findings(
        read_graph([*paths, *ontology_files()]), read_graph(shapes or [shapes_file()])
    )
    return placed([*found, *([] if shapes else check_findings(engine))], paths)


def examine(engine: Engine, *, shapes: Sequence[Path] = ()) -> tuple[Finding, ...]:
    """Validate the graph that an engine holds, ontology included; findings stand in no file.

    Args:
        engine: Where the graph is.
        shapes: As for `validate`.

    Raises:
        DataError: As for `validate`.
        EndpointError, UsageError: As ``Engine.query`` raises them.
    """
    return placed(_findings(engine, shapes))


def _findings(engine: Engine, shapes: Sequence[Path]) -> list[Finding]:
    found = compiled_findings(engine, read_shapes(shapes or [shapes_file()]))
    return found if shapes else [*found, *check_findings(engine)]
