"""The project's chores, one command each: ``python -m tasks help`` lists them."""
