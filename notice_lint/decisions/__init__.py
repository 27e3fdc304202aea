"""Decisions not to report: suppressions, baselines."""
