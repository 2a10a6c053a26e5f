// To be preloaded: lets the n-th call by which a program changes files fail as on a full disk, n
// from FAIL_CALL. Writes on leaving how many there were into the file named by FAIL_REPORT.
//
// The program writes through the C library's streams and std::filesystem, so these are its calls:
// fopen for writing, fwrite, fflush and fclose of such a file, rename, mkdir, and where a file is
// copied, open for writing and sendfile. Links are refused one and all where FAIL_LINKS is set, as
// between two disks, and not counted: who cannot link copies. Nor is what removes files counted.
//
// RAISE_CALL=n sends the program a SIGTERM with its n-th call, which goes on.

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

namespace {

std::atomic<long> calls = 0;

long number(const char* name) {
    const char* text = std::getenv(name);
    return text ? std::atol(text) : 0;
}

bool fails() {
    static const long chosen = number("FAIL_CALL"), raised = number("RAISE_CALL");
    const long n = ++calls;
    if (n == raised) std::raise(SIGTERM);
    if (n != chosen) return false;
    errno = ENOSPC;
    return true;
}

template <class F>
F* real(const char* name) {
    return reinterpret_cast<F*>(dlsym(RTLD_NEXT, name));
}

// The files that are open for writing; others are only read, and closing them writes nothing.
std::array<std::atomic<std::FILE*>, 64> outputs;

bool replace_output(std::FILE* old, std::FILE* file) {
    for (auto& place : outputs) {
        std::FILE* expected = old;
        if (place.compare_exchange_strong(expected, file)) return true;
    }
    return false;
}

bool is_output(std::FILE* file) {
    for (const auto& place : outputs) {
        if (file != nullptr && place == file) return true;
    }
    return false;
}

struct Report {
    ~Report() {
        const char* path = std::getenv("FAIL_REPORT");
        if (path == nullptr) return;
        if (std::FILE* file = real<std::FILE*(const char*, const char*)>("fopen")(path, "w")) {
            std::fprintf(file, "%ld\n", calls.load());
            real<int(std::FILE*)>("fclose")(file);
        }
    }
} report;

}  // namespace

extern "C" {

std::FILE* fopen(const char* path, const char* mode) {
    const bool writes = std::strpbrk(mode, "wa+") != nullptr;
    if (writes && fails()) return nullptr;
    std::FILE* file = real<std::FILE*(const char*, const char*)>("fopen")(path, mode);
    if (writes && file != nullptr && !replace_output(nullptr, file)) std::abort();
    return file;
}
std::FILE* fopen64(const char* path, const char* mode) {
    return fopen(path, mode);
}
std::size_t fwrite(const void* data, std::size_t size, std::size_t n, std::FILE* file) {
    if (is_output(file) && fails()) return 0;
    return real<std::size_t(const void*, std::size_t, std::size_t, std::FILE*)>("fwrite")(
        data, size, n, file);
}
int fflush(std::FILE* file) {
    if (is_output(file) && fails()) return EOF;
    return real<int(std::FILE*)>("fflush")(file);
}
int fclose(std::FILE* file) {
    const bool writes = is_output(file);
    if (writes) replace_output(file, nullptr);
    const int result = real<int(std::FILE*)>("fclose")(file);
    return writes && fails() ? EOF : result;  // it is closed, whatever it says
}
int rename(const char* from, const char* to) noexcept {
    if (fails()) return -1;
    return real<int(const char*, const char*)>("rename")(from, to);
}
int mkdir(const char* path, mode_t mode) noexcept {
    if (fails()) return -1;
    return real<int(const char*, mode_t)>("mkdir")(path, mode);
}
int link(const char* from, const char* to) noexcept {
    if (number("FAIL_LINKS") != 0) {
        errno = EXDEV;
        return -1;
    }
    return real<int(const char*, const char*)>("link")(from, to);
}
int open(const char* path, int flags, ...) {
    std::va_list more;
    va_start(more, flags);
    const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(more, mode_t) : 0;
    va_end(more);
    if ((flags & O_CREAT) != 0 && fails()) return -1;
    return real<int(const char*, int, ...)>("open")(path, flags, mode);
}
int open64(const char* path, int flags, ...) {
    std::va_list more;
    va_start(more, flags);
    const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(more, mode_t) : 0;
    va_end(more);
    return open(path, flags | O_LARGEFILE, mode);
}
ssize_t sendfile(int to, int from, off_t* offset, std::size_t n) noexcept {
    if (fails()) return -1;
    return real<ssize_t(int, int, off_t*, std::size_t)>("sendfile")(to, from, offset, n);
}
ssize_t sendfile64(int to, int from, off64_t* offset, std::size_t n) noexcept {
    if (fails()) return -1;
    return real<ssize_t(int, int, off64_t*, std::size_t)>("sendfile64")(to, from, offset, n);
}
}
