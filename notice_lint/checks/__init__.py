"""Kinds of check, their contract and their register."""
