"""The shell: what it runs, when, what it completes and keeps, and that no mistake ends it."""

from __future__ import annotations

import subprocess
import time
from typing import TYPE_CHECKING

import click
import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.history import FileHistory, InMemoryHistory
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from azru_graph.cli.group import azru
from azru_graph.cli.prompt import ShellCompleter, converse, history
from azru_graph.cli.shell import COMMANDS, HELP, Shell, is_ready, statements
from azru_graph.engines.embedded import Embedded
from azru_graph.files import data_files, ontology_files
from azru_graph.queries import catalogue
from command import MAIN, loading, on_terminal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ASK = "ASK { id:state-russia a azru:State }"


@pytest.fixture(scope="module")
def engine() -> Embedded:
    return Embedded([*data_files(), *ontology_files()])


@pytest.fixture
def context() -> click.Context:
    context = azru.make_context("azru", ["shell"])
    context.obj = data_files()
    return context


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    return tmp_path / "azru" / "history"


def piped(text: str, *options: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the shell on what a pipe gives it."""
    return subprocess.run(
        [*MAIN, *map(str, options), "shell"],
        input=text.encode("utf-8", "surrogateescape"),
        capture_output=True,
        check=False,
    )  # type: ignore[return-value]


def told(text: str, *options: str | Path) -> tuple[int, str, str]:
    run = piped(text, *options)
    return run.returncode, run.stdout.decode(), run.stderr.decode()  # type: ignore[attr-defined]


def alone(*arguments: str) -> str:
    """What the command of that name prints by itself."""
    run = subprocess.run([*MAIN, *arguments], capture_output=True, check=True)
    return run.stdout.decode()


@pytest.mark.parametrize(
    ("text", "ready"),
    [
        ("\n", True),
        (".show Russia\n", True),
        (f"{ASK}\n", False),
        (f"{ASK}\n\n", True),
        (f"{ASK};\n", True),
        (f"{ASK} ; # and no more\n", True),
        ("SELECT * {\n", False),
        ("SELECT * {\n ?s ?p ?o ;\n", False),
        ("SELECT * {\n ?s ?p ?o ;\n\n", False),
        ("SELECT * {\n ?s ?p ?o ;\n\n\n", True),
        ('SELECT * { ?s ?p "}" \n\n', False),
        ('SELECT * { ?s ?p """\n\n', False),
        ("SELECT * { ?s ?p <urn:))> # }\n\n", False),
        ("PREFIX x: <urn:x>\n\n", False),
        ("PREFIX x: <urn:x>\n\nASK { }\n\n", True),
        ("DESCRIBE id:state-russia\n\n", True),
        ("ASK { } }\n\n", True),
    ],
)
def test_a_query_is_ready_when_it_is_whole(text: str, *, ready: bool) -> None:
    assert is_ready(text) is ready


def test_statements_of_a_pipe() -> None:
    lines = ["ASK {\r\n", "}\n", "\n", ".help\n", "ASK { };\n", "ASK"]
    assert list(statements(lines)) == ["ASK {\n}\n\n", ".help\n", "ASK { };\n", "ASK"]
    assert list(statements([])) == []


def test_a_pipe_gives_what_the_commands_give() -> None:
    status, shown, said = told(
        f".ask year year=1996\n{ASK};\n\n.show Putin's visit to Baku\n.why claim-s3p5-3b\n"
        ".queries year\n.ask shares --format csv\n.path Lukoil 'Contract of the Century'\n"
    )
    assert (status, said) == (0, "")
    assert shown == "".join(
        alone(*words)
        for words in (
            ["query", "year", "-p", "year=1996"],
            ["sparql", ASK],
            ["show", "Putin's visit to Baku"],
            ["why", "claim-s3p5-3b"],
            ["queries", "year"],
            ["query", "shares", "--format", "csv"],
            ["path", "Lukoil", "Contract of the Century"],
        )
    )


def test_the_own_commands_and_the_end() -> None:
    status, shown, said = told(".help\n.prefixes\n.quit\n.show Russia\n")
    assert (status, said) == (0, "")
    assert shown.startswith(HELP)
    assert "PREFIX azru: <https://w3id.org/azru/ontology#>\n" in shown
    assert "State" not in shown
    for name in COMMANDS:
        assert f".{name}" in HELP


