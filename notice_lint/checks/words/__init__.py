"""Kinds of check that judge words."""
