"""The network: what is asked of whom, how long, how much, and that what was checked is what is connected to."""

import gzip
import socket
import ssl
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from ipaddress import ip_address
from pathlib import Path

import httpcore
import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from according.errors import SourceError
from according.settings import FetchSettings, Settings
from according.sources import fetching
from according.sources.fetching import Deadline, fetch, is_public

Serve = Callable[..., str]
# Time enough for the slowest machine; those that must run out of it are in a hurry.
HERE = Settings(fetch=FetchSettings(private_addresses=True, timeout_s=300, most_mb=2, redirects=3))
HURRIED = Settings(fetch=FetchSettings(private_addresses=True, timeout_s=1, most_mb=2, redirects=3))
STRICT = Settings(fetch=FetchSettings(timeout_s=300, most_mb=2))


def answer(request: BaseHTTPRequestHandler, body: bytes, status: int = 200, **headers: str) -> None:
    request.send_response(status)
    for name, value in {"Content_Type": "text/plain", "Content_Length": str(len(body)), **headers}.items():
        if value:
            request.send_header(name.replace("_", "-"), value)
    request.end_headers()
    request.wfile.write(body)


def refusal(address: str, settings: Settings = HERE) -> str:
    with pytest.raises(SourceError) as caught:
        fetch(address, settings)
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "2001:4860::8888", "64:ff9b::808:808", "::ffff:8.8.8.8", "2002:808:808::1"]
)
def test_public_addresses(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "127.9.9.9", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
     "224.0.0.1", "224.0.1.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "::", "::1", "fe80::1", "fe80::1%1",
     "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "ff0e::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1",
     "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:db8::1"],
)  # fmt: skip
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("ftp://news.example/a", "only http:// and https://"),
        ("file:///etc/passwd", "only http:// and https://"),
        ("http://", "names no host"),
        ("http:///story", "names no host"),
        ("http://user:secret@news.example/", "leave them out"),
        ("http://user@news.example/", "leave them out"),
        ("http://[::1", "no web address"),
        ("http://news.example:99999/", "no web address"),
        ("http://a\x00b/", "no web address"),
        ("http://xn--a.com/", "no web address"),
        ("http://xn--/", "no web address"),
        ("https://news.xn--zzzz--.example/", "cannot be fetched"),
        ("http://☃.example/", "no web address"),
        ("http://../", "cannot be fetched"),
        ("http://a b/", "cannot be fetched"),
        ("http://" + "a" * 70_000, "no web address"),
        ("http://no-such-host.invalid/", "cannot be fetched"),
        ("http://" + "a" * 300 + ".example/", "cannot be fetched"),
    ],
)
def test_an_address_that_cannot_be_asked_is_told(address: str, why: str) -> None:
    told = refusal(address, STRICT)
    assert why in told
    assert len(told) < 400


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "127.1", "[::ffff:7f00:1]"])
def test_no_way_of_writing_a_private_address_is_asked(serve: Serve, host: str) -> None:
    asked: list[str] = []
    address = serve(lambda request: asked.append(request.path))
    told = refusal(address.replace("127.0.0.1", host), STRICT)
    assert "not a public address" in told
    assert "private_addresses = true under [fetch]" in told
    assert not asked


