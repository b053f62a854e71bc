"""Takes the bytes of a file, with a limit, and keeps them with where they came from."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from according.errors import ReportError, SourceError
from according.model import Report
from according.settings import Settings

Item = Report | SourceError | ReportError

_MB = 1_000_000
_STEP = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Bytes that came. `name` is the path or address as the user gave it, for ids and errors.

    `address` is the web address that answered, or ""; `charset` the encoding that the answer's header told, or "".
    """

    raw: bytes
    name: str
    address: str = ""
    charset: str = ""


def take(address: str, settings: Settings) -> Content:
    """Read a whole file; a `SourceError` if it is not there, may not be read or is too large."""
    try:
        with Path(address).open("rb") as stream:
            return Content(raw=take_stream(stream, address, settings), name=address)
    except (OSError, ValueError) as error:
        raise why_not(address, error) from error


def take_stream(stream: BinaryIO, name: str, settings: Settings) -> bytes:
    """Read a stream to its end, and no further than the settings allow; a `SourceError` if it is longer."""
    most = settings.fetch.most_mb * _MB
    held = bytearray()
    while chunk := stream.read(_STEP):
        held += chunk
        if len(held) > most:
            raise too_large(name, settings)
    return bytes(held)


def too_large(name: str, settings: Settings) -> SourceError:
    """The fault of a file or an answer that is larger than the settings allow."""
    return SourceError(
        f"{name}: larger than {settings.fetch.most_mb} MB: split it, or raise most_mb under [fetch] in according.toml"
    )


def why_not(address: str, error: OSError | ValueError) -> SourceError:
    """The fault of a file that cannot be opened, in words."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return SourceError(f"{address}: no such file or folder: mend the name")
    if isinstance(error, PermissionError):
        return SourceError(f"{address}: may not be read: change its permissions")
    if isinstance(error, ValueError):
        return SourceError(f"{address!r}: no name of a file can be so: mend it")
    return SourceError(f"{address}: cannot be read: {error.strerror or error}")


def tell(read: Callable[[Content], Report], content: Callable[[], Content]) -> Iterator[Item]:
    """Take one content and read it as one report, or give the fault as a value."""
    try:
        yield read(content())
    except (SourceError, ReportError) as error:
        yield error
