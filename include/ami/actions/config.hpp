// Actions on configuration files and modules.
// Made by src/catalogue/generate.py from src/catalogue/catalogue.json: change those, not this file.
#pragma once

#include <ami/action.hpp>
#include <ami/config.hpp>
#include <ami/reply.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::replies {

/// A category of a configuration file.
class config_category {
public:
  /// @param name, is_template, templates as the functions give them.
  config_category(std::string name, bool is_template, std::string templates)
      : name_{std::move(name)}, templates_{std::move(templates)}, is_template_{is_template} {}

  /// Its name.
  const std::string& name() const& noexcept { return name_; }
  const std::string& name() const&& = delete;
  /// True when it is a template for other categories.
  bool is_template() const noexcept { return is_template_; }
  /// The templates that it inherits from, separated by commas.
  const std::string& templates() const& noexcept { return templates_; }
  const std::string& templates() const&& = delete;
  /// Name and value of its lines, in order.
  const std::vector<std::pair<std::string, std::string>>& lines() const& noexcept { return lines_; }
  std::vector<std::pair<std::string, std::string>> lines() const&& { return lines_; }

  /// Appends a line.
  void add_line(std::string name, std::string value) { lines_.emplace_back(std::move(name), std::move(value)); }

private:
  std::string name_;
  std::string templates_;
  std::vector<std::pair<std::string, std::string>> lines_;
  bool is_template_;
};

/// A configuration file.
class AMI_DECL get_config : public reply {
public:
  get_config() noexcept {}
  explicit get_config(reply base) noexcept : reply{std::move(base)} {}

  /// The categories with their lines, in order.
  std::vector<config_category> categories() const;
};

/// A configuration file as JSON.
class AMI_DECL get_config_json : public reply {
public:
  get_config_json() noexcept {}
  explicit get_config_json(reply base) noexcept : reply{std::move(base)} {}

  /// `JSON`: the file: an object of categories, in which keys can be repeated.
  std::string_view json() const& noexcept { return (*this)["JSON"]; }
  std::string_view json() const&& = delete;
};

/// The categories of a configuration file.
class AMI_DECL list_categories : public reply {
public:
  list_categories() noexcept {}
  explicit list_categories(reply base) noexcept : reply{std::move(base)} {}

  /// Their names, in order.
  std::vector<std::string> categories() const;
};

/// A module that is loaded.
class AMI_DECL module_check : public reply {
public:
  module_check() noexcept {}
  explicit module_check(reply base) noexcept : reply{std::move(base)} {}

  /// `Version`: empty in all versions that are supported.
  std::string_view version() const& noexcept { return text("Version"); }
  std::string_view version() const&& = delete;
};

}  // namespace ami::replies

namespace ami::actions {

/// Options of a new category of a configuration file. A value with fluent setters.
class new_category_options {
public:
  new_category_options() noexcept {}

  /// It may have the name of another category.
  new_category_options& allow_duplicate(bool value = true) & {
    allow_duplicate_ = value;
    return *this;
  }
  new_category_options&& allow_duplicate(bool value = true) && { return std::move(allow_duplicate(value)); }
  /// It is a template: other categories can inherit from it, and programs that read the file do not see it.
  new_category_options& as_template(bool value = true) & {
    as_template_ = value;
    return *this;
  }
  new_category_options&& as_template(bool value = true) && { return std::move(as_template(value)); }
  /// It inherits all variables of this template; call it once for each.
  /// @warning A template that does not exist is rejected; among several it crashes the server (seen with Asterisk 16 and
  /// 22).
  new_category_options& inherit(std::string_view name) & {
    templates_.append(templates_.empty() ? "" : ",").append(name);
    return *this;
  }
  new_category_options&& inherit(std::string_view name) && { return std::move(inherit(name)); }

  // What was set, or the default.
  bool is_duplicate_allowed() const noexcept { return allow_duplicate_; }
  bool is_template() const noexcept { return as_template_; }
  /// Separated by commas.
  const std::string& templates() const& noexcept { return templates_; }
  const std::string& templates() const&& = delete;

private:
  std::string templates_;
  bool allow_duplicate_ = false;
  bool as_template_ = false;
};

/// What is done with a module.
enum class load_type { load, unload, reload, refresh };

/// The header's text.
AMI_DECL std::string_view to_string(load_type value) noexcept;

/// Makes an empty configuration file. Action `CreateConfig`, needs class config. Not safe to repeat.
class create_config : public basic_action<create_config> {
public:
  static constexpr repeat repeat_safety = repeat::unsafe;

