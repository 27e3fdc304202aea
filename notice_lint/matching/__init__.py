"""Bounded search with regular expressions; what is fast by trickery, with a switch."""
