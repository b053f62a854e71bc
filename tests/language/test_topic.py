"""What a text is about, by the words of other fields against those of conflict."""

import pytest

from according.language.topic import is_about_violence


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("Soldiers killed three rebels near the stadium.", True),
        ("The striker scored twice before the coach changed the goalkeeper at half-time.", False),
        ("Gunmen attacked the stadium; players, fans and the coach fled as police and soldiers arrived.", True),
        ("Shares fell as investors feared a takeover.", False),
        ("", True),
    ],
)
def test_topic(text: str, *, about: bool) -> None:
    assert is_about_violence(text) is about
