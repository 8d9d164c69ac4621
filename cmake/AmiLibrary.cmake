# What all of this project's targets have in common.

# ami_warnings(TARGET): the warnings for our own code. Dependencies are system headers, which give none.
function(ami_warnings target)
  target_compile_options(
    ${target}
    PRIVATE -Wall -Wextra -Wpedantic -Wconversion -Wshadow $<$<BOOL:${AMI_WARNINGS_AS_ERRORS}>:-Werror>)
endfunction()

# ami_library(TARGET EXPORT_NAME NAME HEADERS FILE...): one of the installed libraries, ami::NAME.
function(ami_library target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "EXPORT_NAME" "HEADERS")
  add_library(ami::${arg_EXPORT_NAME} ALIAS ${target})
  target_sources(
    ${target}
    PUBLIC FILE_SET HEADERS BASE_DIRS "${PROJECT_SOURCE_DIR}/include" FILES ${arg_HEADERS})
  target_include_directories(${target} PRIVATE "${PROJECT_SOURCE_DIR}/src")
  target_compile_features(${target} PUBLIC cxx_std_20)
  target_compile_definitions(${target} PRIVATE BOOST_ASIO_NO_DEPRECATED)
  ami_warnings(${target})
  # Else GCC must not inline an exported function of a shared library into another one. Clang does so anyway.
  target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-fno-semantic-interposition>)
  # GCC takes a source file that another one includes, as in a unity build (CMAKE_UNITY_BUILD), for a header.
  get_target_property(unity ${target} UNITY_BUILD)
  if(unity)
    target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
  endif()
  # Before 1.0 a minor version may change the ABI.
  set(soversion ${PROJECT_VERSION_MAJOR})
  if(PROJECT_VERSION_MAJOR EQUAL 0)
    set(soversion ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR})
  endif()
  set_target_properties(
    ${target}
    PROPERTIES EXPORT_NAME ${arg_EXPORT_NAME}
               CXX_VISIBILITY_PRESET hidden
               VISIBILITY_INLINES_HIDDEN ON
               VERSION ${PROJECT_VERSION}
               SOVERSION ${soversion}
               INSTALL_RPATH "$ORIGIN")
endfunction()
