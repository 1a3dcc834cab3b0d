"""YEAR-LEFT-OVER and PERIOD: years that copied text brings along, and the period that the figures cover."""
