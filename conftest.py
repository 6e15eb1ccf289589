"""Gives the examples in docstrings (``stance/``) the fixtures of the tests."""

pytest_plugins = ["tests.conftest"]
