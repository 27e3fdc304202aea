"""From a tree to the typed document."""
