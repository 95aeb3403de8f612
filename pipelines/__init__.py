"""Broadsheet: a tested, evidence-first warehouse under raw news text."""

__version__ = "0.1.0"
