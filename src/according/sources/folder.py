"""A folder: every file in it and below that may hold a report, in the order of their names."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from according import sources
from according.errors import SourceError
from according.settings import Settings
from according.sources.content import Item, why_not
from according.sources.detection import SUFFIXES, choose_in_folder


class FolderSource:
    """A folder of reports. Hidden files, links to folders and files of other kinds are passed over."""

    def __init__(self, address: str, settings: Settings, *, retrieved: datetime) -> None:
        self._address = address
        self._settings = settings
        self._retrieved = retrieved

    def fetch(self) -> Iterator[Item]:
        """Give the reports of each file in turn; a file or folder that cannot be read is a fault beside the others."""
        found = False
        for path in _walk(Path(self._address)):
            found = True
            if isinstance(path, SourceError):
                yield path
            else:
                yield from sources.open(path, self._settings, retrieved=self._retrieved)
        if not found:
            yield SourceError(f"{self._address}: no report in this folder: it takes files in {', '.join(SUFFIXES)}")


def _walk(folder: Path) -> Iterator[str | SourceError]:
    """The files that may hold a report. Its own stack: folders may be nested deeper than Python may call."""
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        try:
            if path is folder or (path.is_dir() and not path.is_symlink()):
                below = sorted(path.iterdir(), reverse=True)
                waiting += [each for each in below if not each.name.startswith(".")]
            elif path.is_file() and choose_in_folder(str(path)):
                yield str(path)
        except OSError as error:
            yield why_not(str(path), error)
        except SourceError as error:
            yield error
