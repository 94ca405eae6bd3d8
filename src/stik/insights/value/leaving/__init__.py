"""Leaving: why customers leave, as they say it and as it goes with what they are."""
