"""What is measured: one file per metric, each a function of counts of values."""
