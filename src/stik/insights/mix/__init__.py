"""Mix: whether a score changed or others answered, and like compared with like."""
