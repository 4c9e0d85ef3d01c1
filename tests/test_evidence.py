"""What `azru why` and `azru anchor` say of a made-up article, with a reader's copy and without."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from article import ARTICLE, needs_article
from azru_graph import copies
from azru_graph.copies import read_copy
from azru_graph.engines.embedded import Embedded
from azru_graph.errors import UnknownNameError
from azru_graph.evidence import to_json, to_text, why
from azru_graph.files import data_files, ontology_files
from azru_graph.terms import Iri, expand
from command import azru
from madeup import NAMES, TEXT, facts, spans

if TYPE_CHECKING:
    from pathlib import Path

WRAPPED = " ".join(TEXT.split())


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("graph") / "facts.ttl"
    path.write_text(facts(), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def engine(graph: Path) -> Embedded:
    return Embedded([graph, *ontology_files()])


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The canonical text, to be overwritten where a test wants another copy."""
    path = tmp_path / "mills.txt"
    path.write_bytes(TEXT.encode())
    return path


def entity(name: str) -> Iri:
    return Iri(expand(name))


# ── Copies ────────────────────────────────────────────────────────────────────


def test_canonical_text_is_taken_by_its_offsets(engine: Embedded, own: Path) -> None:
    copy = read_copy(engine, own)
    assert copy.canonical
    assert copy.passages == tuple(NAMES)
    assert {name: list(place.ranges) for name, place in copy.places.items()} == {
        name: spans(name) for name in NAMES
    }
    assert (copy.missing, copy.without_initial) == ((), ())
    said = f"{own}: 17 of 17 passages found, by offset, this is the canonical text\n"
    assert copies.to_text(copy) == said


def test_another_copy_is_searched_by_its_letters(engine: Embedded, own: Path) -> None:
    own.write_text(WRAPPED, encoding="utf-8")
    copy = read_copy(engine, own)
    assert not copy.canonical
    assert copies.to_text(copy).splitlines() == [
        f"{own}: 17 of 17 passages found, by their letters",
        "  without the first letter: s1p1.1",
    ]
    own.write_text(WRAPPED.replace("council", "senate"), encoding="utf-8")
    found = json.loads(copies.to_json(read_copy(engine, own)))
    assert found["missing"] == ["s2p1.2"]
    assert (found["passages"], found["found"], found["canonical"]) == (17, 16, False)
    assert set(found["ranges"]) == set(NAMES) - {"s2p1.2"}


# ── Reasons ───────────────────────────────────────────────────────────────────


def test_reasons_of_a_record(engine: Embedded) -> None:
    reasons = why(engine, entity("id:event-building-1870"))
    (standing,) = reasons.passages
    assert (standing.passage, standing.section) == ("s1p1.2", "Opening")
    assert (standing.position, standing.footnotes) == (5, (2,))
    (cited,) = reasons.cited
    assert (cited.footnote, cited.markers, cited.work) == (2, ("s1p1.2",), "Tekgül 1999")
    assert (cited.pages, cited.notes) == ("", ("Printed as “Ibid”.",))
    assert (reasons.paraphrase, reasons.voices, reasons.mode) == ("", (), "")


def test_reasons_of_a_claim_name_voice_mode_and_the_other_side(engine: Embedded) -> None:
    denial = why(engine, entity("id:claim-s2p1-2a"))
    assert (denial.voices, denial.mode) == (("The council",), "denial")
    assert denial.paraphrase == "It was not they who bore the cost."
    assert [(one.relation, one.voices, one.passages) for one in denial.related] == [
        ("disputes", ("Şaban Işık",), ("s2p1.1",)),
        ("qualified by", ("The writer",), ("s2p1.2",)),
    ]
    (against,) = why(engine, entity("id:claim-s2p1-1a")).related
    assert (against.relation, against.iri) == ("disputed by", denial.iri)
    (limited,) = why(engine, entity("id:claim-s2p1-2b")).related
    assert (limited.relation, limited.iri) == ("qualifies", denial.iri)


def test_reasons_of_a_place_are_in_reading_order(engine: Embedded) -> None:
    reasons = why(engine, entity("id:place-valley"))
    assert [one.passage for one in reasons.passages] == ["title", "abs.1", "s2p1.2"]
    assert reasons.cited == ()
    assert "works cited\n  none\n" in to_text(reasons)


@pytest.mark.parametrize(
    ("name", "passages", "notes"),
    [
        ("id:work-tekgul-1999", ["fn1", "fn2"], [1, 2]),
        ("id:citation-1-1", ["fn1"], [1]),
        ("id:footnote-2", ["fn2"], [2]),
        ("id:passage-fn1", ["fn1"], [1]),
        ("id:passage-s1p1-2", ["s1p1.2"], [2]),
        ("id:passage-title", ["title"], []),
        ("scheme:mode-denial", [], []),
    ],
)
def test_reasons_of_other_things(
    engine: Embedded, name: str, passages: list[str], notes: list[int]
) -> None:
    reasons = why(engine, entity(name))
    assert [one.passage for one in reasons.passages] == passages
    assert [one.footnote for one in reasons.cited] == notes


def test_reasons_without_a_copy_quote_nothing_and_say_how(engine: Embedded) -> None:
    reasons = why(engine, entity("id:claim-s2p1-2a"))
    page = to_text(reasons)
    assert page.endswith("your own copy: azru why id:claim-s2p1-2a --text FILE\n")
    assert ">" not in page
    assert "quote" not in json.loads(to_json(reasons))["passages"][0]
    assert "--text" not in to_text(why(engine, entity("scheme:mode-denial")))


