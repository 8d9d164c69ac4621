// A table whose changes are noted. No sockets, no clocks.
#pragma once

#include "live/change_log.hpp"

#include <ami/live_table.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::live {

/// A live_table that the parts of the model change. The first change of a record within one event notes what it was
/// before; further ones change the same copy.
/// @par Thread safety None.
template <class Record>
class record_table {
public:
  /// @param log outlives the table.
  record_table(change_log& log, live_part part) noexcept : log_{&log}, part_{part} {}

  /// The record with that key, or null. An edit() of that record ends its life.
  const Record* find(std::string_view key) const noexcept { return table_.find(key); }
  std::shared_ptr<const Record> share(std::string_view key) const noexcept { return table_.share(key); }
  bool contains(std::string_view key) const noexcept { return table_.contains(key); }
  std::size_t size() const noexcept { return table_.size(); }
  auto begin() const noexcept { return table_.begin(); }
  auto end() const noexcept { return table_.end(); }

  /// The next event or list begins.
  void begin_changes() noexcept {
    if (log_->watched()) {
      table_.keep_records();
    }
  }

  /// The record with that key, which must exist, to be changed until the next event. `key` may be that of the record.
  Record& edit(std::string_view key) {
    std::shared_ptr<Record> record;
    std::shared_ptr<Record> before = table_.edit(key, record);
    if (before) {
      log_->template note<Record>(part_, std::move(before), record);
    } else {
      log_->count(part_);
    }
    return *record;
  }

  /// @pre No record has its key.
  void add(Record record) {
    auto added = std::make_shared<Record>(std::move(record));
    table_.add(added);
    log_->template note<Record>(part_, nullptr, std::move(added));
  }

  /// Removes a record, which must exist. `key` must not be that of the record in the table.
  void erase(std::string_view key) {
    std::shared_ptr<const Record> before = table_.share(key);
    table_.erase(key);
    log_->template note<Record>(part_, std::move(before), nullptr);
  }
  /// The same after `finish(record)` has given the record its last form.
  template <class Finish>
  void erase(std::string_view key, Finish finish) {
    auto last = std::make_shared<Record>(*table_.find(key));
    finish(*last);
    table_.erase(key);
    log_->template note<Record>(part_, std::move(last), nullptr);
  }

  /// The keys of all records for which `condition(record)` is true.
  template <class Condition>
  std::vector<std::string> keys_where(Condition condition) const {
    std::vector<std::string> keys;
    for (const Record& record : table_) {
      if (condition(record)) {
        keys.push_back(record.key());
      }
    }
    return keys;
  }

  void clear() {
    for (const auto& key : keys_where([](const Record&) { return true; })) {
      erase(key);
    }
  }

  /// Without a note of the changes, for which there is no memory.
  void forget() noexcept { table_.clear(); }

  /// A copy that shows what there is now.
  live_table<Record> freeze() { return table_.freeze(); }

private:
  live_table<Record> table_;
  change_log* log_;
  live_part part_;
};

/// Sets members of one record, and copies it only when one of them differs. Nothing else may change that record while
/// this exists.
/// @par Thread safety None.
template <class Record>
class record_editor {
public:
  /// @param current the record in `table`.
  record_editor(record_table<Record>& table, const Record& current) noexcept : table_{&table}, current_{&current} {}

  const Record& get() const noexcept { return *current_; }
  /// True when change() was called.
  bool changed() const noexcept { return changed_ != nullptr; }
  Record& change() {
    if (changed_ == nullptr) {
      changed_ = &table_->edit(current_->key());
      current_ = changed_;
    }
    return *changed_;
  }
  /// @return true when the member was another.
  template <class Member, class Value>
  bool set(Member Record::*member, const Value& value) {
    if (current_->*member == value) {
      return false;
    }
    change().*member = Member(value);
    return true;
  }

private:
  record_table<Record>* table_;
  const Record* current_;
  Record* changed_ = nullptr;
};

}  // namespace ami::live
