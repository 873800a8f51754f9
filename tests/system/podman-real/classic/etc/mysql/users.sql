CREATE USER IF NOT EXISTS 'www-data'@localhost IDENTIFIED VIA unix_socket;
