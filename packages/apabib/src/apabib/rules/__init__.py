"""The rules, one theme a module, each with ``check(review, ...)``; ``run`` puts them together."""
