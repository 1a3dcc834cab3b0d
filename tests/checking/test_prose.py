"""Sentences that know where they stand, and findings that keep their fingerprint when the text moves."""

import re

from assistant.checking.prose import Prose

TEXT = "（一）主动公开。全年公开信息12条；其中图解3条。\n  收到申请5件，已办结5件。收到申请7件，已办结7件。"


def fingerprint(text, words):
    prose = Prose({"overview": text})
    passage = next(p for p, _ in prose.matches(re.compile(words)))
    return prose.finding("TEXT-NUMBER", "error", passage, "不符").fingerprint


def test_sentences_are_where_they_say():
    prose = Prose({"overview": TEXT, "other": "  ", "preface": "依据条例编制！"})
    assert [s.section for s in prose.sentences] == ["preface", *["overview"] * 5]
    for sentence in prose.sentences:
        assert prose.sections[sentence.section][sentence.start : sentence.end] == sentence.text
        assert sentence.text == sentence.text.strip()
    assert [s.text for s in prose.sentences][2:4] == ["全年公开信息12条；", "其中图解3条。"]


def test_a_finding_points_at_its_words():
    prose = Prose({"overview": TEXT})
    sentence = prose.sentences[3]
    passage = sentence.of(re.search(r"\d件", sentence.text))
    finding = prose.finding("TEXT-NUMBER", "error", passage, "不符", cells=("requests.new.total",))
    span = finding.where[0].partition(":")[2].split("-")
    assert TEXT[int(span[0]) : int(span[1])] == finding.found == "5件"
    assert finding.where[1] == "requests.new.total"


def test_fingerprints_outlive_moved_text_and_changed_figures():
    first = fingerprint(TEXT, "(?<=申请)5件")
    assert fingerprint("新加的一句。" + TEXT, "(?<=申请)5件") == first
    assert fingerprint(TEXT.replace("5件", "15件"), "(?<=申请)15件") == first


def test_the_same_words_twice_are_two_findings():
    assert fingerprint(TEXT, "(?<=申请)5件") != fingerprint(TEXT, "(?<=申请)7件")
    assert fingerprint(TEXT, "(?<=申请)5件") != fingerprint(TEXT, "(?<=办结)5件")
