/* initsources.c - the definitions of services that every container has. */
#include "initsources.h"

/* Everything hangs below `top`: base, user, what services.d has, user2, each behind the one before
   (what services.d has does not need all of user: one service that is wrong keeps nothing else from running). What an image
   defines of the bundles user and user2 is added to the empty ones here. */
struct layout_row const init_sources[] = {
	{ "top/type", "bundle\n" },
	{ "top/contents.d/base", "" },
	{ "top/contents.d/user", "" },
	{ "top/contents.d/legacy-services", "" },
	{ "top/contents.d/user2", "" },
	{ "base/type", "bundle\n" },
	{ "base/contents.d/fix-attrs", "" },
	{ "base/contents.d/legacy-cont-init", "" },
	{ "fix-attrs/type", "oneshot\n" },
	{ "fix-attrs/up",
		"windlass-rc-parts fix-attrs \"fix-attrs: info: applying ${file}\" \"\" fix-attrs.d "
		"windlass-apply-attrs\n" },
	{ "legacy-cont-init/type", "oneshot\n" },
	{ "legacy-cont-init/dependencies.d/fix-attrs", "" },
	{ "legacy-cont-init/up",
		"windlass-rc-parts cont-init \"cont-init: info: running ${file}\" "
		"\"cont-init: info: ${file} exited ${code}\" cont-init.d windlass-rc-env "
		"windlass-run-script\n" },
	{ "legacy-cont-init/down",
		"windlass-rc-parts cont-finish \"cont-finish: info: running ${file}\" "
		"\"cont-finish: info: ${file} exited ${code}\" cont-finish.d importas -D 5000 maxtime "
		"S6_KILL_FINISH_MAXTIME s6-maximumtime -k ${maxtime} windlass-rc-env windlass-run-script\n" },
	{ "legacy-services/type", "oneshot\n" },
	{ "legacy-services/dependencies.d/base", "" },
	{ "legacy-services/after.d/user", "" },
	{ "legacy-services/up", "windlass-rc-services\n" },
	{ "legacy-services/down", "windlass-services-down\n" },
	{ "user/type", "bundle\n" },
	{ "user/contents.d/", 0 },
	{ "user2/type", "bundle\n" },
	{ "user2/contents.d/", 0 },
	{ 0, 0 },
};
