"""The reviewer's desk: many documents, decided by rule, and what is kept of it."""
