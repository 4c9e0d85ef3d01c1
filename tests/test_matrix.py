"""Every reader finds in every format of RDF that it reads what was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from azru_graph.exports import content_of, export, file_name
from azru_graph.exports.rdf import dataset
from held import claims, reified, stated
from readers import READ, READERS, as_owl

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from azru_graph.exports import Content


class Exported:
    """The files of the formats that are read here, and the quads that each must hold."""

    def __init__(self, folder: Path, content: Content, written: Mapping[str, bytes]) -> None:
        self.files = {name: folder / file_name(name) for name in READ}
        for name, file in self.files.items():
            file.write_bytes(written[file_name(name)])
        triples = {str(quad) for quad in content.quads}
        quads = {str(quad) for quad in dataset(content)}
        held = claims(content.quads)
        self.quads = dict.fromkeys(READ, triples) | {
            "nquads": quads,
            "trig": quads,
            "rdf12": triples.union(reified(held)),
            "statements": triples.union(stated(held)),
            # What these are to hold, test_claim_formats tells.
            "nanopublications": found(self.files["nanopublications"]),
        }


def found(path: Path) -> set[str]:
    return {str(quad) for quad in ox.parse(path=path)}


@pytest.fixture(scope="module")
def exported(
    tmp_path_factory: pytest.TempPathFactory, shipped: Content, every_format: Mapping[str, bytes]
) -> Exported:
    return Exported(tmp_path_factory.mktemp("exported"), shipped, every_format)


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=[pytest.mark.foreign(tool) for tool in reader.tools])
        for name, reader in READERS.items()
    ],
)
def test_the_same_is_read(
    name: str,
    exported: Exported,
    tmp_path: Path,
    record_cells: Callable[[str, dict[str, str]], None],
) -> None:
    reader = READERS[name]
    reduced: Callable[[set[str]], set[str]] = as_owl if name == "OWL API" else set
    results = {form: tmp_path / f"{form}.nq" for form in READ if form in reader.formats}
    complaints = reader.read(
        [(exported.files[form], result) for form, result in results.items()], tmp_path
    )
    cells = {}
    for form, result in results.items():
        complaint = complaints.get(exported.files[form])
        if complaint is not None:
            cells[form] = f"refused: {complaint}"
            continue
        is_, expected = reduced(found(result)), reduced(exported.quads[form])
        lost, added = expected - is_, is_ - expected
        cells[form] = f"{len(lost)} lost, {len(added)} added" if lost or added else "same"
    record_cells(name, cells)
    assert cells == dict.fromkeys(results, "same")
    if name == "rdf-canonize":
        # Sorted lines are the canonical form already, nothing being blank.
        for form, result in results.items():
            assert result.read_bytes() == exported.files[form].read_bytes()


@pytest.mark.foreign("node-rdf-canonize")
def test_blank_nodes_are_labelled_as_the_standard_has_it(tmp_path: Path) -> None:
    blank = tmp_path / "blank.ttl"
    blank.write_text(
        "@prefix e: <http://example.org/> .\n"
        "_:a e:knows _:b . _:b e:knows _:a , [ e:name 'x' ] .\n"
        "e:c e:knows [ e:name 'y\\t\\u0001\\u007F\\u2028' ] , _:a .\n",
        encoding="utf-8",
    )
    content = content_of([blank], only="blank")
    jobs = []
    for form in ("ntriples", "nquads"):
        source = tmp_path / file_name(form)
        written = export(content, form)
        assert isinstance(written, bytes)
        source.write_bytes(written)
        jobs.append((source, tmp_path / form))
    assert READERS["rdf-canonize"].read(jobs, tmp_path) == {}
    for source, result in jobs:
        assert source.read_bytes().count(b"_:c14n") == 10
        assert source.read_bytes() == result.read_bytes()
