"""What the words mean: frozen values that every other part of stik speaks in."""
