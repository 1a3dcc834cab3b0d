"""TEXT-RATE: shares, changes, averages and multiples that do not follow from the numbers."""
