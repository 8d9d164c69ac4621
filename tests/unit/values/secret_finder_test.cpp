// Which headers hold secrets.
#include "catch.hpp"
#include "values/secret_finder.hpp"

using ami::detail::secret_finder;

TEST_CASE("secret_finder: secrets are headers of their names, in any case") {
  secret_finder secrets;
  CHECK(secrets.hides("Secret", "x"));
  CHECK(secrets.hides("SECRET", "x"));
  CHECK_FALSE(secrets.hides("Channel", "secret"));
}

TEST_CASE("secret_finder: the key of a login is one, and no other action's") {
  CHECK(secret_finder{"login"}.hides("Key", "x"));
  CHECK_FALSE(secret_finder{"DBGet"}.hides("Key", "x"));
  CHECK_FALSE(secret_finder{}.hides("Key", "x"));
}

TEST_CASE("secret_finder: lines and JSON of a configuration file are read for the names of settings") {
  secret_finder secrets;
  CHECK(secrets.hides("Line-000000-000001", "remotesecret = x"));
  CHECK_FALSE(secrets.hides("Line-000000-000002", "type=secret"));
  CHECK(secrets.hides("JSON", R"({"alice":{"md5_cred":"x"}})"));
  CHECK_FALSE(secrets.hides("JSON", R"({"alice":{"type":"friend"}})"));
}

TEST_CASE("secret_finder: a variable that names a secret hides the value and the match of its number") {
  secret_finder secrets{"UpdateConfig"};
  CHECK_FALSE(secrets.hides("Var-000000", "password"));
  CHECK(secrets.hides("Value-000000", "x"));
  CHECK(secrets.hides("Match-000000", "x"));
  CHECK_FALSE(secrets.hides("Value-000001", "x"));
  CHECK_FALSE(secrets.hides("Var-000000", "type"));
  CHECK_FALSE(secrets.hides("Value-000000", "x"));
}
