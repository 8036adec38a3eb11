"""Any sequence of edits: what an incremental build leaves is what a clean one makes, byte for byte."""

import os

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.incremental.any_edits import AnyEdits

STEPS = int(os.environ.get("SITEGEN_STEPS", "60"))
_AT_ONCE = 40  # steps with one blog


def test_any_sequence_of_edits() -> None:
    """A quick look; `SITEGEN_STEPS=2000` makes it a long one."""
    run_state_machine_as_test(
        AnyEdits,
        settings=settings(
            max_examples=-(-STEPS // _AT_ONCE),
            stateful_step_count=_AT_ONCE,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate],  # to make the sequence shorter takes many minutes, and it is told in full
        ),
    )
