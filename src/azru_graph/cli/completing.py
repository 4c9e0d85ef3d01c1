"""What is completed at the prompt of a shell, beside commands and options: names and values.

The functions are callbacks of click's arguments and options. They give everything that fits what
was typed, and nothing where the data or a query is at fault: a prompt is no place for an error.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import wraps
from typing import TYPE_CHECKING

from azru_graph.errors import AzruError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import click
    from click.shell_completion import CompletionItem

    from azru_graph.engines import Engine
    from azru_graph.headers import Parameter

    _Complete = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]

__all__ = [
    "complete_among",
    "complete_entity",
    "complete_kind",
    "complete_question",
    "complete_value",
    "values_of",
]

_SUMMARY = re.compile(r"^#\+ summary: (.*)", re.MULTILINE)


def _quietly(complete: _Complete) -> _Complete:
    @wraps(complete)
    def without_errors(
        context: click.Context, parameter: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        try:
            return complete(context, parameter, incomplete)
        except AzruError:
            return []

    return without_errors


@_quietly
def complete_question(
    context: click.Context,  # noqa: ARG001 - as click has it
    parameter: click.Parameter,  # noqa: ARG001
    incomplete: str,
) -> list[CompletionItem]:
    """Give the stored questions, each with its summary; only the files that fit are read."""
    from azru_graph.files import query_files, read_text

    paths = [path for path in query_files("questions") if path.stem.startswith(incomplete)]
    found = [(path.stem, _SUMMARY.search(read_text(path))) for path in paths]
    return _items((name, summary[1] if summary else "") for name, summary in found)


def complete_among(choices: Callable[[], Iterable[str]]) -> _Complete:
    """Give a callback for a few names, which are listed when one of them is to be completed.

    A mapping gives a word on each of them as well.
    """

    @_quietly
    def complete(
        context: click.Context,  # noqa: ARG001 - as click has it
        parameter: click.Parameter,  # noqa: ARG001
        incomplete: str,
    ) -> list[CompletionItem]:
        known = choices()
        told = known if isinstance(known, Mapping) else dict.fromkeys(known, "")
        return _items((name, told[name]) for name in sorted(told) if name.startswith(incomplete))

    return complete


@_quietly
def complete_value(
    context: click.Context,
    parameter: click.Parameter,  # noqa: ARG001
    incomplete: str,
) -> list[CompletionItem]:
    """Give ``name=`` for the parameters of the question asked, and their values behind it."""
    from azru_graph.queries import get

    # click leaves the arguments unread where the option before the cursor lacks its value.
    read = context.params.get("name") or context.params.get("entity")
    question = read or next(iter(context.args), "")
    parameters = get("questions", question.partition(":")[0]).header.parameters
    name, equals, value = incomplete.partition("=")
    if not equals:
        named = [one for one in parameters.values() if one.name.startswith(name)]
        return _items((f"{one.name}=", one.help) for one in named)
    if name not in parameters:
        return []
    found = values_of(context, parameters[name], value)
    return _items((f"{name}={text}", help_) for text, help_ in found)


@_quietly
def complete_kind(
    context: click.Context,
    parameter: click.Parameter,  # noqa: ARG001
    incomplete: str,
) -> list[CompletionItem]:
    """Give the kinds of edges and nodes of the picture named, each with its label."""
    from azru_graph.networks import network
    from azru_graph.pictures import PICTURES

    name = context.params.get("name") or next(iter(context.args), "")
    if name not in PICTURES:
        return []
    graph = network(_engine(context), PICTURES[name][0]).graph
    kinds = graph["node_kinds"] | graph["kinds"]
    return _items(item for item in sorted(kinds.items()) if item[0].startswith(incomplete))


@_quietly
def complete_entity(
    context: click.Context,
    parameter: click.Parameter,  # noqa: ARG001
    incomplete: str,
) -> list[CompletionItem]:
    """Give the ids of the entities whose id begins so, else those with such a word in a name.

    Of the latter, the shortest name comes first: a person before what the person did.
    """
    return _items(_entities(context, incomplete))


def values_of(context: click.Context, parameter: Parameter, text: str) -> list[tuple[str, str]]:
    """Give the values of a parameter that a text may become, each with a word on it or ''."""
    if parameter.type == "iri":
        return _entities(context, text, parameter.within)
    choices = ("false", "true") if parameter.type == "boolean" else parameter.choices
    return [(choice, "") for choice in choices if choice.startswith(text)]


def _entities(
    context: click.Context, text: str, within: str | None = None
) -> list[tuple[str, str]]:
    """Entities as (what to write, name). An id is written bare, since bash breaks at a colon."""
    from azru_graph.folding import fold
    from azru_graph.names import names
    from azru_graph.terms import ID, compact

    known: dict[str, list[str]] = {}
    for name in names(_engine(context), within):
        iri = name.entity.value
        if name.kind == "paraphrase" or not (within or ":" in text or iri.startswith(ID)):
            continue
        shown = iri.removeprefix(ID) if iri.startswith(ID) and ":" not in text else compact(iri)
        known.setdefault(shown, []).append(name.text)
    found = [shown for shown in known if shown.startswith(text)]
    if not found:
        part = f" {fold(text)}"
        found = [
            shown
            for shown, called in known.items()
            if any(part in f" {fold(name)}" for name in (shown, *called))
        ]
        found.sort(key=lambda shown: (len(known[shown][0]), shown))
    return [(shown, known[shown][0]) for shown in found]


def _engine(context: click.Context) -> Engine:
    """The engine of the shell of `azru`, which asks here as well; else that of the options given.

    Raises:
        UsageError: It would be a server, which is not to be asked at a press of the tab key.
    """
    from azru_graph.cli.options import open_engine
    from azru_graph.files import data_files

    root = context.find_root()
    if root.obj is not None:
        engine: Engine = root.obj
        return engine
    if root.params.get("endpoint"):
        raise UsageError("no server is asked for what may be completed")
    no_editorial = bool(root.params.get("no_editorial"))
    data = root.params.get("data") or data_files(editorial=not no_editorial)
    with context.scope(cleanup=False):
        return open_engine(data)


def _items(found: Iterable[tuple[str, str]]) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    return [CompletionItem(value, help=help_ or None) for value, help_ in found]
