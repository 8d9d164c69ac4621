// The main function of the test programs with Catch2 2.13. Catch2 3 brings its own.
#define CATCH_CONFIG_MAIN
#include "catch.hpp"
