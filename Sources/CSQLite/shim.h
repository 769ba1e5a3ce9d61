#ifndef RINGBACK_CSQLITE_H
#define RINGBACK_CSQLITE_H

#include <sqlite3.h>

// SQLITE_TRANSIENT is a cast of -1 to a function pointer, which Swift can't import as a constant.
static inline sqlite3_destructor_type ringback_sqlite_transient(void) {
  return SQLITE_TRANSIENT;
}

#endif
