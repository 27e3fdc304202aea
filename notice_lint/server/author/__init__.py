"""The author's pages: one document, what is wrong with it, what is done about it."""
