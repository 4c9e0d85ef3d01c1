"""The form of a stored question: what may be chosen, what was, and what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from azru_graph.errors import UsageError
from azru_graph.headers import TYPES
from azru_graph.names import choices, filled
from azru_graph.queries import texts
from azru_graph.results import Table
from azru_graph.syntax import to_sparql
from azru_graph.terms import Iri, compact

if TYPE_CHECKING:
    from collections.abc import Mapping

    from azru_graph.headers import Parameter
    from azru_graph.pages.site import Site, Values
    from azru_graph.queries import Query

__all__ = ["Field", "Reading", "fault_of", "given", "read"]

MOST_LISTED = 12  # choices that all stand in sight; more are proposed while one writes
MOST_PROPOSED = 2000
# Stops at so many; a class of a large store may have millions.
_MEMBERS = """
SELECT (COUNT(*) AS ?number) {{
  SELECT ?entity {{ VALUES ?within {{ {within} }} ?entity a|skos:inScheme ?within }} LIMIT {most}
}}"""


class Field(NamedTuple):
    """A parameter in the form.

    Attributes:
        parameter: What it asks for.
        texts: What is written there, at least one; '' means any.
        default: What counts where nothing is written, as a person writes it; '' for any.
        choices: What may be written; empty where that has no end, or too many to be proposed.
        help: What it does and what it takes.
        fault: What is wrong with it, in words; '' where nothing is.
    """

    parameter: Parameter
    texts: tuple[str, ...]
    default: str
    choices: tuple[str, ...]
    help: str
    fault: str

    @property
    def listed(self) -> bool:
        """Whether it is a list to choose from, all in sight."""
        known = 0 < len(self.choices) <= MOST_LISTED
        return known and all(text in {"", *self.choices} for text in self.texts)


class Reading(NamedTuple):
    """What the reader asks of a question.

    Attributes:
        asked: Parameter → texts, without those left empty.
        fields: The form, in the order of the question.
        query: The SPARQL with the values in it; '' where any is at fault.
        fault: What is wrong beside the fields; '' where nothing is.
    """

    asked: Mapping[str, tuple[str, ...]]
    fields: tuple[Field, ...]
    query: str
    fault: str

    @property
    def faulty(self) -> bool:
        """Whether anything is wrong."""
        return not self.query


def read(site: Site, question: Query, values: Values) -> Reading:
    """Read what was written into the form of a question; nothing raises, all faults are told."""
    known = question.header.parameters
    asked = given(values)
    query, faults = "", {}
    try:
        query = filled(site.engine, question, asked)
    except UsageError:
        for name, several in asked.items():
            try:
                filled(site.engine, question, {name: several})
            except UsageError as error:
                faults[name] = fault_of(error)
    fields = tuple(
        _field(site, parameter, asked.get(name, ()), faults.get(name, ""))
        for name, parameter in known.items()
    )
    others = [fault for name, fault in faults.items() if name not in known]
    return Reading(asked, fields, query, " ".join(others))


def given(values: Values) -> dict[str, tuple[str, ...]]:
    """Leave out the values that are blank: a browser sends every field of a form.

    >>> given({"year": ["1996"], "actor": [""]})
    {'year': ('1996',)}
    """
    found = {name: tuple(filter(str.strip, several)) for name, several in values.items()}
    return {name: several for name, several in found.items() if several}


def fault_of(error: UsageError) -> str:
    """Say in one or two sentences what is wrong, and how to mend it.

    >>> from azru_graph.errors import UnknownNameError
    >>> fault_of(UnknownNameError("actor", "Rusia", ["Russia"]))
    "There is no actor named 'Rusia'. Did you mean Russia?"
    """
    said = [error.what, error.remedy or ""]
    return " ".join(_sentence(text) for text in said if text)


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:] + ("" if text[-1] in ".?!" else ".")


def _field(site: Site, parameter: Parameter, written: tuple[str, ...], fault: str) -> Field:
    default = ""
    if parameter.default:
        row = Table((parameter.name,), ((parameter.default,),))
        value = parameter.default.value
        is_iri = isinstance(parameter.default, Iri)
        default = site.labels(row).get(value, compact(value)) if is_iri else value
    return Field(
        parameter,
        written or (default,),
        default,
        _choices(site, parameter),
        f"{parameter.help} {_takes(parameter)}".strip(),
        fault,
    )


def _takes(parameter: Parameter) -> str:
    """What may be written, where the choices do not show it."""
    if parameter.type == "iri":
        return "" if parameter.scheme_iri else "By name, in any spelling."
    if parameter.type in {"boolean", "choice", "string"}:
        return ""
    return _sentence(TYPES[parameter.type])


def _choices(site: Site, parameter: Parameter) -> tuple[str, ...]:
    if parameter.within:
        within = to_sparql(Iri(parameter.within))
        query = _MEMBERS.format(within=within, most=MOST_PROPOSED + 1)
        ((number,),) = texts(site.engine, query)
        if int(number) > MOST_PROPOSED:
            return ()
    return choices(site.engine, parameter)
