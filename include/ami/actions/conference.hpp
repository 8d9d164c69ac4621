// Actions on ConfBridge and MeetMe conferences.
// Made by src/catalogue/generate.py from src/catalogue/catalogue.json: change those, not this file.
#pragma once

#include <ami/action.hpp>
#include <ami/events/conference.hpp>
#include <ami/list_reply.hpp>
#include <ami/reply.hpp>

#include <cstdint>
#include <string>
#include <utility>

namespace ami::replies {

/// The reply to the action ConfbridgeList.
using confbridge_list = list_reply<ami::events::confbridge_list_complete, ami::events::confbridge_list>;

/// The reply to the action ConfbridgeListRooms.
using confbridge_list_rooms =
    list_reply<ami::events::confbridge_list_rooms_complete, ami::events::confbridge_list_rooms>;

/// The reply to the action MeetmeList.
using meetme_list = list_reply<ami::events::meetme_list_complete, ami::events::meetme_list>;

/// The reply to the action MeetmeListRooms.
using meetme_list_rooms = list_reply<ami::events::meetme_list_rooms_complete, ami::events::meetme_list_rooms>;

}  // namespace ami::replies

namespace ami::actions {

/// Takes a channel out of a conference. Action `ConfbridgeKick`, needs class call. Not safe to repeat.
class confbridge_kick : public basic_action<confbridge_kick> {
public:
  static constexpr repeat repeat_safety = repeat::unsafe;

  /// @param conference `Conference`: the conference's name
  /// @param channel `Channel`: the channel, "all" or "participants"
  confbridge_kick(std::string conference, std::string channel) : basic_action{"ConfbridgeKick"} {
    put("Conference", std::move(conference));
    put("Channel", std::move(channel));
  }
};

/// Lists the channels of a conference. An empty one is an error. Action `ConfbridgeList`, needs class reporting. The
/// reply is a list of `ConfbridgeList`. Safe to repeat: it only reads.
class confbridge_list : public basic_action<confbridge_list> {
public:
  using reply_type = replies::confbridge_list;
  static constexpr repeat repeat_safety = repeat::read;

  /// @param conference `Conference`: the conference's name
  explicit confbridge_list(std::string conference) : basic_action{"ConfbridgeList"} {
    put("Conference", std::move(conference));
  }
};

/// Lists the conferences. None is an error. Action `ConfbridgeListRooms`, needs class reporting. The reply is a list
/// of `ConfbridgeListRooms`. Safe to repeat: it only reads.
class confbridge_list_rooms : public basic_action<confbridge_list_rooms> {
public:
  using reply_type = replies::confbridge_list_rooms;
  static constexpr repeat repeat_safety = repeat::read;

  confbridge_list_rooms() : basic_action{"ConfbridgeListRooms"} {}
};

/// Locks a conference: only administrators can join. Action `ConfbridgeLock`, needs class call. Safe to repeat.
class confbridge_lock : public basic_action<confbridge_lock> {
public:
  static constexpr repeat repeat_safety = repeat::set;

  /// @param conference `Conference`: the conference's name
  explicit confbridge_lock(std::string conference) : basic_action{"ConfbridgeLock"} {
    put("Conference", std::move(conference));
  }
};

/// Mutes channels of a conference. Action `ConfbridgeMute`, needs class call. Safe to repeat.
class confbridge_mute : public basic_action<confbridge_mute> {
public:
  static constexpr repeat repeat_safety = repeat::set;

  /// @param conference `Conference`: the conference's name
  /// @param channel `Channel`: the channel, "all" or "participants"
  confbridge_mute(std::string conference, std::string channel) : basic_action{"ConfbridgeMute"} {
    put("Conference", std::move(conference));
    put("Channel", std::move(channel));
  }
};

/// Makes a channel the only video source of a conference. Action `ConfbridgeSetSingleVideoSrc`, needs class call.
/// Safe to repeat.
class confbridge_set_single_video_src : public basic_action<confbridge_set_single_video_src> {
public:
  static constexpr repeat repeat_safety = repeat::set;

  /// @param conference `Conference`: the conference's name
  /// @param channel `Channel`: the channel's name
  confbridge_set_single_video_src(std::string conference, std::string channel)
      : basic_action{"ConfbridgeSetSingleVideoSrc"} {
    put("Conference", std::move(conference));
    put("Channel", std::move(channel));
  }
};

/// Begins to record a conference. Action `ConfbridgeStartRecord`, needs class system. Not safe to repeat.
class confbridge_start_record : public basic_action<confbridge_start_record> {
public:
  static constexpr repeat repeat_safety = repeat::unsafe;

