"""What language and layout look like.

Belongs here: bytes to text, patterns and polars expressions over text, with lexicons passed in.
Does not belong here: paths, clocks, network, environment, orchestration; tables of the lake (`pipelines.tables`).
"""
