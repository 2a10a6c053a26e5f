# Runs PROGRAM with the C library's run-time dispatch as it is and with it held back, and fails
# unless both print the same.
execute_process(COMMAND ${PROGRAM} OUTPUT_VARIABLE plain COMMAND_ERROR_IS_FATAL ANY)
set(ENV{GLIBC_TUNABLES} glibc.cpu.hwcaps=-FMA,-AVX2,-AVX512F)
execute_process(COMMAND ${PROGRAM} OUTPUT_VARIABLE held_back COMMAND_ERROR_IS_FATAL ANY)
if(NOT plain STREQUAL held_back)
    message(FATAL_ERROR "bits depend on the CPU\n${plain}\nwithout FMA and AVX2\n${held_back}")
endif()
message(STATUS "${plain}")
