"""Who says what in a sentence: verbs of saying with their speaker and content, "according to", quotations.

After the scheme of PolNeAR (Newell et al., 2018): source, cue, content. The cue decides stance and certainty.
"""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from according.language.clauses import Parse, Range, forms_of
from according.language.people import kind_of
from according.language.sentences import word_lists
from according.model import Certainty, Span, Stance

_STANCES: dict[str, tuple[Stance, Certainty]] = {
    "plain": ("asserts", "stated"), "denies": ("denies", "stated"), "admits": ("admits", "stated"),
    "retracts": ("retracts", "stated"), "reported": ("asserts", "reported"),
    "suspected": ("asserts", "suspected"), "feared": ("asserts", "feared"),
}  # fmt: skip
# Sentences that a quotation may run over before its speaker is named.
_LONGEST_QUOTATION = 8
_QUOTES = '"“”«»'


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """A cue of saying: its source (`None`: nobody is named), its content as offsets, and how it is said.

    `relay` is to whom it was told, if that is an outlet; `said` are time words beside the cue.
    """

    cue: Span
    source: Span | None
    content: tuple[tuple[int, int], ...]
    relay: Span | None = None
    said: Span | None = None
    channel: Span | None = None
    stance: Stance = "asserts"
    certainty: Certainty = "stated"

    def holds(self, span: Span) -> bool:
        """Tell whether a span lies in the content."""
        return any(start <= span.start and span.end <= end for start, end in self.content)


@functools.cache
def _said(meaning: str) -> dict[str, str]:
    return forms_of(tuple(word_lists("saying.toml")["verbs"][meaning]))


@functools.cache
def _wary() -> frozenset[str]:
    return frozenset(forms_of(tuple(word_lists("saying.toml")["wary"]["verbs"])))


@functools.cache
def _channels() -> re.Pattern[str]:
    nouns = sorted(word_lists("saying.toml")["channels"]["nouns"], key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, nouns))})s?\b", re.IGNORECASE)


def find_attributions(parses: Sequence[Parse]) -> list[Attribution]:
    """Every attribution of a report's sentences, in order. A quotation that goes on in the next sentence goes on."""
    found: list[Attribution] = []
    for n, parse in enumerate(parses):
        here = [*_by_verbs(parse), *_by_phrases(parse)]
        last = found[-1] if found else None
        quoted = parse.sentence.words[:1] in _QUOTES and parse.sentence.words.rstrip(".")[-1:] in _QUOTES
        if not here and quoted and last and n and last.cue.start >= parses[n - 1].sentence.start:
            whole = (parse.sentence.start, parse.sentence.end)
            here = [Attribution(cue=last.cue, source=last.source, content=(whole,), relay=last.relay)]
        found += [_with_opening(parses, n, a) for a in here]
    return found


def _with_opening(parses: Sequence[Parse], n: int, attribution: Attribution) -> Attribution:
    """Give an attribution the sentences before it that its quotation began with: “One. Two,” he said."""
    words = parses[n].sentence.words
    closing = min((words.find(mark) for mark in "”»" if mark in words), default=-1)
    opened = max(words.rfind(mark, 0, max(closing, 0)) for mark in "“«")
    begins = attribution.content and attribution.content[0][0] == parses[n].sentence.start
    if closing < 0 or opened >= 0 or not begins:
        return attribution
    for back in range(n - 1, max(n - _LONGEST_QUOTATION, -1), -1):
        earlier = parses[back].sentence
        if earlier.words[0] in "“«":
            content = ((earlier.start, attribution.content[0][1]), *attribution.content[1:])
            return replace(attribution, content=content)
        if any(mark in earlier.words for mark in "”»“«"):
            break
    return attribution


def _by_phrases(parse: Parse) -> list[Attribution]:
    """Find the "according to X" of a sentence."""
    found = []
    for phrase in word_lists("saying.toml")["according"]["phrases"]:
        length = len(phrase.split())
        for at in range(len(parse.words) - length):
            if parse.lower((at, at + length)) != phrase:
                continue
            source = _wide(parse, at + length)
            if source is None:
                continue
            end = source[1]
            begin, stop = parse.sentence.start, parse.sentence.end
            after = (parse.words[end].start, stop) if end < len(parse.words) else None
            content = [(begin, parse.words[at].start)] if at else []
            content += [after] if after and (at == 0 or parse.words[end].text == ",") else []
            cue = parse.span((at, at + length))
            found.append(Attribution(cue=cue, source=parse.span(source), content=tuple(content)))
    return found


