"""The picture of the classes of an ontology, and of the properties between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from azru_graph.networks import part_of
from azru_graph.pictures.layered import Manner, draw_layered
from azru_graph.pictures.style import Look, Stroke

if TYPE_CHECKING:
    from azru_graph.networks import Network
    from azru_graph.pictures.picture import Picture, Setting

__all__ = ["draw_ontology"]

_STROKES = {
    "is-a": ("is a", Stroke("#737373", (), 1.2)),
    "properties": ("properties, named on the line", Stroke("#0072B2")),
}
_LOOP = "to-itself"  # the kind of what leads from a class to itself, told in its box
_LOOKS = {
    "own": ("class of this ontology", Look("#CFE2F1", width=1.1)),
    "reused": ("class taken from elsewhere", Look("#FFFFFF", (3, 1.5))),
}


def draw_ontology(network: Network, setting: Setting) -> Picture:
    """Draw classes as boxes, ``is a`` as grey arrows, and properties as arrows with their names.

    Takes the network ``ontology``. The properties from one class to another share a line.

    Raises:
        DataError: There is no property between two classes, or the font lacks a character.
        ParameterError: Not even two classes fit the size.
    """
    return draw_layered(
        _labelled(network),
        setting,
        Manner(
            query="ontology",
            nothing="there is neither a subclass nor a property between two classes to draw",
            title=lambda _: "What kinds of things the graph knows, and what joins them",
            subtitle=_subtitle,
            describe=_describe,
            line=lambda told: (told["kind"], *_STROKES[told["kind"]]),
            box=lambda told: (told["kind"], *_LOOKS[told["kind"]]),
            said=lambda told: "" if told["kind"] == "is-a" else told["label"],
            directions=("LR", "TB"),
            said_width=44,
            widths=(150,),
            gaps=(9, 6, 4),
            layer_gap=15,
            equal=False,
            placed=frozenset({_LOOP}),
        ),
    )


def _labelled(network: Network) -> Network:
    """Write the properties of a class to itself below its name."""
    labelled = part_of(network, network)
    for one, _, told in labelled.edges(data=True):
        if told["kind"] == _LOOP:
            names = told["label"].splitlines()
            labelled.nodes[one]["label"] += "".join(f"\n↻ {name}" for name in names)
    return labelled


def _subtitle(whole: Network, part: Network) -> str:
    left = _properties(whole) - _properties(part)
    classes = len(whole) - len(part)
    missing = [
        f"{number} {one if number == 1 else many}"
        for number, one, many in ((classes, "class", "classes"), (left, "property", "properties"))
        if number
    ]
    some = f" ({' and '.join(missing)} that do not fit left out)" if missing else ""
    return (
        f"{len(part)} classes and the {_properties(part)} properties between two of them{some}; "
        "arrow = from the domain to the range, ↻ = from the class to itself"
    )


def _properties(network: Network) -> int:
    return sum(told["weight"] for *_, told in network.edges(data=True) if told["kind"] != "is-a")


def _describe(part: Network) -> str:
    def named(node: str) -> str:
        return str(part.nodes[node]["label"]).partition("\n")[0]

    def told(kind: str, word: str) -> str:
        found: list[Any] = [edge for edge in part.edges(data=True) if edge[2]["kind"] == kind]
        return "; ".join(
            f"{named(one)} {word or ', '.join(data['label'].splitlines())} {named(other)}"
            for one, other, data in found
        )

    return (
        f"{len(part)} classes as boxes. Subclasses: {told('is-a', 'is a')}. "
        f"Properties: {told('properties', '')}; {told(_LOOP, '')}."
    )
