"""What a caller may catch, as one tree; every error that According raises on purpose stands here."""


class AccordingError(Exception):
    """Every error raised on purpose. Its text says what is wrong and what to do about it."""


class SettingsError(AccordingError):
    """The configuration, or a name given to a shelf, cannot be used. Exit code 2."""


class SourceError(AccordingError):
    """A source gave no report: a missing file, a refused address, a server that does not answer."""


class ReportError(AccordingError):
    """One report cannot be read: it is put aside with the reason, and the others go on."""


class StoreError(AccordingError):
    """The store refused: stop before anything is lost. Exit code 1."""
