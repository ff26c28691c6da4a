"""Sphinx extensions of the book, one feature a module."""
