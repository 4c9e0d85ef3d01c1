"""The job of listing the stored questions for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from azru_graph.headers import TYPES
from azru_graph.names import choices
from azru_graph.queries import catalogue
from azru_graph.web.jobs import Made
from azru_graph.web.kinds import ANSWERS

if TYPE_CHECKING:
    from azru_graph.headers import Parameter
    from azru_graph.queries import Query
    from azru_graph.web.jobs import Opened

__all__ = ["make"]


def make(opened: Opened) -> Made:
    """List the questions with what each takes and gives; links are relative to the list."""
    listed = {"questions": [_question(opened, one) for one in catalogue("questions").values()]}
    written = json.dumps(listed, ensure_ascii=False, indent=2) + "\n"
    return Made(written.encode(), "application/json")


def _question(opened: Opened, one: Query) -> dict[str, Any]:
    header = one.header
    return {
        "name": one.name,
        "summary": header.summary,
        "description": header.description,
        "tags": list(header.tags),
        "columns": dict(header.columns),
        "parameters": [_parameter(opened, own) for own in header.parameters.values()],
        "links": {suffix: f"q/{one.name}.{suffix}" for suffix in ANSWERS},
    }


def _parameter(opened: Opened, own: Parameter) -> dict[str, Any]:
    told = {
        "name": own.name,
        "type": own.type,
        "help": own.help,
        "expected": TYPES[own.type],
        "class": own.class_iri,
        "scheme": own.scheme_iri,
        "default": own.default.value if own.default else None,
        "choices": list(choices(opened.engine, own)) if _is_closed(own) else None,
    }
    return {name: value for name, value in told.items() if value is not None}


def _is_closed(own: Parameter) -> bool:
    """Whether there are few values, all known: not the entities of a class, which may be many."""
    return own.scheme_iri is not None or own.type in {"boolean", "choice"}
