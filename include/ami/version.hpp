// The library's version, for the preprocessor. The build reads it from here.
//
//     #if AMI_VERSION >= 200          // 0.2.0 or later
#pragma once

#define AMI_VERSION_MAJOR 0
#define AMI_VERSION_MINOR 1
#define AMI_VERSION_PATCH 0

/// The version as one number that compares: 1.2.3 is 10203.
#define AMI_VERSION (AMI_VERSION_MAJOR * 10000 + AMI_VERSION_MINOR * 100 + AMI_VERSION_PATCH)

#define AMI_DETAIL_QUOTE(x) #x
#define AMI_DETAIL_DOTTED(x, y, z) AMI_DETAIL_QUOTE(x) "." AMI_DETAIL_QUOTE(y) "." AMI_DETAIL_QUOTE(z)

/// The version as text: "1.2.3".
#define AMI_VERSION_STRING AMI_DETAIL_DOTTED(AMI_VERSION_MAJOR, AMI_VERSION_MINOR, AMI_VERSION_PATCH)
