#ifndef STIGREADY_CLINUX_H
#define STIGREADY_CLINUX_H

#include <stddef.h>
#include <stdint.h>

// The Linux calls that the Glibc module of Swift hides. Every function answers -errno for an error and never sets anything else.

/// Opens `path` beneath `directory` with `flags` (close-on-exec is added): absolute paths and `..` stay inside, no symbolic link is
/// followed, not even as the last name (with O_PATH the link itself is opened). Where openat2(2) is not available the names are opened
/// one by one, with the same answers.
int linux_open_beneath(int directory, const char *path, int flags);

/// The same without openat2(2), for the tests: the two must agree.
int linux_open_beneath_by_name(int directory, const char *path, int flags);

/// Raw getdents64(2): bytes filled, 0 at the end.
long linux_getdents64(int directory, void *buffer, size_t size);

/// The names of the extended attributes of what `file` refers to (an O_PATH descriptor will do), each with its NUL.
long linux_list_attributes(int file, char *names, size_t size);

/// The value of one extended attribute of what `file` refers to.
long linux_get_attribute(int file, const char *name, void *value, size_t size);

/// O_PATH, which is behind _GNU_SOURCE.
int linux_o_path(void);
/// O_NOATIME, which is behind _GNU_SOURCE.
int linux_o_noatime(void);
/// AT_NO_AUTOMOUNT, which is behind _GNU_SOURCE.
int linux_at_no_automount(void);

/// Whether `needle` stands in `hay`: memmem(3), which is behind _GNU_SOURCE.
int linux_holds(const void *hay, size_t size, const void *needle, size_t needle_size);
/// Where `needle` stands first in `hay`, or -1.
long linux_find(const void *hay, size_t size, const void *needle, size_t needle_size);

#endif
