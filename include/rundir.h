/* rundir.h - where state is. */
#ifndef RUNDIR_H
#define RUNDIR_H

/* Where /init puts it when it is not told and cannot use /run: scripts/init/init goes by the same order. */
#define RUNDIR_SPARES "/dev/shm/windlass", "/tmp/windlass"

#endif
