# How modules, programs and tests of Recce are declared. Warnings are errors on both compilers.

add_library(recce_options INTERFACE)
target_compile_options(recce_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion
  -Wnon-virtual-dtor -Woverloaded-virtual -Werror -fstack-protector-strong -D_GLIBCXX_ASSERTIONS)
target_compile_definitions(recce_options INTERFACE GLM_FORCE_DEPTH_ZERO_TO_ONE)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 takes plain string concatenation for an overlapping copy (its bug 105651).
  target_compile_options(recce_options INTERFACE -Wno-restrict)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  # libstdc++ 12's own stable_sort uses what it declares deprecated.
  target_compile_options(recce_options INTERFACE -Wno-deprecated-declarations)
endif()
if(CMAKE_BUILD_TYPE STREQUAL "Release" AND NOT RECCE_SANITIZE)
  target_compile_options(recce_options INTERFACE -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
endif()
if(RECCE_SANITIZE)
  target_compile_options(recce_options INTERFACE -fsanitize=${RECCE_SANITIZE} -fno-omit-frame-pointer)
  target_link_options(recce_options INTERFACE -fsanitize=${RECCE_SANITIZE})
  if(RECCE_SANITIZE MATCHES undefined)
    target_compile_options(recce_options INTERFACE -fno-sanitize-recover=undefined)
  endif()
endif()
find_program(RECCE_MOLD mold)
if(RECCE_MOLD)
  target_link_options(recce_options INTERFACE -fuse-ld=mold)
endif()
find_program(RECCE_CCACHE ccache)
if(RECCE_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${RECCE_CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${RECCE_CCACHE})
endif()

# recce_module(NAME DEPS modules... LIBS third-party...): static library recce_NAME of every .cpp in the folder.
# Headers are included as "NAME/file.h". LIBS are private: third-party headers stay out of ours.
function(recce_module name)
  cmake_parse_arguments(M "" "" "DEPS;LIBS;PUBLIC_LIBS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  file(GLOB headers CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.h)
  add_library(recce_${name} STATIC ${sources})
  # With CMAKE_VERIFY_INTERFACE_HEADER_SETS each header is also compiled alone (target all_verify_interface_header_sets).
  target_sources(recce_${name} PUBLIC FILE_SET HEADERS BASE_DIRS ${CMAKE_SOURCE_DIR}/engine FILES ${headers})
  target_include_directories(recce_${name} PUBLIC ${CMAKE_SOURCE_DIR}/engine)
  list(TRANSFORM M_DEPS PREPEND recce_)
  target_link_libraries(recce_${name} PUBLIC ${M_DEPS} ${M_PUBLIC_LIBS} PRIVATE ${M_LIBS} recce_options)
endfunction()

# recce_test(NAME LINKS targets...): one test program of every .cpp in tests/NAME.
function(recce_test name)
  cmake_parse_arguments(T "" "" "LINKS;LABELS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${name}/*.cpp)
  add_executable(test_${name} ${sources} ${CMAKE_CURRENT_SOURCE_DIR}/main.cpp)
  target_include_directories(test_${name} PRIVATE ${CMAKE_SOURCE_DIR}/tests ${CMAKE_SOURCE_DIR})
  target_link_libraries(test_${name} PRIVATE ${T_LINKS} GTest::gtest GTest::gmock recce_options)
  target_compile_definitions(test_${name} PRIVATE RECCE_SOURCE_DIR="${CMAKE_SOURCE_DIR}"
    RECCE_BIN_DIR="${CMAKE_BINARY_DIR}/bin" RECCE_SHARED_DIR="${CMAKE_SOURCE_DIR}/../shared")
  add_test(NAME ${name} COMMAND test_${name} WORKING_DIRECTORY ${CMAKE_BINARY_DIR})
  set_tests_properties(${name} PROPERTIES TIMEOUT 900 LABELS "${T_LABELS}")
endfunction()
