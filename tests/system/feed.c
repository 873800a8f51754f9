/* feed.c - input in given pieces, for the tests of loggers.

   usage: feed packets COMMAND...    runs COMMAND with a pipe for stdin, from which a read gets a line of our
                                     stdin and no more
          feed unix PATH             sends each line of stdin to a socket as a message
          feed udp PORT              the same to 127.0.0.1

   In messages \n is a newline and \0 a NUL. */
#include <arpa/inet.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static int fail(char const *what)
{
	perror(what);
	return 111;
}

static int packets(char *const *command)
{
	int p[2], status;
	char *line = 0;
	size_t room = 0;
	if (pipe2(p, O_DIRECT | O_CLOEXEC) < 0)
		return fail("pipe");
	pid_t pid = fork();
	if (!pid) {
		dup2(p[0], 0);
		execvp(*command, command);
		_exit(fail(*command));
	}
	close(p[0]);
	signal(SIGPIPE, SIG_IGN);
	for (ssize_t n; (n = getline(&line, &room, stdin)) > 0;)
		if (write(p[1], line, (size_t)n) < n)
			break;
	close(p[1]);
	free(line);
	return waitpid(pid, &status, 0) < 0 || !WIFEXITED(status) ? 111 : WEXITSTATUS(status);
}

static size_t unescape(char *s, size_t len)
{
	size_t n = 0;
	for (size_t i = 0; i < len; i++)
		if (s[i] == '\\' && i + 1 < len && strchr("n0", s[i + 1]))
			s[n++] = s[++i] == 'n' ? '\n' : 0;
		else
			s[n++] = s[i];
	return n;
}

static int messages(int fd, struct sockaddr const *to, socklen_t size)
{
	char *line = 0;
	size_t room = 0;
	for (ssize_t n; (n = getline(&line, &room, stdin)) > 0;)
		if (sendto(fd, line, unescape(line, (size_t)n - 1), 0, to, size) < 0)
			return fail("sendto");
	free(line);
	return 0;
}

int main(int argc, char **argv)
{
	struct sockaddr_un path = { .sun_family = AF_UNIX };
	struct sockaddr_in port = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	if (argc < 3)
		return 100;
	if (!strcmp(argv[1], "packets"))
		return packets(argv + 2);
	if (!strcmp(argv[1], "unix")) {
		strncpy(path.sun_path, argv[2], sizeof path.sun_path - 1);
		return messages(socket(AF_UNIX, SOCK_DGRAM, 0), (void *)&path, sizeof path);
	}
	port.sin_port = htons((unsigned short)atoi(argv[2]));
	return messages(socket(AF_INET, SOCK_DGRAM, 0), (void *)&port, sizeof port);
}
