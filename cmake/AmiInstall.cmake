# Installs the libraries, their headers, the CMake package and the pkg-config files. What is installed may be moved. Each
# shared library is a component of the name of its target, and what only those need who build with them is one together,
# development.

include(CMakePackageConfigHelpers)

set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/ami")
set(installed_targets ami ami_live)
if(TARGET ami_testing)
  list(APPEND installed_targets ami_testing)
endif()

set(AMI_JSON_DEPENDENCY "")
if(TARGET ami_json)
  list(APPEND installed_targets ami_json)
  # Who does not link ami::json needs no Boost.JSON.
  set(AMI_JSON_DEPENDENCY "find_package(Boost 1.81 QUIET CONFIG OPTIONAL_COMPONENTS json)\n")
endif()

foreach(target IN LISTS installed_targets)
  install(
    TARGETS ${target} EXPORT amiTargets
    LIBRARY COMPONENT ${target} NAMELINK_COMPONENT development
    ARCHIVE COMPONENT development
    FILE_SET HEADERS COMPONENT development)
endforeach()
install(EXPORT amiTargets NAMESPACE ami:: DESTINATION "${package_dir}" COMPONENT development)

# What only the implementation uses concerns those who link a static library. In the pkg-config file it is not private:
# "pkg-config --static" asks for a static OpenSSL with all that needs in turn, which nobody wants for a static libami.
set(AMI_PRIVATE_DEPENDENCIES "")
set(AMI_PC_REQUIRES "fmt >= 9")
set(AMI_PC_CFLAGS " -DAMI_SHARED")
if(NOT BUILD_SHARED_LIBS)
  set(AMI_PRIVATE_DEPENDENCIES "find_dependency(spdlog 1.10 CONFIG)\nfind_dependency(OpenSSL 3.0)\n")
  string(APPEND AMI_PC_REQUIRES ", spdlog >= 1.10, libssl >= 3.0, libcrypto >= 3.0")
  set(AMI_PC_CFLAGS "")
endif()

configure_package_config_file(
  "${PROJECT_SOURCE_DIR}/cmake/amiConfig.cmake.in" "${PROJECT_BINARY_DIR}/amiConfig.cmake"
  INSTALL_DESTINATION "${package_dir}"
  NO_SET_AND_CHECK_MACRO)
set(compatibility SameMajorVersion)
if(PROJECT_VERSION_MAJOR EQUAL 0)
  set(compatibility SameMinorVersion)
endif()
write_basic_package_version_file("${PROJECT_BINARY_DIR}/amiConfigVersion.cmake" COMPATIBILITY ${compatibility})
install(FILES "${PROJECT_BINARY_DIR}/amiConfig.cmake" "${PROJECT_BINARY_DIR}/amiConfigVersion.cmake"
        DESTINATION "${package_dir}" COMPONENT development)

# What ami::json writes, for programs that are not in C++.
if(TARGET ami_json)
  install(FILES "${PROJECT_SOURCE_DIR}/src/catalogue/ami.schema.json" DESTINATION "${CMAKE_INSTALL_DATADIR}/ami"
          COMPONENT development)
endif()

# The build folder can be used as ami_DIR, too.
export(EXPORT amiTargets NAMESPACE ami:: FILE "${PROJECT_BINARY_DIR}/amiTargets.cmake")

# The prefix, as seen from the folder of ami.pc.
if(IS_ABSOLUTE "${CMAKE_INSTALL_LIBDIR}" OR IS_ABSOLUTE "${CMAKE_INSTALL_INCLUDEDIR}")
  set(AMI_PC_PREFIX "${CMAKE_INSTALL_PREFIX}")
  set(AMI_PC_LIBDIR "${CMAKE_INSTALL_FULL_LIBDIR}")
  set(AMI_PC_INCLUDEDIR "${CMAKE_INSTALL_FULL_INCLUDEDIR}")
else()
  file(RELATIVE_PATH up "/prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/prefix")
  string(REGEX REPLACE "/$" "" up "${up}")
  set(AMI_PC_PREFIX "\${pcfiledir}/${up}")
  set(AMI_PC_LIBDIR "\${prefix}/${CMAKE_INSTALL_LIBDIR}")
  set(AMI_PC_INCLUDEDIR "\${prefix}/${CMAKE_INSTALL_INCLUDEDIR}")
endif()
set(pc_files ami.pc ami-live.pc)
if(TARGET ami_json)
  list(APPEND pc_files ami-json.pc)
endif()
if(TARGET ami_testing)
  list(APPEND pc_files ami-testing.pc)
endif()
set(AMI_PC_DATADIR "\${prefix}/${CMAKE_INSTALL_DATADIR}")
if(IS_ABSOLUTE "${CMAKE_INSTALL_DATADIR}")
  set(AMI_PC_DATADIR "${CMAKE_INSTALL_DATADIR}")
endif()
foreach(file IN LISTS pc_files)
  configure_file("${PROJECT_SOURCE_DIR}/cmake/${file}.in" "${PROJECT_BINARY_DIR}/${file}" @ONLY)
  install(FILES "${PROJECT_BINARY_DIR}/${file}" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig"
          COMPONENT development)
endforeach()
