"""The shell: SPARQL and the commands of `azru`, one after the other, on the same data."""

from __future__ import annotations

import ctypes
import io
import re
import shlex
import sys
from contextlib import redirect_stdout
from shutil import get_terminal_size
from threading import Thread
from typing import TYPE_CHECKING

import click

from azru_graph.cli import COMMANDS as commands  # noqa: N811 - the others of azru
from azru_graph.errors import AzruError, UnknownNameError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["COMMANDS", "Shell", "is_ready", "shell", "statements"]

# What the shell has beside the commands of `azru`; ``ask`` is ``query``.
COMMANDS = ("ask", "help", "prefixes", "quit")
HELP = """\
A query is run at ; or at an empty line once its brackets are closed, and at two empty lines anyway.
The prefixes of the graph are ready. Ctrl-C drops what is typed, Ctrl-D leaves.

  .ask NAME [p=v …]    answer a stored question
  .queries [NAME]      list the stored questions, or show one
  .show ENTITY         what the graph says of an entity
  .why ENTITY          on which passages and works it rests
  .prefixes            the prefixes that are ready
  .help                this text
  .quit                leave

The dot may be left out, and .ask as well.
Every other command of azru works as well, with its options: .path Lukoil Russia --limit 2
"""
# Commands that take one name, which may have blanks and apostrophes and needs no quotes.
NAMED = ("find", "show", "why")
_BRACKETS = {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}
_DESCRIBE = re.compile(r"\bDESCRIBE\b", re.IGNORECASE)


@click.command()
@click.pass_context
def shell(context: click.Context) -> None:
    """Ask one thing after the other: SPARQL, stored questions, entities.

    On a terminal with completion, a history and a pager; .help tells more. From a pipe statement by
    statement, with the exit status of the last one that went wrong.
    """
    from azru_graph.cli.options import KEPT, open_engine

    engine = open_engine(context.obj)  # a fault in the data shows at once
    context.meta[KEPT] = engine
    if sys.stdin and sys.stdin.isatty() and sys.stdout and sys.stdout.isatty():
        from azru_graph.cli.prompt import converse

        converse(Shell(context, pages=True), engine)
        return
    own = Shell(context)
    # A byte that is not UTF-8 becomes a half surrogate, at which the engine points.
    lines = sys.stdin.buffer if sys.stdin else ()
    for text in statements(line.decode("utf-8", "surrogateescape") for line in lines):
        if not own.run(text):
            break
        if sys.stdout:
            sys.stdout.flush()
    if own.status:
        raise click.exceptions.Exit(own.status)


class Shell:
    """Runs what is typed, and stays when it goes wrong.

    Attributes:
        root: The context of `azru` itself.
        status: Exit status of the last thing that went wrong; 0 while nothing has.
    """

    def __init__(self, context: click.Context, *, pages: bool = False) -> None:
        """Take a context of `azru` or of one of its commands.

        Args:
            context: It leads to the data and the other commands.
            pages: Whether what is longer than the screen goes through a pager.
        """
        self.root = context.find_root()
        self.status = 0
        self._pages = pages

    @property
    def group(self) -> click.Group:
        """The command `azru`."""
        assert isinstance(self.root.command, click.Group)  # noqa: S101 - for the type only
        return self.root.command

    @property
    def commands(self) -> tuple[str, ...]:
        """The names that may stand behind a dot, sorted."""
        own = set(self.group.list_commands(self.root)) - {"serve", "shell"}
        return tuple(sorted(own.union(COMMANDS)))

    def run(self, text: str) -> bool:
        """Run a command or a query; False where it asks to leave."""
        try:
            words = _words(text.strip())
            if words == ["quit"]:
                return False
            if words:
                self._show(words)
        except click.exceptions.Exit as error:
            self.status = error.exit_code or self.status
        except click.ClickException as error:
            error.show()
            self.status = error.exit_code
        except AzruError as error:
            click.echo(f"azru: {error}", err=True)
            self.status = error.exit_status
        return True

    def _show(self, words: list[str]) -> None:
        """Run a command; on a terminal so that Ctrl-C ends it, and in a pager where it is long."""
        if not self._pages:
            self._invoke(words)
            return
        screen = _Screen()
        errors: list[BaseException] = []

        def work() -> None:
            try:
                self._invoke(words)
            except BaseException as error:  # noqa: BLE001 - raised again below
                errors.append(error)

        # The store cannot be interrupted, but it can be left alone: in a thread of its own, which
        # ends before it prints anything once the store is done.
        thread = Thread(target=work, daemon=True)
        try:
            with redirect_stdout(screen):
                thread.start()
                thread.join()
        except KeyboardInterrupt:
            ending = ctypes.py_object(KeyboardInterrupt)
            ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident or 0), ending)
            raise
        shown = screen.text()
        if shown.count("\n") < get_terminal_size().lines:
            click.echo(shown, nl=False)
        else:
            click.echo_via_pager(shown)
        if errors:
            raise errors[0]

    def _invoke(self, words: list[str]) -> None:
        name, *arguments = words
        if name == "help":
            click.echo(HELP, nl=False)
        elif name == "prefixes":
            from azru_graph.terms import PREFIXES

            for prefix, namespace in PREFIXES.items():
                click.echo(f"PREFIX {prefix}: <{namespace}>")
        elif name not in self.commands:
            known = [f".{command}" for command in self.commands]
            raise UnknownNameError("command", f".{name}", known)
        else:
            command = self.group.get_command(self.root, name)
            assert command  # noqa: S101 - for the type only
            if name != "queries":  # the catalogue is the same on any data
                self._refuse(name)
            with command.make_context(name, arguments, parent=self.root) as context:
                command.invoke(context)

    def _refuse(self, name: str) -> None:
        """Refuse a command to which an option of `azru` means nothing, as `azru` itself does."""
        callback = self.group.callback
        assert callback  # noqa: S101 - for the type only
        with self.root.scope(cleanup=False):
            self.root.invoked_subcommand = name
            self.root.invoke(callback, **self.root.params)


