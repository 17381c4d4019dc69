"""What Streamlit runs."""

from reader.web.shell.app import main

main()
