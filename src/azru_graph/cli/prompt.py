"""The shell on a terminal: its prompt, its history, and what it completes."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import click
from prompt_toolkit import PromptSession
from prompt_toolkit.completion import Completer, Completion
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings

from azru_graph.cli.shell import NAMED, is_ready
from azru_graph.syntax import blank
from azru_graph.terms import PREFIXES
from azru_graph.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from prompt_toolkit.completion import CompleteEvent
    from prompt_toolkit.document import Document
    from prompt_toolkit.key_binding import KeyPressEvent

    from azru_graph.cli.shell import Shell
    from azru_graph.engines import Engine
    from azru_graph.vocabulary import Word

__all__ = ["ShellCompleter", "converse", "history"]

_KEYWORDS = """
    AS ASK AVG BIND BOUND BY COALESCE CONCAT CONSTRUCT CONTAINS COUNT DATATYPE DESC DESCRIBE
    DISTINCT EXISTS FILTER GRAPH GROUP GROUP_CONCAT HAVING IF IN LANG LANGMATCHES LCASE LIMIT
    MAX MIN MINUS MONTH NOT OFFSET OPTIONAL ORDER PREFIX REGEX REPLACE SAMPLE SELECT STR STRAFTER
    STRBEFORE STRENDS STRLEN STRSTARTS SUBSTR SUM UCASE UNDEF UNION VALUES WHERE YEAR
