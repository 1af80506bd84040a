"""Prepared statements, which other rooms need too: `ui/prepared.py`."""

from ui.prepared import Prepared, prepared_cursor

__all__ = ["Prepared", "prepared_cursor"]
