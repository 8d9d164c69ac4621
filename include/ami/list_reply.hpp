// The reply to an action that answers with a list: its items and the event that ends it, typed.
//
//     const auto reply = co_await pbx.send_action(ami::actions::queue_status{}.queue("support"));
//     for (const auto& member : reply.items<ami::events::queue_member>()) { use(member.name(), member.status()); }
//     if (!reply.list_complete()) { log("{} of {}", reply.item_count(), reply.stated_item_count().value_or(-1)); }
//
// Each action names its own reply type (`Action::reply_type`); nobody has to write list_reply's arguments. To take the
// items while they arrive, in constant memory, see manager::list().
#pragma once

#include <ami/event.hpp>
#include <ami/reply.hpp>

#include <compare>
#include <concepts>
#include <cstddef>
#include <iterator>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace ami {

/// An event of known type: the typed view, together with the bytes that it refers to. What a list_stream yields, and
/// what the items of a temporary reply are. It has all accessors of `T`.
///
///     while (auto channel = co_await list.next()) { use(channel->duration()); }
///
/// The views that its accessors return live as long as a copy of it; copying shares the bytes.
/// @tparam T the type of the event, for example `ami::events::core_show_channel`.
/// @par Thread safety As `ami::event`.
template <typed_event T>
class item_of : public T {
public:
  /// @pre The event is a `T`: what its accessors do not find is missing.
  explicit item_of(event value) noexcept : T{std::as_const(value).frame()}, event_{std::move(value)} {}

  /// As the event's own. It refuses a temporary, whose bytes the view would refer to; T's own accessors cannot, so an
  /// item needs a name: `auto item = *co_await list.next()`.
  wire::frame_view frame() const& noexcept { return T::frame(); }
  wire::frame_view frame() const&& = delete;
  std::optional<std::string_view> get(std::string_view key) const& noexcept { return T::get(key); }
  std::optional<std::string_view> get(std::string_view key) const&& = delete;
  std::string_view operator[](std::string_view key) const& noexcept { return T::operator[](key); }
  std::string_view operator[](std::string_view key) const&& = delete;
  std::string_view privilege() const& noexcept { return T::privilege(); }
  std::string_view privilege() const&& = delete;
  std::string_view action_id() const& noexcept { return T::action_id(); }
  std::string_view action_id() const&& = delete;
  std::string_view system_name() const& noexcept { return T::system_name(); }
  std::string_view system_name() const&& = delete;
  std::string_view source_file() const& noexcept { return T::source_file(); }
  std::string_view source_file() const&& = delete;
  std::string_view source_function() const& noexcept { return T::source_function(); }
  std::string_view source_function() const&& = delete;

  /// The event without its type, for functions that take any event.
  const event& as_event() const& noexcept { return event_; }
  event as_event() const&& { return event_; }

private:
  event event_;
};

/// The items of a list as `T`: a random-access range of typed views, which are made when they are looked at. It refers
/// to the reply, which must live longer, and so must the reply for the views that it yields.
///
///     const auto channels = reply.items();
///     for (auto channel : channels) { ... }                               // a view is a pointer: copy it
///
/// @tparam T the type of the items.
/// @par Thread safety As the reply: any number of threads may read.
template <typed_event T>
class list_view {
public:
  /// Iterates over the items. It may be used while the reply lives; nothing invalidates it before.
  class iterator {
  public:
    using value_type = T;
    using reference = T;
    using difference_type = std::ptrdiff_t;
    using iterator_concept = std::random_access_iterator_tag;
    using iterator_category = std::input_iterator_tag;

    /// Refers to nothing.
    iterator() noexcept {}
    // Not for users: begin() and end() make iterators.
    explicit iterator(const event* at) noexcept : at_{at} {}

    /// The item, by value: there is no object of that type to refer to.
    T operator*() const noexcept { return T{at_->frame()}; }
    T operator[](difference_type n) const noexcept { return T{at_[n].frame()}; }
    iterator& operator++() noexcept {
      ++at_;
      return *this;
    }
    iterator operator++(int) noexcept { return iterator{at_++}; }
    iterator& operator--() noexcept {
      --at_;
      return *this;
    }
    iterator operator--(int) noexcept { return iterator{at_--}; }
    iterator& operator+=(difference_type n) noexcept {
      at_ += n;
      return *this;
    }
    iterator& operator-=(difference_type n) noexcept {
      at_ -= n;
      return *this;
    }
    friend iterator operator+(iterator it, difference_type n) noexcept { return it += n; }
    friend iterator operator+(difference_type n, iterator it) noexcept { return it += n; }
    friend iterator operator-(iterator it, difference_type n) noexcept { return it -= n; }
    friend difference_type operator-(iterator a, iterator b) noexcept { return a.at_ - b.at_; }
    bool operator==(const iterator& other) const noexcept = default;
    auto operator<=>(const iterator& other) const noexcept = default;

