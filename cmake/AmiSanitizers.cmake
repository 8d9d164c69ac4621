# ami_sanitizer_flags(SANITIZERS FLAGS DEFINITIONS): the flags to compile and to link with, and the macros to define.
function(ami_sanitizer_flags sanitizers flags definitions)
  list(JOIN sanitizers "," joined)
  set(result -fsanitize=${joined} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  if("undefined" IN_LIST sanitizers AND CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    # Before Clang 17 coroutines do not assemble with it: "Cannot represent a difference across sections".
    list(APPEND result -fno-sanitize=function)
  endif()
  set(${flags} "${result}" PARENT_SCOPE)
  set(${definitions} "" PARENT_SCOPE)
  if("address" IN_LIST sanitizers)
    # Asio recycles coroutine frames and small blocks, which hides from the sanitizer what is used after its end.
    set(${definitions} "BOOST_ASIO_DISABLE_AWAITABLE_FRAME_RECYCLING;BOOST_ASIO_DISABLE_SMALL_BLOCK_RECYCLING"
        PARENT_SCOPE)
  endif()
endfunction()
