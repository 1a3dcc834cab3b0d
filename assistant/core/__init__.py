"""What the statutory form is and what its numbers mean. Standard library and pydantic only."""
