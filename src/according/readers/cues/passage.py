"""One report while it is read: from triggers to readings."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from according.language.clauses import Parse, Range, listed
from according.language.names import strip_leading
from according.language.people import class_of, kind_of, status_of
from according.language.scenes import find_scenes
from according.language.sentences import word_lists
from according.language.tolls import Toll, find_tolls
from according.model import NOT_STATED, Mention, MentionKind, Quantity, Reading, Span, Unknown
from according.ontology import Type
from according.readers.cues.numbers import (
    count_of,
    count_of_places,
    risen_count,
    subsets,
    unclear_count,
    without_counting,
)  # fmt: skip
from according.readers.cues.triggers import Trigger, TriggerFinder
from according.readers.cues.voices import Voices

Roles = Mapping[str, tuple[Mention, ...]]

# Bodies that act; a farmer who is killed is no witness.
_BODIES = ("army", "police", "government", "armed-group", "militia", "peacekeeper", "un", "ngo", "foreign-force")
_TRAILING = re.compile(r"(?:[\s,;:“”\"]++(?:and|but|or|while|as)?)+$|[\s,;:“”\"]+$")
_NAME = re.compile(r"\b[A-ZÀ-Þ]")
_ORDINAL = re.compile(r"second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th)", re.IGNORECASE)


class Passage:
    """A report's sentences, with all that is needed to read them."""

    def __init__(self, text: str, parses: Sequence[Parse], types: Mapping[str, Type], triggers: TriggerFinder) -> None:
        """Take the text, its parsed sentences, the ontology, and the finder of its cues."""
        self._text, self._parses, self._types, self._triggers = text, parses, types, triggers
        self._voices = Voices(text, parses)
        self._scenes = {parse.sentence.start: find_scenes(parse) for parse in parses}
        self._place_names = {scene.span.words for scenes in self._scenes.values() for scene in scenes}
        self._found: list[Trigger] = []

    @property
    def places(self) -> list[Mention]:
        """Every place phrase of the report, those too that no reading is about: they tell where the rest is."""
        scenes = (scene for scenes in self._scenes.values() for scene in scenes)
        return [Mention(span=s.span, kind="place", name=s.span.words, label=s.role) for s in scenes]

    def read(self) -> Iterator[Reading]:
        """The readings of the report, in the order of its text."""
        for parse in self._parses:
            tolls = find_tolls(parse)
            self._found = self._triggers.find(parse)
            telling = [t for t in self._found if not any(_within(parse.span(t.at), toll.words) for toll in tolls)]
            found = [reading for trigger in telling for reading in self._readings(parse, trigger)]
            found += [self._toll(parse, toll) for toll in tolls]
            yield from sorted(self._in_series(parse, found), key=lambda reading: reading.trigger.start)

    def _in_series(self, parse: Parse, found: list[Reading]) -> list[Reading]:
        """Give the words "the third offensive in a month" to the deed of their sentence, or to their own noun."""
        series = self._series(parse)
        if series is None:
            return found
        inside = [r for r in found if series.start <= r.trigger.start < series.end]
        others = [r for r in found if r not in inside and self._types[r.type].family == "deed"] or inside[:1]
        kept = [r for r in found if r not in inside or r in others]
        return [_merged(r, inside, series) if others and r is others[0] else r for r in kept]

    def _series(self, parse: Parse) -> Span | None:
        """Words that put a deed in a row of others: an ordinal, the deed, and the time of the row behind it."""
        for at, word in enumerate(parse.words):
            if not _ORDINAL.fullmatch(word.text) or not (
                phrase := parse.phrase(at - 1 if at else 0) or parse.phrase(at)
            ):
                continue
            span = parse.span(phrase[0])
            if self._triggers.names_deed(span.words):
                end = max([span.end, *(t.end for t in parse.times if t.start > span.end)])
                return Span(start=span.start, end=end, words=self._text[span.start : end])
        return None

    def _readings(self, parse: Parse, trigger: Trigger) -> Iterator[Reading]:
        """The readings of one trigger: one for each number of people or things that it tells."""
        kind = self._types[trigger.type]
        if kind.family in ("deed", "ground") and any(
            _is_none(parse, phrase) for each in trigger.roles.values() for phrase in each
        ):
            trigger = replace(trigger, negated=True)
        holding = self._voices.holding(parse.span(trigger.at))
        if trigger.negated and not (holding and holding[0].source):
            return
        roles = {role: self._fillers(parse, role, ranges) for role, ranges in trigger.roles.items() if ranges}
        where = self._where(parse, trigger, roles)
        when = self._when(parse, trigger)
        if self._is_background(parse, trigger, when) or self._tells_nothing(trigger, roles, where, when):
            return
        own = (
            [parse.span(phrase) for phrase in trigger.subject if self._can_speak(parse, phrase)]
            if kind.family == "words"
            else []
        )
        whole = Reading(
            type=trigger.type,
            trigger=parse.span(trigger.at),
            evidence=(self._evidence(parse, trigger, roles, where),),
            roles=roles,
            count=(count_of_places(parse, where) if kind.family == "deed" else None) or NOT_STATED,
            where=where,
            when=when,
            voice=self._voices.voice(parse, trigger, own),
            score=_completeness(kind, roles, where, when),
        )
        yield from self._counted(parse, trigger, whole)

    def _counted(self, parse: Parse, trigger: Trigger, whole: Reading) -> Iterator[Reading]:
        """The reading once for each numbered filler of the role that its type counts, then for each named part."""
        kind = self._types[trigger.type]
        counted = whole.roles.get(kind.counts, ())
        unclear = next((found for mention in counted if (found := unclear_count(mention))), None)
        given = ((m, risen_count(parse, m) or count_of(parse, m)) for m in counted)
        numbered = [(m, q) for m, q in given if q] if unclear is None else []
        if kind.family == "deed":
            numbered = [(m, q) for m, q in numbered if q.span.words.lower() not in ("a", "an", "no")]
        if unclear is not None:
            whole = replace(whole, count=unclear)
        elif trigger.number and not numbered and kind.family == "harm":
            of_people = trigger.form == "adjective" or "toll" in parse.lower(trigger.at)
            unit = "people" if of_people else parse.lower(trigger.at)
            whole = replace(whole, count=Quantity(span=parse.span(trigger.number), unit=unit))
        if not numbered:
            yield whole
        if kind.family == "harm" and self._of_many_deeds():
            numbered = [(m, replace(q, scope="cumulative")) for m, q in numbered]
        for mention, quantity in numbered:
            alone = counted if len(numbered) == 1 else (mention,)
            alone = tuple(without_counting(filler) for filler in alone)
            yield replace(whole, roles={**whole.roles, kind.counts: alone}, count=quantity)
        if kind.family == "harm":
            for mention in self._fillers(parse, "affected", tuple(subsets(parse, counted))):
                if part := count_of(parse, mention, "subset"):
                    yield replace(whole, roles={**whole.roles, kind.counts: (mention,)}, count=part)

    def _of_many_deeds(self) -> bool:
        """Tell whether the sentence sums up numbered deeds: "in those four strikes 88 people have died"."""
        return any(t.form == "noun" and t.number and self._types[t.type].family == "deed" for t in self._found)

    def _tells_nothing(self, trigger: Trigger, roles: Roles, where: Sequence[Mention], when: Mention | Unknown) -> bool:
        """Tell whether a noun only points back ("the attack") or stands inside what another trigger tells."""
        if (
            trigger.form != "noun"
            or trigger.complement
            or roles.keys() - {"initiator"}
            or where
            or isinstance(when, Mention)
        ):
            return False
        if self._types[trigger.type].family == "harm":
            return not trigger.number
        return trigger.definite or any(other.covers(trigger) for other in self._found)

    def _fillers(self, parse: Parse, role: str, ranges: tuple[Range, ...]) -> tuple[Mention, ...]:
        return tuple(self._filler(parse.span(where), role) for where in ranges)

    def _filler(self, span: Span, role: str) -> Mention:
        thing_meant = role == "object" and span.words.lower() == "it"
        name, kind = (span.words, "") if thing_meant else self._voices.named(span)
        kind = kind if kind in _BODIES else ""
        status, class_ = status_of(span.words), class_of(span.words)
        if self._triggers.names_deed(span.words):
            return Mention(span=span, kind="happening", name=name)
        thing = (class_ and not status and (role == "object" or not kind)) or (
            role == "object" and not status and not kind
        )
        what: MentionKind = "object" if thing else "actor"
        return Mention(span=span, kind=what, name=name, label=class_ if thing else kind, status=status)

    def _can_speak(self, parse: Parse, phrase: Range) -> bool:
        """Tell whether a phrase is of somebody who can threaten or warn, not of "capabilities that threaten"."""
        span = parse.span(phrase)
        name, kind = self._voices.named(span)
        told = kind or kind_of(span.words) or status_of(span.words)
        return parse.tags[phrase[0]] == "O" or bool(told) or _NAME.search(strip_leading(name)) is not None

    def _eligible(self, span: Span, trigger: Trigger, parse: Parse) -> bool:
        """Tell whether words are about what the trigger tells, not about its telling."""
        here = self._voices.within(parse.sentence)
        telling = [other for a in here for other in (a.source, a.channel, a.said, a.relay) if other]
        if any(other.start <= span.start < other.end for other in telling):
            return False
        holding = self._voices.holding(parse.span(trigger.at))
        return not holding or holding[0] not in here or holding[0].holds(span)

    def _where(self, parse: Parse, trigger: Trigger, roles: Roles) -> tuple[Mention, ...]:
        family = self._types[trigger.type].family
        if family == "words":
            return ()
        scenes = [s for s in self._scenes[parse.sentence.start] if self._eligible(s.span, trigger, parse)]
        begin, end = parse.clause(trigger.at[0])
        first = min(t.at[0] for t in self._found)
        near = [s for s in scenes if begin <= s.where[0] < max(end, trigger.at[1])]
        near = near or [s for s in scenes if len(self._found) == 1 or s.where[0] < first]
        found = [Mention(span=s.span, kind="place", name=s.span.words, label=s.role) for s in near]
        for mention in (*roles.get("object", ()), *roles.get("affected", ())):
            words = mention.span.words
            meant = words in self._place_names or family == "ground"
            meant = meant or (family == "deed" and not words.isupper() and mention.name == words)
            if mention.label == "ground" or (meant and not mention.label + mention.status and words[:1].isupper()):
                found.insert(0, replace(mention, kind="place", label="scene", status=""))
        return tuple({mention.span.at: mention for mention in found}.values())

    def _when(self, parse: Parse, trigger: Trigger) -> Mention | Unknown:
        times = [t for t in parse.times if self._eligible(t, trigger, parse)]
        first, last = _stretch(parse, trigger)
        at = parse.words[trigger.at[0]].start
        near = [t for t in times if first <= t.start < last] or [t for t in times if t.start < at]
        near = near or [t for t in times if not any(self._owns(parse, other, t) for other in self._found)]
        near = [t for t in near if not _lasts(t)] or near
        near = [t for t in near if t.words.lower() not in listed("day_parts")] or near
        chosen = min(near, key=lambda t: abs(t.start - at), default=None)
        return Mention(span=chosen, kind="time", name=chosen.words) if chosen else NOT_STATED

    def _owns(self, parse: Parse, trigger: Trigger, time: Span) -> bool:
        first, last = _stretch(parse, trigger)
        return first <= time.start < last

    def _is_background(self, parse: Parse, trigger: Trigger, when: Mention | Unknown) -> bool:
        """Tell whether the words tell of years, not of one happening."""
        first, last = _stretch(parse, trigger)
        times = [t for t in parse.times if first <= t.start < last]
        return (
            bool(times) and all(_lasts(t) for t in times) and not (isinstance(when, Mention) and not _lasts(when.span))
        )

    def _evidence(self, parse: Parse, trigger: Trigger, roles: Roles, where: Sequence[Mention]) -> Span:
        """From the first to the last of the words that tell it, within the sentence and within its speaker's words."""
        fillers = [m.span for fillers in roles.values() for m in fillers] + [m.span for m in where]
        inside = [s for s in fillers if parse.sentence.start <= s.start < parse.sentence.end]
        spans = [parse.span(parse.clause(trigger.at[0])), parse.span(trigger.at), *inside]
        start, end = min(s.start for s in spans), max(s.end for s in spans)
        at = parse.words[trigger.at[0]].start
        for first, last in (
            c for a in self._voices.holding(parse.span(trigger.at))[:1] for c in a.content if c[0] <= at < c[1]
        ):
            start, end = max(start, first), min(end, last)
        words = _TRAILING.sub("", self._text[start:end])
        bare = words.lstrip(" ,;:”")
        start += len(words) - len(bare)
        return Span(start=start, end=start + len(bare), words=bare)

    def _toll(self, parse: Parse, toll: Toll) -> Reading:
        """A loss whose number is unclear, or kept back by somebody."""
        inside = [n for n, word in enumerate(parse.words) if toll.trigger.start <= word.start < toll.trigger.end]
        trigger = Trigger(type="losses", form="noun", at=(inside[0], inside[-1] + 1), roles={})
        withheld = self._voices.speaker(parse.span(toll.withheld_by)) if toll.withheld_by else None
        return Reading(
            type="losses",
            trigger=toll.trigger,
            evidence=(toll.words,),
            roles={},
            count=Unknown(why="not_given" if withheld else "unclear", words=toll.words.words, at=toll.words.at),
            withheld_by=withheld,
            voice=self._voices.voice(parse, trigger),
        )


