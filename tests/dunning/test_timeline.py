from __future__ import annotations

from dunning.models import Step
from dunning.workspace.timeline import timeline_of


def step(key: str, offset: int, anchor: str = "due", **more: object) -> Step:
    return Step(key=key, offset=offset, anchor=anchor, stage=more.pop("stage", "first"), position=1, **more)


def test_a_cadence_without_steps_has_no_picture():
    assert timeline_of([]) is None


def test_each_anchor_has_a_lane_and_each_step_its_day():
    picture = timeline_of(
        [
            step("final", 35, stage="final"),
            step("courtesy", -5, stage="courtesy"),
            step("broken", 1, "promise_broken", business_days=True, stage="firm"),
        ]
    )
    assert [(lane.anchor, lane.zero, lane.beside) for lane in picture.lanes] == [
        ("Due date", 241, False),
        ("Broken promise", 241, True),
    ]
    assert [(mark.step.key, mark.x, mark.short, mark.when) for lane in picture.lanes for mark in lane.marks] == [
        ("courtesy", 150, "−5", "5 days before"),
        ("final", 880, "+35", "35 days after"),
        ("broken", 259, "+1 bus. d.", "1 business day after"),
    ]
    assert picture.stages == (("courtesy", "Courtesy"), ("firm", "Firm"), ("final", "Final"))
    assert picture.words == (
        "courtesy: Due date, 5 days before; final: Due date, 35 days after; "
        "broken: Broken promise, 1 business day after"
    )


def test_labels_of_steps_close_together_stand_on_rows_of_their_own():
    marks = timeline_of([step("a", 1), step("b", 2), step("c", 30)]).lanes[0].marks
    assert [mark.label_y for mark in marks] == [marks[0].label_y, marks[0].label_y - 30, marks[0].label_y]
