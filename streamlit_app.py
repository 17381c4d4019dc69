from reader.web.app import main

main()
