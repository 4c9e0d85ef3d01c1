"""The command line as a user meets it: what it prints, where, and with which exit status."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest

from azru_graph import __version__, cli
from azru_graph.files import data_files
from azru_graph.queries import catalogue
from command import azru, complaint, output

FACTS = data_files()[0].read_text(encoding="utf-8")


def test_version_and_help() -> None:
    assert __version__ in output("--version")
    for command in ("queries", "query", "sparql", "show", "validate", "fmt", "draw", "export"):
        assert command in output("--help")
        assert "Usage" in output(command, "--help")


def test_queries_lists_every_question_with_its_summary() -> None:
    lines = output("queries").splitlines()
    assert [line.split()[0] for line in lines] == sorted(catalogue("questions"))
    assert "timeline" not in output("queries", "--tag", "sources")
    sheet = output("queries", "year")
    assert "-p year=" in sheet
    assert "SELECT ?date" in sheet


def test_query_gives_tsv_in_a_pipe_and_every_format() -> None:
    table = output("query", "shares").splitlines()
    assert table[0].startswith("?holder\t?percent")
    assert len(table) == 2
    (row,) = csv.DictReader(io.StringIO(output("query", "shares", "--format", "csv")))
    assert row["percent"] == "10"
    found = json.loads(output("query", "shares", "--format", "json"))
    assert found["results"]["bindings"][0]["holder"]["value"] == "Lukoil"
    assert "<sparql" in output("query", "shares", "--format", "xml")
    assert output("query", "shares", "--format", "md").startswith("| holder")
    assert output("query", "shares", "--format", "table").startswith("#  holder ")


def test_query_takes_parameters_by_label_id_and_iri() -> None:
    by_label = output("query", "actor-events", "-p", "actor=vladimir putin")
    assert "Meeting of Putin and Heydar Aliyev" in by_label
    assert by_label == output("query", "actor-events", "-p", "actor=person-vladimir-putin")
    iri = "https://w3id.org/azru/id/person-vladimir-putin"
    assert by_label == output("query", "actor-events", "-p", f"actor={iri}")
    assert by_label == output("query", "actor-events", "actor=vladimir putin")
    several = output("query", "claims", "-p", "holder=Russia", "holder=Azerbaijan")
    assert len(several.splitlines()) == 4


def test_query_takes_names_in_any_spelling() -> None:
    for name in ("Путин", "Putin Vladimir", "ПУТИН"):
        assert output("query", "offices", "-p", f"actor={name}") == output(
            "query", "offices", "-p", "actor=id:person-vladimir-putin"
        )
    denials = output("query", "claims", "-p", "mode=denial")
    assert denials == output("query", "claims", "-p", "mode=scheme:mode-denial")
    assert len(denials.splitlines()) > 2
    assert "claim-s3p6-3b" in output("query", "passage-statements", "-p", "passage=s3p6.3")


def test_queries_lists_the_choices_of_a_parameter() -> None:
    assert "one of: asserted, attributed, denial, reported, speculation" in output(
        "queries", "claims"
    )
    assert "azru find --kind place lists them" in output("queries", "events-by-place")


def test_find_in_every_format(tmp_path: Path) -> None:
    table = output("find", "Əliyev", "--kind", "actor", "--format", "table")
    assert table.split()[:2] == ["#", "name"]
    assert "id:person-ilham-" in table
    lines = output("find", "Алиев", "--kind", "actor").splitlines()
    assert lines[0] == "?name\t?match\t?kind\t?label\t?passages\t?iri"
    assert len(lines) == 3
    found = json.loads(output("find", "Gabala", "--kind", "place", "--format", "json"))
    (row,) = found["results"]["bindings"]
    assert row["label"]["value"] == "Gabala radar station"
    path = tmp_path / "found.csv"
    assert output("find", "Hasavyurt", "-o", path) == ""
    assert "agreement-hasavyurt-treaty" in path.read_text(encoding="utf-8")
    assert len(output("find", "--kind", "place", "--limit", "99").splitlines()) > 20
    run = azru("find", "Russia", "--limit", "2")
    assert len(run.stdout.splitlines()) == 3
    assert re.fullmatch(r"azru: 2 of \d+ rows shown\n", run.stderr)


def test_find_says_what_is_near_where_it_finds_nothing() -> None:
    said = complaint("find", "Kasavjurt", "--kind", "place", status=1)
    assert "azru: there is no entity named 'Kasavjurt'" in said
    assert "did you mean Khasavyurt Treaty" in said
    for text in ("qwertyuiop", "Stalin"):
        assert complaint("find", text, status=1) == f"azru: there is no entity named '{text}'\n"


def test_output_goes_to_a_file_in_the_format_of_its_suffix(tmp_path: Path) -> None:
    path = tmp_path / "new" / "shares.csv"
    run = azru("query", "shares", "-o", path)
    assert (run.stdout, run.stderr) == ("", f"azru: the folder {path.parent} was made\n")
    assert output("query", "shares", "-o", path) == ""
    assert path.read_bytes() == output("query", "shares", "--format", "csv").encode()


def test_what_else_is_written_follows_the_suffix_or_is_text(tmp_path: Path) -> None:
    for words, forms in (
        (["path", "Lukoil", "Elchibey"], ["text", "json", "tsv"]),
        (["why", "Lukoil"], ["text", "json"]),
        (["validate"], ["text", "json", "ttl"]),
        (["sparql", "ASK {}", "--explain"], ["json"]),
    ):
        for form in forms:
            path = tmp_path / f"page.{form.upper()}"
            assert azru(*words, "-o", path).stdout == ""
            written = path.read_text(encoding="utf-8")
            shown = azru(*words, "--format", form).stdout
            assert written.split() == shown.split()  # on a terminal, a page is as wide as that
    assert azru("why", "Lukoil", "--format", "text", "-o", path).returncode == 0
    assert path.read_text(encoding="utf-8").split() == output("why", "Lukoil").split()


def test_sparql_from_text_file_and_standard_input(tmp_path: Path) -> None:
    text = "SELECT ?name { id:state-russia rdfs:label ?name }"
    assert output("sparql", text) == '?name\n"Russia"@en\n'
    path = tmp_path / "russia.rq"
    path.write_text(text, encoding="utf-8")
    assert output("sparql", path) == output("sparql", text)
    assert output("sparql", "-", given=text.encode()) == output("sparql", text)
    for name in ("Russia.RQ", "russia.txt", "russia"):
        assert output("sparql", path.rename(tmp_path / name)) == output("sparql", text)
        path = tmp_path / name
    path.write_text(text, encoding="utf-8-sig")
    assert output("sparql", path) == output("sparql", text)
    assert output("sparql", "ASK { id:state-russia a azru:State }", "--format", "tsv") == "true\n"
    table = output("sparql", "SELECT ?x { ?x a azru:ShareAllocation }", "--format", "table")
    assert "Lukoil's share of the Contract of the Century" in " ".join(table.split())
    triples = output("sparql", "DESCRIBE id:share-lukoil-contract-of-the-century")
    assert "azru:sharePercent" in triples


def test_show_takes_a_label_a_prefixed_name_and_an_id() -> None:
    page = output("show", "Contract of the Century")
    assert page == output("show", "id:agreement-contract-of-the-century")
    assert page == output("show", "agreement-contract-of-the-century")
    for part in ("s3p4.2", "Lukoil", "Footnote 7 cites Nesibli 2000b, p. 27"):
        assert part in page


def test_draw_writes_the_picture(tmp_path: Path) -> None:
    path = tmp_path / "actors.svg"
    assert output("draw", "actors", "-o", path) == f"{path}\n"
    assert "Chechnya" in path.read_text(encoding="utf-8")


def test_validate_takes_shapes_in_place_of_its_own(tmp_path: Path) -> None:
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text(
        """
        @prefix azru: <https://w3id.org/azru/ontology#> .
        @prefix sh: <http://www.w3.org/ns/shacl#> .
        azru:events a sh:NodeShape ; sh:targetClass azru:Event ;
          sh:property [ sh:path azru:edtf ; sh:pattern "^19" ; sh:severity sh:Info ] .
        """,
        encoding="utf-8",
    )
    found = output("validate", "--shapes", shapes)
    assert "info: id:event-" in found
    assert "facts.ttl:" in found
    assert "  The values of azru:edtf do not keep to sh:pattern of the shape.\n" in found
    assert "\n  rule: https://w3id.org/azru/ontology#events azru:edtf\n" in found
    assert output("validate", "--reference", "--shapes", shapes) == found
    text = shapes.read_text(encoding="utf-8").replace("sh:pattern", "sh:node azru:x ; sh:pattern")
    shapes.write_text(text, encoding="utf-8")
    said = complaint("validate", "--shapes", shapes, status=1)
    assert f"{shapes}:4: a shape without a name within azru:events: sh:node is outside" in said
    assert "remedy: leave it out, or validate with azru validate --reference" in said
    for option in ([], ["--reference"]):
        said = complaint("validate", "--shapes", data_files()[0], *option, status=1)
        assert "shape" in said


def test_validate_says_that_all_is_well() -> None:
    assert output("validate") == "0 violation, 0 warning, 0 info\n"
    assert output("validate", "--format", "json") == "[]\n"
    assert "sh:conforms true" in output("validate", "--format", "ttl")


# The line before the dot that a newcomer deletes.
UNDOTTED = FACTS[: FACTS.index("    .\n\nid:state-azerbaijan")].count("\n")
# A newcomer's mistake → what the message must say. The line is that of the mistake or its subject.
TYPOS = {
    "missing dot": (
        FACTS.replace("    .\n\nid:state-azerbaijan", "\n\nid:state-azerbaijan", 1),
        [f"facts.ttl:{UNDOTTED}:", "lacks its ' .'", "end this line"],
    ),
    "unknown property": (
        FACTS.replace("    azru:edtf", "    azru:etdf", 1),
        ["undeclared-property", "value: azru:etdf", "Correct the spelling"],
    ),
    "impossible date": (
        FACTS.replace('"2001-01-09"', '"2001-13-45"', 1),
        ["event-not-before", "not a real xsd:date", 'such as "1993-06-01"^^xsd:date'],
    ),
    "state as a place": (
        FACTS.replace("azru:tookPlaceAt id:place-kremlin", "azru:tookPlaceAt id:state-russia"),
        ["event-place", "a state is an actor and no place", "id:event-kremlin-meeting-2002"],
    ),
    "agreement with one party": (
        FACTS.replace(
            "azru:hasParty\n        id:organisation-chechnya ,\n        id:state-russia ;",
            "azru:hasParty id:state-russia ;",
        ),
        ["agreement-with-one-party", "Khasavyurt Treaty", "Add the other parties"],
    ),
    "unknown class of another vocabulary": (
        FACTS.replace("        foaf:Person ,", "        foaf:Persn ,\n        foaf:Person ,", 1),
        ["undeclared-term", "value: foaf:Persn"],
    ),
    "unknown prefix": (
        FACTS.replace("azru:edtf", "azur:edtf", 1),
        ["azur:", "not declared"],
    ),
}


@pytest.mark.parametrize("name", TYPOS)
def test_a_typo_in_the_data_is_found_and_explained(name: str, tmp_path: Path) -> None:
    text, wanted = TYPOS[name]
    assert text != FACTS
    path = tmp_path / "facts.ttl"
    path.write_text(text, encoding="utf-8")
    run = azru("validate", path)
    said = run.stdout + run.stderr
    assert run.returncode == 1, said
    assert "Traceback" not in said
    assert f"{path}:" in said
    for part in ["remedy", *wanted]:
        assert part in said
    # The same fault stops a build, and nothing is written.
    built = tmp_path / "out"
    assert azru("--data", path, "build", built).returncode == 1
    assert not built.exists()


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        ("Elçibəy".encode("utf-16"), "not UTF-8"),
        (b"", "holds no triple"),
        (b"# nothing but a comment\n", "holds no triple"),
    ],
)
def test_a_file_that_is_no_data_is_named(content: bytes, wanted: str, tmp_path: Path) -> None:
    path = tmp_path / "facts.ttl"
    path.write_bytes(content)
    said = complaint("validate", path, status=1)
    assert f"azru: {path}" in said
    assert wanted in said
    assert "remedy" in said


def test_fmt_mends_and_checks(tmp_path: Path) -> None:
    path = tmp_path / "facts.ttl"
    path.write_text(FACTS.replace(" ;\n    .", " ."), encoding="utf-8")
    run = azru("fmt", "--check", path)
    assert (run.returncode, run.stdout) == (1, f"{path}: is not canonical; run azru fmt\n")
    assert output("fmt", path) == f"{path}: rewritten\n"
    assert path.read_text(encoding="utf-8") == FACTS
    assert output("fmt", "--check", path) == ""


def test_fmt_keeps_comments_by_refusing(tmp_path: Path) -> None:
    path = tmp_path / "facts.ttl"
    path.write_text(FACTS.replace("id:author\n", "# who?\nid:author\n"), encoding="utf-8")
    before = path.read_bytes()
    assert "has a comment" in complaint("fmt", path, status=1)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "arguments", [("show", "Lukoil"), ("why", "Lukoil"), ("path", "Lukoil", "Russia")]
)
def test_pages_are_as_wide_as_the_terminal(arguments: tuple[str, ...], tmp_path: Path) -> None:
    pages = {wide: azru(*arguments, COLUMNS=str(wide)).stdout for wide in (60, 100, 200)}
    assert {" ".join(page.split()) for page in pages.values()} == {" ".join(pages[60].split())}
    for wide, page in pages.items():
        assert max(len(line) for line in page.splitlines() if len(line.split()) > 1) <= wide
    assert pages[60].count("\n") > pages[100].count("\n") > pages[200].count("\n")
    assert azru(*arguments, COLUMNS="").stdout == pages[100]
    if arguments[0] != "show":
        assert azru(*arguments, "-o", tmp_path / "page", COLUMNS="60").returncode == 0
        assert (tmp_path / "page").read_text(encoding="utf-8") == pages[100]


def test_all_turtle_of_the_project_is_canonical() -> None:
    assert output("fmt", "--check") == ""


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        (["query", "timelin"], "did you mean timeline"),
        (["query"], "azru queries lists the questions"),
        (["query", "../x"], "azru queries lists the questions"),
        (["query", "TIMELINE"], "did you mean timeline"),
        (["quer", "timeline"], "no command named 'quer'\n  remedy: did you mean query"),
        (["query", "year", "1993"], "'1993' is no parameter\n  remedy: write it as name=value"),
        (["query", "timeline", "-p", "yaer=1993"], "did you mean year"),
        (["query", "timeline", "-p", "year"], "name=value"),
        (["query", "timeline", "-p", "year=nineteen"], "a year of four digits"),
        (
            ["query", "claims", "-p", "holder=Rusha"],
            "no agent named 'Rusha'\n  remedy: did you mean",
        ),
        (
            ["query", "claims", "-p", "holder=Aliyev"],
            "id:person-heydar-aliyev, id:person-ilham-aliyev",
        ),
        (["query", "claims", "-p", "mode=denail"], "did you mean denial"),
        (["query", "claims", "-p", "mode=nothing"], "choose one of: asserted, attributed, denial"),
        (["query", "names", "-p", "language=xx"], "choose one of: az, en, hy, ka, ru, tr"),
        (["query", "timeline", "-p", "from=1993-02-30"], "a date of the calendar"),
        (
            ["query", "shares", "--format", "ttl"],
            "choose one of: csv, excel, json, md, ndjson, table, tsv, xml",
        ),
        (["query", "shares", "-o", "shares.ttl"], "rows cannot be written as ttl"),
        (["query", "shares", "-o", "shares.foo"], "cannot be written as foo"),
        (
            ["path", "a", "b", "-o", "p.csv"],
            "written as csv\n  remedy: choose one of: text, json, tsv",
        ),
        (["why", "Lukoil", "-o", "w.ttl"], "written as ttl\n  remedy: choose one of: text, json"),
        (["sparql", "ASK {}", "--explain", "-o", "a.tsv"], "written as tsv"),
        (["query", "shares", "-o", ""], "must not be empty"),
        (["build", ""], "must not be empty"),
        (["query", "meetings", "-p", "actor=id:nobody"], "no agent named 'id:nobody'"),
        (["query", "meetings", "-p", "actor=id:place-baku"], "no agent named"),
        (["--data", "x.ttl", "fmt"], "--data means nothing to fmt"),
        (["--data", "x.ttl", "validate", "y.ttl"], "both --data and files"),
        (["queries", "--tag", "tiem"], "did you mean time"),
        (["show", "timeline:2"], "the evidence of a row is given by azru why timeline:2"),
        (["why", "timeline"], "the evidence of a row is given by azru why timeline:1"),
        (["why", "timeline:-1"], "the evidence of a row is given by azru why timeline:1"),
        (["why", "shares: 1"], "the evidence of a row is given by azru why shares:1"),
        (["why", "shares:9999999999"], "has no row 9999999999"),
        (["show", "Lukol"], "did you mean Lukoil"),
        (["show", "Aliyev"], "choose one of: id:person-heydar-aliyev, id:person-ilham-aliyev"),
        (["find"], "give a name"),
        (["find", "Baku", "--kind", "plase"], "did you mean place"),
        (["find", "Baku", "--limit", "0"], "0"),
        (["show", "id:nowhere"], "no entity"),
        (["sparql", "SELECT * { ?s ?p }"], "1:18"),
        (["sparql", "INSERT DATA { id:a id:b id:c }"], "is an update"),
        (["sparql", "nowhere.rq"], "cannot be read"),
        (["sparql", "/"], "/: cannot be read (Is a directory)"),
        (["sparql", f"DESCRIBE <http://{'x' * 5000}"], "is refused"),
        (["sparql", ""], "is refused"),
        (["sparql", "timeline"], "a stored question\n  remedy: write azru query timeline"),
        (["draw", "quux"], "choose one of: actors"),
        (["draw", "actors", "--size", "stamp"], "page"),
        (["draw", "actors", "-o", "actors.gif"], "svg"),
        (["export", "quux"], "choose one of: all, argdown"),
        (["--data", "nowhere.ttl", "query", "timeline"], "cannot be read"),
        (["--data", "/", "query", "timeline"], "/: is a folder\n  remedy: name the files"),
        (["validate", "nowhere.ttl"], "nowhere.ttl: cannot be read"),
        (["--no-editorial", "--data", "a.ttl", "query", "shares"], "means nothing beside --data"),
        (["--no-editorial", "queries"], "--no-editorial means nothing to queries"),
        (["--no-editorial", "validate", "y.ttl"], "both --no-editorial and files"),
    ],
)
def test_a_wrong_request_is_explained(arguments: list[str], wanted: str, tmp_path: Path) -> None:
    assert wanted in complaint(*arguments, status=2, cwd=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_unwritable_place_is_named() -> None:
    said = complaint("query", "shares", "-o", "/proc/nowhere/shares.csv", status=1)
    assert "cannot be written" in said


@pytest.mark.parametrize("command", ["query timeline", "queries", "show Lukoil", "validate"])
def test_a_full_disk_and_a_closed_output_are_named(command: str) -> None:
    for outlet in (">/dev/full", ">&-"):
        run = subprocess.run(
            ["bash", "-c", f"{sys.executable} -m azru_graph {command} {outlet}"],
            capture_output=True,
            text=True,
            check=False,
        )
        assert "Traceback" not in run.stderr
        assert run.returncode == 1
        assert ("cannot be written" if outlet == ">/dev/full" else "is closed") in run.stderr


def test_fmt_takes_turtle_only(tmp_path: Path) -> None:
    path = tmp_path / "facts.nt"
    path.write_text("<urn:a> <urn:b> <urn:c> .\n", encoding="utf-8")
    before = path.read_bytes()
    assert "no Turtle file by its suffix" in complaint("fmt", path, status=2)
    assert path.read_bytes() == before


def test_an_output_follows_links_and_keeps_permissions(tmp_path: Path) -> None:
    target = tmp_path / "target.csv"
    target.write_text("old", encoding="utf-8")
    target.chmod(0o600)
    link = tmp_path / "link.csv"
    link.symlink_to(target)
    output("query", "shares", "-o", link)
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8").startswith("holder,percent")
    assert target.stat().st_mode & 0o777 == 0o600
    assert output("query", "shares", "-o", "-") == output("query", "shares")


def test_debug_shows_the_traceback() -> None:
    run = azru("--debug", "show", "Lukol")
    assert run.returncode != 0
    assert "Traceback" in run.stderr


@pytest.mark.parametrize("pipe", ["export ntriples | head -1", "queries | true", "validate | true"])
def test_a_closed_pipe_is_no_fault(pipe: str) -> None:
    command = f"{sys.executable} -m azru_graph {pipe}"
    run = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    assert run.stderr == ""


def test_every_command_stands_in_the_table() -> None:
    package = Path(cli.__file__).parent
    modules = [import_module(f"azru_graph.cli.{path.stem}") for path in package.glob("[!_]*.py")]
    defined = {
        name: module.__name__.rpartition(".")[2]
        for module in modules
        for name, content in vars(module).items()
        if isinstance(content, click.Command) and not isinstance(content, click.Group)
    }
    assert defined == cli.COMMANDS
    listed = re.findall(r"(?m)^  ([a-z]+)  ", output("--help").partition("Commands:")[2])
    assert listed == sorted(cli.COMMANDS)
