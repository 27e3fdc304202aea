"""The program's own YAML and grammar files, and those of others: found and read."""
