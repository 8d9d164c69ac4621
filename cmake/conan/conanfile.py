"""The recipe for Conan 2, which builds the project that it lies in: conan create cmake/conan"""
import os
import re

from conan import ConanFile
from conan.errors import ConanInvalidConfiguration
from conan.tools.build import check_min_cppstd
from conan.tools.cmake import CMake, CMakeDeps, CMakeToolchain, cmake_layout
from conan.tools.files import copy, load


class AmiRecipe(ConanFile):
    name = "ami"
    description = "Asterisk Manager Interface client library"
    license = "MIT"
    topics = ("asterisk", "ami", "telephony", "asio")
    package_type = "library"
    settings = "os", "arch", "compiler", "build_type"
    options = {"shared": [True, False], "fPIC": [True, False], "json": [True, False], "testing": [True, False]}
    default_options = {"shared": False, "fPIC": True, "json": True, "testing": True}
    implements = ["auto_shared_fpic"]

    def set_version(self):
        text = load(self, os.path.join(self.recipe_folder, "..", "..", "include", "ami", "version.hpp"))
        self.version = ".".join(re.findall(r"^#define AMI_VERSION_(?:MAJOR|MINOR|PATCH) (\d+)$", text, re.MULTILINE))

    def export_sources(self):
        root = os.path.join(self.recipe_folder, "..", "..")
        for pattern in ("CMakeLists.txt", "LICENSE", "cmake/*", "include/*", "src/*"):
            copy(self, pattern, root, self.export_sources_folder)

    def layout(self):
        cmake_layout(self)

    def requirements(self):
        # Types of Boost and fmt are part of the library's interface.
        self.requires("boost/[>=1.81.0 <2]", transitive_headers=True, transitive_libs=True)
        self.requires("fmt/[>=9.0.0]", transitive_headers=True, transitive_libs=True)
        self.requires("spdlog/[>=1.10.0 <2]")
        self.requires("openssl/[>=3.0.0 <4]")

    def validate(self):
        check_min_cppstd(self, 20)
        if self.settings.os != "Linux":
            raise ConanInvalidConfiguration("ami is for Linux")

    def generate(self):
        CMakeDeps(self).generate()
        toolchain = CMakeToolchain(self)
        toolchain.cache_variables["AMI_BUILD_JSON"] = bool(self.options.json)
        toolchain.cache_variables["AMI_BUILD_TESTING_LIBRARY"] = bool(self.options.testing)
        toolchain.cache_variables["AMI_BUILD_TESTS"] = False
        toolchain.cache_variables["AMI_BUILD_EXAMPLES"] = False
        toolchain.cache_variables["AMI_INSTALL"] = True
        toolchain.generate()

    def build(self):
        cmake = CMake(self)
        cmake.configure()
        cmake.build()

    def package(self):
        copy(self, "LICENSE", self.source_folder, os.path.join(self.package_folder, "licenses"))
        CMake(self).install()

    def package_info(self):
        # The project's own files for CMake and pkg-config are what CMakeDeps and PkgConfigDeps would write.
        self.cpp_info.set_property("cmake_find_mode", "none")
        self.cpp_info.builddirs = [os.path.join("lib", "cmake", "ami")]
