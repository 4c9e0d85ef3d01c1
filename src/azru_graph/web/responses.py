"""Answers as they go out: validators, compression, and the headers that every answer has.

An answer is whole before its first byte is sent, so that its status is true and nothing is cut off.
"""

from __future__ import annotations

import gzip
import re
from functools import cached_property
from hashlib import blake2b
from http import HTTPStatus
from typing import TYPE_CHECKING

from azru_graph.web.negotiation import quality

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.datastructures import Headers

__all__ = ["HTML", "Answer", "Parts", "parts"]

HTML = "text/html"

_LEAST_ZIPPED = 512  # bytes; of fewer, gzip saves nothing
_ZIPPABLE = re.compile(r"text/|application/(?!pdf|zip|gzip|octet)|image/svg")
_VALID = re.compile(r'(?:W/)?("[^"]*")')
# Whatever is asked may be asked from a page of another origin: all of it is open to read.
_EVERY = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"*"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
)
_POLICY = (
    "default-src 'self'; style-src 'self'; script-src 'self'; img-src 'self' data:;"
    " object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)
# A picture may be opened by itself: then nothing in it runs, and its own styles hold.
_PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:"

Parts = tuple[int, list[tuple[bytes, bytes]], bytes]


class Answer:
    """What is answered to a request, before the client's wishes as to its transport.

    Attributes:
        content: The body.
        kind: Its media type; texts are UTF-8.
        status: The status.
        headers: Further headers.
    """

    def __init__(
        self,
        content: bytes,
        kind: str,
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.content = content
        self.kind = kind
        self.status = status
        self.headers = dict(headers or {})

    @cached_property
    def digest(self) -> str:
        """The content's digest, for the ETag of each coding."""
        return blake2b(self.content, digest_size=12).hexdigest()

    @cached_property
    def zipped(self) -> bytes:
        """The content in gzip, without a time: the same content gives the same bytes."""
        return gzip.compress(self.content, 6, mtime=0)

    @property
    def size(self) -> int:
        """Bytes that it takes to keep it, zipped as well, at most."""
        return 2 * len(self.content) + 1024

    @cached_property
    def plain_head(self) -> list[tuple[bytes, bytes]]:
        """The headers of the content as it is."""
        return self._head(zipped=False)

    @cached_property
    def zipped_head(self) -> list[tuple[bytes, bytes]]:
        """The headers of the zipped content."""
        return self._head(zipped=True)

    @property
    def can_zip(self) -> bool:
        """Whether gzip is worth its while."""
        return len(self.content) >= _LEAST_ZIPPED and bool(_ZIPPABLE.match(self.kind))

    def _head(self, *, zipped: bool) -> list[tuple[bytes, bytes]]:
        is_text = self.kind.startswith("text/") and "charset" not in self.kind
        content = self.zipped if zipped else self.content
        given = {name.lower(): value for name, value in self.headers.items()}
        vary = [word for word in given.pop("vary", "").split(", ") if word]
        head = {
            "content-type": f"{self.kind}; charset=utf-8" if is_text else self.kind,
            "content-length": str(len(content)),
            "vary": ", ".join(dict.fromkeys([*vary, "Accept-Encoding"])),
        }
        if self.status == HTTPStatus.OK:
            head["etag"] = _tag(self, zipped=zipped)
            head["cache-control"] = "no-cache"  # kept, and asked for again with its tag
        if zipped:
            head["content-encoding"] = "gzip"
        if self.kind.startswith(HTML):
            head["content-security-policy"] = _POLICY
        elif self.kind.startswith("image/svg"):
            head["content-security-policy"] = _PICTURE_POLICY
        told = {**head, **given}
        return [*((name.encode(), value.encode()) for name, value in told.items()), *_EVERY]


def parts(answer: Answer, asked: Headers, *, method: str = "GET") -> Parts:
    """Give status, headers and body for a client.

    Args:
        answer: What is answered.
        asked: The headers of the request.
        method: That of the request: the body is not sent for HEAD, and what a client has kept
            counts for GET and HEAD.
    """
    zipped = answer.can_zip and quality(asked.get("accept-encoding"), "gzip") > 0
    headers = answer.zipped_head if zipped else answer.plain_head
    known = asked.get("if-none-match")
    if known is not None and answer.status == HTTPStatus.OK and method in {"GET", "HEAD"}:
        tag = _tag(answer, zipped=zipped)
        if known.strip() == "*" or tag in _VALID.findall(known):
            body = {b"content-type", b"content-length", b"content-encoding"}
            return HTTPStatus.NOT_MODIFIED, [one for one in headers if one[0] not in body], b""
    content = answer.zipped if zipped else answer.content
    return answer.status, headers, b"" if method == "HEAD" else content


def _tag(answer: Answer, *, zipped: bool) -> str:
    return f'"{answer.digest}-gzip"' if zipped else f'"{answer.digest}"'
