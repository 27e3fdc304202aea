"""Word lists: their format, how they are compiled, and where their words stand in a text."""
