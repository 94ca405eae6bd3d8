"""Retention: how long customers stay, and which group of them longer."""
