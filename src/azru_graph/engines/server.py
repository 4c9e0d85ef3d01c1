"""A server somewhere else: addresses, credentials, deadlines, and what its refusals mean.

Whatever goes out by HTTP goes out here. Credentials are sent at once (Basic, Bearer); where the
server wants Digest, user and password answer its challenge. Redirections are not followed.
"""

from __future__ import annotations

import time
from base64 import b64decode, b64encode
from functools import partial
from http.client import HTTPConnection, HTTPException, HTTPSConnection, RemoteDisconnected
from typing import TYPE_CHECKING, NamedTuple
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPDigestAuthHandler,
    HTTPHandler,
    HTTPPasswordMgrWithDefaultRealm,
    HTTPRedirectHandler,
    HTTPSHandler,
    Request,
    build_opener,
)

from azru_graph import __version__
from azru_graph.errors import EndpointError, RefusedError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from http.client import HTTPMessage, HTTPResponse
    from typing import IO, Any

__all__ = ["Answer", "Server", "Service", "authorization"]

_AGAIN = {502, 503, 504}  # what a server or a proxy says when it may soon do better
_WAITS = (1, 2, None)  # pauses before asking again; after the last there is none
_SHOWN = 300  # characters of a server's message
_SLICE = 1 << 16  # bytes that are sent between two words on progress
_VARIABLES = "AZRU_ENDPOINT_USER and AZRU_ENDPOINT_PASSWORD, or AZRU_ENDPOINT_TOKEN"


class Answer(NamedTuple):
    """What a server answers with success: its media type, and the content."""

    kind: str
    content: bytes


class Service(NamedTuple):
    """What is looked for at an address, for the messages.

    Attributes:
        name: What it is called.
        ending: What its address often ends in.
        slow: What to do where it takes too long.
    """

    name: str
    ending: str
    slow: str


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


class Server:
    """One address of a server."""

    def __init__(  # noqa: PLR0913 - all by name but one
        self,
        url: str,
        service: Service,
        *,
        timeout: float,
        authorization: str | None = None,
        pause: float = 0.5,
        progress: Callable[[int], object] | None = None,
    ) -> None:
        """Take the address; nothing is sent yet.

        Args:
            url: The address, http or https.
            service: What is looked for there.
            timeout: Seconds that a request may take, tries and pauses together; also the longest
                silence of the server. A request may thus take twice as long at the very worst.
            authorization: Value of the header of that name, such as ``authorization`` makes.
            pause: Seconds before the second try, doubled before the third.
            progress: Told how many bytes of a request have gone out, now and then.

        Raises:
            UsageError: The address is none of a server, or holds a password.
        """
        self.url = url
        self._service = service
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
        opener = build_opener(_StandStill, _Connections(progress or (lambda _: None)))
        self._digest = _digest(url, authorization)
        if self._digest:
            opener.add_handler(self._digest)
        self._open = opener.open

    def send(
        self,
        method: str,
        headers: Mapping[str, str],
        content: bytes | None = None,
        *,
        again: bool = False,
    ) -> Answer:
        """Send a request.

        Args:
            method: Such as ``POST``.
            headers: Headers beside those of the credentials.
            content: The body; None sends none.
            again: Send it anew, twice at most, where that may help and does no harm.

        Raises:
            RefusedError: The server answers with another status than success.
            EndpointError: It cannot be reached, or its answer breaks off or comes too late.
        """
        end = time.monotonic() + self._timeout
        sent = {"User-Agent": f"azru-graph/{__version__}", **headers}
        if self._authorization and not (self._digest and self._digest.wanted):
            sent["Authorization"] = self._authorization
        request = Request(self.url, content, sent, method=method)  # noqa: S310 - http, see above
        for pause in _WAITS:
            wait = pause if again else None
            try:
                with self._open(request, timeout=max(end - time.monotonic(), 0.001)) as response:
                    return Answer(response.headers.get_content_type(), self._read(response, end))
            except HTTPError as error:
                with error:
                    if error.code not in _AGAIN or wait is None:
                        raise self._refusal(error) from error
            except (TimeoutError, URLError, HTTPException, OSError) as error:
                reason = error.reason if isinstance(error, URLError) else error
                lost = isinstance(reason, (ConnectionResetError, RemoteDisconnected))
                if not lost or wait is None:
                    raise self._failure(reason) from error
            left = end - time.monotonic()
            time.sleep(max(0, min(left, self._pause * wait)))
        raise AssertionError  # the last try returns or raises

    def fault(self, what: str, remedy: str | None = None) -> EndpointError:
        """Say what is wrong with this server; without a remedy, that it may be too slow."""
        remedy = remedy or f"check the address; if it is right, {self._service.slow}"
        return EndpointError(what, path=self.url, remedy=remedy)

    def _read(self, response: HTTPResponse, end: float) -> bytes:
        parts = []
        while part := response.read1(1 << 16):
            parts.append(part)
            if time.monotonic() > end:
                raise TimeoutError
        if response.length:
            what = f"the answer breaks off {response.length} bytes early"
            raise self.fault(what, self._service.slow)
        return b"".join(parts)

    def _failure(self, reason: object) -> EndpointError:
        """Say why there is no answer at all, or no whole one."""
        slow = self._service.slow
        if isinstance(reason, TimeoutError):
            return self.fault(f"no whole answer within {self._timeout:g} seconds", slow)
        if isinstance(reason, HTTPException) and not isinstance(reason, RemoteDisconnected):
            return self.fault("the answer breaks off, or is no HTTP", slow)
        said = getattr(reason, "strerror", None) or reason
        return self.fault(f"cannot be reached ({said})", "check the address and the network")

    def _refusal(self, error: HTTPError) -> RefusedError:
        """Say what an answer without success means."""
        said = _message(error)
        status = f"{error.code} {error.reason}".strip()
        match error.code:
            case 401 | 403:
                what = f"access is refused ({status}){said}"
                verb = "check" if self._authorization else "set"
                remedy = f"{verb} {_VARIABLES} in the environment"
            case 404 | 405 | 410 | 501:
                what = f"no {self._service.name} is there ({status})"
                remedy = f"check the address; it often ends in {self._service.ending}"
            case 301 | 302 | 303 | 307 | 308:
                target = error.headers.get("Location", "an unknown place")
                what, remedy = f"has moved to {target} ({status})", "give that address"
            case 413:
                what = f"the server takes no request so large ({status}){said}"
                remedy = "raise the limit of the server, or send less at once"
            case code if code < 500:  # noqa: PLR2004 - where the faults of servers begin
                what = f"the server finds a fault in the request ({status}){said}"
                remedy = "mend what it names, or ask another server"
            case _:
                what = f"the server fails ({status}){said}"
                remedy = f"try again later, or {self._service.slow}"
        return RefusedError(what, path=self.url, remedy=remedy, status=error.code, said=said)


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