  /// @param filename `Filename`: the file, for example "queues.conf"
  explicit create_config(std::string filename) : basic_action{"CreateConfig"} { put("Filename", std::move(filename)); }
};

/// Reads a configuration file. Action `GetConfig`, needs class system or config. Safe to repeat: it only reads.
class get_config : public basic_action<get_config> {
public:
  using reply_type = replies::get_config;
  static constexpr repeat repeat_safety = repeat::read;

  /// @param filename `Filename`: the file, for example "queues.conf"
  explicit get_config(std::string filename) : basic_action{"GetConfig"} { put("Filename", std::move(filename)); }

  /// `Category`: only this category.
  get_config& category(std::string value) & { return put("Category", std::move(value)); }
  get_config&& category(std::string value) && { return std::move(put("Category", std::move(value))); }
  /// `Filter`: only categories with these variables, "name=regular expression" with commas.
  get_config& filter(std::string value) & { return put("Filter", std::move(value)); }
  get_config&& filter(std::string value) && { return std::move(put("Filter", std::move(value))); }
};

/// Reads a configuration file as JSON, in which keys can be repeated. Action `GetConfigJSON`, needs class system or
/// config. Safe to repeat: it only reads.
class get_config_json : public basic_action<get_config_json> {
public:
  using reply_type = replies::get_config_json;
  static constexpr repeat repeat_safety = repeat::read;

  /// @param filename `Filename`: the file, for example "queues.conf"
  explicit get_config_json(std::string filename) : basic_action{"GetConfigJSON"} {
    put("Filename", std::move(filename));
  }

  /// `Category`: only this category.
  get_config_json& category(std::string value) & { return put("Category", std::move(value)); }
  get_config_json&& category(std::string value) && { return std::move(put("Category", std::move(value))); }
  /// `Filter`: only categories with these variables, "name=regular expression" with commas.
  get_config_json& filter(std::string value) & { return put("Filter", std::move(value)); }
  get_config_json&& filter(std::string value) && { return std::move(put("Filter", std::move(value))); }
};

/// Lists the categories of a configuration file. Action `ListCategories`, needs class config. Safe to repeat: it only
/// reads.
class list_categories : public basic_action<list_categories> {
public:
  using reply_type = replies::list_categories;
  static constexpr repeat repeat_safety = repeat::read;

  /// @param filename `Filename`: the file, for example "queues.conf"
  explicit list_categories(std::string filename) : basic_action{"ListCategories"} {
    put("Filename", std::move(filename));
  }
};

/// Rotates the logs. Action `LoggerRotate`, needs class system or reporting. Not safe to repeat.
class logger_rotate : public basic_action<logger_rotate> {
public:
  static constexpr repeat repeat_safety = repeat::unsafe;

  logger_rotate() : basic_action{"LoggerRotate"} {}
};

/// Asks whether a module is loaded. One that is not is an error. Action `ModuleCheck`, needs class system. Safe to
/// repeat: it only reads.
class module_check : public basic_action<module_check> {
public:
  using reply_type = replies::module_check;
  static constexpr repeat repeat_safety = repeat::read;

  /// @param module `Module`: the module, for example "app_queue.so"
  explicit module_check(std::string module) : basic_action{"ModuleCheck"} { put("Module", std::move(module)); }
};

/// Loads, unloads or reloads a module. Action `ModuleLoad`, needs class system. Not safe to repeat.
class module_load : public basic_action<module_load> {
public:
  static constexpr repeat repeat_safety = repeat::unsafe;

  /// @param load_type `LoadType`: the operation
  explicit module_load(actions::load_type load_type) : basic_action{"ModuleLoad"} {
    put("LoadType", std::string{to_string(load_type)});
  }

  /// `Module`: the module, for example "app_queue.so"; without it all, where load_type allows that.
  module_load& module(std::string value) & { return put("Module", std::move(value)); }
  module_load&& module(std::string value) && { return std::move(put("Module", std::move(value))); }
  /// `Recursive`: with the modules that it needs; since Asterisk 18.
  module_load& recursive(bool value = true) & { return put("Recursive", value ? "true" : "false"); }
  module_load&& recursive(bool value = true) && { return std::move(recursive(value)); }
  template <class Text>
  void recursive(Text*) = delete;  // "no" would be true
};

/// Reloads a module, or all. Action `Reload`, needs class system or config. Safe to repeat.
class reload : public basic_action<reload> {
public:
  static constexpr repeat repeat_safety = repeat::set;

  reload() : basic_action{"Reload"} {}

