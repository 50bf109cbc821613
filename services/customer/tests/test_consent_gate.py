"""The gate: which rule decides, and that no wish is ever weighed the wrong way."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from customer.consents.deriving import Entry, allows, current, decisive, standing
from customer.consents.gate import Decision, Hours, Question, Wishes, decide
from customer.consents.terms import CHANNELS, RECORDABLE, RULES, Purpose, pair

START = datetime(2026, 1, 1, tzinfo=UTC)
ZONES = ["Asia/Shanghai", "America/New_York", "Europe/Berlin", "America/St_Johns", "Pacific/Apia", "UTC"]

ENTRY = Entry(UUID(int=1), "email", "marketing", "granted", "consent", START)
ASKED = Question("email", "marketing", datetime(2026, 6, 3, 12, tzinfo=UTC))  # a Wednesday

moments = st.integers(0, 500 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes))
days = st.integers(0, 500).map(lambda number: date(2026, 1, 1) + timedelta(days=number))
pauses = st.tuples(days, st.integers(0, 60)).map(lambda one: (one[0], one[0] + timedelta(days=one[1])))
ids = st.uuids(version=4)


@st.composite
def hours(draw: st.DrawFn) -> Hours:
    since, until = sorted(draw(st.lists(st.integers(0, 1439), min_size=2, max_size=2, unique=True)))
    on = draw(st.frozensets(st.integers(1, 7), min_size=1))
    return Hours(time(since // 60, since % 60), time(until // 60, until % 60), on)


def entries(
    states: tuple[str, ...] = ("granted", "refused", "withdrawn", "pending"),
) -> st.SearchStrategy[Entry]:
    return st.builds(
        Entry,
        id=ids,
        channel=st.just("email"),
        purpose=st.just("marketing"),
        state=st.sampled_from(states),
        basis=st.just("consent"),
        given_at=moments,
        valid_until=st.none() | moments,
    )


wishes = st.builds(
    Wishes,
    do_not_contact=st.sets(st.sampled_from([*CHANNELS, "all"]), max_size=2),
    paused=st.none() | pauses,
    hours=st.none() | hours(),
    zone=st.sampled_from(ZONES).map(ZoneInfo),
)
questions = st.builds(Question, channel=st.just("email"), purpose=st.sampled_from(sorted(RULES)), at=moments)
histories = st.lists(entries(), max_size=6)


@settings(max_examples=150)
@given(histories, entries(("granted",)), entries(("refused", "withdrawn")), moments, wishes, questions)
def test_a_withdrawal_later_than_every_grant_is_never_contacted(
    history: list[Entry], grant: Entry, withdrawal: Entry, at: datetime, wished: Wishes, question: Question
) -> None:
    last = max([one.given_at for one in (*history, grant) if one.state == "granted"])
    withdrawal = withdrawal._replace(given_at=max(withdrawal.given_at, last))
    at = max(at, withdrawal.given_at)
    found = decisive([*history, grant, withdrawal], at)
    assert found is not None
    answer = decide(question._replace(at=at), found, wished)
    assert answer.allowed is (question.purpose == "legal_notice")


@settings(max_examples=150)
@given(histories, moments, st.randoms())
def test_the_order_in_which_things_are_written_down_changes_nothing(
    history: list[Entry], at: datetime, random: object
) -> None:
    shuffled = list(history)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert decisive(history, at) == decisive(shuffled, at)


def restricted(wished: Wishes, draw: st.DataObject) -> Wishes:
    """The same with one more wish, or one that asks for more."""
    kind = draw.draw(st.sampled_from(["channel", "pause", "hours"]))
    if kind == "channel":
        more = draw.draw(st.sampled_from([*CHANNELS, "all"]))
        return replace(wished, do_not_contact={*wished.do_not_contact, more})
    if kind == "pause":
        if wished.paused is None:
            return replace(wished, paused=draw.draw(pauses))
        first, last = wished.paused
        return replace(wished, paused=(first - timedelta(days=3), last + timedelta(days=3)))
    if wished.hours is None:
        return replace(wished, hours=draw.draw(hours()))
    kept = draw.draw(st.frozensets(st.sampled_from(sorted(wished.hours.days)), min_size=1))
    return replace(wished, hours=wished.hours._replace(days=kept))


@settings(max_examples=250)
@given(histories, wishes, questions, st.none() | moments, st.data())
def test_one_more_restriction_never_turns_a_no_into_a_yes(
    history: list[Entry], wished: Wishes, question: Question, free_at: datetime | None, data: st.DataObject
) -> None:
    before = decide(question, decisive(history, question.at), wished, free_at)
    stricter = data.draw(st.sampled_from(["wish", "opt-out", "frequency", "end"]))
    if stricter == "wish":
        wished = restricted(wished, data)
    elif stricter == "opt-out":
        history = [*history, data.draw(entries(("refused", "withdrawn")))]
    elif stricter == "frequency":
        free_at = max(free_at or START, data.draw(moments))
    else:
        end = data.draw(moments)
        history = [one._replace(valid_until=min(one.valid_until or end, end)) for one in history]
    after = decide(question, decisive(history, question.at), wished, free_at)
    assert before.allowed or not after.allowed
    if before.not_before and after.not_before:
        assert after.not_before >= before.not_before


@settings(max_examples=300)
@given(
    st.none() | moments,
    st.none() | pauses,
    st.none() | hours(),
    st.sampled_from(ZONES).map(ZoneInfo),
    moments,
    st.none() | moments,
)
def test_at_the_moment_named_the_answer_is_yes_and_not_a_minute_earlier(
    end: datetime | None,
    pause: tuple[date, date] | None,
    opening: Hours | None,
    zone: ZoneInfo,
    at: datetime,
    free_at: datetime | None,
) -> None:
    grant, wished = ENTRY._replace(valid_until=end), Wishes((), pause, opening, zone)
    question = Question("email", "marketing", at)
    answer = decide(question, grant, wished, free_at)
    if answer.allowed or answer.rule == "expired":
        return
    assert answer.not_before or end
    if answer.not_before:
        assert answer.not_before > at
        assert decide(question._replace(at=answer.not_before), grant, wished, free_at).allowed
        earlier = answer.not_before - timedelta(minutes=1)
        assert earlier <= at or not decide(question._replace(at=earlier), grant, wished, free_at).allowed


@settings(max_examples=100)
@given(histories, st.sets(st.sampled_from([*CHANNELS, "all"]), max_size=2), moments)
def test_filters_and_gate_agree_where_nothing_but_time_is_left(
    history: list[Entry], barred: set[str], at: datetime
) -> None:
    known = current(history, at)
    stood = standing(known, barred, at)
    for channel in CHANNELS:
        for purpose in RECORDABLE:
            entry = known.get((channel, purpose))
            answer = decide(Question(channel, purpose, at), entry, Wishes(do_not_contact=barred))
            word = pair(channel, purpose)
            opt_in = RULES[purpose].opt_in
            assert answer.allowed is (word in stood.consents if opt_in else word not in stood.opt_outs)
            assert allows(entry, at) or word not in stood.consents


def rule(
    wished: Wishes,
    entry: Entry | None = ENTRY,
    free_at: datetime | None = None,
    purpose: Purpose = "marketing",
) -> str:
    return decide(ASKED._replace(purpose=purpose), entry, wished, free_at).rule


def test_the_rules_come_in_the_order_of_the_decision_record() -> None:
    june = (date(2026, 6, 1), date(2026, 6, 30))
    held = Wishes(paused=june, hours=Hours(time(1), time(2)))
    barred = replace(held, do_not_contact=["email"])
    shut = replace(held, paused=None)
    later = ASKED.at + timedelta(days=1)
    withdrawn = ENTRY._replace(state="withdrawn")
    over = ENTRY._replace(valid_until=ASKED.at)
    assert rule(barred, withdrawn, later, "legal_notice") == "legal_notice"
    assert rule(barred, withdrawn, later) == "do_not_contact"
    assert rule(held, withdrawn, later) == "opted_out"
    assert rule(held, None, later) == "no_consent"
    assert rule(held, ENTRY._replace(state="pending"), later) == "pending"
    assert rule(held, over, later) == "expired"
    assert rule(held, ENTRY, later) == "paused"
    assert rule(shut, ENTRY, later) == "frequency"
    assert rule(shut, ENTRY) == "hours"
    assert rule(Wishes()) == "granted"
    assert rule(Wishes(), None, purpose="service") == "not_opted_out"
    assert rule(Wishes(), over, purpose="service") == "not_opted_out"
    assert rule(Wishes(), purpose="service") == "granted"
    assert rule(held, None, later, "transactional") == "not_opted_out"


def test_a_permission_that_ends_before_the_next_opening_opens_nothing() -> None:
    ending = ENTRY._replace(valid_until=ASKED.at + timedelta(hours=1))
    answer = decide(ASKED, ending, Wishes(hours=Hours(time(9), time(10)), zone=ZoneInfo("UTC")))
    assert answer == Decision(False, "hours", ENTRY.id, "consent", None)
