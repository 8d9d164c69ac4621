// Actions on Asterisk's database and on Sorcery's caches.
// Made by src/catalogue/generate.py from src/catalogue/catalogue.json: change those, not this file.
#pragma once

#include <ami/action.hpp>
#include <ami/events/core.hpp>
#include <ami/list_reply.hpp>
#include <ami/reply.hpp>

#include <string>
#include <utility>

namespace ami::replies {

/// The reply to the action DBGet.
using db_get = list_reply<ami::events::db_get_complete, ami::events::db_get_response>;

/// The reply to the action DBGetTree.
using db_get_tree = list_reply<ami::events::db_get_tree_complete, ami::events::db_get_tree_response>;

}  // namespace ami::replies

namespace ami::actions {

/// Deletes a key of the database. A missing one is an error. Action `DBDel`, needs class system. Not safe to repeat.
class db_del : public basic_action<db_del> {
public:
  static constexpr repeat repeat_safety = repeat::unsafe;

  /// @param family `Family`: family of the key
  /// @param key `Key`: key in the family
  db_del(std::string family, std::string key) : basic_action{"DBDel"} {
    put("Family", std::move(family));
    put("Key", std::move(key));
  }
};

/// Deletes a family of the database. A missing one is an error. Action `DBDelTree`, needs class system. Not safe to
/// repeat.
class db_del_tree : public basic_action<db_del_tree> {
public:
  static constexpr repeat repeat_safety = repeat::unsafe;

  /// @param family `Family`: family of the key
  explicit db_del_tree(std::string family) : basic_action{"DBDelTree"} { put("Family", std::move(family)); }

  /// `Key`: key in the family.
  db_del_tree& key(std::string value) & { return put("Key", std::move(value)); }
  db_del_tree&& key(std::string value) && { return std::move(put("Key", std::move(value))); }
};

/// Reads a key of the database. A missing one is an error. Action `DBGet`, needs class system or reporting. The reply
/// is a list of `DBGetResponse`. Safe to repeat: it only reads.
class db_get : public basic_action<db_get> {
public:
  using reply_type = replies::db_get;
  static constexpr repeat repeat_safety = repeat::read;

  /// @param family `Family`: family of the key
  /// @param key `Key`: key in the family
  db_get(std::string family, std::string key) : basic_action{"DBGet"} {
    put("Family", std::move(family));
    put("Key", std::move(key));
  }
};

/// Lists keys of the database. Action `DBGetTree`, needs class system or reporting. The reply is a list of
/// `DBGetTreeResponse`. Safe to repeat: it only reads.
class db_get_tree : public basic_action<db_get_tree> {
public:
  using reply_type = replies::db_get_tree;
  static constexpr repeat repeat_safety = repeat::read;

  db_get_tree() : basic_action{"DBGetTree"} {}

  /// `Family`: only this family.
  db_get_tree& family(std::string value) & { return put("Family", std::move(value)); }
  db_get_tree&& family(std::string value) && { return std::move(put("Family", std::move(value))); }
  /// `Key`: only keys that begin with this.
  db_get_tree& key(std::string value) & { return put("Key", std::move(value)); }
  db_get_tree&& key(std::string value) && { return std::move(put("Key", std::move(value))); }
};

/// Writes a key of the database. Action `DBPut`, needs class system. Safe to repeat.
class db_put : public basic_action<db_put> {
public:
  static constexpr repeat repeat_safety = repeat::set;

  /// @param family `Family`: family of the key
  /// @param key `Key`: key in the family
  /// @param val `Val`: the value
  db_put(std::string family, std::string key, std::string val) : basic_action{"DBPut"} {
    put("Family", std::move(family));
    put("Key", std::move(key));
    put("Val", std::move(val));
  }
};

/// Drops all objects of a cache. Action `SorceryMemoryCacheExpire`, needs class system. Safe to repeat.
class sorcery_memory_cache_expire : public basic_action<sorcery_memory_cache_expire> {
public:
  static constexpr repeat repeat_safety = repeat::set;

  /// @param cache `Cache`: name of the cache
  explicit sorcery_memory_cache_expire(std::string cache) : basic_action{"SorceryMemoryCacheExpire"} {
    put("Cache", std::move(cache));
  }
};

/// Drops an object of a cache. A missing one is an error. Action `SorceryMemoryCacheExpireObject`, needs class
/// system. Not safe to repeat.
class sorcery_memory_cache_expire_object : public basic_action<sorcery_memory_cache_expire_object> {
public:
  static constexpr repeat repeat_safety = repeat::unsafe;

  /// @param cache `Cache`: name of the cache
  /// @param object `Object`: name of the object
  sorcery_memory_cache_expire_object(std::string cache, std::string object)
      : basic_action{"SorceryMemoryCacheExpireObject"} {
    put("Cache", std::move(cache));
    put("Object", std::move(object));
  }
};

/// Refills a cache. Action `SorceryMemoryCachePopulate`, needs class system. Safe to repeat.
class sorcery_memory_cache_populate : public basic_action<sorcery_memory_cache_populate> {
public:
  static constexpr repeat repeat_safety = repeat::set;

  /// @param cache `Cache`: name of the cache
  explicit sorcery_memory_cache_populate(std::string cache) : basic_action{"SorceryMemoryCachePopulate"} {
    put("Cache", std::move(cache));
  }
};

/// Marks all objects of a cache as stale. Action `SorceryMemoryCacheStale`, needs class system. Safe to repeat.
class sorcery_memory_cache_stale : public basic_action<sorcery_memory_cache_stale> {
public:
  static constexpr repeat repeat_safety = repeat::set;

  /// @param cache `Cache`: name of the cache
  explicit sorcery_memory_cache_stale(std::string cache) : basic_action{"SorceryMemoryCacheStale"} {
    put("Cache", std::move(cache));
  }
};

/// Marks an object of a cache as stale. Action `SorceryMemoryCacheStaleObject`, needs class system. Safe to repeat.
class sorcery_memory_cache_stale_object : public basic_action<sorcery_memory_cache_stale_object> {
public:
  static constexpr repeat repeat_safety = repeat::set;

  /// @param cache `Cache`: name of the cache
  /// @param object `Object`: name of the object
  sorcery_memory_cache_stale_object(std::string cache, std::string object)
      : basic_action{"SorceryMemoryCacheStaleObject"} {
    put("Cache", std::move(cache));
    put("Object", std::move(object));
  }

  /// `Reload`: fetch it again at once.
  sorcery_memory_cache_stale_object& reload(bool value = true) & { return put("Reload", value ? "true" : "false"); }
  sorcery_memory_cache_stale_object&& reload(bool value = true) && { return std::move(reload(value)); }
  template <class Text>
  void reload(Text*) = delete;  // "no" would be true
};

}  // namespace ami::actions
