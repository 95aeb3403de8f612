"""Readers: one module per kind of input, from its place to document rows."""
