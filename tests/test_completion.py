"""What a press of the tab key gives in bash, zsh and fish."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from azru_graph.cli import COMMANDS
from azru_graph.cli.completing import values_of
from azru_graph.cli.group import azru
from azru_graph.exports import FORMATS
from azru_graph.headers import Parameter
from azru_graph.pictures import PICTURES
from azru_graph.queries import catalogue, get
from azru_graph.search import KINDS
from command import MAIN, loading, on_terminal

SHELLS = {"bash": "plain,", "zsh": "", "fish": "plain,"}


def completions(line: str, shell: str = "bash") -> list[str]:
    """The values that are offered at the end of a line, as click asks for them."""
    environment = {**os.environ, "_AZRU_COMPLETE": f"{shell}_complete"}
    words = line.split(" ")
    if shell == "bash":
        environment |= {"COMP_LINE": line, "COMP_WORDBREAKS": " \t\n\"'><=;|&(:"}
    elif shell == "zsh":
        environment |= {"COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}
    else:
        environment |= {"COMP_WORDS": line, "COMP_CWORD": words[-1]}
    run = subprocess.run(MAIN, env=environment, capture_output=True, check=True, text=True)
    assert run.stderr == ""
    if shell == "zsh":
        return [line.replace("\\:", ":") for line in run.stdout.splitlines()[1::3]]
    values = [line.partition(",")[2].partition("\t")[0] for line in run.stdout.splitlines()]
    return [value for value in values if value]


@pytest.mark.parametrize("shell", SHELLS)
def test_commands_options_and_questions(shell: str) -> None:
    assert completions("azru ", shell) == sorted(COMMANDS)
    assert completions("azru que", shell) == ["queries", "query"]
    assert "--format" in completions("azru query timeline --", shell)
    assert completions("azru query timeline --format js", shell) == ["json", "jsonld"]
    assert completions("azru query time", shell) == ["timeline"]
    assert completions("azru queries ", shell) == sorted(catalogue("questions"))
    assert "--explain" in completions("azru sparql --", shell)
    assert completions("azru query nowhere", shell) == []


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_whole_words_where_the_shell_does_not_break_them(shell: str) -> None:
    assert completions("azru query claims -p holder=state-ru", shell) == ["holder=state-russia"]
    assert completions("azru show id:person-vl", shell) == ["id:person-vladimir-putin"]
    assert "holder=" in completions("azru query claims -p ho", shell)


def test_names_and_values_of_parameters() -> None:
    names = [f"{name}=" for name in get("questions", "claims").header.parameters]
    assert completions("azru query claims -p ") == names
    assert completions("azru query claims ") == names
    assert completions("azru query claims holder=state-ru") == ["state-russia"]
    assert completions("azru query claims -p holder=state-ru") == ["state-russia"]
    assert completions("azru query claims -p holder=id:state-ru") == ["state-russia"]
    assert completions("azru query claims -p holder=Russia -p holder=Vladimir") == [
        "person-vladimir-putin"
    ]
    assert "state-russia" not in completions("azru query claims -p holder=place-")
    assert completions("azru query claims -p nothing=") == []
    assert completions("azru query nowhere -p ") == []
    assert completions("azru query claims -p mode=scheme:mode-den") == ["mode-denial"]
    assert completions("azru query claims -p mode=denia")[0] == "scheme:mode-denial"
    assert completions("azru why claims:2 -p ho") == names[:1]


def test_names_that_are_few() -> None:
    assert completions("azru export ") == ["all", *sorted(FORMATS)]
    assert completions("azru draw ") == sorted(PICTURES)
    assert completions("azru find --kind p") == sorted(kind for kind in KINDS if kind[0] == "p")
    assert "sources" in completions("azru queries --tag s")


def test_choices_and_truth_values() -> None:
    context = click.Context(azru)
    choice = Parameter("kind", "choice", choices=("act", "agreement", "event"))
    assert values_of(context, choice, "a") == [("act", ""), ("agreement", "")]
    assert values_of(context, Parameter("b", "boolean"), "t") == [("true", "")]
    assert values_of(context, Parameter("year", "year"), "19") == []


def test_entities_for_show_why_and_path() -> None:
    for line in ("azru show ", "azru why ", "azru path Lukoil ", "azru path a b --avoid "):
        assert completions(f"{line}person-vl") == ["person-vladimir-putin"]
    # A surname: the typed text is one more, since bash would replace it by what all begin with.
    putin = completions("azru show Puti")
    assert putin[0] == "person-vladimir-putin"
    assert putin[-1] == "Puti"
    for text in ("Əliye", "Алие", "Aliye"):
        assert completions(f"azru show {text}")[:2] == completions("azru show Aliev")[:2]


def test_the_data_given_is_what_is_completed(tmp_path: Path) -> None:
    path = tmp_path / "mill.ttl"
    label = "<http://www.w3.org/2000/01/rdf-schema#label>"
    path.write_text(f'<https://w3id.org/azru/id/mill-upper> {label} "Upper mill"@en .', "utf-8")
    assert completions(f"azru --data {path} show mill") == ["mill-upper"]
    path.write_text("<broken", "utf-8")
    assert completions(f"azru --data {path} show mill") == []
    assert completions("azru --data nowhere.ttl show mill") == []
    assert completions("azru --endpoint http://127.0.0.1:9/ show mill") == []


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_of_a_shell(shell: str, tmp_path: Path) -> None:
    environment = {**os.environ, "_AZRU_COMPLETE": f"{shell}_source"}
    run = subprocess.run(MAIN, env=environment, capture_output=True, check=True, text=True)
    assert "_azru_completion" in run.stdout
    # What is changed in click's own scripts is there.
    changed = {"bash": "COMP_LINE", "zsh": "compstate[insert]=menu", "fish": "string split -m 1"}
    assert changed[shell] in run.stdout
    program = shutil.which(shell)
    if program:
        script = tmp_path / f"azru.{shell}"
        script.write_text(run.stdout, "utf-8")
        subprocess.run([program, "-n", str(script)], check=True, capture_output=True)


def test_readme_installs_it_in_one_line() -> None:
    readme = (Path(__file__).resolve().parent.parent / "README.md").read_text("utf-8")
    for line in (
        'eval "$(_AZRU_COMPLETE=bash_source azru)"',
        "zsh_source",
        "_AZRU_COMPLETE=fish_source azru | source",
    ):
        assert line in readme


def test_a_tab_in_bash_itself(tmp_path: Path) -> None:
    """On a terminal of its own: the line of the README, a question, a parameter, its value."""
    command = tmp_path / "azru"
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m azru_graph "$@"\n', "utf-8")
    command.chmod(0o755)
    bash = ["bash", "--norc", "--noprofile", "-i"]
    environment = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "TERM": "dumb", "PS1": "$ "}
    with on_terminal(bash, environment) as terminal:
        terminal.type('eval "$(_AZRU_COMPLETE=bash_source azru)"; echo ready$((1+1))\n')
        terminal.until("ready2")
        terminal.type("azru query timel\t")
        terminal.until("timeline ")
        terminal.type("\x15azru query claims -p hol\t")
        terminal.until(r"hol.*der=")
        terminal.type("state-russ\t")
        terminal.until(r"state-russ.*ia ")
        terminal.type("\x15exit\n")
        terminal.until_end()


def test_completing_a_question_loads_light_modules_only() -> None:
    shown, loaded = loading(_AZRU_COMPLETE="bash_complete", COMP_LINE="azru query ti")
    assert "timeline" in shown
    assert not loaded & {"yaml", "rdflib", "prompt_toolkit", "networkx", "matplotlib"}
