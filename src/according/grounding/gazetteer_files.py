"""Writes an index into the cache folder: whole or not at all, where there is room; sweeps up what others left."""

import contextlib
import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from according.errors import SettingsError

_STALE_AFTER_S = 3600
_OLD_AFTER_S = 30 * 86_400
_MB = 1_000_000
_DIGEST = "[0-9a-f]" * 16


@contextlib.contextmanager
def written_whole(path: Path, room_mb: int) -> Iterator[sqlite3.Connection]:
    """Open a database to be written, which is put at this path in one step when it is done.

    Two that write at once end with one whole file, and one that is broken off leaves only a file that the next one
    sweeps away. A `SettingsError` if there is no room.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    _sweep(path.parent)
    free_mb = shutil.disk_usage(path.parent).free // _MB
    if free_mb < room_mb:
        raise SettingsError(
            f"the gazetteer takes {room_mb} MB while it is built, and {path.parent} has {free_mb} MB left: make room "
            "there, or name another folder with XDG_CACHE_HOME"
        )
    handle, name = tempfile.mkstemp(prefix="building-", suffix=".tmp", dir=path.parent)
    os.close(handle)
    made = Path(name)
    try:
        with contextlib.closing(sqlite3.connect(made, isolation_level=None)) as database:
            database.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-64000;")
            yield database
        with made.open("rb") as written:
            os.fsync(written.fileno())
        made.replace(path)
    finally:
        made.unlink(missing_ok=True)


def _sweep(folder: Path) -> None:
    """Remove what builds that were killed left behind, and the indexes of former versions after a month."""
    for pattern, after_s in (
        ("building-*.tmp*", _STALE_AFTER_S),
        (f"gazetteer-{_DIGEST}.sqlite", _OLD_AFTER_S),
        (f"villages-??-{_DIGEST}.sqlite", _OLD_AFTER_S),
    ):
        for left in folder.glob(pattern):
            with contextlib.suppress(OSError):
                if time.time() - left.stat().st_mtime > after_s:
                    left.unlink()
