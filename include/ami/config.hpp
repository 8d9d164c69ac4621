// Requirements of the library, and the macros that mark exported symbols. Every other header includes it, so that a
// compiler or a Boost that is too old is reported in one sentence, and not by the templates that it breaks.
//
// There is nothing to configure here. Two macros are set by the build and by the installed package, not by users:
//
//     AMI_SHARED    the library is a shared one
//     AMI_SOURCE    the library itself is being compiled
#pragma once

#if !__has_include(<boost/version.hpp>)
#error "ami needs Boost 1.81 or newer. Debian 12: libboost1.81-dev; Debian 13 and later: libboost-dev"
#endif

#include <boost/version.hpp>

#if BOOST_VERSION < 108100
#error "ami needs Boost 1.81 or newer. Debian 12: libboost1.81-dev, which replaces libboost1.74-dev"
#endif

#if !defined(__cpp_impl_coroutine) || __cpp_impl_coroutine < 201902L
#error "ami needs C++20 coroutines: compile with -std=c++20 or later, GCC 12, Clang 14 or newer"
#endif

/// AMI_DECL marks symbols that a shared library exports: a class, of which all members are exported, or a function.
/// Everything else is hidden when the library is built as a shared one. AMI_CLASS_DECL does the same for a class that
/// has other attributes: GCC 12 accepts only the form with brackets beside those.
#if !defined(AMI_SHARED)
#define AMI_DECL
#define AMI_CLASS_DECL
#elif !defined(_WIN32)
#define AMI_DECL __attribute__((visibility("default")))
#define AMI_CLASS_DECL [[gnu::visibility("default")]]
#elif defined(AMI_SOURCE)
#define AMI_DECL __declspec(dllexport)
#define AMI_CLASS_DECL AMI_DECL
#else
#define AMI_DECL __declspec(dllimport)
#define AMI_CLASS_DECL AMI_DECL
#endif
