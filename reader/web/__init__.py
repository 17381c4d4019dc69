"""The app: arguments of widgets in, the same readings as everywhere out. The only room that knows Streamlit."""
