"""Word files changed: comments on exact words, edits plain or tracked, plain files made of text."""
