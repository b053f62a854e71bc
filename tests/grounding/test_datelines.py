"""A report without a publication date counts its weekdays from its dateline."""

from datetime import date

import pytest

from according.grounding.datelines import find_dateline
from according.language.sentences import find_sentences
from according.model import Period


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("POPAYÁN, Colombia, 14 May 2025 - Two soldiers died on Monday.", date(2025, 5, 14)),
        ("A title\nGOMA, June 3, 2024 (Agency) - Rebels attacked.", date(2024, 6, 3)),
        ("KHERSON, 5 Jan - Shelling killed two.", None),
        ("Two soldiers died on 14 May 2025.", None),
        ("Rebels attacked - two soldiers died - on 14 May 2025.", None),
        ("", None),
    ],
)
def test_dateline(text: str, day: date | None) -> None:
    found = find_dateline(find_sentences(text))
    assert (found.start if isinstance(found, Period) else None) == day
