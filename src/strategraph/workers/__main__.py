"""The zygote as a program: `python -I -m strategraph.workers SOCKET CONFIGURATION`."""

from strategraph.workers.zygote import main

main()
