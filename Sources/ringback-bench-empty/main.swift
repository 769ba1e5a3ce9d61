// Does nothing, on purpose: how long a program in Swift takes to start and end, whatever it does.
