"""What other programs may have done, whichever door they come in by: JSON values in, JSON values out."""
