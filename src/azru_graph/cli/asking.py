"""Commands that ask: the stored questions, SPARQL, and what stands behind an entity."""

from __future__ import annotations

import sys
from contextlib import suppress
from functools import partial
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING

import click

from azru_graph.cli.completing import (
    complete_among,
    complete_entity,
    complete_question,
    complete_value,
)
from azru_graph.cli.options import (
    PATH,
    format_option,
    limit_option,
    open_engine,
    output_option,
    param_option,
    sources_option,
    text_or,
    values,
)
from azru_graph.cli.output import by_suffix, emit, shaped, write_answer
from azru_graph.errors import UnknownNameError, UsageError

if TYPE_CHECKING:
    from azru_graph.engines import Engine
    from azru_graph.headers import Parameter
    from azru_graph.queries import Query
    from azru_graph.results import Table
    from azru_graph.terms import Iri

__all__ = ["queries", "query", "show", "sparql", "why"]


def _tags() -> set[str]:
    """The tags of the stored questions."""
    from azru_graph.queries import catalogue

    return {tag for query in catalogue("questions").values() for tag in query.header.tags}


@click.command()
@click.argument("name", required=False, shell_complete=complete_question)
@click.option("--tag", shell_complete=complete_among(_tags), help="Only questions with this tag.")
def queries(name: str | None, tag: str | None) -> None:
    """List the stored questions, or show one with its parameters and its SPARQL."""
    from azru_graph.queries import catalogue, get

    if name is not None:
        emit(_sheet(get("questions", name)).encode(), None)
        return
    found = [q for q in catalogue("questions").values() if tag is None or tag in q.header.tags]
    if not found:
        raise UnknownNameError("tag", tag or "", _tags())
    lines = [f"{query.name:<24} {query.header.summary}\n" for query in found]
    emit("".join(lines).encode(), None)


class _Question(click.types.StringParamType):
    """The name of a stored question."""

    def get_missing_message(self, param: click.Parameter, ctx: click.Context | None = None) -> str:  # noqa: ARG002
        """Say where the names are to be found."""
        return "azru queries lists the questions."


@click.command()
@click.argument("name", type=_Question(), shell_complete=complete_question)
@click.argument("more", nargs=-1, metavar="[PARAM=VALUE]...", shell_complete=complete_value)
@param_option
@limit_option
@sources_option
@format_option
@output_option
@click.pass_obj
def query(
    data: tuple[Path, ...],
    name: str,
    more: tuple[str, ...],
    given: tuple[str, ...],
    limit: int | None,
    with_sources: bool,
    form: str | None,
    output: Path | None,
) -> None:
    """Answer a stored question, for values of its parameters such as year=1993."""
    engine = open_engine(data)
    answer = _answer(engine, name, (*more, *given))
    write_answer(shaped(engine, answer, limit=limit, with_sources=with_sources), form, output)


@click.command()
@click.argument("text")
@click.option("--explain", "only_explain", is_flag=True, help="Say what it does; do not run it.")
@limit_option
@sources_option
@format_option
@output_option
@click.pass_obj
def sparql(
    data: tuple[Path, ...],
    *,
    text: str,
    only_explain: bool,
    limit: int | None,
    with_sources: bool,
    form: str | None,
    output: Path | None,
) -> None:
    """Answer a SPARQL query: its text, a file, or - for standard input.

    The prefixes of the graph are ready and need not be declared. --explain gives its patterns, the
    words of the graph that it names, what looks wrong, and where another engine would differ; as
    text, or with --format json.
    """
    from azru_graph.files import read_text
    from azru_graph.syntax import with_prefixes

    path = None if text == "-" else _file(text)
    if path:
        text = read_text(path)
    elif text == "-":
        # A byte that is not UTF-8 becomes a half surrogate, at which the engine points.
        text = sys.stdin.buffer.read().decode("utf-8", "surrogateescape") if sys.stdin else ""
    elif text in _questions():
        raise UsageError(f"'{text}' is a stored question", remedy=f"write azru query {text}")
    text = text.removeprefix("\ufeff")  # the byte order mark that some editors write
    engine = open_engine(data)
    if only_explain:
        if limit is not None or with_sources:
            option = "--with-sources" if with_sources else "--limit"
            raise UsageError(f"{option} means nothing beside --explain", remedy="leave it out")
        form = form or by_suffix(output, ["json"])
        emit(_explained(engine, text, path, form).encode(), output)
        return
    answer = engine.query(with_prefixes(text), path=path)
    answer = shaped(engine, answer, limit=limit, with_sources=with_sources)
    write_answer(answer, form, output, labelled_by=engine)


@click.command()
@click.argument("entity", shell_complete=complete_entity)
@click.pass_obj
def show(data: tuple[Path, ...], entity: str) -> None:
    """Show everything the graph says of an entity, named by id, prefixed name, IRI or label."""
    from azru_graph.entities import describe, to_text

    engine = open_engine(data)
    width = get_terminal_size((100, 24)).columns
    emit(to_text(describe(engine, _named(engine, entity)), width=width).encode(), None)


