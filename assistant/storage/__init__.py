"""What is kept between two sittings, in one local database; for now the log of model calls."""
