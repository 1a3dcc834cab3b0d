"""The checks of the tables: relations, values, years, and the likeliest slip behind what does not add up."""
