# Finds what the library is built with. What is missing or too old ends the configuration with a sentence that names the
# remedy.

# ami_require(NAME [VERSION X.Y] [CONFIG] TARGETS TARGET... REMEDY TEXT)
macro(ami_require name)
  cmake_parse_arguments(_require "CONFIG" "VERSION;REMEDY" "TARGETS" ${ARGN})
  set(_require_how "")
  if(_require_CONFIG)
    set(_require_how CONFIG)
  endif()
  find_package(${name} ${_require_VERSION} QUIET ${_require_how})
  foreach(_require_target IN LISTS _require_TARGETS)
    if(NOT ${name}_FOUND OR NOT TARGET ${_require_target})
      set(_require_what "${name}")
      if(_require_VERSION)
        string(APPEND _require_what " ${_require_VERSION} or newer")
      endif()
      set(_require_problem "was not found")
      if(${name}_CONSIDERED_VERSIONS AND NOT ${name}_FOUND)
        list(JOIN ${name}_CONSIDERED_VERSIONS ", " _require_seen)
        set(_require_problem "is needed, and only ${_require_seen} was found")
      endif()
      message(FATAL_ERROR "${_require_what} ${_require_problem}. ${_require_REMEDY}")
    endif()
  endforeach()
endmacro()

# Boost's own configuration files only: CMake's FindBoost is deprecated, and removed by policy CMP0167.
ami_require(
  Boost
  VERSION 1.81
  CONFIG
  TARGETS Boost::headers
  REMEDY "Debian 12: apt-get install libboost1.81-dev (which replaces libboost1.74-dev, the default there). \
Debian 13 and later: apt-get install libboost-dev. Elsewhere: set CMAKE_PREFIX_PATH to an installed Boost.")
if(AMI_BUILD_JSON)
  find_package(Boost 1.81 QUIET CONFIG OPTIONAL_COMPONENTS json)
  if(NOT TARGET Boost::json)
    message(FATAL_ERROR "Boost.JSON was not found, and ami::json needs it. Debian 12: apt-get install libboost-json1.81-dev. "
                        "Debian 13 and later: apt-get install libboost-json-dev. Or build without: -DAMI_BUILD_JSON=OFF.")
  endif()
endif()
ami_require(
  fmt
  VERSION 9
  CONFIG
  TARGETS fmt::fmt
  REMEDY "Debian: apt-get install libfmt-dev.")
ami_require(
  spdlog
  VERSION 1.10
  CONFIG
  TARGETS spdlog::spdlog
  REMEDY "Debian: apt-get install libspdlog-dev.")
ami_require(
  OpenSSL
  VERSION 3.0
  TARGETS OpenSSL::SSL OpenSSL::Crypto
  REMEDY "Debian: apt-get install libssl-dev.")
ami_require(
  Threads
  TARGETS Threads::Threads
  REMEDY "The C library's threads are missing. Debian: apt-get install libc6-dev.")
