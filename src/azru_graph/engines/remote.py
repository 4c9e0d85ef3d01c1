"""A SPARQL endpoint somewhere else, asked by HTTP.

Queries go out as the SPARQL 1.1 Protocol has it in section 2.1.2, by POST as a form: a body of type
``application/sparql-query`` makes some servers hang. All are reads, so they may be asked again.
"""

from __future__ import annotations

import time
from base64 import b64encode
from http.client import HTTPException, RemoteDisconnected
from typing import TYPE_CHECKING
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from azru_graph import __version__, syntax
from azru_graph.engines.received import read_rows, read_triples
from azru_graph.errors import AzruError, EndpointError, SparqlSyntaxError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from http.client import HTTPResponse
    from pathlib import Path

    from azru_graph.results import Result

__all__ = ["TIMEOUT", "Remote", "authorization"]

TIMEOUT = 60.0  # seconds

_ROWS = "application/sparql-results+json, application/json;q=0.5"
_TRIPLES = "application/n-triples, text/turtle;q=0.8, application/rdf+xml;q=0.5"
_ACCEPT = {"SELECT": _ROWS, "ASK": _ROWS, "CONSTRUCT": _TRIPLES, "DESCRIBE": _TRIPLES}
_AGAIN = {502, 503, 504}  # what a server or a proxy says when it may soon do better
_WAITS = (1, 2, None)  # pauses before asking again; after the last there is none
_SHOWN = 300  # characters of a server's message
_SLOW = "raise --timeout, or ask for less"
_VARIABLES = "AZRU_ENDPOINT_USER and AZRU_ENDPOINT_PASSWORD, or AZRU_ENDPOINT_TOKEN"


def authorization(environment: Mapping[str, str]) -> str | None:
    """Make the header for the credentials in the environment; None where it has none.

    ``AZRU_ENDPOINT_TOKEN`` goes before ``AZRU_ENDPOINT_USER`` with ``AZRU_ENDPOINT_PASSWORD``.

    >>> authorization({"AZRU_ENDPOINT_USER": "Aladdin", "AZRU_ENDPOINT_PASSWORD": "open sesame"})
    'Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=='
    >>> authorization({}) is None
    True
    """
    token = environment.get("AZRU_ENDPOINT_TOKEN")
    if token:
        return f"Bearer {token}"
    user = environment.get("AZRU_ENDPOINT_USER")
    if not user:
        return None
    pair = f"{user}:{environment.get('AZRU_ENDPOINT_PASSWORD', '')}"
    return "Basic " + b64encode(pair.encode()).decode()


class _StandStill(HTTPRedirectHandler):
    """Follows no redirection: it would lose the query, or carry credentials to another host."""

    def redirect_request(self, *_: object) -> None:
        return None


