"""TYPO, where it is only likely: a character changed, swapped, doubled or left out that leaves no words where one slip makes some.

A sentence is cut into the words that are rarest together least (`words`), once as it stands and once for each slip that
somebody may have made. A slip is told where the sentence without it, and the slip's own price added, is still much
likelier. What the characters stand beside is weighed as well: texts of the field have the right ones side by side, the
wrong ones hardly. Nobody knows every name and every new word, so all of it is a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from assistant.checking.case import Case
from assistant.checking.prose import MOST_MATCHES, Passage
from assistant.checking.spelling.mistyped import alike, looking, related
from assistant.checking.spelling.runs import look_at
from assistant.checking.spelling.words import HOLE, LONGEST, Words, pairs, words
from assistant.core.findings import Finding
from assistant.core.template import quoted

CODE: Final = "TYPO"
RUN: Final = re.compile(r"[一-龥]{2,80}")
_NEVER: Final = 1e9
LONELY: Final = 20.0
"""The price of a character that never stands alone."""
_RARE: Final = 13.1
"""A word of two characters that is rarer than this may be a slip that happens to make a word."""
_UNCOMMON: Final = 9.3
"""A character that is rarer than this does not often stand alone: the slip may be beside it."""
_MOST_TRIES: Final = 8
_LONG_ENOUGH: Final = 4

_ALIKE, _LOOKING, _RELATED, _OTHER, _SWAPPED, _DOUBLED, _LEFT_OUT = 3.0, 4.5, 6.0, 7.0, 6.0, 5.5, 12.0
_LEAST_CHANGE: Final = 10.0
"""The price of the least slip, of the commonest word, and the least gain: less is never worth a look."""
_SURE: Final = 0.8
"""How much likelier a sentence has to be without the slip."""
_SURE_OF_CHANGE: Final = 2.2
_BESIDE_KNOWN: Final = 1.2
"""What a change gains for each side on which the right character is known beside its neighbour and the wrong one is not."""
_BESIDE_SWAPPED: Final = 1.2
"""And what a swap gains for each pair that is known the other way round only."""
_SURER: Final = 3.9
"""And where neither sound nor look explains it."""
_SUREST: Final = 8.0
"""And in a word of two or three as well."""
_SURE_BESIDE: Final = 2.5
"""And in a word of two beside a character that joins."""
_SURE_OF_TWICE: Final = 2.5
"""And where a character comes again after another."""
_TWICE_ON_PURPOSE: Final = frozenset(
    "条件个人天户家处时事月年样项步层次点代村校把将的了和与在及是于共公到被我有"
)
"""件件有着落, 条条有回应."""
JOINS: Final = frozenset(
    "的了和与及或在对将被由已为等是不无未有均都仍还又也各本该我并且所其一二三四五六七八九十两几件条次个项起份只从到至向于以因按经据请与让使会能可要应再先后前上下年月日"
)
"""Characters that stand alone in right sentences: one of them is no slip for just any other character."""
_NUMBERS: Final = frozenset("二三四五六七八九十百千万")
_NAME_BEHIND: Final = re.compile(
    r"[一-龥]{0,2}(?:村|社区|居委|路|街|道(?![路理德])|巷|镇|乡|小区|公司|大厦|广场|花园|组(?!织)|某)|(?<=[道路街巷弄])\s*\d+\s*[号弄]"
)
_NAME_AHEAD: Final = re.compile(r"(?:村民|居民|业主|申请人|原告|某|老|小)$")
_OFFICER_AHEAD: Final = re.compile(r"(?:[局处科县市区镇乡队所院校部站厅]长|主任|书记|同志|干部|专员|人员)$")
_SURNAME: Final = re.compile(
    r"[赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜戚谢邹喻苏潘葛范彭鲁韦马方俞任袁柳史唐费薛雷贺倪汤罗郝毕安常于傅卞齐康伍余顾孟黄穆萧尹姚邵汪毛戴宋庞熊纪舒屈项祝董梁杜阮蓝季贾江郭梅林钟徐邱骆高夏蔡田樊胡凌霍虞万柯管卢莫房丁邓洪包左石崔吉龚程邢裴陆翁段侯武刘景龙叶司黎白蒲邰鄂索赖卓蒙池乔阎曾廖文欧聂关游]"
)
"""局长陈志远: behind an office a surname begins a name."""


_NAME: Final = 3
"""So long is somebody's name, with the surname."""
_PAIRED: Final = re.compile(
    r"(?=(.)(.)\1(.))(?:.(?:前.后|内.外|上.下|来.去|入.出|进.出|大.小|左.右|东.西|老.小|新.旧)|[边随即越有半一能各自无不再应可分逐或].)"
)
"""批前批后, 边查边改: one character goes with two others on purpose."""


