"""The app's frame: server, script, components, the list of views."""
