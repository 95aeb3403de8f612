"""Assets: the tables as Dagster sees them, one module per stage.

Belongs here: reading settings, one call into the rings further in, reporting.
Does not belong here: anything that could be tested without Dagster.
"""
