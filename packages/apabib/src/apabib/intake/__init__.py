"""Entries on their way in: found in a registry or pasted, judged, shown, and put in place."""
