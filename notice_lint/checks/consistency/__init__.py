"""What must agree: counts, names, two ways to write one thing."""
