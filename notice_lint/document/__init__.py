"""What a document is, frozen: source, notice, violations."""
