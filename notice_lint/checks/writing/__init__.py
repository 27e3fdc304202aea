"""How marks, numerals and other things are written, whatever they say."""
