/* hold.h - signals that would end a container wait for its supervisor. */
#ifndef HOLD_H
#define HOLD_H

/* Holds them (SIG_BLOCK) or lets them come again (SIG_UNBLOCK). 0, or -1 with errno. */
int hold_signals(int how);

#endif
