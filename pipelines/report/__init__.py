"""The report: one HTML page about a published warehouse, each number linked to the passages that prove it.

Belongs here: what the page asks of the warehouse (`queries`), how much of it is shown (`limits`), how it looks (`templates`).
Does not belong here: counting what a mart counts already, changing the warehouse, finding anything in a text.
"""
