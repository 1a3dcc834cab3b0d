"""Reviewing: what staff said about findings, held against the findings of today, and the three reviews of a report."""
