#ifndef RINGBACK_CLINUX_H
#define RINGBACK_CLINUX_H

// What Swift's Glibc module leaves out. _GNU_SOURCE must not be defined here: it changes the meaning
// of headers that Glibc's module has built already. So accept4 and pipe2 are declared by hand.

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/random.h>
#include <sys/signalfd.h>
#include <sys/socket.h>

extern int accept4(int fd, struct sockaddr *address, socklen_t *length, int flags);
extern int pipe2(int ends[2], int flags);

#endif