"""
_MOST = 50  # a longer menu is not read
_LEAST = 2  # letters from which on names are looked for
_LONGEST = 4  # words of a name that are looked at


def converse(shell: Shell, engine: Engine) -> None:
    """Ask for input and run it until the user leaves."""
    session: PromptSession[str] = PromptSession(
        "azru> ",
        multiline=True,
        prompt_continuation="  ... ",
        completer=ShellCompleter(shell, engine),
        complete_in_thread=True,
        history=history(),
        key_bindings=_bindings(),
    )
    click.echo("SPARQL, or a command such as .ask timeline; .help tells more, .quit leaves.")
    while True:
        try:
            text = session.prompt()
        except KeyboardInterrupt:
            continue
        except EOFError:
            return
        try:
            if not shell.run(text):
                return
        except KeyboardInterrupt:
            click.echo("stopped", err=True)


def history() -> History:
    """Give the history of earlier sessions, or one that is not kept where it cannot be written.

    It is ``azru/history`` in the folder ``XDG_STATE_HOME``, by default ``~/.local/state`` (XDG
    Base Directory Specification), and for its owner only.
    """
    try:
        state = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
        path = Path(state) / "azru" / "history"
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with path.open("ab"):
            path.chmod(0o600)
    except (OSError, RuntimeError):
        return InMemoryHistory()
    return _Kept(str(path))


class _Kept(FileHistory):
    """A history that does not stop the session where the disk is full."""

    def store_string(self, string: str) -> None:
        with suppress(OSError):
            super().store_string(string)


def _bindings() -> KeyBindings:
    bindings = KeyBindings()

    @bindings.add("enter")
    def _(event: KeyPressEvent) -> None:
        """Take the completion that is chosen, run what is ready, or begin a new line."""
        buffer = event.current_buffer
        if buffer.complete_state and buffer.complete_state.current_completion:
            buffer.complete_state = None
        elif is_ready(f"{buffer.text}\n") and not buffer.document.text_after_cursor.strip():
            buffer.validate_and_handle()
        else:
            buffer.insert_text("\n")

    return bindings


class ShellCompleter(Completer):
    """Completes commands and their arguments behind a dot, and SPARQL elsewhere.

    In SPARQL these are keywords, prefixes, variables, prefixed names, and anything of the graph by
    its label, for which its prefixed name is put in.
    """

    def __init__(self, shell: Shell, engine: Engine) -> None:
        """Take the commands of a shell, and the words and entities of a graph."""
        self._shell = shell
        self._engine = engine

    @cached_property
    def _words(self) -> list[tuple[Word, list[str]]]:
        """The words of the graph, each with its names in small letters."""
        found = [word for word in vocabulary(self._engine).values() if word.name != word.iri]
        return [
            (word, [name.casefold() for name in (word.label, *word.aliases) if name])
            for word in found
        ]

    def get_completions(
        self,
        document: Document,
        complete_event: CompleteEvent,  # noqa: ARG002 - as prompt_toolkit has it
    ) -> Iterable[Completion]:
        """Give what fits the text before the cursor."""
        text = document.text_before_cursor
        if text.lstrip().startswith("."):
            yield from self._command(text.lstrip())
            return
        syntax = blank(text)
        if '"' in syntax or "'" in syntax or (syntax[-1:] == " " and text[-1:] != " "):
            return  # within a string, an IRI or a comment
        yield from self._sparql(text, document.text)

    def _command(self, text: str) -> Iterator[Completion]:
        """Complete the name of a command, or its arguments as click does it for other shells."""
        from click.shell_completion import ShellComplete, split_arg_string

        name, blank_, rest = text[1:].partition(" ")
        if not blank_:
            for command in self._shell.commands:
                if command.startswith(name):
                    yield Completion(f".{command}", -len(text))
            return
        words = [rest] if name in NAMED else split_arg_string(rest)
        if name not in NAMED and (not rest or rest[-1].isspace()):
            words.append("")
        *before, incomplete = words
        name = "query" if name == "ask" else name
        click_complete = ShellComplete(self._shell.group, {"obj": self._engine}, "azru", "")
        for item in click_complete.get_completions([name, *before], incomplete)[:_MOST]:
            if item.type == "plain":
                yield Completion(item.value, -len(incomplete), display_meta=item.help or "")

    def _sparql(self, text: str, whole: str) -> Iterator[Completion]:
        if found := re.search(r"[?$](\w*)$", text):
            names = set(re.findall(r"[?$](\w+)", blank(whole))) - {found[1]}
            for name in sorted(names):
                if name.startswith(found[1]):
                    yield Completion(f"{found[0][0]}{name}", -len(found[0]))
        elif found := re.search(r"\b([A-Za-z][\w.-]*):([\w-]*)$", text):
            yield from self._prefixed(found[1], found[2])
        elif found := re.search(r"\b[^\W\d][\w-]*$", text):
            for keyword in _KEYWORDS.split():
                if keyword.startswith(found[0].upper()):
                    yield Completion(keyword, -len(found[0]))
            for prefix in PREFIXES:
                if prefix.startswith(found[0]):
                    yield Completion(f"{prefix}:", -len(found[0]), display_meta=PREFIXES[prefix])
            yield from self._named(text)

    def _prefixed(self, prefix: str, local: str) -> Iterator[Completion]:
        """Names with a prefix: those that begin as typed before those that only contain it."""
        fits = []
        for word, _ in self._words:
            own, _, name = word.name.partition(":")
            if own == prefix and local.casefold() in name.casefold():
                fits.append((not name.startswith(local), word.name, word))
        for _, name, word in sorted(fits)[:_MOST]:
            yield Completion(name, -len(f"{prefix}:{local}"), display_meta=_meta(word))

    def _named(self, text: str) -> Iterator[Completion]:
        """Words of the graph by the last words typed, as many of them as name something."""
        line = text.rpartition("\n")[2]
        starts = [found.start() for found in re.finditer(r"(?<![\w'’-])\w", line)]
        for start in starts[-_LONGEST:]:
            typed = line[start:]
            part = typed.casefold()
            if len(part) < _LEAST:
                return
            fits = [
                (not any(name.startswith(part) for name in names), len(names[0]), word)
                for word, names in self._words
                if any(f" {part}" in f" {name}" for name in names)
            ]
            for _, _, word in sorted(fits)[:_MOST]:
                meta = f"{word.kind} {word.name}"
                yield Completion(word.name, -len(typed), display=word.label, display_meta=meta)
            if fits:
                return


def _meta(word: Word) -> str:
    return f"{word.kind}: {word.label}" if word.label else word.kind
