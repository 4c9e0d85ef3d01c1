"""The command line `azru`: the only place that prints, reads arguments and exits.

A command is a function in one of the modules here, in the `__all__` of that module, and in the
table `COMMANDS`. Its module is loaded when the command is called or help is asked for; what takes
long to load is imported within the function. Even click is, since `quick` can do without it.
"""

from __future__ import annotations

import os
import sys

from azru_graph.cli import quick

__all__ = ["COMMANDS", "main"]

_COMPLETING = "_AZRU_COMPLETE"

# Command → the module here that has it.
COMMANDS = {
    "anchor": "checking",
    "build": "making",
    "draw": "drawing",
    "export": "making",
    "find": "finding",
    "fmt": "checking",
    "load": "storing",
    "path": "connecting",
    "push": "pushing",
    "queries": "asking",
    "query": "asking",
    "serve": "serving",
    "shell": "shell",
    "show": "asking",
    "sparql": "asking",
    "validate": "checking",
    "why": "asking",
}


def main() -> None:
    """Run `azru` and end the process with its exit status: 0 fine, 1 data, 2 usage."""
    try:
        content = None if _COMPLETING in os.environ else quick.answer(sys.argv[1:])
        status = _commanded() if content is None else _printed(content)
        if sys.stdout:
            sys.stdout.flush()
    except (Exception, KeyboardInterrupt, SystemExit) as error:  # noqa: BLE001 - told apart below
        status = _ended(error)
    sys.exit(status if isinstance(status, int) else 0)


def _printed(content: bytes) -> int:
    sys.stdout.buffer.write(content)
    return 0


def _commanded() -> object:
    if _COMPLETING in os.environ:  # a shell asks for completion, as click has it
        import azru_graph.cli.shells  # noqa: F401 - its way of writing for each shell
    from azru_graph.cli.group import azru

    return azru.main(prog_name="azru", standalone_mode=False)


def _ended(error: BaseException) -> object:
    """Say what ended the command, and give the exit status; what is a fault of ours is raised."""
    import click

    from azru_graph.errors import AzruError

    if isinstance(error, click.ClickException):
        error.show()
        return error.exit_code
    if isinstance(error, (click.Abort, KeyboardInterrupt)):
        return 130
    if isinstance(error, SystemExit):
        # click replaces standard output and ends with 1 where the reader of a pipe has gone, which
        # is no fault.
        return 0 if sys.stdout is not sys.__stdout__ else error.code
    if isinstance(error, BrokenPipeError):
        return _silenced(0)
    if "--debug" in sys.argv[1:] or not isinstance(error, (OSError, AzruError)):
        raise error
    if isinstance(error, AzruError):
        click.echo(f"azru: {error}", err=True)
        return error.exit_status
    click.echo(f"azru: the output cannot be written ({error.strerror or error})", err=True)
    return _silenced(1)


def _silenced(status: int) -> int:
    """Give the status back after turning the output off: flushing it at exit would fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return status
