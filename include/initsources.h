/* initsources.h - the definitions of services that every container has. */
#ifndef INITSOURCES_H
#define INITSOURCES_H

#include "layout.h"

extern struct layout_row const init_sources[];

#endif