def test_the_dot_may_be_left_out() -> None:
    for end in ("quit", "exit"):
        assert told(f"help\n{end}\n.show Russia\n") == (0, HELP, "")
    words = "shares\nyear year=1996\nshow Putin's visit to Baku\n"
    assert told(words) == told(".ask shares\n.ask year year=1996\n.show Putin's visit to Baku\n")
    assert told("ask\n{ }\n\n") == (0, "true\n", "")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (".shw Russia", "did you mean .show"),
        (".shell", "no command named '.shell'"),
        (".show Ruxsia", "did you mean Russia"),
        (".show", "Missing argument"),
        (".ask timelin", "did you mean timeline"),
        (".ask timeline yaer=1993", "did you mean year"),
        ('.ask about entity="Russia', "a quote is left open"),
        (".show --colour x", "No such option"),
        ("SELECT * {\n ?s ?p };", "2:8"),
        ("INSERT DATA { id:a id:b id:c };", "is an update"),
        ("load <https://example.org/>;", "is an update"),
        ("nowhere.rq\n\n", "is refused"),
        ("-;", "is refused"),
        ("ASK { ?s ?p '\udcff' };", "half a surrogate pair"),
        (".draw nothing", "choose one of"),
    ],
)
def test_a_mistake_is_explained_and_the_shell_goes_on(text: str, wanted: str) -> None:
    status, shown, said = told(f"{text}\n{ASK};\n")
    assert wanted in said
    assert "Traceback" not in said
    assert (status, shown) == (2, "true\n")


def test_help_of_a_command_is_no_mistake() -> None:
    status, shown, said = told(".show --help\n")
    assert (status, said) == (0, "")
    assert "Show everything" in shown


