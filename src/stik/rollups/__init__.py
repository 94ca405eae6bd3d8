"""Small count tables, kept true to the facts."""
