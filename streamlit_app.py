from reader.web.shell.app import main

main()
