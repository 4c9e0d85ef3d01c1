"""The job of writing a file of the exports."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from azru_graph.errors import UnknownNameError
from azru_graph.exports import FORMATS, file_name
from azru_graph.exports.distributions import files, media_type
from azru_graph.web.jobs import UNKNOWN, Made
from azru_graph.web.jobs.served import content, has_files
from azru_graph.web.problems import Problem

if TYPE_CHECKING:
    from azru_graph.web.jobs import Opened

__all__ = ["make"]


def make(opened: Opened, *, file: str) -> Made:
    """Write a file.

    Args:
        opened: What is served.
        file: Its place below the folder of all exports.

    Raises:
        UnknownNameError: There is no such file.
        Problem: Exports are made of files, and none are served.
    """
    if not has_files(opened):
        raise Problem(HTTPStatus.NOT_FOUND, "nothing is exported of a store or an endpoint here")
    place = file.partition("/")[0]
    for name in FORMATS:
        if place == file_name(name):
            found = files(content(opened), name)
            if file in found:
                return Made(found[file], media_type(file) or UNKNOWN)
            raise UnknownNameError("file", file, found)
    raise UnknownNameError("file", file, map(file_name, FORMATS))
