"""The chat: which wish is this, doing it at the bench, and saying what was done."""
