# Debian packages, made by cpack in a build with the preset packages: one for each shared library, named after its soname,
# libami-dev, and amictl and ami-wallboard where these are built. They are for the Debian release that they are built on:
# what they depend on is read from what they were linked with.

set(AMI_PACKAGE_MAINTAINER "ami contributors <ami@packages.invalid>" CACHE STRING "Name and address in the Debian packages")
cmake_host_system_information(RESULT debian_release QUERY DISTRIB_VERSION_ID)
set(revision 1)
if(debian_release)
  # Lower than the revision of the next release, so that an upgrade of the system replaces the packages.
  set(revision 1~deb${debian_release})
endif()
set(AMI_PACKAGE_REVISION "${revision}" CACHE STRING "What follows the version in the version of the Debian packages")
mark_as_advanced(AMI_PACKAGE_MAINTAINER AMI_PACKAGE_REVISION)
set(package_version "${PROJECT_VERSION}-${AMI_PACKAGE_REVISION}")
set(files "${PROJECT_BINARY_DIR}/debian")

set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS LICENSE cmake/CHANGELOG.md)

# The copyright, as Debian writes it: the licence without its title and its line of the copyright.
file(READ "${PROJECT_SOURCE_DIR}/LICENSE" licence)
string(REGEX MATCH "Copyright \\(c\\) ([^\n]*)" ignored "${licence}")
set(copyright "${CMAKE_MATCH_1}")
string(REGEX REPLACE "^.*Copyright \\(c\\) [^\n]*\n+" "" licence "${licence}")
string(REGEX REPLACE "\n+$" "" licence "${licence}")
string(REPLACE "\n\n" "\n.\n" licence "${licence}")
string(REPLACE "\n" "\n " licence "${licence}")
file(CONFIGURE OUTPUT "${files}/copyright" CONTENT [[
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: @PROJECT_NAME@

Files: *
Copyright: @copyright@
License: Expat

License: Expat
 @licence@
]] @ONLY)

# The changes, as Debian writes them. The packages' own revision is that of the version they are made of.
file(READ "${PROJECT_SOURCE_DIR}/cmake/CHANGELOG.md" changes)
string(REGEX REPLACE "^[^#]*# [^#]*" "" changes "${changes}")
string(REGEX REPLACE "\n(- |  )" "\n  \\1" changes "${changes}")
string(REPLACE "\n  - " "\n  * " changes "${changes}")
set(entry "${PROJECT_NAME} (\\1-${AMI_PACKAGE_REVISION}) unstable; urgency=medium\n\\3\n\n\
 -- ${AMI_PACKAGE_MAINTAINER}  \\2 00:00:00 +0000\n\n")
string(REGEX REPLACE "## ([0-9.]+) \\(([^)]*)\\)\n([^#]*[^#\n])\n*" "${entry}" changes "${changes}")
string(REGEX REPLACE "\n+$" "\n" changes "${changes}")
file(CONFIGURE OUTPUT "${files}/changelog.Debian" CONTENT "@changes@" @ONLY)
execute_process(COMMAND gzip -9 -n -k -f "${files}/changelog.Debian" COMMAND_ERROR_IS_FATAL ANY)

set(CPACK_GENERATOR DEB)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_GROUPING IGNORE)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ
                                                WORLD_EXECUTE)
set(CPACK_STRIP_FILES ON)
set(CPACK_PRE_BUILD_SCRIPTS "${PROJECT_SOURCE_DIR}/cmake/debian/compress.cmake")
set(CPACK_POST_BUILD_SCRIPTS "${PROJECT_SOURCE_DIR}/cmake/debian/without_scripts.cmake")
set(CPACK_PACKAGE_DIRECTORY "${PROJECT_BINARY_DIR}/packages")
set(CPACK_PACKAGE_VENDOR "ami contributors")
# Each package's description has its own first line.
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_MAINTAINER "${AMI_PACKAGE_MAINTAINER}")
set(CPACK_DEBIAN_PACKAGE_SOURCE ami)
set(CPACK_DEBIAN_PACKAGE_VERSION "${PROJECT_VERSION}")
set(CPACK_DEBIAN_PACKAGE_RELEASE "${AMI_PACKAGE_REVISION}")
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# Where dpkg-shlibdeps finds this project's libraries, whose packages are named below.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS "${PROJECT_BINARY_DIR}")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_COMPONENTS_ALL "")

