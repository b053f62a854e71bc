"""Whose words hold a trigger, through whom they came, and how sure they are."""

from collections.abc import Sequence

from according.language.attribution import Attribution, find_attributions
from according.language.clauses import Parse
from according.language.names import Names
from according.language.people import kind_of, names_a_role, status_of
from according.language.sentences import word_lists
from according.model import NOT_STATED, Certainty, Mention, Span, Voice
from according.readers.cues.triggers import Trigger

_SPEAKING = ("we", "our", "us")
_BODIES = ("they", "it", "its", "their", *_SPEAKING)
_HEDGES: tuple[Certainty, ...] = ("feared", "suspected", "reported")


class Voices:
    """The attributions of one report, and who is meant by its words."""

    def __init__(self, text: str, parses: Sequence[Parse]) -> None:
        """Find who says what in the report, and what it names."""
        self._text = text
        self._names = Names(text, parses)
        self._attributions = find_attributions(parses)
        self._relayed: dict[str, Mention] = {}

    def holding(self, span: Span) -> list[Attribution]:
        """The attributions whose content holds a span, innermost first."""
        found = [a for a in self._attributions if a.holds(span) and not a.cue.start <= span.start < a.cue.end]
        return sorted(found, key=lambda a: (sum(end - start for start, end in a.content), -a.cue.start))

    def within(self, sentence: Span) -> list[Attribution]:
        """The attributions whose cue stands in a sentence."""
        return [a for a in self._attributions if sentence.start <= a.cue.start < sentence.end]

    def named(self, span: Span) -> tuple[str, str]:
        """Who is meant, and the kind that the words tell: a "they" or "we" in what a body says is that body."""
        low = span.words.lower()
        if low in _BODIES:
            inner = next((a for a in self.holding(span) if a.source), None)
            source = inner.source if inner else None
            if (
                inner
                and source
                and (low in _SPEAKING or self._is_first(inner, span))
                and not names_a_role(source.words)
            ):
                return self._names.resolve(source.words, source.start)
        return self._names.resolve(span.words, span.start)

    def _is_first(self, attribution: Attribution, span: Span) -> bool:
        """Tell whether no other body stands in the content before these words: "the army said rebels fled as they"."""
        start = next((first for first, last in attribution.content if first <= span.start < last), span.start)
        return not kind_of(self._text[start : span.start])

    def speaker(self, span: Span) -> Mention:
        """The speaker that these words mean."""
        name, kind = self._names.resolve(span.words, span.start)
        return Mention(span=span, kind="actor", name=name, label=kind, status=status_of(span.words))

    def voice(self, parse: Parse, trigger: Trigger, own: Sequence[Span] = ()) -> Voice:
        """The voice that tells a trigger. `own`: who speaks by the trigger itself (who threatens, who claims)."""
        holding = self.holding(parse.span(trigger.at))
        speaking = [tuple(self.speaker(span) for span in own)] if own else []
        relays = [self.speaker(a.relay) for a in holding if a.relay]
        nobody = [Mention(span=a.cue, kind="actor", name="", label="unknown") for a in holding]
        speaking += [(self.speaker(a.source) if a.source else none,) for a, none in zip(holding, nobody, strict=True)]
        first = speaking[0] if speaking else ()
        inner = holding[0] if holding else None
        names = {mention.name for mention in first}
        relays += [m for others in speaking[1:] for m in others if m.label != "unknown"]
        relays = list({m.name: m for m in relays if m.name not in names}.values())
        if inner and not relays and inner.cue.words.lower().startswith("quoted"):
            relays = [self._relayed[name] for name in names if name in self._relayed]
        if relays:
            self._relayed.update(dict.fromkeys(names, relays[0]))
        said = next((a.said for a in holding if a.said), None)
        stance = inner.stance if inner else "asserts"
        return Voice(
            speakers=first,
            relayed_by=tuple(relays),
            channel=next((a.channel for a in holding if a.channel), None) or NOT_STATED,
            said=Mention(span=said, kind="time", name=said.words) if said else NOT_STATED,
            stance="denies" if trigger.negated and stance == "asserts" else stance,
            certainty=_hedge(parse, trigger) or (inner.certainty if inner else "stated"),
        )


def _hedge(parse: Parse, trigger: Trigger) -> Certainty | None:
    """How sure the words of the trigger's clause are, where they say so."""
    begin, end = parse.clause(trigger.at[0])
    words = f" {parse.lower((begin, max(end, trigger.at[1])))} "
    hedges = word_lists("saying.toml")["hedges"]
    return next((level for level in _HEDGES if any(f" {hedge} " in words for hedge in hedges[level])), None)