def _by_verbs(parse: Parse) -> list[Attribution]:
    found = []
    for at, word in enumerate(parse.words):
        if parse.tags[at] != "V":
            continue
        meaning = next((name for name in _STANCES if word.lower in _said(name)), None)
        if meaning is None or (at and parse.words[at - 1].lower in ("to", "as")):
            continue
        made = (
            _quoted_as(parse, at) if word.lower in _said("plain") and word.lower.startswith(("quot", "cit")) else None
        )
        made = made or _by_verb(parse, at, *_STANCES[meaning])
        if made:
            found.append(made)
    return found


def _quoted_as(parse: Parse, at: int) -> Attribution | None:
    """Find what somebody is quoted as saying, and by which outlet."""
    after = parse.lower((at + 1, min(at + 12, len(parse.words)))).split(" ")
    if "as" not in after or after.index("as") + 1 >= len(after):
        return None
    saying = at + 2 + after.index("as")
    if parse.words[saying].lower not in _said("plain"):
        return None
    passive = parse.passive(at) or saying == at + 2
    subject = parse.subject(at)
    source = subject[:1] if passive else ((at + 1, saying - 1),)
    relay = None if passive or not subject else parse.span(subject[0])
    rest = _after(parse, saying)
    return Attribution(
        cue=parse.span((at, saying + 1)), source=parse.span(source[0]) if source else None, relay=relay,
        content=(*_before(parse, subject[0][0] if subject else at), *rest.content),
        said=rest.said, channel=rest.channel,
    )  # fmt: skip


def _by_verb(parse: Parse, at: int, stance: Stance, certainty: Certainty) -> Attribution | None:
    rest = _after(parse, at)
    passive = parse.passive(at, bare=False) and parse.words[at].lower != "said"
    subject = parse.subject(at)
    begin = subject[0][0] if subject and subject[0][0] < at else at
    # An "adding that" goes on from another cue: what stands before belongs to that one.
    before = () if parse.words[at].lower.endswith("ing") else _before(parse, begin)
    if not rest.marked and {"whose", "which", "whom"} & set(parse.lower((max(at - 5, 0), at)).split()):
        return None
    if not before and not rest.marked and parse.words[at].lower in _wary() and not _tallies(parse, at):
        return None
    if passive:
        return _reported(parse, at, certainty)
    source: Range | None = None
    plain = at and parse.tags[at - 1] in ",Q" and not rest.marked and parse.words[at].lower not in _wary()
    if plain and (wide := _inverted(parse, at)):
        source, rest, before = wide, _after(parse, wide[1] - 1), _before(parse, at)
    elif subject:
        source = _widened(parse, (subject[0][0], subject[-1][1]), at)
    if rest.marked:
        content = (*before, *rest.content)
    else:
        content = before if before and not _tells(parse, rest.begins) else rest.content
    if not content:
        return None
    between = next(
        (t for t in parse.times if source and parse.words[source[0]].start < t.start < parse.words[at].start), None
    )
    return Attribution(
        cue=parse.span((at, at + 1)), source=parse.span(source) if source else None, content=content, relay=rest.relay,
        said=between or rest.said, channel=rest.channel, stance=stance, certainty=certainty,
    )  # fmt: skip


def _tallies(parse: Parse, at: int) -> bool:
    """Tell whether a verb gives a number: "put the army's dead at seventeen"."""
    if parse.words[at].lower not in forms_of(tuple(word_lists("saying.toml")["tallying"]["verbs"])):
        return False
    words, offset = parse.sentence.words, parse.sentence.start
    return any(
        words[: n.start - offset].rstrip(' "“').endswith(" at") for n in parse.numbers if n.start > parse.words[at].end
    )


def _inverted(parse: Parse, at: int) -> Range | None:
    """The source behind its verb: "..., said a resident"."""
    wide = _wide(parse, at + 1)
    return wide if wide and _before(parse, at) and not parse.opens_clause(wide[1]) else None


def _tells(parse: Parse, begins: int) -> bool:
    """Tell whether a clause of its own begins here: a subject with its verb."""
    phrase = parse.phrase(begins)
    return bool(phrase) and parse.opens_clause(phrase[-1][1])


def _reported(parse: Parse, at: int, certainty: Certainty) -> Attribution | None:
    """What "was reported" or "is feared", nobody says by whom."""
    verb = parse.words[at].lower
    if verb not in word_lists("saying.toml")["passive"]["participles"]:
        return None
    whole = ((parse.words[parse.clause(at)[0]].start, parse.sentence.end),)
    sure = "reported" if certainty == "stated" and verb != "confirmed" else certainty
    return Attribution(cue=parse.span((at, at + 1)), source=None, content=whole, certainty=sure)


