# The target docs: a site with what the public headers declare and the pages of the guide, made by Doxygen, which has to
# find a description of each public item. Nothing without Doxygen, which no other target needs.
find_package(Doxygen 1.9.4 QUIET)
find_package(Python3 3.11 QUIET COMPONENTS Interpreter)
if(DOXYGEN_FOUND AND Python3_FOUND)
  set(AMI_DOCS_FOLDER "${PROJECT_BINARY_DIR}/docs")
  file(MAKE_DIRECTORY "${AMI_DOCS_FOLDER}")
  configure_file("${PROJECT_SOURCE_DIR}/cmake/docs/Doxyfile.in" "${PROJECT_BINARY_DIR}/Doxyfile" @ONLY)
  add_custom_target(
    docs
    COMMAND Doxygen::doxygen "${PROJECT_BINARY_DIR}/Doxyfile"
    COMMENT "The documentation, for a browser: ${AMI_DOCS_FOLDER}/html/index.html"
    VERBATIM)
  if(AMI_BUILD_TESTS AND NOT AMI_SANITIZE)
    add_test(NAME docs COMMAND Doxygen::doxygen "${PROJECT_BINARY_DIR}/Doxyfile")
    set_tests_properties(docs PROPERTIES LABELS docs-slow TIMEOUT 300)
  endif()
endif()
