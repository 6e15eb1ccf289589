"""What is on a saved page: bytes → :class:`~stance.pages.records.Page`."""