class Remote:
    """A SPARQL endpoint; its default graph must hold what a query asks about."""

    def __init__(
        self,
        url: str,
        *,
        timeout: float = TIMEOUT,
        authorization: str | None = None,
        pause: float = 0.5,
    ) -> None:
        """Take the address; nothing is sent yet.

        Args:
            url: Address of the endpoint, http or https.
            timeout: Seconds that a question may take, tries and pauses together; also the longest
                silence of the server. A question may thus take twice as long at the very worst.
            authorization: Value of the header of that name, such as ``authorization`` makes.
            pause: Seconds before the second try, doubled before the third.

        Raises:
            UsageError: The address is none of a server, or holds a password.
        """
        self._url = url
        self._timeout = timeout
        self._authorization = authorization
        self._pause = pause
        try:
            parts = urlsplit(url)
            fits = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
        except ValueError:
            fits = False
        if not fits or not url.isascii() or not url.isprintable() or " " in url:
            raise UsageError(
                f"{url!r} is no address of an endpoint",
                remedy="give one such as https://example.org/sparql",
            )
        if parts.username is not None:
            raise UsageError(
                "the address of an endpoint may not hold credentials",
                remedy=f"set {_VARIABLES} in the environment",
            )
        self._open = build_opener(_StandStill).open

    def query(self, text: str, *, path: Path | None = None) -> Result:
        """Answer a query, as ``Engine`` says."""
        syntax.refuse(text, path)
        form = syntax.form(text)
        if form not in _ACCEPT:
            syntax.columns(text, path=path)  # says what is wrong with it
        kind, content = self._ask(text, _ACCEPT.get(form, _ROWS), path)
        try:
            if _ACCEPT.get(form) == _TRIPLES:
                return read_triples(content, kind)
            return read_rows(content, kind, ask=form == "ASK")
        except ValueError as error:
            raise self._fault(str(error), "check the address; if it is right, " + _SLOW) from error

    def _ask(self, text: str, accept: str, path: Path | None) -> tuple[str, bytes]:
        """Send a query, again where that may help, and give the media type and the answer."""
        end = time.monotonic() + self._timeout
        headers = {
            "Accept": accept,
            "Content-Type": "application/x-www-form-urlencoded",
            "User-Agent": f"azru-graph/{__version__}",
        }
        if self._authorization:
            headers["Authorization"] = self._authorization
        request = Request(self._url, urlencode({"query": text}).encode(), headers)  # noqa: S310
        for wait in _WAITS:
            try:
                with self._open(request, timeout=max(end - time.monotonic(), 0.001)) as response:
                    return response.headers.get_content_type(), self._read(response, end)
            except HTTPError as error:
                with error:
                    if error.code not in _AGAIN or wait is None:
                        raise self._refusal(error, text, path) from error
            except (TimeoutError, URLError, HTTPException, OSError) as error:
                reason = error.reason if isinstance(error, URLError) else error
                lost = isinstance(reason, (ConnectionResetError, RemoteDisconnected))
                if not lost or wait is None:
                    raise self._failure(reason) from error
            left = end - time.monotonic()
            time.sleep(max(0, min(left, self._pause * wait)))
        raise AssertionError  # the last try returns or raises

    def _read(self, response: HTTPResponse, end: float) -> bytes:
        parts = []
        while part := response.read1(1 << 16):
            parts.append(part)
            if time.monotonic() > end:
                raise TimeoutError
        if response.length:
            raise self._fault(f"the answer breaks off {response.length} bytes early", _SLOW)
        return b"".join(parts)

    def _fault(self, what: str, remedy: str | None) -> EndpointError:
        return EndpointError(what, path=self._url, remedy=remedy)

    def _failure(self, reason: object) -> EndpointError:
        """Say why there is no answer at all, or no whole one."""
        if isinstance(reason, TimeoutError):
            return self._fault(f"no whole answer within {self._timeout:g} seconds", _SLOW)
        if isinstance(reason, HTTPException) and not isinstance(reason, RemoteDisconnected):
            return self._fault("the answer breaks off, or is no HTTP", _SLOW)
        said = getattr(reason, "strerror", None) or reason
        return self._fault(f"cannot be reached ({said})", "check the address and the network")

    def _refusal(self, error: HTTPError, text: str, path: Path | None) -> AzruError:
        """Say what an answer other than 200 means."""
        said = _message(error)
        status = f"{error.code} {error.reason}".strip()
        match error.code:
            case 400:
                try:
                    syntax.columns(text, path=path)
                except SparqlSyntaxError as fault:
                    return fault
                except UsageError:
                    pass  # beyond the engine here, which is no reason against it there
                what = f"the endpoint {self._url} finds a fault in the query{said}"
                return UsageError(what, path=path, remedy="mend the query, or ask another endpoint")
            case 401 | 403:
                verb = "check" if self._authorization else "set"
                remedy = f"{verb} {_VARIABLES} in the environment"
                return self._fault(f"access is refused ({status}){said}", remedy)
            case 404 | 405 | 410:
                remedy = "check the address; that of an endpoint often ends in /sparql or /query"
                return self._fault(f"no SPARQL endpoint is there ({status})", remedy)
            case 301 | 302 | 303 | 307 | 308:
                target = error.headers.get("Location", "an unknown place")
                return self._fault(f"has moved to {target} ({status})", "give that address")
        return self._fault(f"the server fails ({status}){said}", f"try again later, or {_SLOW}")


def _message(error: HTTPError) -> str:
    """What the server says beside its status, in plain text and short; '' where it says nothing."""
    try:
        text = error.read(4 * _SHOWN).decode("utf-8", "replace")
    except (HTTPException, OSError):
        return ""
    if "<" in text[:10]:  # a web page, made for browsers
        return ""
    words = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return f": {words[:_SHOWN]}" if words else ""
