// Actions on parking lots.
// Made by src/catalogue/generate.py from src/catalogue/catalogue.json: change those, not this file.
#pragma once

#include <ami/action.hpp>
#include <ami/events/parking.hpp>
#include <ami/list_reply.hpp>
#include <ami/reply.hpp>
#include <ami/values.hpp>

#include <chrono>
#include <string>
#include <utility>

namespace ami::replies {

/// The reply to the action ParkedCalls.
using parked_calls = list_reply<ami::events::parked_calls_complete, ami::events::parked_call>;

/// The reply to the action Parkinglots.
using parkinglots = list_reply<ami::events::parkinglots_complete, ami::events::parkinglot>;

}  // namespace ami::replies

namespace ami::actions {

/// Parks a channel. Action `Park`, needs class call. Not safe to repeat.
class park : public basic_action<park> {
public:
  static constexpr repeat repeat_safety = repeat::unsafe;

  /// @param channel `Channel`: the channel's name
  explicit park(std::string channel) : basic_action{"Park"} { put("Channel", std::move(channel)); }

  /// `TimeoutChannel`: channel to ring when it is parked for too long.
  park& timeout_channel(std::string value) & { return put("TimeoutChannel", std::move(value)); }
  park&& timeout_channel(std::string value) && { return std::move(put("TimeoutChannel", std::move(value))); }
  /// `AnnounceChannel`: channel that hears where it is parked.
  park& announce_channel(std::string value) & { return put("AnnounceChannel", std::move(value)); }
  park&& announce_channel(std::string value) && { return std::move(put("AnnounceChannel", std::move(value))); }
  /// `Timeout`: how long it is parked.
  park& timeout(std::chrono::milliseconds value) & { return put("Timeout", std::to_string(value.count())); }
  park&& timeout(std::chrono::milliseconds value) && { return std::move(timeout(value)); }
  /// `Parkinglot`: the parking lot.
  park& parkinglot(std::string value) & { return put("Parkinglot", std::move(value)); }
  park&& parkinglot(std::string value) && { return std::move(put("Parkinglot", std::move(value))); }
  /// `ParkingSpace`: place to park at; since Asterisk 18.
  park& parking_space(std::string value) & { return put("ParkingSpace", std::move(value)); }
  park&& parking_space(std::string value) && { return std::move(put("ParkingSpace", std::move(value))); }
};

/// Lists the parked calls. Action `ParkedCalls`, needs class call. The reply is a list of `ParkedCall`. Safe to
/// repeat: it only reads.
class parked_calls : public basic_action<parked_calls> {
public:
  using reply_type = replies::parked_calls;
  static constexpr repeat repeat_safety = repeat::read;

  parked_calls() : basic_action{"ParkedCalls"} {}

  /// `ParkingLot`: only this parking lot.
  parked_calls& parking_lot(std::string value) & { return put("ParkingLot", std::move(value)); }
  parked_calls&& parking_lot(std::string value) && { return std::move(put("ParkingLot", std::move(value))); }
};

/// Lists the parking lots. Action `Parkinglots`, needs class call. The reply is a list of `Parkinglot`. Safe to
/// repeat: it only reads.
class parkinglots : public basic_action<parkinglots> {
public:
  using reply_type = replies::parkinglots;
  static constexpr repeat repeat_safety = repeat::read;

  parkinglots() : basic_action{"Parkinglots"} {}
};

}  // namespace ami::actions
