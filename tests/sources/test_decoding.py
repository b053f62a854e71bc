"""Bytes to text: what is sure is read in its own letters, what would be a guess is refused."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from according.errors import ReportError
from according.sources.decoding import decode

# Invented, in the encodings in which such texts still come.
OLD = [
    ("cp1252", "L'armée a déclaré mardi que ses soldats avaient tué douze combattants près de la ville de Nkossé."),
    ("cp1252", "El ejército dijo que sus soldados mataron a doce guerrilleros cerca de la población el martes."),
    ("cp1252", "O exército disse na terça-feira que seus soldados mataram doze homens; não há informação da região."),
    ("cp1252", "The army said its soldiers killed twelve men near Doro, where René Traoré had fled on Monday."),
    ("cp1250", "Wojsko poinformowało, że żołnierze zabili dwunastu bojowników w pobliżu miasta. Rzecznik zaprzeczył."),
    ("cp1250", "Armáda v úterý uvedla, že její vojáci zabili dvanáct ozbrojenců poblíž města. Mluvčí to popřel."),
    ("cp1254", "Ordu, askerlerin salı günü kasaba yakınlarında on iki militanı öldürdüğünü söyledi."),
    ("cp1251", "Армия заявила во вторник, что её солдаты убили двенадцать боевиков недалеко от города."),
    ("cp1251", "Армія заявила у вівторок, що її солдати вбили дванадцять бойовиків поблизу міста."),
    ("koi8_r", "Армия заявила во вторник, что её солдаты убили двенадцать боевиков недалеко от города."),
    ("cp1256", "قال الجيش إن جنوده قتلوا اثني عشر مسلحا قرب البلدة يوم الثلاثاء ونفى المتحدث باسم المجموعة ذلك."),
    ("cp1255", "הצבא אמר ביום שלישי כי חייליו הרגו שנים עשר חמושים ליד העיירה. הדובר הכחיש זאת."),
]


@pytest.mark.parametrize(("encoding", "text"), OLD)
def test_an_old_encoding_is_read_in_its_own_letters(encoding: str, text: str) -> None:
    assert decode((text * 4).encode(encoding), "a.txt") == text * 4


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("text", [text for _, text in OLD[:1] + OLD[-2:]])
def test_unicode_is_read_by_itself_or_by_its_mark(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding), "a.txt") == text


def test_typographic_marks_of_windows_are_sure_however_short_the_text() -> None:
    assert decode("“No one” – he said…".encode("cp1252"), "a.txt") == "“No one” – he said…"


def test_what_the_server_tells_is_believed_where_it_fits() -> None:
    assert decode("Kati: 3 tués".encode("cp1252"), "a.txt", "cp1252") == "Kati: 3 tués"
    assert decode("Kati: 3 tués".encode(), "a.txt", "cp1252") == "Kati: 3 tués"
    assert decode(b"Two died.", "a.txt", "no-such-encoding") == "Two died."


@pytest.mark.parametrize(
    "raw",
    [
        "Kati: 3 tués".encode("cp1252"),  # too short to tell from Chinese or Thai
        ("L'armée a déclaré que " * 30).encode()[:-3] + b"\xff\xe2 xx",  # UTF-8 that was damaged
        ("The army said so. " * 20).encode() + b"\x81\x8d\x8f",
        b"\xff\xfe" + "Two died".encode("utf-16-le")[:-1],
    ],
)
def test_what_is_not_sure_is_refused_with_what_to_do(raw: bytes) -> None:
    with pytest.raises(ReportError, match=r"^a\.txt: .*save it as UTF-8 and try again"):
        decode(raw, "a.txt")


@pytest.mark.parametrize("raw", [b"text\0text", bytes(range(1, 32)) * 9 + b"text", b"\x7fELF\x02\x01\x01\0\0"])
def test_what_is_no_text_is_told(raw: bytes) -> None:
    with pytest.raises(ReportError, match="binary"):
        decode(raw, "a.txt")


@settings(max_examples=60)
@given(raw=st.binary(max_size=200))
def test_any_bytes_are_text_or_a_fault(raw: bytes) -> None:
    told = ""
    try:
        text = decode(raw, "a.txt")
    except ReportError as error:
        text, told = "", str(error)
    assert text or told.startswith("a.txt: ")


@settings(max_examples=60)
@given(
    text=st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"]), min_size=1).filter(lambda text: text.strip())
)
def test_utf_8_is_never_read_as_anything_else(text: str) -> None:
    assert decode(text.encode(), "a.txt") == text.removeprefix("\ufeff")
