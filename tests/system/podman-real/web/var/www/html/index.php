<?php
echo "served by ", posix_getuid(), ", greeting ", getenv('GREETING'), "\n";
