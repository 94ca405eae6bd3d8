"""Baggage: how an earlier bad experience weighs on later scores, and how long."""
