"""What must agree: numbers, names, dates, two ways to write one thing."""
