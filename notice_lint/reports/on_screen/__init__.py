"""Formats that may go to the screen: each module holds one, named `FORMAT`."""
