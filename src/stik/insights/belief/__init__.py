"""Belief: what owners think the score is, against the answers."""
