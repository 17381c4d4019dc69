"""The views of the app: a module with ``show()`` each."""
