"""Formats that only go to files: each module holds one, named `FORMAT`."""
