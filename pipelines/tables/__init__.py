"""How each stage's tables are built: data frames in, data frames out.

Belongs here: one module for each stage, pure functions that use `pipelines.text`.
Does not belong here: language rules (`pipelines.text`), columns and types (`pipelines.schemas`), storage (`pipelines.lake`).
"""
