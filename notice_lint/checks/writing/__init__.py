"""How it is written: words, marks, pairs, endings of lines."""
