#ifndef RINGBACK_CSQLITE_H
#define RINGBACK_CSQLITE_H

#include <sqlite3.h>

// SQLITE_TRANSIENT is a cast of -1 to a function pointer, which Swift can't import as a constant.
static inline sqlite3_destructor_type ringback_sqlite_transient(void) {
  return SQLITE_TRANSIENT;
}

// sqlite3_db_config takes variable arguments, which Swift can't call. Extensions can't be loaded,
// foreign keys hold, and a damaged schema can't make SQLite do what a statement didn't ask.
static inline void ringback_sqlite_harden(sqlite3 *connection) {
  sqlite3_db_config(connection, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, (int *)0);
  sqlite3_db_config(connection, SQLITE_DBCONFIG_ENABLE_FKEY, 1, (int *)0);
  sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)0);
  sqlite3_db_config(connection, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, (int *)0);
}

// Neither does sqlite3_config. What SQLite has of the memory is not counted: each piece that it takes or gives
// back would wait for one lock that all connections share. To be called before the first connection.
static inline void ringback_sqlite_configure(void) {
  sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

#endif
