"""Webhooks: others are told by HTTP of what became facts, or was held back."""
