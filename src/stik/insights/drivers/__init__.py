"""Drivers: which ratings go with an outcome, how surely, where to act, for whom."""