class _Screen(io.TextIOWrapper):
    """Keeps what is printed as a terminal would get it."""

    def __init__(self) -> None:
        self._bytes = io.BytesIO()
        super().__init__(self._bytes, encoding="utf-8", newline="", write_through=True)

    def isatty(self) -> bool:
        return True

    def text(self) -> str:
        self.flush()
        return self._bytes.getvalue().decode()


def is_ready(text: str) -> bool:
    r"""Whether what was typed so far, its last line ended, is to be run.

    >>> is_ready(".show Russia\n"), is_ready("ASK { ?s ?p ?o }\n"), is_ready("ASK { ?s ?p ?o };\n")
    (True, False, True)
    >>> is_ready("ASK { ?s ?p ?o }\n\n"), is_ready("ASK { ?s ?p ?o ;\n\n")
    (True, False)
    """
    from azru_graph.syntax import blank

    if not text.strip() or _dotted(text).startswith("."):
        return True
    if text.endswith("\n") and not any(map(str.strip, text.split("\n")[-3:])):
        return True  # two empty lines
    syntax = blank(text)
    if sum(_BRACKETS.get(sign, 0) for sign in syntax) > 0 or '"' in syntax or "'" in syntax:
        return False
    if syntax.rstrip().endswith(";"):
        return True
    is_whole = "}" in syntax or _DESCRIBE.search(syntax)  # not just prefixes
    return bool(is_whole) and not any(map(str.strip, text.split("\n")[-2:]))


def _dotted(text: str) -> str:
    """Put the dot before a line that begins with a command or a question, but with no keyword."""
    text = text.strip()
    first = text.split(maxsplit=1)[:1]
    if "\n" in text or not first or first[0] in {"ask", "load"}:
        return text
    from azru_graph.files import query_files

    if first[0] in {*COMMANDS, *commands}:
        return f".{text}"
    if first[0] in {path.stem for path in query_files("questions")}:
        return f".ask {text}"
    return ".quit" if text == "exit" else text


def statements(lines: Iterable[str]) -> Iterator[str]:
    r"""Put lines together to what is run at once; the end of the lines ends the last.

    >>> list(statements([".show Russia\n", "ASK {\n", "}\n", "\n", "ASK { }"]))
    ['.show Russia\n', 'ASK {\n}\n\n', 'ASK { }']
    """
    text = ""
    for line in lines:
        text += line.replace("\r\n", "\n")
        if is_ready(text):
            yield text
            text = ""
    if text:
        yield text


def _words(text: str) -> list[str]:
    """The command that a text stands for, and its arguments; empty where there is nothing to do.

    Raises:
        UsageError: A quote is left open.
    """
    text = _dotted(text)
    if not text.startswith("."):
        from azru_graph.syntax import blank

        if blank(text).endswith(";"):
            text = text[:-1]
        # The end of line makes clear that it is no name of a file.
        return ["sparql", "--", f"{text}\n"] if text.strip() else []
    name, _, rest = text[1:].partition(" ")
    if name in NAMED and " --" not in f" {rest}" and rest[:1] not in {'"', "'"}:
        return [name, *([rest.strip()] if rest.strip() else [])]
    try:
        words = shlex.split(rest)
    except ValueError as error:
        raise UsageError(
            "a quote is left open", remedy='put names with apostrophes into double quotes: "…"'
        ) from error
    return ["query" if name == "ask" else name, *words]
