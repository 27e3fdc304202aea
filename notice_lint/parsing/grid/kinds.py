"""What a column of a table, or the text beside a label of it, may be."""

from __future__ import annotations

PROBLEM, NUMBER, AREA = "STATEMENT", "NUMBER_COLUMN", "AREA_COLUMN"
CAUSE, MEASURES, SITUATION = "CAUSE", "MEASURES", "SITUATION"
STATUS, FIELD = "STATUS_LABEL", "FIELD"
ANSWERS = frozenset((CAUSE, MEASURES, SITUATION, STATUS))
"""What answers a problem; a table of problems and persons alone only hands out the work."""
PARTS = (CAUSE, MEASURES, SITUATION, STATUS, FIELD)
"""What a column may hold besides the problem, in the order in which an item has its parts."""
BESIDE_PARTS = frozenset((PROBLEM, NUMBER, AREA))
"""What a column may hold that is no part of an item."""