@dataclass(frozen=True)
class Slip:
    """Characters `start` to `end` of a run that should read `right`; `gain`: how much likelier that is."""

    gain: float
    start: int
    end: int
    right: str


class Run:
    """A run of Chinese characters, cut into words in the likeliest way."""

    def __init__(self, text: str, known: Words) -> None:
        self.text, self._known = text, known
        self._tries = _MOST_TRIES
        self._cost, self._holes, self._gaps = known.cost, known.holes, known.gaps

    @cached_property
    def ahead(self) -> list[float]:
        """The least cost of the first n characters."""
        return self._ahead[0]

    @cached_property
    def _ahead(self) -> tuple[list[float], list[int]]:
        text, cost, size = self.text, self._cost, len(self.text)
        least = [0.0] + [_NEVER] * size
        begins = [0] * (size + 1)
        for i in range(size):
            for end in range(i + 1, min(size, i + LONGEST) + 1):
                price = cost.get(text[i:end])
                if price is None:
                    if end > i + 1:
                        continue
                    price = LONELY
                if (whole := least[i] + price) < least[end]:
                    least[end], begins[end] = whole, i
        return least, begins

    @cached_property
    def behind(self) -> list[float]:
        """The least cost of everything from the n-th character on."""
        text, cost, size = self.text, self._cost, len(self.text)
        least = [_NEVER] * size + [0.0]
        for i in range(size - 1, -1, -1):
            for end in range(i + 1, min(size, i + LONGEST) + 1):
                price = cost.get(text[i:end], LONELY if end == i + 1 else _NEVER)
                least[i] = min(least[i], price + least[end])
        return least

    @cached_property
    def loose(self) -> list[int]:
        """The places of characters that stand alone in the likeliest cut, or in a rare word of two."""
        begins = self._ahead[1]
        found: list[int] = []
        end = len(self.text)
        while end:
            start = begins[end]
            if end - start == 1 or (end - start == 2 and self._cost[self.text[start:end]] > _RARE):
                found += range(start, end)
            if end - start == 1 and self._cost.get(self.text[start], LONELY) > _UNCOMMON:
                found += [place for place in (start - 1, end) if 0 <= place < len(self.text)]
            end = start
        return sorted(set(found))

    @cached_property
    def edges(self) -> frozenset[int]:
        """The places between the words of the likeliest cut, those inside its phrases and both ends included."""
        begins = self._ahead[1]
        found = {end := len(self.text)}
        while end:
            start = begins[end]
            inside = range(start + 2, end - 1)
            found |= {
                i for i in inside if self.text[start:i] in self._cost and self.text[i:end] in self._cost
            }
            found.add(end := start)
        return frozenset(found)

    def word_at(self, place: int) -> tuple[int, int]:
        """Where the word begins and ends that a character stands in, in the likeliest cut."""
        begins = self._ahead[1]
        end = len(self.text)
        while begins[end] > place:
            end = begins[end]
        return begins[end], end

    def slips(self) -> list[Slip]:
        """The likeliest slips, none overlapping another, in their order."""
        self._tries = _MOST_TRIES
        chosen: list[Slip] = []
        for slip in sorted(self._all(), key=lambda s: (-s.gain, s.start, s.end, s.right)):
            if all(slip.end <= other.start or other.end <= slip.start for other in chosen):
                chosen.append(slip)
        return sorted(chosen, key=lambda s: s.start)

    def _all(self) -> Iterator[Slip]:
        loose = self.loose
        for place in loose:
            yield from self._changed(place)
            yield from self._doubled(place)
            if place + 1 in loose:
                yield from self._swapped(place)
        yield from self._left_out(loose)

    def _paired(self, place: int) -> bool:
        """Whether a character belongs to 随问随答: the one beside it, or itself, comes again two places on."""
        near = self.text[max(0, place - 3) : place + 4]
        at = min(3, place)
        return any(
            i >= 0 and i + 2 < len(near) and near[i] == near[i + 2] and near[i : i + 3] not in self._cost
            for i in (at - 3, at - 2, at - 1, at, at + 1)
        )

    def _gain(self, start: int, end: int, right: str, price: float) -> float:
        instead = self.ahead[start] + self._cost[right] + self.behind[end] + price
        return self.ahead[-1] - instead

    def _changed(self, place: int) -> Iterator[Slip]:
        text, size = self.text, len(self.text)
        paired = self._paired(place)
        near, kin = alike().get(text[place], ""), related().get(text[place], "")
        # 未 and its like stand alone behind any word: not what is seen wrongly.
        looks = "" if text[place] in JOINS else looking().get(text[place], "")
        ahead, behind, whole = self.ahead, self.behind, self.ahead[-1] - _LEAST_CHANGE + 2 * _BESIDE_KNOWN
        for start in range(place, max(-1, place - LONGEST), -1):
            lead = text[start:place]
            if lead and lead not in self._known.heads:
                continue
            worth = whole - ahead[start]
            for end in range(max(place + 1, start + 2), min(size, start + LONGEST) + 1):
                if worth < behind[end]:
                    continue
                for word in self._holes.get(lead + HOLE + text[place + 1 : end], ()):
                    meant = word[place - start]
                    if meant == text[place] or (paired and end - start < _LONG_ENOUGH):
                        continue
                    plain = whole - ahead[start] - self._cost[word] - behind[end] - _ALIKE
                    if plain + _LEAST_CHANGE < _SURE_OF_CHANGE:
                        continue  # not worth it whatever it costs and stands beside
                    price = (
                        _ALIKE
                        if meant in near
                        else _LOOKING
                        if meant in looks
                        else _RELATED
                        if meant in kin
                        else _OTHER
                    )
                    if price == _OTHER and self._makes_words(place):
                        continue
                    if price in (_LOOKING, _OTHER) and len(word) == _NAME and _SURNAME.match(text, start):
                        continue  # 李大勇 is no 李大钊
                    least = self._least(start, end, {meant, text[place]}, near=price < _OTHER)
                    gain = self._gain(start, end, word, price) + self._beside(place, meant)
                    if gain >= least:
                        yield Slip(gain, start, end, word)

    def _beside(self, place: int, meant: str) -> float:
        """How much better a character goes with its neighbours than the one that stands there: one known pair saves that."""
        known = pairs()
        ahead, behind = self.text[max(0, place - 1) : place], self.text[place + 1 : place + 2]
        stands, wanted = (
            [known.get(pair, 0.0) for pair in (ahead + c, c + behind) if len(pair) > 1]
            for c in (self.text[place], meant)
        )
        return _BESIDE_KNOWN * (sum(wanted) - len(stands) * max(stands))

    def _makes_words(self, place: int) -> bool:
        """Whether a character makes a word with one beside it: 易地 is no slip for 阵地."""
        text = self.text
        return (text[max(0, place - 1) : place + 1] in self._cost and place > 0) or text[
            place : place + 2
        ] in self._cost

    def _least(self, start: int, end: int, changed: set[str], *, near: bool) -> float:
        """How much likelier a change has to be: little where it sounds or looks alike, more beside words that join."""
        if end - start == 2 and not JOINS.isdisjoint(self.text[start:end]):
            return _SURE_BESIDE if near else _NEVER
        if near:
            return _SURE_OF_CHANGE
        if changed & JOINS:
            return _NEVER
        return _SURER if end - start >= _LONG_ENOUGH else _SUREST

    def _swapped(self, place: int) -> Iterator[Slip]:
        text, size = self.text, len(self.text)
        both = text[place : place + 2]
        if not _NUMBERS.isdisjoint(both) or JOINS.issuperset(both):
            return  # 十届二次全会 is no 十二届, 以可视化方式 no 可以
        other = text[:place] + text[place + 1] + text[place] + text[place + 2 :]
        beside = _BESIDE_SWAPPED * (self._known_pairs(other, place) - self._known_pairs(text, place))
        for start in range(max(0, place - 2), place + 1):
            for end in range(place + 2, min(size, start + _LONG_ENOUGH) + 1):
                word = other[start:end]
                meant = word != text[start:end] and word in self._holes.get(HOLE + word[1:], ())
                if meant and (gain := self._gain(start, end, word, _SWAPPED) + beside) >= _SURE:
                    yield Slip(gain, start, end, word)

    @staticmethod
    def _known_pairs(text: str, place: int) -> float:
        """How well two characters go with each other and with those beside them."""
        known = pairs()
        return sum(known.get(text[i : i + 2], 0.0) for i in range(max(0, place - 1), place + 2))

    def _doubled(self, place: int) -> Iterator[Slip]:
        """A character that stands one or two places before as well, and is one too many."""
        text = self.text
        if place + 1 < len(text) and text[place + 1] == text[place] and text[place] not in _TWICE_ON_PURPOSE:
            without = self._without(place)
            if (gain := self.ahead[-1] - without - _DOUBLED) >= _SURE:
                yield Slip(gain, place, place + 2, text[place])
        for back in (1, 2):
            if place < back or text[place - back] != text[place] or _PAIRED.match(text, max(0, place - 2)):
                continue
            if back == 1 and text[place] in _TWICE_ON_PURPOSE:
                continue
            for left_out in {place, place - back}:
                without = self._without(left_out)
                if (gain := self.ahead[-1] - without - _DOUBLED) >= (_SURE, _SURE_OF_TWICE)[back - 1]:
                    start, end = place - back, place + 1
                    yield Slip(gain, start, end, text[start:left_out] + text[left_out + 1 : end])

    def _without(self, place: int) -> float:
        """What the run costs without a character; cut anew only so often in one run."""
        self._tries -= 1
        if self._tries < 0:
            return _NEVER
        return Run(self.text[:place] + self.text[place + 1 :], self._known).ahead[-1]

    def _left_out(self, loose: list[int]) -> Iterator[Slip]:
        text, size = self.text, len(self.text)
        for place in loose:
            for start in range(max(0, place - LONGEST + 2), place + 1):
                for end in range(max(place + 1, start + _LONG_ENOUGH), min(size, start + LONGEST - 1) + 1):
                    word = self._gaps.get(text[start:end])
                    if word and (gain := self._gain(start, end, word, _LEFT_OUT)) >= _SURE:
                        yield Slip(gain, start, end, word)


