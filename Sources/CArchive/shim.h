#ifndef STIGREADY_CARCHIVE_SHIM_H
#define STIGREADY_CARCHIVE_SHIM_H

#include <archive.h>
#include <archive_entry.h>

#endif
