"""Text before there is a document: spans, folding, numerals, masking, width, wording."""
