"""Kinds of check that hold a notice against the papers it answers."""
