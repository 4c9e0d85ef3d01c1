"""The command line `azru`: the only place that prints, reads arguments and exits."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from azru_graph import __version__
from azru_graph.errors import (
    AzruError,
    OutputError,
    ParameterError,
    UnknownNameError,
    UsageError,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from azru_graph.engine import Embedded
    from azru_graph.queries import Query
    from azru_graph.results import Result
    from azru_graph.terms import Iri, Term

__all__ = ["main"]

_TABLE_FORMATS = ("table", "csv", "tsv", "json", "xml", "md")
_GRAPH_FORMATS = {"ttl": "turtle", "nt": "ntriples", "jsonld": "jsonld", "rdf": "rdfxml"}
_PICTURES = ("actors",)


class _Path(click.Path):
    """A path that is not empty: an empty one would mean the current folder."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(
        self,
        value: Any,  # noqa: ANN401 - as click has it
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Any:  # noqa: ANN401
        """Refuse an empty path."""
        if value == "":
            self.fail("a path must not be empty", param, ctx)
        return super().convert(value, param, ctx)


_PATH = _Path()
_output = click.option(
    "-o", "--output", type=_PATH, help="Write to this file instead; - is standard output."
)
_format = click.option(
    "--format",
    "form",
    type=click.Choice([*_TABLE_FORMATS, *_GRAPH_FORMATS]),
    help="Default: by the suffix of -o, else a table on a terminal and TSV in a pipe.",
)


def main() -> NoReturn:
    """Run `azru` and end the process with its exit status: 0 fine, 1 data, 2 usage."""
    debug = "--debug" in sys.argv[1:]
    try:
        status = azru.main(standalone_mode=False)
        if sys.stdout:
            sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        status = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        status = 130
    except SystemExit as error:
        # click replaces standard output and ends with 1 where the reader of a pipe has gone, which
        # is no fault.
        status = 0 if sys.stdout is not sys.__stdout__ else error.code
    except BrokenPipeError:
        status = _silenced(0)
    except OSError as error:
        if debug:
            raise
        reason = error.strerror or error
        click.echo(f"azru: the output cannot be written ({reason})", err=True)
        status = _silenced(1)
    except AzruError as error:
        if debug:
            raise
        click.echo(f"azru: {error}", err=True)
        status = error.exit_status
    sys.exit(status if isinstance(status, int) else 0)