# ami_package(COMPONENT NAME SECTION TITLE TEXT DEPENDENCY...): the package NAME of what the component installs.
macro(ami_package component name section title text)
  string(TOUPPER "${component}" upper)
  list(APPEND CPACK_COMPONENTS_ALL ${component})
  string(JOIN ", " depends ${ARGN})
  set(CPACK_DEBIAN_${upper}_PACKAGE_NAME "${name}")
  set(CPACK_DEBIAN_${upper}_PACKAGE_SECTION "${section}")
  set(CPACK_DEBIAN_${upper}_PACKAGE_DEPENDS "${depends}")
  set(CPACK_DEBIAN_${upper}_DESCRIPTION "${title}\n${text}")
  # Only for packages: an installation elsewhere has no use for them.
  install(
    FILES "${files}/copyright" "${files}/changelog.Debian.gz"
    DESTINATION "${CMAKE_INSTALL_DATADIR}/doc/${name}"
    COMPONENT ${component} EXCLUDE_FROM_ALL)
endmacro()

# ami_library_package(TARGET TITLE TEXT DEPENDENCY...): the package of a shared library, libNAMESOVERSION; its name is in
# package_of_TARGET.
macro(ami_library_package target title text)
  get_target_property(soversion ${target} SOVERSION)
  string(REPLACE "_" "-" package "lib${target}${soversion}")
  set(package_of_${target} "${package} (= ${package_version})")
  list(APPEND library_packages "${package_of_${target}}")
  ami_package(${target} ${package} libs "${title}" "${text}" ${ARGN})
  file(CONFIGURE OUTPUT "${files}/${target}/shlibs"
       CONTENT "lib${target} ${soversion} ${package} (>= ${PROJECT_VERSION})\n")
  file(CONFIGURE OUTPUT "${files}/${target}/triggers" CONTENT "activate-noawait ldconfig\n")
  set(CPACK_DEBIAN_${upper}_PACKAGE_CONTROL_EXTRA "${files}/${target}/shlibs" "${files}/${target}/triggers")
endmacro()

set(about "ami is an asynchronous, typed client of the Asterisk Manager Interface, built\n\
on Boost.Asio.")
set(library_packages "")
ami_library_package(ami "Asterisk Manager Interface client library"
                    "${about}\n\nThis package has the connections, actions and events.")
ami_library_package(ami_live "Asterisk Manager Interface client library: live state"
                    "${about}\n\nThis package keeps the state of a PBX in memory: calls, queues, devices."
                    "${package_of_ami}")
set(development_needs "libboost${Boost_VERSION_MAJOR}.${Boost_VERSION_MINOR}-dev")
if(TARGET ami_json)
  ami_library_package(ami_json "Asterisk Manager Interface client library: JSON"
                      "${about}\n\nThis package converts to and from Boost.JSON." "${package_of_ami}")
  list(APPEND development_needs "libboost-json${Boost_VERSION_MAJOR}.${Boost_VERSION_MINOR}-dev")
endif()
if(TARGET ami_testing)
  ami_library_package(ami_testing "Asterisk Manager Interface client library: fake server"
                      "${about}\n\nThis package has a simulated Asterisk to test programs against." "${package_of_ami}")
endif()

# Types of Boost and fmt are part of the libraries' interface, so it has to be the versions that these were built with.
string(REGEX MATCH "^[0-9]+" fmt_major "${fmt_VERSION}")
math(EXPR fmt_next "${fmt_major} + 1")
list(APPEND development_needs "libfmt-dev (>= ${fmt_major})" "libfmt-dev (<< ${fmt_next})")
ami_package(
  development
  libami-dev
  libdevel
  "Asterisk Manager Interface client library: development files"
  "${about}\n\nThis package has the headers, the files for CMake (find_package(ami)) and\n\
pkg-config, and the JSON Schema of events and actions."
  ${library_packages}
  ${development_needs})

if(TARGET amictl)
  ami_package(
    amictl
    amictl
    comm
    "Asterisk Manager Interface on the command line"
    "Shows channels, calls, queues and endpoints of an Asterisk as live tables,\n\
makes and ends calls, sends any action, follows events, records and replays\n\
sessions, and finds out why a connection does not work. For people at a\n\
terminal, and for scripts with JSON and exit codes."
    ${library_packages})
endif()
if(TARGET wallboard)
  ami_package(
    wallboard
    ami-wallboard
    comm
    "Asterisk PBXs in the browser"
    "A service with a page that shows who talks, who waits and who is free on any\n\
number of PBXs, with a JSON API, server-sent events and metrics for\n\
Prometheus."
    ${library_packages})
endif()
include(CPack)
