"""Buying: what each customer will still bring, from what they bought."""