  /// `Module`: only this module.
  reload& module(std::string value) & { return put("Module", std::move(value)); }
  reload&& module(std::string value) && { return std::move(put("Module", std::move(value))); }
};

/// Changes a configuration file. The changes are made in the order in which they are given. Action `UpdateConfig`,
/// needs class config. Not safe to repeat.
///
/// All are made or, when the server refuses one, none. One action holds up to 31 changes of four headers (append()
/// and the like) or 62 of two: more is `errc::too_many_headers`, since several actions would be separate.
/// ami::update_config() makes any number, in as many actions as they need. Changes of a category are made in all
/// categories of that name, but not in templates: see category_filter(). The server drops spaces before a value; a
/// value that begins with `>` is written as `name => value`, without the sign.
class update_config : public basic_action<update_config> {
public:
  static constexpr repeat repeat_safety = repeat::unsafe;

  /// @param src_filename `SrcFilename`: file to read
  /// @param dst_filename `DstFilename`: file to write
  update_config(std::string src_filename, std::string dst_filename) : basic_action{"UpdateConfig"} {
    put("SrcFilename", std::move(src_filename));
    put("DstFilename", std::move(dst_filename));
  }

  /// `Reload`: "yes", or the module to reload afterwards.
  update_config& reload(std::string value) & { return put("Reload", std::move(value)); }
  update_config&& reload(std::string value) && { return std::move(put("Reload", std::move(value))); }
  /// `PreserveEffectiveContext`: keep empty categories that others are made from.
  update_config& preserve_effective_context(bool value = true) & {
    return put("PreserveEffectiveContext", value ? "yes" : "no");
  }
  update_config&& preserve_effective_context(bool value = true) && {
    return std::move(preserve_effective_context(value));
  }
  template <class Text>
  void preserve_effective_context(Text*) = delete;  // "no" would be true
  /// Adds a category. The server rejects a name that exists, unless duplicates are allowed.
  AMI_DECL update_config& new_category(std::string_view category, const new_category_options& options = {}) &;
  update_config&& new_category(std::string_view category, const new_category_options& options = {}) && {
    return std::move(new_category(category, options));
  }
  /// Renames a category.
  AMI_DECL update_config& rename_category(std::string_view category, std::string_view name) &;
  update_config&& rename_category(std::string_view category, std::string_view name) && {
    return std::move(rename_category(category, name));
  }
  /// Deletes a category.
  AMI_DECL update_config& delete_category(std::string_view category) &;
  update_config&& delete_category(std::string_view category) && { return std::move(delete_category(category)); }
  /// Deletes all variables of a category.
  AMI_DECL update_config& empty_category(std::string_view category) &;
  update_config&& empty_category(std::string_view category) && { return std::move(empty_category(category)); }
  /// Sets a variable that exists; with `match` only where it has that value.
  AMI_DECL update_config& update(std::string_view category, std::string_view variable, std::string_view value,
                                 std::string_view match = {}) &;
  update_config&& update(std::string_view category, std::string_view variable, std::string_view value,
                         std::string_view match = {}) && {
    return std::move(update(category, variable, value, match));
  }
  /// Deletes a variable; with `match` only where it has that value.
  AMI_DECL update_config& erase(std::string_view category, std::string_view variable, std::string_view match = {}) &;
  update_config&& erase(std::string_view category, std::string_view variable, std::string_view match = {}) && {
    return std::move(erase(category, variable, match));
  }
  /// Adds a variable at the end of a category.
  AMI_DECL update_config& append(std::string_view category, std::string_view variable, std::string_view value) &;
  update_config&& append(std::string_view category, std::string_view variable, std::string_view value) && {
    return std::move(append(category, variable, value));
  }
  /// Deletes line `line` of a category; the first is 0.
  AMI_DECL update_config& erase_line(std::string_view category, unsigned line) &;
  update_config&& erase_line(std::string_view category, unsigned line) && {
    return std::move(erase_line(category, line));
  }
  /// Limits the last change to categories that match `expression`: `name=value` pairs separated by commas, both regular
  /// expressions; `TEMPLATES=include` for templates too, `TEMPLATES=restrict` for nothing but templates.
  /// @pre There is a change.
  AMI_DECL update_config& category_filter(std::string_view expression) &;
  update_config&& category_filter(std::string_view expression) && { return std::move(category_filter(expression)); }
  /// Adds a variable before line `line` of a category; the first is 0. The line must exist: use append() after the last
  /// one.
  /// @warning In a category without lines it crashes the server; in one with fewer lines, the inserted one is lost when
  /// an append() to it follows in the same action (seen with Asterisk 16 and 22).
  AMI_DECL update_config& insert(std::string_view category, std::string_view variable, std::string_view value,
                                 unsigned line) &;
  update_config&& insert(std::string_view category, std::string_view variable, std::string_view value,
                         unsigned line) && {
    return std::move(insert(category, variable, value, line));
  }

private:
  void change(std::string_view operation, std::string_view category);
  void with(std::string_view key, std::string_view value);

  unsigned changes_ = 0;
};

}  // namespace ami::actions
