"""Which steps are really worse than the rest, worked by hand."""

from tests.report.journeys.graphs import fibre, with_outcome

from stik.report.journeys.judging import judged

# Rows: Calls, First invoice, Orders, Technician visits.
SCORES = {"score": [-40.0, 30.0, 10.0, 20.0], "n_scored": [60, 60, 20, 4]}


def verdicts(**columns):
    return [each.verdict for each in judged(with_outcome(fibre().nodes, **columns))]


def test_without_a_column_nothing_is_judged():
    assert {each.value for each in judged(fibre().nodes)} == {None}


def test_only_what_is_real_is_worse_or_better():
    assert verdicts(**SCORES, is_real=[True, True, False, None]) == [
        "worse",
        "better",
        None,
        None,
    ]


def test_without_a_test_nothing_is_real():
    assert set(verdicts(**SCORES)) == {None}


def test_fewer_than_thirty_are_not_judged_and_fewer_than_five_not_shown():
    found = judged(with_outcome(fibre().nodes, **SCORES, is_real=[True] * 4))
    assert [each.verdict for each in found] == ["worse", "better", None, None]
    assert [each.value for each in found] == [-40.0, 30.0, 10.0, None]
    assert found[2].has_too_few


def test_of_those_who_left_less_is_better():
    rows = fibre().nodes.set_column(3, "n_customers", [[100, 100, 100, 100]])
    rows = with_outcome(
        rows, left_share=[0.4, 0.1, 0.2, 0.2], is_real=[True, True, False, False]
    )
    assert [each.verdict for each in judged(rows)][:2] == ["worse", "better"]
