#ifndef STIGREADY_CSQLITE_SHIM_H
#define STIGREADY_CSQLITE_SHIM_H

#include <sqlite3.h>

/* sqlite3_db_config is variadic, which Swift does not import; these are its switches, on or off. */
static inline int stigready_sqlite3_db_config(sqlite3 *db, int option, int on) {
    return sqlite3_db_config(db, option, on, (int *)0);
}

#endif
