#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/xattr.h>
#include <unistd.h>

// From <linux/openat2.h>, written out because older kernel headers lack the file.
struct open_request { uint64_t flags, mode, resolve; };
enum { NO_MAGICLINKS = 0x02, NO_SYMLINKS = 0x04, IN_ROOT = 0x10 };
#ifndef SYS_openat2
#define SYS_openat2 437
#endif

int linux_open_beneath_by_name(int directory, const char *path, int flags) {
    char name[4096];
    int here = fcntl(directory, F_DUPFD_CLOEXEC, 0);
    if (here < 0) return -errno;
    for (;;) {
        path += strspn(path, "/");
        size_t length = strcspn(path, "/");
        if (length >= sizeof name) { close(here); return -ENAMETOOLONG; }
        memcpy(name, path, length);
        name[length] = 0;
        path += length;
        // `..` has no place in a path that is already resolved; openat2 would keep it inside, here it is refused.
        if (strcmp(name, "..") == 0) { close(here); return -EXDEV; }
        int last = path[strspn(path, "/")] == 0;
        int next = openat(here, length ? name : ".", (last ? flags : O_PATH | O_DIRECTORY) | O_NOFOLLOW | O_CLOEXEC);
        int error = errno;
        close(here);
        if (next < 0) return -error;
        if (last) return next;
        here = next;
    }
}

int linux_open_beneath(int directory, const char *path, int flags) {
    if (strlen(path) >= 4096) return linux_open_beneath_by_name(directory, path, flags);      // longer than the kernel takes at once
    struct open_request request = { (unsigned)(flags | O_NOFOLLOW | O_CLOEXEC), 0, NO_MAGICLINKS | NO_SYMLINKS | IN_ROOT };
    for (int attempt = 0; attempt < 8; attempt++) {
        long file = syscall(SYS_openat2, directory, path, &request, sizeof request);
        if (file >= 0) return (int)file;
        if (errno == EAGAIN || errno == EINTR) continue;          // a rename went on meanwhile
        if (errno == ENOSYS || (errno == EPERM && !(flags & O_NOATIME))) return linux_open_beneath_by_name(directory, path, flags);
        return -errno;
    }
    return -EAGAIN;
}

long linux_getdents64(int directory, void *buffer, size_t size) {
    long filled = syscall(SYS_getdents64, directory, buffer, size);
    return filled < 0 ? -errno : filled;
}

// f*xattr refuse an O_PATH descriptor, and the path of the file could be led astray; the descriptor's own link cannot.
long linux_list_attributes(int file, char *names, size_t size) {
    char path[32];
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    ssize_t filled = listxattr(path, names, size);
    return filled < 0 ? -errno : filled;
}

long linux_get_attribute(int file, const char *name, void *value, size_t size) {
    char path[32];
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    ssize_t filled = getxattr(path, name, value, size);
    return filled < 0 ? -errno : filled;
}

int linux_o_path(void) { return O_PATH; }
int linux_o_noatime(void) { return O_NOATIME; }
int linux_at_no_automount(void) { return AT_NO_AUTOMOUNT; }

int linux_holds(const void *hay, size_t size, const void *needle, size_t needle_size) {
    return memmem(hay, size, needle, needle_size) != NULL;
}

long linux_find(const void *hay, size_t size, const void *needle, size_t needle_size) {
    const char *found = memmem(hay, size, needle, needle_size);
    return found == NULL ? -1 : found - (const char *)hay;
}