@dataclass(frozen=True, slots=True)
class _Rest:
    """What follows a cue: where the content begins, whether "that" or a quotation marks it, and what stood between."""

    content: tuple[tuple[int, int], ...]
    marked: bool
    begins: int
    relay: Span | None
    said: Span | None
    channel: Span | None


def _after(parse: Parse, cue: int) -> _Rest:
    """Step over listener, day and channel to the content behind a cue."""
    at, marked, relay, said, channel = cue + 1, False, None, None, None
    told = parse.words[cue].lower in ("told", "tell", "tells", "telling", "informed")
    size = len(parse.words)
    while at < size:
        text, tag = parse.words[at].lower, parse.tags[at]
        if text == "that" or text == ":" or (text == "," and at + 1 < size and parse.tags[at + 1] == "Q"):
            at, marked = at + 1, True
            break
        if tag == "Q":
            marked = True
            break
        if tag == "T":
            said = next((t for t in parse.times if t.start <= parse.words[at].start < t.end), said)
        elif tag == "P" and at + 1 < size and (end := _channel_end(parse, at)):
            channel = parse.span((at + 1, end))
            said = next((t for t in parse.times if channel.end <= t.start <= channel.end + 4), said)
            at = end - 1
        elif (tag == "P" and at + 1 < size and parse.tags[at + 1] == "T") or tag == "A":
            pass
        elif told and relay is None and (listener := parse.phrase(at)):
            words = parse.span(listener[0])
            relay = (
                words if kind_of(words.words) == "media" or words.words.removeprefix("the ")[:1].isupper() else relay
            )
            told, at = False, listener[0][1] - 1
        elif (ahead := _that_ahead(parse, at)) is not None:
            at, marked = ahead + 1, True
            break
        else:
            break
        at += 1
    if at >= size:
        return _Rest((), marked, size, relay, said, channel)
    return _Rest(((parse.words[at].start, _content_end(parse, at)),), marked, at, relay, said, channel)


def _that_ahead(parse: Parse, at: int) -> int | None:
    """The "that" which the cue's own place or company stands before: "told reporters in Bamenda that"."""
    for ahead in range(at, min(at + 8, len(parse.words))):
        if parse.words[ahead].lower == "that":
            return ahead if parse.tags[at] == "P" else None
        if parse.tags[ahead] in "VXQ;R" or parse.words[ahead].text == ",":
            return None
    return None


def _content_end(parse: Parse, begins: int) -> int:
    """The content runs to the sentence's end, or to a "but", "while" or "although" with a speaker of its own."""
    for at in range(begins + 1, len(parse.words)):
        if (
            parse.words[at].lower in ("but", "while", "whereas", "although", "though")
            and parse.words[at - 1].text == ","
        ):
            return parse.words[at].start
    return parse.sentence.end


def _channel_end(parse: Parse, preposition: int) -> int | None:
    """Where a phrase such as "in a statement posted on Telegram" ends, if one begins here."""
    phrase = parse.phrase(preposition + 1)
    if not phrase or not _channels().search(parse.lower(phrase[0])):
        return None
    end = phrase[0][1]
    while end < len(parse.words):
        step = end + 1 if parse.tags[end] == "V" else end
        more = parse.phrase(step + 1) if step < len(parse.words) and parse.tags[step] == "P" else ()
        if more and (step > end or _channels().search(parse.lower(more[0]))):
            end = more[0][1]
            continue
        break
    return end


def _before(parse: Parse, begin: int) -> tuple[tuple[int, int], ...]:
    """The content before ", X said" or the quotation before it."""
    at = begin - 1
    if at < 1 or parse.tags[at] not in ",Q" or parse.words[at].text not in ',"”»':
        return ()
    said = at >= 4 or "V" in parse.tags[:at] or "Q" in parse.tags[: at + 1]
    return ((parse.sentence.start, parse.words[at].start),) if said else ()


def _wide(parse: Parse, at: int) -> Range | None:
    phrase = parse.phrase(at)
    return _widened(parse, phrase[0], len(parse.words)) if phrase else None


def _widened(parse: Parse, phrase: Range, limit: int) -> Range:
    """A source with what tells whose it is: "a spokesman for the rebels", "officials in the town"."""
    end = phrase[1]
    while (
        end + 1 < limit
        and parse.words[end].lower in ("for", "from", "in", "at", "with")
        and (more := parse.phrase(end + 1))
    ):
        if more[0][1] > limit or parse.tags[end + 1] == "T":
            break
        end = more[0][1]
    return (phrase[0], end)