def _merged(deed: Reading, told: Sequence[Reading], series: Span) -> Reading:
    """A deed with its place in a series, and with the phrases that the series' own noun has: "offensive against"."""
    roles = dict(deed.roles)
    for other in told:
        for role, fillers in other.roles.items():
            mine = roles.get(role, ())
            roles[role] = (*mine, *(filler for filler in fillers if filler not in mine))
    return replace(deed, series=series, roles=roles)


def _is_none(parse: Parse, phrase: Range) -> bool:
    """Tell whether a phrase is of nothing: "no civilian site"."""
    return parse.words[phrase[0]].lower == "no"


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _stretch(parse: Parse, trigger: Trigger) -> tuple[int, int]:
    """The offsets of a trigger's clause."""
    begin, end = parse.clause(trigger.at[0])
    return parse.words[begin].start, parse.words[max(end, trigger.at[1]) - 1].end


def _lasts(time: Span) -> bool:
    """Tell whether time words span years: "for over a decade"."""
    words = time.words.lower().split()
    return bool(set(words) & set(word_lists("words.toml")["background_times"])) and "ago" not in words


def _completeness(kind: Type, roles: Roles, where: Sequence[Mention], when: Mention | Unknown) -> float:
    found = sum(bool(roles.get(role)) for role in kind.roles) + bool(where) + isinstance(when, Mention)
    return round(found / (len(kind.roles) + 2), 2)
