# What makes the project quick to build again and again: a compiler cache, precompiled headers that it can keep, and few
# programs to link.

if(PROJECT_IS_TOP_LEVEL)
  # Where ccache is installed, what was compiled once is not compiled again, in a clone in another folder neither.
  # Another launcher, or an empty one for none, can be chosen with CMAKE_CXX_COMPILER_LAUNCHER.
  if(NOT DEFINED CMAKE_CXX_COMPILER_LAUNCHER)
    find_program(AMI_CCACHE ccache)
    mark_as_advanced(AMI_CCACHE)
    if(AMI_CCACHE)
      set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_CURRENT_LIST_DIR}/ccache.sh")
    endif()
  endif()

  # A program stays as it is when a shared library that it uses has changed.
  set(CMAKE_LINK_DEPENDS_NO_SHARED ON)
endif()

# ami_precompile_headers(TARGET HEADER...): headers that are given as <NAME> keep the folder of the project out of the
# precompiled header.
# ami_precompile_headers(TARGET REUSE_FROM OTHER): the same, compiled for another target already.
function(ami_precompile_headers target)
  if(ARGV1 STREQUAL "REUSE_FROM")
    target_precompile_headers(${target} REUSE_FROM ${ARGV2})
  else()
    target_precompile_headers(${target} PRIVATE ${ARGN})
  endif()
  # Without these ccache does not keep what is compiled with a precompiled header: GCC has to leave the header's name in
  # preprocessed text, and Clang not to ask when it was made.
  target_compile_options(
    ${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>
                      "$<$<CXX_COMPILER_ID:Clang>:SHELL:-Xclang -fno-pch-timestamp>")
endfunction()
