// To be preloaded: lets the n-th call by which a program changes files fail as on a full disk, n
// from FAIL_CALL. Says on leaving whether it came to that, in the file named by FAIL_REPORT.
//
// The program writes through the C library's streams and std::filesystem, so these are its calls:
// fopen for writing, fwrite, fflush and fclose of such a file, rename, mkdir.

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <sys/stat.h>

namespace {

std::atomic<long> calls = 0;

long chosen() {
    static const long n = std::getenv("FAIL_CALL") ? std::atol(std::getenv("FAIL_CALL")) : 0;
    return n;
}

bool fails() {
    if (++calls != chosen()) return false;
    errno = ENOSPC;
    return true;
}

template <class F>
F* real(const char* name) {
    return reinterpret_cast<F*>(dlsym(RTLD_NEXT, name));
}

bool is_output(std::FILE* file) {
    return file != nullptr && file != stdout && file != stderr && file != stdin;
}

struct Report {
    ~Report() {
        const char* path = std::getenv("FAIL_REPORT");
        if (path == nullptr) return;
        if (std::FILE* file = real<std::FILE*(const char*, const char*)>("fopen")(path, "w")) {
            std::fputs(calls >= chosen() ? "failed\n" : "not reached\n", file);
            real<int(std::FILE*)>("fclose")(file);
        }
    }
} report;

}  // namespace

extern "C" {

std::FILE* fopen(const char* path, const char* mode) {
    if (std::strpbrk(mode, "wa+") != nullptr && fails()) return nullptr;
    return real<std::FILE*(const char*, const char*)>("fopen")(path, mode);
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
int rename(const char* from, const char* to) noexcept {
    if (fails()) return -1;
    return real<int(const char*, const char*)>("rename")(from, to);
}
int mkdir(const char* path, mode_t mode) noexcept {
    if (fails()) return -1;
    return real<int(const char*, mode_t)>("mkdir")(path, mode);
}
}