def _silenced(status: int) -> int:
    """Give the status back after turning the output off: flushing it at exit would fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return status


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="azru")
@click.option(
    "--data", multiple=True, type=_PATH, help="Use this RDF, not the shipped data; repeatable."
)
@click.option("--no-editorial", is_flag=True, help="Leave out what the editor adds from outside.")
# Read by `main`, before anything can go wrong.
@click.option("--debug", is_flag=True, expose_value=False, help="Show a traceback of an error.")
@click.pass_context
def azru(context: click.Context, *, data: tuple[Path, ...], no_editorial: bool) -> None:
    """Question the knowledge graph of one article."""
    given = "--data" if data else no_editorial and "--no-editorial"
    if given and context.invoked_subcommand in {"fmt", "queries"}:
        raise UsageError(f"{given} means nothing to {context.invoked_subcommand}")
    if data and no_editorial:
        raise UsageError("--no-editorial means nothing beside --data")
    from azru_graph.files import data_files

    context.obj = data or data_files(editorial=not no_editorial)


@azru.command()
@click.argument("name", required=False)
@click.option("--tag", help="Only questions with this tag.")
def queries(name: str | None, tag: str | None) -> None:
    """List the stored questions, or show one with its parameters and its SPARQL."""
    from azru_graph.queries import catalogue, get

    if name is not None:
        click.echo(_sheet(get("questions", name)), nl=False)
        return
    found = [q for q in catalogue("questions").values() if tag is None or tag in q.header.tags]
    if not found:
        tags = {tag for query in catalogue("questions").values() for tag in query.header.tags}
        raise UnknownNameError("tag", tag or "", tags)
    for query in found:
        click.echo(f"{query.name:<24} {query.header.summary}")


@azru.command()
@click.argument("name")
@click.option("-p", "--param", "given", multiple=True, help="A value, as name=value.")
@_format
@_output
@click.pass_obj
def query(
    data: tuple[Path, ...],
    name: str,
    given: tuple[str, ...],
    form: str | None,
    output: Path | None,
) -> None:
    """Answer a stored question."""
    from azru_graph.queries import get

    stored = get("questions", name)
    engine = _engine(data)
    text = _bound(engine, stored, given) if given else stored.text
    _show(engine.query(text, path=stored.path), form, output)


@azru.command()
@click.argument("text")
@_format
@_output
@click.pass_obj
def sparql(data: tuple[Path, ...], text: str, form: str | None, output: Path | None) -> None:
    """Answer a SPARQL query: its text, a file, or - for standard input.

    The prefixes of the graph are ready and need not be declared.
    """
    from azru_graph.engine import with_prefixes
    from azru_graph.files import read_text

    path = None
    if text == "-":
        # A byte that is not UTF-8 becomes a half surrogate, at which the engine points.
        text = sys.stdin.buffer.read().decode("utf-8", "surrogateescape") if sys.stdin else ""
    elif text.endswith((".rq", ".sparql")) and "\n" not in text:
        path = Path(text)
        text = read_text(path)
    engine = _engine(data)
    _show(engine.query(with_prefixes(text), path=path), form, output, labelled_by=engine)


@azru.command()
@click.argument("entity")
@click.pass_obj
def show(data: tuple[Path, ...], entity: str) -> None:
    """Show everything the graph says of an entity, named by id, prefixed name, IRI or label."""
    from azru_graph.entities import describe, to_text

    engine = _engine(data)
    click.echo(to_text(describe(engine, _named(engine, entity))), nl=False)


@azru.command()
@click.argument("entity")
@click.option("--text", "own", type=_PATH, help="Quote this copy.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@_output
@click.pass_obj
def why(
    data: tuple[Path, ...], entity: str, own: Path | None, form: str, output: Path | None
) -> None:
    """Show the passages and works on which an entity or a claim rests, and who disputes it.

    The article is not part of the graph. Give a copy of your own to have its passages quoted.
    """
    from azru_graph import evidence

    engine = _engine(data)
    reasons = evidence.why(engine, _named(engine, entity))
    copy = evidence.read_copy(engine, own) if own else None
    written = (evidence.to_json if form == "json" else evidence.to_text)(reasons, copy)
    _emit(written.encode(), output)


@azru.command()
@click.option("--text", "own", type=_PATH, required=True, help="The copy.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@_output
@click.pass_obj
def anchor(data: tuple[Path, ...], own: Path, form: str, output: Path | None) -> None:
    """Find the passages in a copy of the article; exit 1 if some are missing."""
    from azru_graph import evidence

    copy = evidence.read_copy(_engine(data), own)
    written = (evidence.copy_to_json if form == "json" else evidence.copy_to_text)(copy)
    _emit(written.encode(), output)
    if copy.missing:
        raise click.exceptions.Exit(1)


@azru.command()
@click.argument("files", nargs=-1, type=_PATH)
@click.option("--format", "form", type=click.Choice(["text", "json", "ttl"]), default="text")
@_output
@click.pass_obj
def validate(
    data: tuple[Path, ...], files: tuple[Path, ...], form: str, output: Path | None
) -> None:
    """Validate the data, or the files given, against the shapes and the checks."""
    from azru_graph import exports, validation

    if files and click.get_current_context().find_root().params["data"]:
        raise UsageError("both --data and files are given", remedy="leave one of them out")
    findings = validation.validate(files or data)
    if form == "ttl":
        written = exports.serialize(validation.report(findings), "turtle")
    elif form == "json":
        written = validation.to_json(findings).encode()
    else:
        written = validation.to_text(findings).encode()
    _emit(written, output)
    if any(finding.severity == "violation" for finding in findings):
        raise click.exceptions.Exit(1)


@azru.command()
@click.argument("files", nargs=-1, type=_PATH)
@click.option("--check", is_flag=True, help="Change nothing; exit 1 if a file is not canonical.")
def fmt(files: tuple[Path, ...], check: bool) -> None:  # noqa: FBT001
    """Write Turtle files in canonical form; without files, all of ontology/ and data/."""
    from azru_graph.files import folder, write_whole
    from azru_graph.turtle import reformat

    chosen = files or tuple(
        sorted([*folder("ontology").glob("*.ttl"), *folder("data").glob("*.ttl")])
    )
    # All are read before any is written, so that a fault in one leaves all as they were.
    texts = [(path, *reformat(path)) for path in chosen]
    changed = [(path, new) for path, old, new in texts if old != new]
    for path, new in changed:
        if not check:
            write_whole(path, new.encode())
        click.echo(f"{path}: {'is not canonical; run azru fmt' if check else 'rewritten'}")
    if check and changed:
        raise click.exceptions.Exit(1)


@azru.command()
@click.argument("name")
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    type=_PATH,
    help="The file (svg, png or pdf); may be repeated. Default: NAME.svg.",
)
@click.option("--size", default="page", show_default=True, help="page, plate, column or slide.")
@click.pass_obj
def draw(data: tuple[Path, ...], name: str, outputs: tuple[Path, ...], size: str) -> None:
    """Draw a picture: actors (who acted towards whom)."""
    from azru_graph.queries import construct, get

    if name not in _PICTURES:
        raise UnknownNameError("picture", name, _PICTURES)
    view = get("views", name)
    triples = construct(_engine(data), view.text, path=view.path)
    from azru_graph import network, pictures

    picture = pictures.draw_actors(network.actors(triples), size=size)
    for path in outputs or (Path(f"{name}.svg"),):
        pictures.save(picture, path)
        click.echo(str(path))


@azru.command()
@click.argument("form", metavar="FORMAT")
@_output
@click.pass_obj
def export(data: tuple[Path, ...], form: str, output: Path | None) -> None:
    """Write the whole graph, ontology included: turtle, ntriples, jsonld or rdfxml."""
    from azru_graph.exports import export as written
    from azru_graph.files import ontology_files

    _emit(written([*data, *ontology_files()], form), output)


@azru.command()
@click.argument("directory", type=_PATH)
@click.pass_obj
def build(data: tuple[Path, ...], directory: Path) -> None:
    """Validate, answer every question, draw and export everything into DIRECTORY."""
    from azru_graph.build import build as run

    built = run(directory, data, progress=lambda step: click.echo(f"{step} …", err=True))
    click.echo(
        f"{built.triples} triples, valid"
        + (f" with {built.findings} remarks" if built.findings else "")
        + f"\n{built.questions} questions answered in {built.rows} rows"
        f"\n{len(built.files)} files written; open {built.directory / 'index.html'}"
    )


def _engine(data: Sequence[Path]) -> Embedded:
    from azru_graph.engine import Embedded
    from azru_graph.files import ontology_files

    return Embedded([*data, *ontology_files()])


def _named(engine: Embedded, entity: str) -> Iri:
    """The entity that goes by an id, a prefixed name, an IRI or a label."""
    from azru_graph.headers import Parameter, parse_value
    from azru_graph.queries import resolve
    from azru_graph.terms import Iri

    # A name with a colon is an IRI or a prefixed name, and may be of something without a label.
    resolver = None if ":" in entity else partial(resolve, engine)
    named = parse_value(Parameter("entity", "iri"), entity, resolver=resolver)
    return Iri(named.value)


def _bound(engine: Embedded, stored: Query, given: Sequence[str]) -> str:
    """The text of a stored query with the values of the command line in its slots."""
    from azru_graph.headers import parse_value
    from azru_graph.queries import bind, resolve

    values: dict[str, list[Term]] = {}
    for item in given:
        name, equals, value = item.partition("=")
        if not equals:
            raise ParameterError(
                f"'{item}' is no parameter", remedy="write it as name=value, such as -p year=1993"
            )
        parameter = stored.header.parameters.get(name)
        if parameter is None:
            raise UnknownNameError(f"parameter of {stored.name}", name, stored.header.parameters)
        term = parse_value(parameter, value, resolver=partial(resolve, engine))
        values.setdefault(name, []).append(term)
    return bind(stored, values)


def _show(
    answer: Result, form: str | None, output: Path | None, *, labelled_by: Embedded | None = None
) -> None:
    """Print a result or write it to a file, in the format asked for or the one that fits.

    ``labelled_by`` is where the labels come from that people see beside IRIs; None shows none.
    """
    from azru_graph import results

    graph = isinstance(answer, results.Triples)
    if form is None:
        suffix = output.suffix.removeprefix(".").lower() if output else ""
        terminal = not output and sys.stdout is not None and sys.stdout.isatty()
        form = suffix or ("ttl" if graph else "table" if terminal else "tsv")
    if form not in (_GRAPH_FORMATS if graph else _TABLE_FORMATS):
        fits = ", ".join(_GRAPH_FORMATS if graph else _TABLE_FORMATS)
        what = "triples" if graph else "rows"
        raise UsageError(f"{what} cannot be written as {form}", remedy=f"choose one of: {fits}")
    if isinstance(answer, results.Triples):
        from azru_graph.exports import triples_as

        _emit(triples_as(answer, _GRAPH_FORMATS[form]), output)
        return
    width = None
    if form == "table" and not output:
        import shutil

        width = shutil.get_terminal_size((100, 24)).columns
    labels = None
    if labelled_by and form in {"table", "md"} and isinstance(answer, results.Table):
        from azru_graph.entities import labels as labels_of

        labels = labels_of(labelled_by, answer)
    _emit(results.write(answer, form, width=width, labels=labels), output)


def _emit(content: bytes, output: Path | None) -> None:
    if output and str(output) != "-":
        from azru_graph.files import write_whole

        write_whole(output, content)
    elif sys.stdout is None:
        raise OutputError("standard output is closed")
    else:
        sys.stdout.buffer.write(content)


def _sheet(stored: Query) -> str:
    """What `azru queries NAME` prints."""
    header = stored.header
    lines = [f"{stored.name}: {header.summary}", "", header.description, ""]
    if header.parameters:
        lines.append("parameters")
        lines += [
            f"  -p {parameter.name}=…  ({parameter.type})  {parameter.help}"
            for parameter in header.parameters.values()
        ]
        lines.append("")
    lines.append("columns")
    lines += [f"  {name:<12} {holds}" for name, holds in header.columns.items()]
    body = [line for line in stored.text.splitlines() if not line.startswith("#+")]
    return "\n".join([*lines, "", *body]) + "\n"