@click.command()
@click.argument("entity", metavar="ENTITY|QUESTION:ROW", shell_complete=complete_entity)
@param_option
@click.option("--text", "own", type=PATH, help="Quote this copy.")
@text_or("json")
@output_option
@click.pass_obj
def why(
    data: tuple[Path, ...],
    entity: str,
    given: tuple[str, ...],
    own: Path | None,
    form: str,
    output: Path | None,
) -> None:
    """Show the passages and works on which an entity or a claim rests, and who disputes it.

    Of a row of an answer, such as timeline:12, show all that it rests on; the rows are numbered as
    in the table, and -p is given as to the question. The article is not part of the graph. Give a
    copy of your own to have its passages quoted.
    """
    from azru_graph import evidence, provenance
    from azru_graph.copies import read_copy

    place = provenance.parse_row(entity)
    if given and not place:
        raise UsageError("-p means nothing to an entity", remedy="leave it out, or name a row")
    engine = open_engine(data)
    if place:
        row = provenance.row(*place, _answer(engine, place[0], given))
        reasons = provenance.why_row(engine, row)
        write = partial(provenance.to_json if form == "json" else provenance.to_text, row, reasons)
    else:
        found = evidence.why(engine, _named(engine, entity))
        width = 100 if output else get_terminal_size((100, 24)).columns
        text = partial(evidence.to_text, width=width)
        write = partial(evidence.to_json if form == "json" else text, found)
    emit(write(read_copy(engine, own) if own else None).encode(), output)


def _named(engine: Engine, text: str) -> Iri:
    """The entity of a name; where it is that of a question, the error says how a row is named."""
    from azru_graph.names import named

    try:
        return named(engine, text)
    except UnknownNameError as error:
        question, _, number = (part.strip() for part in text.partition(":"))
        if question in _questions():
            row = number if number.isdecimal() else "1"
            error.remedy = f"the evidence of a row is given by azru why {question}:{row}"
        raise


def _file(text: str) -> Path | None:
    """The file that a text names, where it is no query: by its suffix, or since it is there."""
    path = Path(text)
    if not text or "\n" in text:
        return None
    if path.suffix.lower() in {".rq", ".sparql"}:
        return path
    with suppress(OSError):  # a long query is no name at all
        return path if path.exists() else None
    return None


def _questions() -> set[str]:
    """The names of the stored questions."""
    from azru_graph.files import query_files

    return {path.stem for path in query_files("questions")}


def _answer(engine: Engine, name: str, given: tuple[str, ...]) -> Table:
    """Answer the stored question of a name with the values given."""
    from azru_graph.queries import get, select

    stored = get("questions", name)
    text = stored.text
    if given:
        from azru_graph.names import filled

        text = filled(engine, stored, values(given))
    return select(engine, text, path=stored.path)


def _explained(engine: Engine, text: str, path: Path | None, form: str) -> str:
    """What `azru sparql --explain` prints."""
    from azru_graph import explain

    if form not in {"text", "json"}:
        raise UsageError(f"--explain gives no {form}", remedy="leave --format out, or take json")
    explanation = explain.explain(engine, text, path=path)
    return (explain.to_json if form == "json" else explain.to_text)(explanation)


def _sheet(stored: Query) -> str:
    """What `azru queries NAME` prints."""
    header = stored.header
    lines = [f"{stored.name}: {header.summary}", "", header.description, ""]
    if header.parameters:
        lines.append("parameters")
        for parameter in header.parameters.values():
            lines += _parameter_lines(parameter)
        lines.append("")
    lines.append("columns")
    lines += [f"  {name:<12} {holds}" for name, holds in header.columns.items()]
    body = [line for line in stored.text.splitlines() if not line.startswith("#+")]
    return "\n".join([*lines, "", *body]) + "\n"


def _parameter_lines(parameter: Parameter) -> list[str]:
    """What a parameter takes: its choices, or how to list the entities meant."""
    from textwrap import wrap

    lines = [f"  -p {parameter.name}=…  ({parameter.type})  {parameter.help}"]
    hint = ""
    if parameter.class_iri:
        from azru_graph.search import KINDS
        from azru_graph.terms import compact

        kinds = {curie: kind for kind, curie in KINDS.items()}
        kind = kinds.get(compact(parameter.class_iri))
        hint = f"azru find --kind {kind} lists them" if kind else ""
    elif parameter.scheme_iri or parameter.choices:
        from azru_graph.engines.embedded import Embedded
        from azru_graph.files import ontology_files
        from azru_graph.names import choices

        hint = "one of: " + ", ".join(choices(Embedded(ontology_files()), parameter))
    return lines + wrap(hint, 90, initial_indent=" " * 5, subsequent_indent=" " * 13)
