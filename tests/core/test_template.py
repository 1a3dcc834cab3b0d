"""The form as data: what the contract promises of it."""

from collections import Counter

import pytest

from assistant.core.template import NARRATIVE, T2019, T2021, TEMPLATES, address, split_address

FORMS = pytest.mark.parametrize("form", [T2021, T2019], ids=["2021", "2019"])


def test_the_2021_form_has_ten_one_hundred_seventy_five_and_fifteen_cells():
    assert Counter(a.split(".")[0] for a in T2021.addresses) == {
        "proactive": 10,
        "requests": 175,
        "disputes": 15,
    }
    assert [len(t.rows) for t in T2021.tables] == [6, 25, 3]


def test_the_2019_form():
    assert Counter(a.split(".")[0] for a in T2019.addresses) == {
        "proactive": 22,
        "requests": 161,
        "disputes": 15,
    }


@FORMS
def test_addresses_are_unique_and_split_back(form):
    assert len(set(form.addresses)) == len(form.addresses)
    for cell_address in form.addresses:
        table, row, column = split_address(cell_address)
        assert address(table, row, column) == cell_address
        assert column in [c.id for c in form.table(table).row(row).columns]


def test_row_ids_with_dots():
    assert split_address("requests.refused.state_secret.total") == (
        "requests",
        "refused.state_secret",
        "total",
    )
    assert split_address("proactive.fees.amount") == ("proactive", "fees", "amount")


@pytest.mark.parametrize("wrong", ["", "requests", "requests.total", "requests..total", ".a.b", "a.b."])
def test_no_addresses(wrong):
    with pytest.raises(ValueError, match="not a cell address"):
        split_address(wrong)


CONTRACT_ROWS = """
new carried_over granted granted_in_part refused.state_secret refused.law_forbids refused.safety_and_stability
refused.third_party_rights refused.internal_affairs refused.process_information refused.enforcement_files
refused.administrative_inquiry unavailable.not_held unavailable.needs_creation unavailable.still_unclear
not_processed.petition_or_complaint not_processed.repeated not_processed.publications not_processed.excessive
not_processed.reconfirmation other.not_corrected_in_time other.fee_unpaid other.other concluded_total carried_forward
""".split()  # noqa: SIM905 - reads like the contract


def test_ids_and_order_follow_the_contract():
    requests = T2021.table("requests")
    assert [r.id for r in requests.rows] == CONTRACT_ROWS
    assert [c.id for c in requests.rows[0].columns] == [
        "natural_person", "enterprise", "research_institution", "public_interest_organization",
        "legal_service_organization", "other_organization", "total",
    ]  # fmt: skip
    disputes = T2021.table("disputes")
    assert [r.id for r in disputes.rows] == [
        "reconsideration",
        "direct_litigation",
        "litigation_after_reconsideration",
    ]
    assert [c.id for c in disputes.rows[0].columns] == ["upheld", "corrected", "other", "pending", "total"]
    proactive = {r.id: [c.id for c in r.columns] for r in T2021.table("proactive").rows}
    assert proactive == {
        "rules": ["issued", "repealed", "in_force"], "normative_documents": ["issued", "repealed", "in_force"],
        "licensing": ["decisions"], "penalties": ["decisions"], "compulsion": ["decisions"], "fees": ["amount"],
    }  # fmt: skip


def test_the_2019_form_follows_the_contract():
    proactive = {r.id: [c.id for c in r.columns] for r in T2019.table("proactive").rows}
    made, items = ["made", "published", "public_total"], ["previous", "change", "decisions"]
    assert proactive == {
        "rules": made, "normative_documents": made, "licensing": items, "other_services": items,
        "penalties": items, "compulsion": items, "fees": ["previous", "change"], "procurement": ["projects", "amount"],
    }  # fmt: skip
    rows = [r.id for r in T2019.table("requests").rows]
    shared = [r for r in CONTRACT_ROWS if not r.startswith("other.")]
    assert rows == [*shared[:-2], "other", *shared[-2:]]


@FORMS
def test_six_sections_in_order_and_the_prose_among_them(form):
    assert [s.number for s in form.sections] == ["", "一", "二", "三", "四", "五", "六"]
    assert [s.id for s in form.sections if s.table is None] == list(NARRATIVE)
    assert [s.table for s in form.sections if s.table] == [t.id for t in form.tables]


@FORMS
def test_names_and_titles_are_told_apart(form):
    for table in form.tables:
        names = [row.name for row in table.rows]
        assert len(set(names)) == len(names)
    titles = [t for s in form.sections for t in (s.title, *s.aliases)]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize(
    ("cell_address", "text"),
    [
        ("requests.granted.natural_person", "表三“（一）予以公开”的“自然人”"),
        ("requests.refused.state_secret.total", "表三“（三）1.属于国家秘密”的“总计”"),
        ("disputes.direct_litigation.pending", "表四“未经复议直接起诉”的“尚未审结”"),
        ("proactive.rules.issued", "表二“规章”的“本年制发件数”"),
    ],
)
def test_cells_in_staffs_words(cell_address, text):
    assert T2021.describe(cell_address) == text


def test_unknown_names_are_key_errors():
    assert {k: v.version for k, v in TEMPLATES.items()} == {"2021": "2021", "2019": "2019"}
    for look in (lambda: T2021.table("x"), lambda: T2021.table("requests").row("x")):
        with pytest.raises(KeyError):
            look()
