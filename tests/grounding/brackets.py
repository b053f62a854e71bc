"""Reports written as sentences in which mentions of places stand in [brackets], and what their places come to."""

import re
from collections.abc import Sequence

from according.grounding.gazetteer import Gazetteer
from according.grounding.places import find_places
from according.model import Mention, Place, Report, Span, Unknown, Words


def resolve_places(report: Report, mentions: Sequence[Mention], gazetteer: Gazetteer) -> dict[Words, Place | Unknown]:
    return {at: found.place for at, found in find_places(report, mentions, gazetteer).resolved.items()}


def marked(sentence: str, label: str = "") -> tuple[Report, list[Mention]]:
    """A report, and its mentions of places, out of a sentence with brackets."""
    mentions, text, end = [], "", 0
    for found in re.finditer(r"\[(.*?)\]", sentence):
        text += sentence[end : found.start()]
        span = Span(start=len(text), end=len(text) + len(found[1]), words=found[1])
        mentions.append(Mention(span=span, kind="place", name=found[1], label=label))
        text += found[1]
        end = found.end()
    return Report(text=text + sentence[end:]), mentions


def resolve(sentence: str, gazetteer: Gazetteer) -> list[Place | Unknown]:
    """The places of a sentence with brackets, in its order."""
    report, mentions = marked(sentence)
    return list(resolve_places(report, mentions, gazetteer).values())
