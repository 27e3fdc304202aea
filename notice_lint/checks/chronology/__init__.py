"""Checks of days and periods: what comes before what."""
