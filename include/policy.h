/* policy.h - what a service directory declares to be done when the service dies.

   on-death    restart, restart-on-failure, stay-down or end-container
   backoff     "FIRST [MOST]": milliseconds before it comes back, twice as many each time
   max-deaths  "COUNT SECONDS": so many deaths in that time mean that it has failed for good
   on-failure  what comes of that, or of a finish that leaves with 125: stay-down or end-container

   Without these files it comes back as it always did. */
#ifndef POLICY_H
#define POLICY_H

#include "service.h"

/* It starts. */
void policy_begin(struct service *s);

/* It has died: sets S->policy.fate and wait_ms. */
void policy_die(struct service *s);

/* What is to become of it, when run and finish are over; FAILED: finish says that it was for good. */
enum fate policy_judge(struct service *s, int failed);

/* What has been is forgotten: somebody starts it by hand, or leaves. */
void policy_forget(struct service *s);

#endif
