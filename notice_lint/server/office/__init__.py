"""What an office sees and sets: the rules, its own words, its units over time."""