  private:
    const event* at_ = nullptr;
  };

  /// @param items the events, all of type `T`; not copied.
  explicit list_view(std::span<const event> items) noexcept : items_{items} {}

  /// The first item, in the server's order.
  iterator begin() const noexcept { return iterator{items_.data()}; }
  /// Behind the last one.
  iterator end() const noexcept { return iterator{items_.data() + items_.size()}; }
  /// How many there are.
  std::size_t size() const noexcept { return items_.size(); }
  /// True when there are none.
  bool empty() const noexcept { return items_.empty(); }
  /// One of them.
  /// @pre `index < size()`
  T operator[](std::size_t index) const noexcept { return T{items_[index].frame()}; }
  /// The first one.
  /// @pre The list is not empty.
  T front() const noexcept { return (*this)[0]; }

private:
  std::span<const event> items_;
};

/// The reply to an action that answers with a list of `Items`, which `Complete` ends.
///
///     auto reply = co_await pbx.send_action(ami::actions::core_show_channels{});
///     for (auto channel : reply.items()) { use(channel.channel(), channel.duration()); }
///
/// With several types of items, items() returns events, and `items<ami::events::queue_member>()` those of one type. The
/// server's order is kept. See `reply::list_complete()` for whether all items arrived. When the list broke off (an
/// error, `errc::list_overflow`, the end of the connection), the items are those that came. It has all that
/// `ami::reply` has, and owns its bytes: copying shares them.
///
/// A list that is empty is accepted and has no items, also where the server answers so with an error of its own
/// ("No active conferences.") and the catalogue knows its words.
/// @tparam Complete the event that ends the list.
/// @tparam Items the events that may be items; none when they are not known.
/// @par Thread safety As `ami::reply`.
template <typed_event Complete, typed_event... Items>
class list_reply : public reply {
public:
  /// An empty reply; its outcome is `never_sent`.
  list_reply() noexcept {}
  /// The same reply, typed; nothing is checked or copied.
  explicit list_reply(reply base) noexcept : reply{std::move(base)} {}

  /// The items: a list_view when they are all of one type, else a span of events. Both refer to this reply.
  auto items() const& noexcept {
    if constexpr (sizeof...(Items) == 1) {
      return list_view<Items...>{reply::items()};
    } else {
      return reply::items();
    }
  }
  /// The same from a temporary reply: a vector of `item_of` or of events, which own their bytes.
  /// @par Errors Throws std::bad_alloc when there is no memory for the vector.
  auto items() const&& {
    if constexpr (sizeof...(Items) == 1) {
      return owned<Items...>([](const event&) { return true; });
    } else {
      return std::move(*this).reply::items();
    }
  }

  /// The items of one type, in their order; those of others are skipped.
  /// @tparam T one of `Items`; others do not compile.
  /// @return a vector of views, which must not outlive this reply; of items that own their bytes when it is a
  /// temporary.
  /// @par Errors Throws std::bad_alloc when there is no memory for the vector.
  template <typed_event T>
  requires(std::same_as<T, Items> || ...) std::vector<T> items()
  const& {
    std::vector<T> result;
    for (const event& item : reply::items()) {
      if (const auto view = item.get_if<T>()) {
        result.push_back(*view);
      }
    }
    return result;
  }
  template <typed_event T>
  requires(std::same_as<T, Items> || ...) std::vector<item_of<T>> items()
  const&& {
    return owned<T>([](const event& item) { return item.is<T>(); });
  }

  /// The items as events without their types; from a temporary reply a vector that owns them.
  std::span<const event> events() const& noexcept { return reply::items(); }
  std::vector<event> events() const&& { return std::move(*this).reply::items(); }

  /// completion(), typed: the event that ended the list, which has the server's count and for some actions more.
  /// Without any header when the list has no such event. A view of this reply; owns its bytes when the reply is a
  /// temporary.
  Complete typed_completion() const& noexcept { return Complete{completion().frame()}; }
  item_of<Complete> typed_completion() const&& { return item_of<Complete>{std::as_const(*this).completion()}; }

private:
  template <class T, class Predicate>
  std::vector<item_of<T>> owned(Predicate wanted) const {
    std::vector<item_of<T>> result;
    for (const event& item : reply::items()) {
      if (wanted(item)) {
        result.emplace_back(item);
      }
    }
    return result;
  }
};

namespace detail {

// What a streamed list yields: the typed item when all are of one type, else the event.
template <class Reply>
struct list_value {
  using type = event;
};
template <class Complete, class Item>
struct list_value<list_reply<Complete, Item>> {
  using type = item_of<Item>;
};

}  // namespace detail

}  // namespace ami