class _StandStill(HTTPRedirectHandler):
    """Follows no redirection: it would lose the content, or carry credentials to another host."""

    def redirect_request(self, *_: object) -> None:
        return None


class _Digest(HTTPDigestAuthHandler):
    """Answers one challenge for a request: a second means that the credentials are wrong.

    Attributes:
        wanted: The server has asked for it.
    """

    wanted = False

    def http_error_401(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage
    ) -> Any:  # noqa: ANN401 - as the library has it
        challenge = headers.get("WWW-Authenticate", "").lower()
        if self.auth_header in req.unredirected_hdrs:
            return None
        if not challenge and req.has_header(self.auth_header):
            # Virtuoso does not challenge who comes with credentials of another scheme.
            req.remove_header(self.auth_header)
            return self.parent.open(req, timeout=req.timeout)
        self.wanted = challenge.startswith("digest")
        try:
            return super().http_error_401(req, fp, code, msg, headers)
        except ValueError:  # a scheme or an algorithm that the library does not know
            return None


def _digest(url: str, authorization: str | None) -> _Digest | None:
    """Make what answers challenges; None where there is no password to do so."""
    if authorization is None or not authorization.startswith("Basic "):
        return None
    pair = b64decode(authorization.removeprefix("Basic ")).decode()
    user, _, password = pair.partition(":")
    known = HTTPPasswordMgrWithDefaultRealm()
    known.add_password(None, url, user, password)
    return _Digest(known)


class _Patient(HTTPConnection):
    """Hears out a server that answers and closes the connection before it has read everything."""

    def __init__(self, *given: Any, progress: Callable[[int], object], **named: Any) -> None:  # noqa: ANN401
        super().__init__(*given, **named)
        self._progress = progress
        self._sent = 0

    def send(self, data: Any) -> None:  # noqa: ANN401 - as the library has it
        view = memoryview(data)
        for start in range(0, len(view), _SLICE):
            part = view[start : start + _SLICE]
            try:
                super().send(part)
            except (BrokenPipeError, ConnectionResetError):
                if self.sock is None:
                    raise  # it was never open
                return
            self._sent += len(part)
            self._progress(self._sent)


class _PatientTls(_Patient, HTTPSConnection):
    pass


class _Connections(HTTPHandler, HTTPSHandler):
    """Opens connections that tell of their progress."""

    def __init__(self, progress: Callable[[int], object]) -> None:
        super().__init__()
        self._progress = progress

    def http_open(self, req: Request) -> HTTPResponse:
        return self.do_open(partial(_Patient, progress=self._progress), req)

    def https_open(self, req: Request) -> HTTPResponse:
        return self.do_open(partial(_PatientTls, progress=self._progress), req)
