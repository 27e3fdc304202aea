"""Files of every kind, tampered with: the program keeps its promises (`fuzz.targets`).

NOTICE_LINT_FUZZ=1000 puts so many inputs through each target, which takes minutes.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from random import Random

import pytest
from fuzz import atheris_target, measure
from fuzz.mutate import LARGEST, mutated
from fuzz.targets import OWN_FAULT, TARGETS, BrokenPromise, Target, harmless, notice_lint
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import write

INPUTS = int(os.environ.get("NOTICE_LINT_FUZZ", "6"))


@settings(max_examples=INPUTS, deadline=None, suppress_health_check=list(HealthCheck))
@pytest.mark.parametrize("name", TARGETS)
@given(st.randoms(use_true_random=False), st.data())
def test_a_changed_file_breaks_no_promise(name: str, random: Random, data: st.DataObject) -> None:
    target = TARGETS[name]
    TARGETS[name](mutated(data.draw(st.sampled_from(target.seeds())), random))


@settings(max_examples=INPUTS, deadline=None)
@pytest.mark.parametrize("name", TARGETS)
@given(st.binary(max_size=200))
def test_any_bytes_break_no_promise(name: str, data: bytes) -> None:
    TARGETS[name](data)
