"""A notice against what it answers: feedback, ledger, earlier notice."""
