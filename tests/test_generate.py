"""Made-up graphs of any size have the shape of the shipped one, and are as valid."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pyoxigraph
import pytest

from azru_graph.files import data_files
from azru_graph.terms import PREFIXES
from azru_graph.validation import validate
from generate import generate
from made.faults import RULES

TYPE = PREFIXES["rdf"] + "type"
ROOT = Path(__file__).parent.parent
# A share of the triples may be so many times that of the shipped graph, or that part of it, if the
# shipped graph has at least so many of the kind: a share of one or two is chance.
FACTOR = 2.5
MANY = 5


def shares(text: str, suffix: str) -> tuple[dict[str, float], Counter[str]]:
    """Of all triples, the part that each property and each class has; and how many they are."""
    counts: Counter[str] = Counter()
    total = 0
    for quad in pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.from_extension(suffix)):
        total += 1
        counts[quad.predicate.value] += 1
        if quad.predicate.value == TYPE:
            counts[f"a {quad.object.value}"] += 1
    return {kind: count / total for kind, count in counts.items()}, counts


def test_classes_and_properties_are_as_frequent_as_in_the_shipped_graph() -> None:
    shipped = "\n".join(path.read_text(encoding="utf-8") for path in data_files())
    theirs, counts = shares(shipped, "ttl")
    ours, _ = shares("".join(generate(2)), "nt")
    often = {kind for kind, count in counts.items() if count >= MANY}
    assert len(often) > 75
    astray = {
        kind: round(ours.get(kind, 0) / theirs[kind], 2)
        for kind in often
        if not 1 / FACTOR <= ours.get(kind, 0) / theirs[kind] <= FACTOR
    }
    assert astray == {}
    assert ours.keys() <= theirs.keys()


def test_an_article_has_about_ten_thousand_triples_of_its_own() -> None:
    lines = "".join(generate(3)).splitlines()
    assert len(lines) == len(set(lines))
    assert 27_000 < len(lines) < 33_000


def test_a_graph_of_two_articles_has_no_fault(tmp_path: Path) -> None:
    file = tmp_path / "made-up.nt"
    file.write_text("".join(generate(2)), encoding="utf-8")
    assert validate([file]) == ()


def test_faults_are_found_where_they_were_made_and_nowhere_else(tmp_path: Path) -> None:
    file = tmp_path / "faulty.nt"
    made: list[tuple[str, str]] = []
    file.write_text("".join(generate(1, seed=7, faults=60, found=made)), encoding="utf-8")
    assert len(made) == 60
    # The one share and the one last footnote of the article have room for one fault each.
    assert len({rule for rule, _ in made}) >= len(RULES) - 2
    assert len(set(made)) == len(made)
    assert {(f.rule, f.focus_node) for f in validate([file])} == set(made)


def test_more_faults_than_there_is_room_for_are_refused() -> None:
    with pytest.raises(ValueError, match="article 1 has no room"):
        list(generate(1, faults=2_000))


def test_the_first_articles_of_more_are_those_of_fewer() -> None:
    assert list(generate(3))[:3] == list(generate(2))
    assert list(generate(1, seed=2)) != list(generate(1))


@pytest.mark.parametrize("hash_seed", ["0", "1"])
def test_the_same_bytes_whatever_the_hash_seed(hash_seed: str) -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "bench" / "generate.py", "1", "--faults", "60"],
        check=True,
        capture_output=True,
        env={"PYTHONHASHSEED": hash_seed},
    )
    made: list[tuple[str, str]] = []
    assert done.stdout.decode() == "".join(generate(1, faults=60, found=made))
    listed = [tuple(line.split("\t")) for line in done.stderr.decode().splitlines()]
    assert listed == made
