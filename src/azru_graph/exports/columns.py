"""What a table is: columns, each with the property whose values it holds.

One description serves every format that has tables; the tables themselves are in ``tables``.
"""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["ENTITIES", "Column", "Table", "english", "kind", "link", "values"]

ENTITIES = "entities"  # the table that has everything


class Column(NamedTuple):
    """A column.

    Attributes:
        name: Its name.
        about: What stands in it, for people.
        property: The property of which it holds the values, as a prefixed name; '' where it is the
            key, a role, or tells of another column.
        datatype: The XSD datatype of the literals that it takes, without the prefix; ``anyURI``
            where it takes IRIs; ``text`` for strings with or without a language tag, and
            ``literal`` for any literal.
        to: The table in which its IRIs have their rows; '' where they are not looked for.
        language: The tag of the strings that it takes; '' for strings without one.
        of: The column before it of which it tells the language or the datatype.
    """

    name: str
    about: str
    property: str = ""
    datatype: str = "string"
    to: str = ""
    language: str = ""
    of: str = ""


class Table(NamedTuple):
    """A table: either of the things of a class, or of the values of a few properties.

    Attributes:
        name: Its name.
        about: What a row is, for people.
        columns: Its columns. Where there are ``properties``, the first has the subject, the last
            but those that tell of another the value; between them stands the role, the local name
            of the property, where there are several properties.
        classes: The classes of its things, as prefixed names.
        kind: What one of its things is called, where it has ``classes``.
        properties: The properties that its rows state, as prefixed names.
        key: The columns by which a row is known; () where all of them are needed, and one of them
            may be empty.
    """

    name: str
    about: str
    columns: tuple[Column, ...]
    classes: tuple[str, ...] = ()
    kind: str = ""
    properties: tuple[str, ...] = ()
    key: tuple[str, ...] = ("iri",)

    @property
    def role(self) -> Column | None:
        """The column with the role, where the table has ``properties`` and several of them."""
        return self.columns[1] if len(self.properties) > 1 else None

    @property
    def value(self) -> Column:
        """The column with the value, where the table has ``properties``."""
        return [column for column in self.columns if not column.of][-1]


def link(name: str, about: str, of: str = "", to: str = "") -> Column:
    """Describe a column of IRIs: of which property, and the table of what they lead to."""
    return Column(name, about, of, "anyURI", to)


def english(name: str, about: str, of: str) -> Column:
    """Describe a column of English texts."""
    return Column(name, about, of, language="en")


def kind(name: str, classes: tuple[str, ...], called: str, about: str, *columns: Column) -> Table:
    """Describe a table of the things of a class, which all have an IRI and a label."""
    iri = link("iri", "what the row is about", to=ENTITIES)
    label = english("label", "its English label", "rdfs:label")
    return Table(name, about, (iri, label, *columns), classes, called)


def values(name: str, properties: tuple[str, ...], about: str, *columns: Column) -> Table:
    """Describe a table of the values of a few properties."""
    key = () if any(column.of for column in columns) else tuple(one.name for one in columns)
    return Table(name, about, columns, properties=properties, key=key)
