<?php
// Asks everything that there is.
$redis = new Redis();
$redis->connect('127.0.0.1');
$redis->incr('visits');
$db = new mysqli('localhost', 'www-data');
$row = $db->query('SELECT 20 + 22 AS answer')->fetch_assoc();
printf("answer %d, visit %d, as %s, greeting %s\n", $row['answer'], $redis->get('visits'),
	posix_getpwuid(posix_geteuid())['name'], getenv('GREETING') ?: 'none');
