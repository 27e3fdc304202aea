"""What must agree: counts, names, dates, two ways to write one thing."""
