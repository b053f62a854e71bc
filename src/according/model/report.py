"""A published text, with what its source told of it."""

from dataclasses import dataclass, field
from datetime import datetime

from according.model.values import NOT_STATED, Period, Span, Unknown, abridge, content_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One published text. Its first line is the title. What a file or a page told of it stands beside the text.

    `id` is made of address and text alone: a text offered twice is one report, a text at two addresses is two.
    `given_id` is the id that the input gave, else its path or address. `published_how` tells where the date was found;
    `raw` holds the bytes that came, from which `text` was cleaned.
    """

    text: str
    address: str = ""
    given_id: str = ""
    publisher: str = ""
    published: Period | Unknown = NOT_STATED
    published_how: str = ""
    language: str = ""
    retrieved: datetime | None = None
    raw: bytes = field(default=b"", repr=False)
    id: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", content_id("r", self.address, self.text))

    def __repr__(self) -> str:
        """One line: its name, its date, its title, its length; the fields hold the rest."""
        name = abridge(self.given_id or self.address or self.id, 60)
        day = f", {self.published.start}" if isinstance(self.published, Period) else ""
        return f"<Report {name}{day}: “{abridge(self.title, 60)}”, {len(self.text):,} characters>"

    @property
    def title(self) -> str:
        """The text's first line."""
        return self.text.split("\n", 1)[0]

    def span(self, start: int, end: int) -> Span:
        """Cut a span out of the kept text; a `ValueError` if it is empty or lies outside."""
        return Span(start=start, end=end, words=self.text[max(start, 0) : end])
