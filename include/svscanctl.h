/* svscanctl.h - the letters of a scan directory's control fifo, once. */
#ifndef SVSCANCTL_H
#define SVSCANCTL_H

/* letter, name of the action, what it does */
#define SVSCANCTL(X) \
	X('a', SCAN, "scan the directory now") \
	X('n', NUKE, \
		"stop the services that left the directory; their loggers end with their input") \
	X('N', NUKE_ALL, "stop the services and loggers that left the directory") \
	X('h', SCAN_AND_NUKE, "scan, then stop what left the directory") \
	X('z', REAP, "reap zombies") \
	X('t', STOP, \
		"stop all services, let loggers end with their input, then run the finish script") \
	X('i', STOP_INT, "stop all services, as -t") \
	X('q', STOP_ALL, "stop all services and loggers, then run the finish script") \
	X('x', EXEC, \
		"become the program of now: a new version goes on with every service as it is") \
	X('b', ABORT, "run the finish script now and leave every service as it is")

#endif
