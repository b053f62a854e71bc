"""Fetches a web address within limits of time and size, from public machines only.

The seam to the network is `Network`: it looks a host up, checks every address that it has, and connects to a checked
one, so that DNS cannot say one thing to the check and another to the connection. Host header and TLS name stay.
"""

import ipaddress
import re
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

import httpcore
import httpx

from according.errors import SourceError
from according.settings import FetchSettings, Settings
from according.sources.content import too_large

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_MB = 1_000_000
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_STEP = 1 << 20
_OK, _REDIRECTS = 200, {301, 302, 303, 307, 308}
_TOLD = 100  # characters of an address that an error repeats
# What the network raises, and what Python's ssl and codecs raise on hosts and headers that are bent.
_TRIPPED = (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, httpx.InvalidURL, zlib.error,
            OSError, ValueError, LookupError)  # fmt: skip


class _Refused(Exception):  # noqa: N818 (not an error of the network: a refusal)
    """An address that is not to be asked."""


class Deadline:
    """The moment at which a whole fetch must be over."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds that are left; a timeout if none are."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the time is over")
        return left


def is_public(address: Address) -> bool:
    """Whether an address is one of the public internet, also by the address that it wraps."""
    if isinstance(address, ipaddress.IPv6Address):
        wrapped = address.ipv4_mapped or address.sixtofour
        if wrapped is None and address in _NAT64:
            wrapped = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if wrapped is not None:
            return is_public(wrapped)
        if address.is_site_local:
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def look_up(host: str, port: int, seconds: float) -> list[str]:
    """The addresses of a host. In a thread of its own, since the system's call knows no timeout."""
    found: list[str] = []
    failed: list[OSError | UnicodeError] = []

    def ask() -> None:
        try:
            found.extend(str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            failed.append(error)

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(seconds)
    if failed:
        raise httpcore.ConnectError(f"there is no host {host[:_TOLD]}") from failed[0]
    if thread.is_alive():
        raise httpcore.ConnectTimeout("looking up the host took too long")
    return list(dict.fromkeys(found))


class _Stream(httpcore.NetworkStream):
    """A connection of which every reading and writing ends at the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002 (httpcore's signature)
        return self._stream.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002 (httpcore's signature)
        self._stream.write(buffer, self._deadline.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002 (httpcore's signature)
    ) -> httpcore.NetworkStream:
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, self._deadline.left()), self._deadline)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 (httpcore's signature)
        return self._stream.get_extra_info(info)


class Network(httpcore.NetworkBackend):
    """The network as far as the settings allow it: public addresses, until the deadline."""

    def __init__(self, settings: FetchSettings, deadline: Deadline) -> None:
        self._settings = settings
        self._deadline = deadline
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 (httpcore's signature)
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to one of the host's addresses, all of them checked; refuse if one is not public."""
        addresses = look_up(host, port, self._deadline.left())
        for each in addresses:
            if not self._settings.private_addresses and not is_public(ipaddress.ip_address(each)):
                raise _Refused(
                    f"{host} is not a public address ({each}); to allow it, set private_addresses = true under "
                    "[fetch] in according.toml"
                )
        failed: httpcore.ConnectError | httpcore.ConnectTimeout | None = None
        for number, each in enumerate(addresses):
            seconds = self._deadline.left() / (len(addresses) - number)
            try:
                stream = self._inner.connect_tcp(each, port, seconds, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
            else:
                return _Stream(stream, self._deadline)
        raise failed or httpcore.ConnectError(f"there is no host {host[:_TOLD]}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came: its bytes, the address that gave them after all redirects, and what they are said to be."""

    raw: bytes
    address: str
    content_type: str
    charset: str


def fetch(address: str, settings: Settings) -> Answer:
    """Fetch an address, redirects followed; a `SourceError` if it is refused, fails, takes too long or is too large.

    Every hop is checked like the first. `timeout_s` is for all together, from the first look-up to the last byte.
    """
    deadline = Deadline(settings.fetch.timeout_s)
    name = address if len(address) <= _TOLD else address[:_TOLD] + "..."
    url = _checked(address, name)
    for _ in range(settings.fetch.redirects + 1):
        try:
            came = _ask(url, settings, deadline, name)
        except _Refused as error:
            raise SourceError(f"{name}: {error}") from error
        except httpcore.TimeoutException as error:
            raise SourceError(
                f"{name}: no whole answer within {settings.fetch.timeout_s} s: try again later, or raise timeout_s "
                "under [fetch] in according.toml"
            ) from error
        except _TRIPPED as error:
            raise SourceError(f"{name}: cannot be fetched: {_in_short(error)}; try again later") from error
        if isinstance(came, Answer):
            return came
        url = _checked(came, name)
    raise SourceError(f"{name}: redirected more than {settings.fetch.redirects} times: ask the address that it ends at")


def _checked(address: str | httpx.URL, name: str) -> httpx.URL:
    """The address, if it is one that may be fetched at all."""
    try:
        url = httpx.URL(address)
        host = url.host  # httpx reads the xn-- of a host only when it is asked for it
    except (httpx.InvalidURL, ValueError) as error:
        raise SourceError(f"{name}: no web address: {_in_short(error)}: mend it") from error
    if url.scheme not in {"http", "https"}:
        raise SourceError(f"{name}: leads to {url.scheme or 'no scheme'}: only http:// and https:// are fetched")
    if not host:
        raise SourceError(f"{name}: no web address: it names no host")
    if url.port is not None and not 0 < url.port < 65536:
        raise SourceError(f"{name}: no web address: there is no port {url.port}")
    if url.userinfo:
        raise SourceError(f"{name}: holds a user name or a password: leave them out, for addresses are kept and shown")
    return url.copy_with(fragment=None)


def _ask(url: httpx.URL, settings: Settings, deadline: Deadline, name: str) -> Answer | httpx.URL:
    """One request: the answer, or the address that it sends us to."""
    headers: dict[bytes | str, bytes | str] = {
        "User-Agent": f"according/{version('according')}",
        "Accept": "text/html, application/xhtml+xml, text/plain, application/pdf, */*;q=0.5",
        "Accept-Encoding": "gzip",
    }
    target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
    tls = httpx.create_ssl_context(trust_env=False) if url.scheme == "https" else None
    with (
        httpcore.ConnectionPool(ssl_context=tls, network_backend=Network(settings.fetch, deadline)) as pool,
        pool.stream("GET", target, headers=headers) as response,
    ):
        told = httpx.Headers(response.headers)
        if response.status in _REDIRECTS and told.get("location"):
            return _joined(url, told["location"], name)
        if response.status != _OK:
            raise SourceError(f"{name}: the server answered {response.status}, and not with a page")
        length = told.get("content-length", "")
        if length.isdecimal() and int(length) > settings.fetch.most_mb * _MB:
            raise too_large(name, settings)
        packing = told.get("content-encoding", "identity").strip().lower()
        raw = _limited(response.iter_stream(), packing, settings, name)
        kind = re.split("[;,]", told.get("content-type", ""), maxsplit=1)[0].strip().lower()
        charset = httpx.Response(_OK, headers=response.headers).charset_encoding or ""
        return Answer(raw=raw, address=str(url), content_type=kind, charset=charset)


def _joined(url: httpx.URL, location: str, name: str) -> httpx.URL:
    try:
        return url.join(location)
    except (httpx.InvalidURL, ValueError) as error:
        raise SourceError(f"{name}: redirects to what is no web address: ask the address that it means") from error


def _in_short(error: Exception) -> str:
    told = str(error) or type(error).__name__
    return told if len(told) <= 2 * _TOLD else told[: 2 * _TOLD] + "..."


def _limited(chunks: Iterable[bytes], packing: str, settings: Settings, name: str) -> bytes:
    """The whole answer, unpacked; given up as soon as it is, or unpacks to, more than the settings allow."""
    if packing not in {"identity", "gzip", "x-gzip"}:
        raise SourceError(f"{name}: packed as {packing[:20]}, which was not asked for: save the page as a file")
    most = settings.fetch.most_mb * _MB
    came = 0
    held = bytearray()
    unpacker = None if packing == "identity" else zlib.decompressobj(zlib.MAX_WBITS | 16)
    for chunk in chunks:
        came += len(chunk)
        for part in _unpacked(chunk, unpacker) if unpacker else (chunk,):
            held += part
            if max(came, len(held)) > most:
                raise too_large(name, settings)
    if unpacker and not unpacker.eof:
        raise SourceError(f"{name}: the answer was cut off; try again later")
    return bytes(held)


def _unpacked(chunk: bytes, unpacker: "zlib._Decompress") -> Iterator[bytes]:
    """The bytes of a packed chunk in steps, so that a small one that unpacks to gigabytes is met step by step."""
    while chunk and not unpacker.eof:
        yield unpacker.decompress(chunk, _STEP)
        chunk = unpacker.unconsumed_tail