def test_reasons_with_a_copy_quote_it_as_it_is(engine: Embedded, own: Path) -> None:
    sentence = "> the council thought otherwise, and its clerk, who had come from the town, wrote"
    reasons = why(engine, entity("id:place-valley"))
    page = to_text(reasons, read_copy(engine, own))
    assert sentence in page
    assert "> Why did the mills of the valley stop? We asked the millers’ children." in page
    assert "--text" not in page
    own.write_text(TEXT.replace("’", "'"), encoding="utf-8")
    assert "the millers' children." in to_text(reasons, read_copy(engine, own))


def test_a_passage_that_the_copy_lacks_is_named(engine: Embedded, own: Path) -> None:
    own.write_text(TEXT.replace("clerk", "scribe"), encoding="utf-8")
    copy = read_copy(engine, own)
    reasons = why(engine, entity("id:place-valley"))
    page = to_text(reasons, copy)
    assert f"(not found in {own})" in " ".join(page.split())  # a long path stands on its own line
    assert page.count(">") == 2
    quotes = [one["quote"] for one in json.loads(to_json(reasons, copy))["passages"]]
    assert quotes[2] is None
    assert all(quotes[:2])


def test_an_unknown_entity_has_no_reasons(engine: Embedded) -> None:
    with pytest.raises(UnknownNameError, match="id:nowhere"):
        why(engine, entity("id:nowhere"))


# ── The command line ──────────────────────────────────────────────────────────


def test_anchor_on_the_command_line(graph: Path, own: Path) -> None:
    whole = azru("--data", graph, "anchor", "--text", own)
    assert (whole.returncode, whole.stderr) == (0, "")
    assert whole.stdout.startswith(f"{own}: 17 of 17 passages found")
    own.write_text(TEXT.replace("Ibid", "As above", 1), encoding="utf-8")
    part = azru("--data", graph, "anchor", "--text", own)
    assert (part.returncode, part.stderr) == (1, "")
    assert part.stdout.endswith("  missing: fn2\n")
    listed = azru("--data", graph, "anchor", "--text", own, "--format", "json")
    assert listed.returncode == 1
    assert json.loads(listed.stdout)["missing"] == ["fn2"]


def test_why_on_the_command_line(graph: Path, own: Path) -> None:
    run = azru("--data", graph, "why", "Claim s2p1.1a", "--text", own)
    assert (run.returncode, run.stderr) == (0, "")
    assert "> “Şaban Işık and Ömer Çağlı paid for the stones,” a neighbour recalled;" in run.stdout
    same = azru("--data", graph, "why", "id:claim-s2p1-1a", "--format", "json")
    assert json.loads(same.stdout)["voices"] == ["Şaban Işık"]


@pytest.mark.parametrize(
    ("content", "status", "wanted"),
    [
        (None, 2, "cannot be read"),
        (b"", 1, "holds no letter"),
        (b" 1994 \n", 1, "holds no letter"),
        ("Değirmen".encode("utf-16"), 1, "is not UTF-8"),
    ],
    ids=["missing", "empty", "without letters", "not UTF-8"],
)
@pytest.mark.parametrize("command", ["anchor", "why"])
def test_a_file_that_is_no_copy_is_named(  # noqa: PLR0913, PLR0917 -- two of them are fixtures
    command: str, content: bytes | None, status: int, wanted: str, graph: Path, tmp_path: Path
) -> None:
    path = tmp_path / "copy.txt"
    if content is not None:
        path.write_bytes(content)
    asked = ["id:place-valley"] if command == "why" else []
    run = azru("--data", graph, command, *asked, "--text", path)
    assert (run.returncode, run.stdout) == (status, "")
    assert f"azru: {path}" in run.stderr
    assert wanted in run.stderr
    assert "remedy" in run.stderr
    assert "Traceback" not in run.stderr


def test_wrong_requests_are_explained(graph: Path, own: Path) -> None:
    unknown = azru("--data", graph, "why", "Uxper valley", "--text", own)
    assert (unknown.returncode, unknown.stdout) == (2, "")
    assert "did you mean Upper valley" in unknown.stderr
    without = azru("--data", graph, "anchor")
    assert without.returncode == 2
    assert "--text" in without.stderr


def test_data_without_passages_is_no_ground(tmp_path: Path, own: Path) -> None:
    path = tmp_path / "other.ttl"
    path.write_text("<https://example.org/a> <https://example.org/b> 1 .", encoding="utf-8")
    run = azru("--data", path, "anchor", "--text", own)
    assert run.returncode == 1
    assert "no passage to look for" in run.stderr


# ── The article ───────────────────────────────────────────────────────────────


@needs_article
def test_article_has_all_its_passages_by_their_offsets(own: Path) -> None:
    engine = Embedded([*data_files(), *ontology_files()])
    copy = read_copy(engine, ARTICLE / "article.txt")
    assert (copy.canonical, len(copy.passages), copy.missing) == (True, 146, ())
    own.write_text(" ".join(copy.text.split()), encoding="utf-8")
    other = read_copy(engine, own)
    assert (other.canonical, len(other.places), other.missing) == (False, 146, ())
    share = why(engine, entity("id:share-lukoil-contract-of-the-century"))
    assert [(one.work, one.pages) for one in share.cited] == [("Nesibli 2000b", "27")]
    assert "Lukoil" in copy.quote(share.passages[0].passage)
    assert copy.quote("s3p4.2") == other.quote("s3p4.2")
