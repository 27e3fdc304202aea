"""Lines, paragraphs and pieces, by the terminals of grammar/lines.lark."""
