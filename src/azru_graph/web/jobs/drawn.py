"""The job of drawing a picture."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from azru_graph import networks, pictures
from azru_graph.errors import DataError, ParameterError, UnknownNameError
from azru_graph.exports.distributions import media_type
from azru_graph.gallery import FORMATS
from azru_graph.names import named
from azru_graph.pictures.saving import written
from azru_graph.web.jobs import Made
from azru_graph.web.jobs.served import kept
from azru_graph.web.problems import Problem

if TYPE_CHECKING:
    from azru_graph.pictures import Picture
    from azru_graph.web.jobs import Opened

__all__ = ["make"]


def make(opened: Opened, *, file: str) -> Made:
    """Draw a picture.

    Args:
        opened: What is served.
        file: ``NAME-SIZE.FORM`` as in the gallery, or ``ego/ID.FORM`` for the neighbourhood of an
            entity.

    Raises:
        UnknownNameError: There is no such picture, size, format, kind of events or entity.
        Problem: There is nothing to draw, or it does not fit.
    """
    stem, _, form = file.rpartition(".")
    if form not in FORMATS:
        raise UnknownNameError("format of pictures", form, FORMATS)
    try:
        made = _drawn(opened, stem)
        content = made.text().encode() if form == "txt" else written(made, form)
    except (DataError, ParameterError) as error:
        raise Problem(HTTPStatus.NOT_FOUND, error.what, remedy=error.remedy) from error
    return Made(content, media_type(file))


@kept(8)
def _drawn(opened: Opened, stem: str) -> Picture:
    """Draw what a name means, for every format of it."""
    place, slash, entity = stem.partition("/")
    name, size, kind, iris = place, "page", "", []
    if slash:
        if name != "ego":
            raise UnknownNameError("picture", stem, ["ego/ID"])
        iris = [named(opened.engine, entity).value]
    else:
        name, _, size = stem.rpartition("-")
        name, _, kind = name.partition("-")
    if size not in pictures.SIZES:
        raise UnknownNameError("size of pictures", size, pictures.SIZES)
    view, drawer, _ = pictures.PICTURES[pictures.known(name)]
    setting = pictures.Setting(size=pictures.size_named(size), **pictures.origin(opened.engine))
    whole = networks.network(opened.engine, view, iris)
    return pictures.drawn(drawer, whole, setting, kinds=kind or ())
