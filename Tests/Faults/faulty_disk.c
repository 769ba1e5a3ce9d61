// A disk with faults, for one program: loaded before libc (LD_PRELOAD) it makes syncing slow, and makes syncing
// and writing fail, for the files below one folder. What it does is read anew from a file each time, so that a
// test turns a fault on and off while the program runs.
//
//     clang -shared -fPIC -o faulty_disk.so Tests/Faults/faulty_disk.c
//     FAULTS_FOLDER=/data FAULTS=/tmp/faults LD_PRELOAD=./faulty_disk.so program
//
// The file that FAULTS names holds none or more of these words:
//
//     slow=50        each fsync and fdatasync takes 50 ms longer
//     sync=EIO       each fsync and fdatasync fails; what was written may or may not be on the disk
//     write=ENOSPC   each write fails: the disk is full
//     readonly       each write, and each opening of a file for writing, fails, as after a remount
//
// With FAULTS_JOURNAL each opening, write and sync of those files is one line of the file that it names, such as
// `sync ringback.sqlite-wal 5`: the last path's end, and the errno of one that failed (else 0).
//
// The system is called directly, so that nothing here can call itself.

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { wordsBytesMax = 256, pathBytesMax = 4096 };

/// The words that hold now; none when the file can't be read.
static void readWords(char words[wordsBytesMax]) {
  words[0] = 0;
  const char *path = getenv("FAULTS");
  if (path == NULL) return;
  int file = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC, 0);
  if (file < 0) return;
  long count = syscall(SYS_read, file, words, wordsBytesMax - 1);
  words[count > 0 ? count : 0] = 0;
  syscall(SYS_close, file);
}

static int isBelowFolder(const char *path) {
  const char *folder = getenv("FAULTS_FOLDER");
  return folder != NULL && strncmp(path, folder, strlen(folder)) == 0;
}

/// Pipes, sockets and files elsewhere have no faults.
static int hasFaults(int file, char path[pathBytesMax]) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  long count = syscall(SYS_readlinkat, AT_FDCWD, link, path, pathBytesMax - 1);
  if (count <= 0) return 0;
  path[count] = 0;
  return isBelowFolder(path);
}

/// Gives back the result, with `errno` as it was.
static long note(const char *what, const char *path, long result) {
  int fault = errno;
  const char *journal = getenv("FAULTS_JOURNAL");
  if (journal == NULL) return result;
  char line[pathBytesMax + 64];
  const char *name = strrchr(path, '/');
  int count = snprintf(
    line, sizeof line, "%s %s %d\n", what, name == NULL ? path : name + 1, result < 0 ? fault : 0);
  int file = (int)syscall(SYS_openat, AT_FDCWD, journal, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
  if (file >= 0) {
    syscall(SYS_write, file, line, (size_t)count);
    syscall(SYS_close, file);
  }
  errno = fault;
  return result;
}

/// The fault of a write that is due now; 0: none.
static int writeFault(void) {
  char words[wordsBytesMax];
  readWords(words);
  if (strstr(words, "write=ENOSPC") != NULL) return ENOSPC;
  return strstr(words, "readonly") != NULL ? EROFS : 0;
}

static int syncFile(long number, int file) {
  char path[pathBytesMax], words[wordsBytesMax];
  if (!hasFaults(file, path)) return (int)syscall(number, file);
  readWords(words);
  const char *slow = strstr(words, "slow=");
  if (slow != NULL) {
    long milliseconds = strtol(slow + strlen("slow="), NULL, 10);
    struct timespec wait = {milliseconds / 1000, milliseconds % 1000 * 1000000};
    nanosleep(&wait, NULL);
  }
  if (strstr(words, "sync=EIO") != NULL) {
    errno = EIO;
    return (int)note("sync", path, -1);
  }
  return (int)note("sync", path, syscall(number, file));
}

int fsync(int file) { return syncFile(SYS_fsync, file); }

int fdatasync(int file) { return syncFile(SYS_fdatasync, file); }

/// A write, or a change of length, by the system's number for it.
static long change(long number, int file, long first, long second, long third) {
  char path[pathBytesMax];
  if (!hasFaults(file, path)) return syscall(number, file, first, second, third);
  int fault = writeFault();
  if (fault != 0) {
    errno = fault;
    return note("write", path, -1);
  }
  return note("write", path, syscall(number, file, first, second, third));
}

ssize_t write(int file, const void *bytes, size_t count) {
  return change(SYS_write, file, (long)bytes, (long)count, 0);
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t offset) {
  return change(SYS_pwrite64, file, (long)bytes, (long)count, offset);
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off_t offset) {
  return change(SYS_pwrite64, file, (long)bytes, (long)count, offset);
}

int ftruncate(int file, off_t length) { return (int)change(SYS_ftruncate, file, length, 0, 0); }

int ftruncate64(int file, off_t length) { return (int)change(SYS_ftruncate, file, length, 0, 0); }

static int openFile(const char *path, int flags, int mode) {
  int isForWriting = (flags & O_ACCMODE) != O_RDONLY || (flags & O_CREAT) != 0;
  if (!isBelowFolder(path)) return (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
  if (isForWriting && writeFault() == EROFS) {
    errno = EROFS;
    return (int)note("open", path, -1);
  }
  return (int)note("open", path, syscall(SYS_openat, AT_FDCWD, path, flags, mode));
}

#define modeOf(flags)                    \
  int mode = 0;                          \
  if ((flags & O_CREAT) != 0) {          \
    va_list rest;                        \
    va_start(rest, flags);               \
    mode = va_arg(rest, int);            \
    va_end(rest);                        \
  }

int open(const char *path, int flags, ...) {
  modeOf(flags);
  return openFile(path, flags, mode);
}

int open64(const char *path, int flags, ...) {
  modeOf(flags);
  return openFile(path, flags, mode);
}
