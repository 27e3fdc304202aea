"""The author's page, the reviewer's desk and what they need, served on one's own machine."""
