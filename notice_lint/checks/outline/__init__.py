"""Headings as an order: numbers, levels, markers, enumerators."""
