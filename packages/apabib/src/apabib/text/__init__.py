"""Vocabulary: how texts of a bibliography are read and compared. No file, no rule, no entry."""
