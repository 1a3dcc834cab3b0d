"""TYPO: words with a slip in them, from those that are surely wrong to those that are only likely. Their words are data."""
