#ifndef RINGBACK_CLINUX_H
#define RINGBACK_CLINUX_H

// What Swift's Glibc module leaves out. _GNU_SOURCE must not be defined here: it changes the meaning
// of headers that Glibc's module has built already. So accept4, pipe2 and their like are declared by hand.

#include <spawn.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/random.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/timex.h>

extern int accept4(int fd, struct sockaddr *address, socklen_t *length, int flags);
extern int pipe2(int ends[2], int flags);
extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);

// Swift 6 refuses a global variable of C; a child is given what this answers.
extern char **environ;
static inline char **ringback_environment(void) { return environ; }

#endif
