#ifndef STIGREADY_CXLSXWRITER_SHIM_H
#define STIGREADY_CXLSXWRITER_SHIM_H

#include <sys/syscall.h>
#include <unistd.h>
#include <xlsxwriter.h>

// A file in memory (memfd_create(2)), closed on exec; -1 with errno. glibc declares it for GNU sources only.
static inline int stigready_memory_file(void) { return (int)syscall(SYS_memfd_create, "workbook", 1U); }

#endif