@lru_cache(maxsize=4096)
def _run(text: str) -> Run:
    return Run(text, words())


def edges_of(run: str) -> frozenset[int]:
    """The places between the words of the likeliest cut of a run of characters."""
    return _run(run).edges


def is_in_word(run: str, place: int) -> bool:
    """Whether a character stands in a word that is not rare, in the likeliest cut of a run."""
    start, end = _run(run).word_at(place)
    return end - start > 1 and words().cost[run[start:end]] <= _RARE


def with_other(run: str, place: int, character: str) -> tuple[float, int, int]:
    """How much likelier a run is with another character at a place, and where the word begins and ends that it makes there."""
    other = Run(run[:place] + character + run[place + 1 :], words())
    return (_run(run).ahead[-1] - other.ahead[-1], *other.word_at(place))


@lru_cache(maxsize=4096)
def _slips(run: str) -> tuple[Slip, ...]:
    """The slips of a run of characters; a report being worked on is checked again and again, with most of it as it was."""
    return tuple(_run(run).slips())


def check(case: Case) -> Iterator[Finding]:
    """Each likely slip with what was meant; titles in 《…》 and the unit's own name are left alone."""
    unit = case.report.unit or ""
    looked = look_at(case.prose.sections)
    for section, text in case.prose.sections.items():
        left = MOST_MATCHES
        for match in RUN.finditer(text):
            if left <= 0:
                break
            if not looked.is_strange(section, *match.span()):
                continue
            for slip in _slips(match[0]):
                start, end = match.start() + slip.start, match.start() + slip.end
                passage = Passage(section, start, end, text[start:end])
                if case.prose.in_title(passage) or passage.text in unit or in_name(text, start, end):
                    continue
                left -= 1
                yield _finding(case, passage, slip.right)


def in_name(text: str, start: int, end: int) -> bool:
    """Whether characters `start` to `end` are, or may be, part of somebody's or some place's name."""
    ahead = text[max(0, start - 3) : start]
    return (
        _NAME_BEHIND.match(text, end) is not None
        or _NAME_AHEAD.search(ahead) is not None
        or (_OFFICER_AHEAD.search(ahead) is not None and _SURNAME.match(text, start) is not None)
    )


def _finding(case: Case, passage: Passage, right: str) -> Finding:
    says = (
        f"{quoted(passage.text)}读不通，像是{quoted(right)}之误，请核对。是人名、地名或者专门说法的，不用改。"
    )
    return case.prose.finding(
        CODE, "warning", passage, says, correction=right, expected=right, status="uncertain"
    )