def test_the_data_given_is_what_is_asked(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_text("<urn:a> <urn:b> <urn:c> .", "utf-8")
    assert told("ASK { <urn:a> ?p ?o };\n", "--data", path) == (0, "true\n", "")
    status, shown, said = told(".help\n", "--data", tmp_path / "nowhere.ttl")
    assert (status, shown) == (2, "")
    assert "cannot be read" in said


def test_the_data_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_text("<urn:a> <urn:b> <urn:c> .", "utf-8")
    with subprocess.Popen(
        [*MAIN, "--data", str(path), "shell"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as run:
        assert run.stdin
        assert run.stdout
        for _ in range(2):
            run.stdin.write(b"ASK { <urn:a> ?p ?o };\n")
            run.stdin.flush()
            assert run.stdout.readline() == b"true\n"
            path.unlink(missing_ok=True)
        run.stdin.close()
        assert run.wait() == 0


def typed(shell: Shell, engine: Embedded, *keys: str) -> None:
    """Type keys at the prompt of a shell; what is left open ends with Ctrl-D."""
    with create_pipe_input() as given, create_app_session(input=given, output=DummyOutput()):
        for key in (*keys, "\x04"):
            given.send_text(key)
        converse(shell, engine)


@pytest.fixture
def ran(context: click.Context, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What a shell was asked to run."""
    texts: list[str] = []

    def run(_: Shell, text: str) -> bool:
        texts.append(text.strip())
        return text.strip() != ".quit"

    monkeypatch.setattr(Shell, "run", run)
    yield texts
    assert context.obj


@pytest.mark.usefixtures("state")
def test_keys(context: click.Context, engine: Embedded, ran: list[str]) -> None:
    shell = Shell(context)
    typed(
        shell,
        engine,
        "ASK { ?s\r ?p ?o }\r\r",  # two lines, then an empty one
        "ASK { };\r",
        "ASK { ?broken\x03",  # Ctrl-C drops it
        ".show Russia\r",
    )
    assert ran == ["ASK { ?s\n ?p ?o }", "ASK { };", ".show Russia"]
    ran.clear()
    typed(shell, engine, ".quit\r", ".show Russia\r")
    assert ran == [".quit"]


def test_history_is_kept_for_the_owner_only(
    context: click.Context, engine: Embedded, ran: list[str], state: Path
) -> None:
    typed(Shell(context), engine, ".show Russia\r")
    assert ran == [".show Russia"]
    assert "+.show Russia\n" in state.read_text("utf-8")
    assert state.stat().st_mode & 0o777 == 0o600
    assert list(history().load_history_strings()) == [".show Russia"]


def test_history_is_not_kept_where_it_cannot_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    kept = history()
    assert isinstance(kept, FileHistory)
    kept.filename = "/dev/full"
    kept.store_string("a full disk")  # is no reason to stop
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    assert isinstance(history(), InMemoryHistory)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["azru", "file"]


@pytest.fixture
def complete(context: click.Context, engine: Embedded) -> ShellCompleter:
    return ShellCompleter(Shell(context), engine)


def completed(completer: ShellCompleter, text: str) -> dict[str, str]:
    """What the text becomes with each completion → its display."""
    document = Document(text)
    return {
        text[: len(text) + one.start_position] + one.text: one.display_text
        for one in completer.get_completions(document, CompleteEvent())
    }


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("SEL", "SELECT"),
        ("SELECT * { ?s a azru:Eve", "SELECT * { ?s a azru:Event"),
        ("SELECT * { ?s azru:participant", "SELECT * { ?s azru:hasParticipant"),
        ("ASK { ?s azr", "ASK { ?s azru:"),
        ("SELECT ?event { ?ev", "SELECT ?event { ?event"),
        ("ASK { Russ", "ASK { id:state-russia"),
        ("ASK { ?s ?p vladimir put", "ASK { ?s ?p id:person-vladimir-putin"),
        ("ASK { ?s a visi", "ASK { ?s a azru:Visit"),
        ("ASK { ?s ?p scheme:mode-d", "ASK { ?s ?p scheme:mode-denial"),
        (".as", ".ask"),
        (".pa", ".path"),
        (".ask timel", ".ask timeline"),
        (".ask claims ho", ".ask claims holder="),
        (".ask claims holder=state-ru", ".ask claims holder=state-russia"),
        (".ask claims -p holder=state-ru", ".ask claims -p holder=state-russia"),
        (".ask claims --form", ".ask claims --format"),
        (".queries timel", ".queries timeline"),
        (".show vladimir put", ".show person-vladimir-putin"),
        (".path Lukoil state-ru", ".path Lukoil state-russia"),
        (".path Lukoil ", ".path Lukoil agreement-hasavyurt-treaty"),
    ],
)
def test_completions(complete: ShellCompleter, text: str, wanted: str) -> None:
    assert wanted in completed(complete, text)


@pytest.mark.parametrize("text", ['ASK { ?s ?p "Russ', "ASK { } # Russ", "ASK { <urn:x> <Rus"])
def test_nothing_is_completed_in_strings_and_comments(complete: ShellCompleter, text: str) -> None:
    assert completed(complete, text) == {} or "<Rus" in text


_NOT_HERE = {"serve", "shell"}  # each goes on until it is ended


def test_every_command_and_question_is_completed(complete: ShellCompleter) -> None:
    commands = set(completed(complete, "."))
    assert commands == {f".{name}" for name in {*azru.list_commands(None), *COMMANDS} - _NOT_HERE}  # type: ignore[arg-type]
    assert set(completed(complete, ".ask ")) >= {f".ask {name}" for name in catalogue("questions")}
    assert completed(complete, "ASK { Russ")["ASK { id:state-russia"] == "Russia"


def test_what_is_long_goes_through_the_pager(
    context: click.Context, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    paged: list[str] = []
    monkeypatch.setattr(click, "echo_via_pager", paged.append)
    monkeypatch.setenv("LINES", "30")
    monkeypatch.setenv("COLUMNS", "300")
    shell = Shell(context, pages=True)
    assert shell.run(f"{ASK};")
    assert capsys.readouterr().out == "true\n"
    assert paged == []
    assert shell.run(".ask timeline")
    (text,) = paged
    assert "───" in text  # a table, as on a terminal
    assert shell.run(".show Ruxsia")
    assert "did you mean Russia" in capsys.readouterr().err
    assert shell.status == 2


def test_on_a_terminal(tmp_path: Path) -> None:
    """Type, be corrected, stop a query that would never end, and leave."""
    environment = {"XDG_STATE_HOME": str(tmp_path), "LINES": "40", "COLUMNS": "100"}
    # One that need not say where its cursor is, since nobody here would answer.
    environment |= {"TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"}
    with on_terminal([*MAIN, "shell"], environment) as terminal:
        terminal.until("azru>")
        terminal.type(".ask year year=1996\r")
        terminal.until("(?s)Khasavyurt.*azru>")
        terminal.type(".show Ruxsia\r")
        terminal.until("(?s)did you mean Russia.*azru>")
        terminal.type("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a = ?f + ?i) };\r")
        time.sleep(1)
        terminal.type("\x03")
        terminal.until("(?s)stopped.*azru>")
        terminal.type("ASK { };\r")
        terminal.until("(?s)true.*azru>")
        terminal.type("\x04")
        terminal.until_end()
    assert "ASK { };" in (tmp_path / "azru" / "history").read_text("utf-8")


def test_a_pipe_needs_no_prompt() -> None:
    shown, loaded = loading("shell", given=f"{ASK}\n")
    assert shown == "true\n"
    assert "prompt_toolkit" not in loaded