  /// @param conference `Conference`: the conference's name
  explicit confbridge_start_record(std::string conference) : basic_action{"ConfbridgeStartRecord"} {
    put("Conference", std::move(conference));
  }

  /// `RecordFile`: file to record to.
  confbridge_start_record& record_file(std::string value) & { return put("RecordFile", std::move(value)); }
  confbridge_start_record&& record_file(std::string value) && { return std::move(put("RecordFile", std::move(value))); }
};

/// Ends the recording of a conference. Action `ConfbridgeStopRecord`, needs class system. Not safe to repeat.
class confbridge_stop_record : public basic_action<confbridge_stop_record> {
public:
  static constexpr repeat repeat_safety = repeat::unsafe;

  /// @param conference `Conference`: the conference's name
  explicit confbridge_stop_record(std::string conference) : basic_action{"ConfbridgeStopRecord"} {
    put("Conference", std::move(conference));
  }
};

/// Unlocks a conference. Action `ConfbridgeUnlock`, needs class call. Safe to repeat.
class confbridge_unlock : public basic_action<confbridge_unlock> {
public:
  static constexpr repeat repeat_safety = repeat::set;

  /// @param conference `Conference`: the conference's name
  explicit confbridge_unlock(std::string conference) : basic_action{"ConfbridgeUnlock"} {
    put("Conference", std::move(conference));
  }
};

/// Unmutes channels of a conference. Action `ConfbridgeUnmute`, needs class call. Safe to repeat.
class confbridge_unmute : public basic_action<confbridge_unmute> {
public:
  static constexpr repeat repeat_safety = repeat::set;

  /// @param conference `Conference`: the conference's name
  /// @param channel `Channel`: the channel, "all" or "participants"
  confbridge_unmute(std::string conference, std::string channel) : basic_action{"ConfbridgeUnmute"} {
    put("Conference", std::move(conference));
    put("Channel", std::move(channel));
  }
};

/// Lists the users of MeetMe conferences. None is an error. Action `MeetmeList`, needs class reporting. The reply is
/// a list of `MeetmeList`. Safe to repeat: it only reads.
class meetme_list : public basic_action<meetme_list> {
public:
  using reply_type = replies::meetme_list;
  static constexpr repeat repeat_safety = repeat::read;

  meetme_list() : basic_action{"MeetmeList"} {}

  /// `Conference`: only this conference.
  meetme_list& conference(std::string value) & { return put("Conference", std::move(value)); }
  meetme_list&& conference(std::string value) && { return std::move(put("Conference", std::move(value))); }
};

/// Lists the MeetMe conferences. None is an error. Action `MeetmeListRooms`, needs class reporting. The reply is a
/// list of `MeetmeListRooms`. Safe to repeat: it only reads.
class meetme_list_rooms : public basic_action<meetme_list_rooms> {
public:
  using reply_type = replies::meetme_list_rooms;
  static constexpr repeat repeat_safety = repeat::read;

  meetme_list_rooms() : basic_action{"MeetmeListRooms"} {}
};

/// Mutes a user of a MeetMe conference. Action `MeetmeMute`, needs class call. Safe to repeat.
class meetme_mute : public basic_action<meetme_mute> {
public:
  static constexpr repeat repeat_safety = repeat::set;

  /// @param meetme `Meetme`: the conference's number
  /// @param usernum `Usernum`: number of the user in the conference
  meetme_mute(std::string meetme, std::int64_t usernum) : basic_action{"MeetmeMute"} {
    put("Meetme", std::move(meetme));
    put("Usernum", std::to_string(usernum));
  }
};

/// Unmutes a user of a MeetMe conference. Action `MeetmeUnmute`, needs class call. Safe to repeat.
class meetme_unmute : public basic_action<meetme_unmute> {
public:
  static constexpr repeat repeat_safety = repeat::set;

  /// @param meetme `Meetme`: the conference's number
  /// @param usernum `Usernum`: number of the user in the conference
  meetme_unmute(std::string meetme, std::int64_t usernum) : basic_action{"MeetmeUnmute"} {
    put("Meetme", std::move(meetme));
    put("Usernum", std::to_string(usernum));
  }
};

}  // namespace ami::actions
