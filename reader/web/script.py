"""What Streamlit runs."""

from reader.web.app import main

main()
