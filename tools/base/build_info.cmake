# Writes build_info.cpp anew if what it tells has changed: run at every build, because the commit and
# the working tree change without CMake being run. Runs of different sources must not pass for runs
# of the same, so changes that are not committed are told by a hash.
set(COMMIT "unknown")
find_package(Git QUIET)
if(GIT_FOUND)
    execute_process(
        COMMAND ${GIT_EXECUTABLE} describe --always --abbrev=12
        WORKING_DIRECTORY ${SOURCE_DIR}
        OUTPUT_VARIABLE described OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET
        RESULT_VARIABLE failed)
    execute_process(
        COMMAND ${GIT_EXECUTABLE} diff HEAD -- CMakeLists.txt sim models tools
        WORKING_DIRECTORY ${SOURCE_DIR}
        OUTPUT_VARIABLE changes ERROR_QUIET)
    if(NOT failed)
        set(COMMIT "${described}")
        if(changes)
            string(SHA256 hash "${changes}")
            string(SUBSTRING ${hash} 0 8 hash)
            string(APPEND COMMIT "-dirty-${hash}")
        endif()
    endif()
endif()
configure_file(${SOURCE_DIR}/tools/base/build_info.cpp.in ${OUTPUT})
