"""The language server: editors show findings while a notice is written."""
