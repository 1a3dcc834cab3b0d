"""Steps of the bench as plain functions of a workspace, and what follows from one. None reads or keeps anything itself."""