def test_what_was_checked_is_what_is_connected_to(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that is a public address when it is first looked up, and this machine ever after, is never asked here."""
    asked: list[str] = []
    port = int(serve(lambda request: asked.append(request.path)).rpartition(":")[2].removesuffix("/story"))
    real, looked_up = socket.getaddrinfo, []

    def look_up(host: object, *rest: object, **options: object) -> list[object]:
        if host != "rebinding.example":
            return list(real(host, *rest, **options))  # type: ignore[arg-type]  # passed on as it came
        looked_up.append(host)
        first = len(looked_up) == 1
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("192.0.0.9" if first else "127.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(fetching, "is_public", lambda address: str(address) == "192.0.0.9")
    refusal(f"http://rebinding.example:{port}/", STRICT)
    assert looked_up == ["rebinding.example"]
    assert not asked


def test_a_host_with_one_private_address_is_not_asked(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    address = serve(lambda request: asked.append(request.path))
    monkeypatch.setattr(fetching, "look_up", lambda *_: ["127.0.0.1", "8.8.8.8"])
    assert "not a public address (127.0.0.1)" in refusal(address.replace("127.0.0.1", "two.example"), STRICT)
    assert not asked


def test_every_hop_is_checked(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    inner = serve(lambda request: asked.append(request.path))
    outer = serve(lambda request: answer(request, b"", 302, Location=inner.replace("127.0.0.1", "localhost")))
    monkeypatch.setattr(fetching, "look_up", lambda host, *_: ["127.0.0.1" if host == "127.0.0.1" else "10.0.0.1"])
    monkeypatch.setattr(fetching, "is_public", lambda address: str(address) == "127.0.0.1")
    assert "localhost is not a public address (10.0.0.1)" in refusal(outer, STRICT)
    assert not asked


@pytest.mark.parametrize(
    "location",
    ["file:///etc/passwd", "gopher://x/", "http://user:pw@127.0.0.1/", "http://[", "//", "http://xn--a.com/",
     "http://xn--/", "http://news.example:99999/", "http://a b/", "http://../", "http://%00/", "//" + "a" * 300],
)  # fmt: skip
def test_a_redirect_to_what_may_not_be_fetched_is_refused(serve: Serve, location: str) -> None:
    refusal(serve(lambda request: answer(request, b"", 301, Location=location)))


def test_redirects_are_followed_and_the_last_address_is_kept(serve: Serve) -> None:
    def reply(request: BaseHTTPRequestHandler) -> None:
        if request.path == "/a?x=1":
            answer(request, b"Two died.", Content_Type="text/plain; charset=ISO-8859-1")
        else:
            answer(request, b"", 308 if request.path == "/story" else 303, Location="a?x=1#part")

    address = serve(reply)
    came = fetch(f"{address}#top", HERE)
    assert came.raw == b"Two died."
    assert came.address == address.replace("/story", "/a?x=1")
    assert (came.content_type, came.charset) == ("text/plain", "iso-8859-1")


def test_redirects_are_few(serve: Serve) -> None:
    asked: list[str] = []

    def reply(request: BaseHTTPRequestHandler) -> None:
        asked.append(request.path)
        answer(request, b"", 302, Location=f"{request.path}a")

    assert "redirected more than 3 times" in refusal(serve(reply))
    assert len(asked) == 4


def test_the_host_is_named_and_nothing_of_the_environment_is_used(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    seen: dict[str, str] = {}

    def reply(request: BaseHTTPRequestHandler) -> None:
        seen.update(request.headers.items())
        answer(request, b"Two died.")

    address = serve(reply).replace("127.0.0.1", "localhost")
    assert fetch(address, HERE).raw == b"Two died."
    assert f"http://{seen['Host']}/story" == address
    assert seen["User-Agent"].startswith("according/")
    assert "Cookie" not in seen


@pytest.mark.parametrize("when", ["before", "in the head", "in the body"])
def test_a_server_that_drips_is_left_when_the_time_is_over(serve: Serve, when: str) -> None:
    """It drips until it is left, so whoever waits for its end waits for ever."""
    left = threading.Event()

    def reply(request: BaseHTTPRequestHandler) -> None:
        if when == "before":
            left.wait()
        if when == "in the body":
            answer(request, b"", Content_Length="1000000")
        else:
            request.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
        while not left.wait(0.1):
            request.wfile.write(b"a")

    try:
        assert "no whole answer within 1 s" in refusal(serve(reply), HURRIED)
    finally:
        left.set()


def test_the_time_counts_over_all_redirects(serve: Serve) -> None:
    def reply(request: BaseHTTPRequestHandler) -> None:
        time.sleep(0.4)
        answer(request, b"", 302, Location=request.path + "a")

    assert "timeout_s" in refusal(serve(reply), HURRIED)


def test_a_look_up_that_hangs_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    left = threading.Event()

    def ask(*_: object, **__: object) -> list[object]:
        left.wait()
        return []

    monkeypatch.setattr(socket, "getaddrinfo", ask)
    try:
        assert "no whole answer within 1 s" in refusal("http://slow.example/", HURRIED)
    finally:
        left.set()


@pytest.mark.parametrize("told", [True, False])
def test_a_gigabyte_is_given_up_early(serve: Serve, told: bool) -> None:
    written = [0]

    def reply(request: BaseHTTPRequestHandler) -> None:
        answer(request, b"", Content_Length="1000000000" if told else "")
        for _ in range(1000):
            written[0] += request.wfile.write(b"a" * 1_000_000)

    assert "larger than 2 MB: split it, or raise most_mb" in refusal(serve(reply))
    assert written[0] < 50_000_000


def test_a_packed_gigabyte_is_given_up_early(serve: Serve) -> None:
    layer = gzip.compress(b"\0" * 200_000_000, compresslevel=9)
    assert len(layer) < 1_000_000
    assert "larger than 2 MB" in refusal(serve(lambda request: answer(request, layer, Content_Encoding="gzip")))


def test_packed_answers_are_unpacked_or_told(serve: Serve) -> None:
    words = b"Two died. " * 1000
    packed = gzip.compress(words)
    assert fetch(serve(lambda request: answer(request, packed, Content_Encoding="gzip")), HERE).raw == words
    for bad in (packed[:-20], b"no gzip at all", b""):
        refusal(serve(lambda request, bad=bad: answer(request, bad, Content_Encoding="gzip")))
    assert "packed as br" in refusal(serve(lambda request: answer(request, b"x", Content_Encoding="br")))


@pytest.mark.parametrize(
    "words",
    [
        b"",
        b"nonsense\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\ncut",
        b"HTTP/1.1 200 OK\r\nA: " + b"a" * 300_000,
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
        b"HTTP/1.1 204 Nothing\r\n\r\n",
        b"HTTP/1.1 302 To nowhere\r\n\r\n",
        b"HTTP/1.1 500 No\r\n\r\n",
    ],
)
def test_an_answer_that_is_none_is_told(serve: Serve, words: bytes) -> None:
    def reply(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(words)
        request.close_connection = True

    refusal(serve(reply))


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "certificate.pem"
    path.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return path


def test_over_tls_the_host_is_named_though_its_address_is_connected_to(
    serve: Serve, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names: list[str | None] = []
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate)
    tls.sni_callback = lambda _socket, name, _context: names.append(name)
    address = serve(lambda request: answer(request, b"Two died."), scheme="https", tls=tls)
    address = address.replace("127.0.0.1", "localhost")
    assert "cannot be fetched" in refusal(address)  # nobody vouches for it
    trusting = ssl.create_default_context(cafile=certificate)
    monkeypatch.setattr(httpx, "create_ssl_context", lambda **_: trusting)
    assert fetch(address, HERE).raw == b"Two died."
    assert names == ["localhost", "localhost"]


def test_a_deadline_is_over_when_it_is() -> None:
    assert 0 < Deadline(5_000).left() <= 5_000
    with pytest.raises(httpcore.TimeoutException):
        Deadline(0).left()
