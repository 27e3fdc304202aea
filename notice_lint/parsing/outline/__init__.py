"""The outline: what level each heading has, and what it opens."""
