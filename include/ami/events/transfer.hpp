// Events of transfers and pickups.
// Made by src/catalogue/generate.py from src/catalogue/catalogue.json: change those, not this file.
#pragma once

#include <ami/event_view.hpp>
#include <ami/names.hpp>
#include <ami/snapshot.hpp>
#include <ami/values.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::events {

/// An attended transfer ended. Which headers are there depends on dest_type(). Wire name: `AttendedTransfer`.
class attended_transfer : public event_view {
public:
  static constexpr event_type type_id = event_type::attended_transfer;
  static constexpr std::string_view wire_name = "AttendedTransfer";

  using event_view::event_view;

  /// `OrigBridgeUniqueid`: unique id of the bridge (bridge of the transferer's first channel).
  std::string_view orig_bridge_uniqueid() const noexcept { return text("OrigBridgeUniqueid"); }
  /// `OrigBridgeType`: kind of bridge (bridge of the transferer's first channel).
  std::string_view orig_bridge_type() const noexcept { return text("OrigBridgeType"); }
  /// `OrigBridgeTechnology`: the technology that mixes the media (bridge of the transferer's first channel).
  std::string_view orig_bridge_technology() const noexcept { return text("OrigBridgeTechnology"); }
  /// `OrigBridgeCreator`: the creator of the bridge, `<unknown>` when it is not known (bridge of the transferer's
  /// first channel).
  std::string_view orig_bridge_creator() const noexcept { return text("OrigBridgeCreator"); }
  /// `OrigBridgeName`: name given to the bridge, `<unknown>` without one (bridge of the transferer's first channel).
  std::string_view orig_bridge_name() const noexcept { return text("OrigBridgeName"); }
  /// `OrigBridgeNumChannels`: number of channels in the bridge (bridge of the transferer's first channel).
  std::optional<std::int64_t> orig_bridge_num_channels() const noexcept { return integer("OrigBridgeNumChannels"); }
  /// `OrigBridgeVideoSourceMode`: how the video source is chosen (bridge of the transferer's first channel).
  std::string_view orig_bridge_video_source_mode() const noexcept { return text("OrigBridgeVideoSourceMode"); }
  /// `OrigBridgeVideoSource`: unique id of the video source, when one is set (bridge of the transferer's first
  /// channel).
  std::string_view orig_bridge_video_source() const noexcept { return text("OrigBridgeVideoSource"); }
  /// The bridge of the transferer's first channel as a whole, or nothing when its headers are missing.
  std::optional<ami::bridge_snapshot> orig_bridge() const noexcept {
    return ami::bridge_snapshot::find(frame(), "Orig");
  }
  /// `SecondBridgeUniqueid`: unique id of the bridge (bridge of the transferer's second channel).
  std::string_view second_bridge_uniqueid() const noexcept { return text("SecondBridgeUniqueid"); }
  /// `SecondBridgeType`: kind of bridge (bridge of the transferer's second channel).
  std::string_view second_bridge_type() const noexcept { return text("SecondBridgeType"); }
  /// `SecondBridgeTechnology`: the technology that mixes the media (bridge of the transferer's second channel).
  std::string_view second_bridge_technology() const noexcept { return text("SecondBridgeTechnology"); }
  /// `SecondBridgeCreator`: the creator of the bridge, `<unknown>` when it is not known (bridge of the transferer's
  /// second channel).
  std::string_view second_bridge_creator() const noexcept { return text("SecondBridgeCreator"); }
  /// `SecondBridgeName`: name given to the bridge, `<unknown>` without one (bridge of the transferer's second
  /// channel).
  std::string_view second_bridge_name() const noexcept { return text("SecondBridgeName"); }
  /// `SecondBridgeNumChannels`: number of channels in the bridge (bridge of the transferer's second channel).
  std::optional<std::int64_t> second_bridge_num_channels() const noexcept { return integer("SecondBridgeNumChannels"); }
  /// `SecondBridgeVideoSourceMode`: how the video source is chosen (bridge of the transferer's second channel).
  std::string_view second_bridge_video_source_mode() const noexcept { return text("SecondBridgeVideoSourceMode"); }
  /// `SecondBridgeVideoSource`: unique id of the video source, when one is set (bridge of the transferer's second
  /// channel).
  std::string_view second_bridge_video_source() const noexcept { return text("SecondBridgeVideoSource"); }
  /// The bridge of the transferer's second channel as a whole, or nothing when its headers are missing.
  std::optional<ami::bridge_snapshot> second_bridge() const noexcept {
    return ami::bridge_snapshot::find(frame(), "Second");
  }
  /// `OrigTransfererChannel`: the channel's name (transferer's first channel).
  std::string_view orig_transferer_channel() const noexcept { return text("OrigTransfererChannel"); }
  /// `OrigTransfererChannelState`: the channel's state (transferer's first channel).
  std::optional<ami::channel_state> orig_transferer_channel_state() const noexcept {
    return parse_channel_state(text("OrigTransfererChannelState"));
  }
  /// `OrigTransfererChannelStateDesc`: the state in words (transferer's first channel).
  std::string_view orig_transferer_channel_state_desc() const noexcept {
    return text("OrigTransfererChannelStateDesc");
  }
  /// `OrigTransfererCallerIDNum`: number of the channel's caller id; empty when it is unknown (transferer's first
  /// channel).
  std::string_view orig_transferer_caller_id_num() const noexcept {
    return known_caller_id(text("OrigTransfererCallerIDNum"));
  }
  /// `OrigTransfererCallerIDName`: name of the channel's caller id; empty when it is unknown (transferer's first
  /// channel).
  std::string orig_transferer_caller_id_name() const {
    return detail::known_caller_name(text("OrigTransfererCallerIDName"));
  }
  /// `OrigTransfererConnectedLineNum`: number of the party it talks to; empty when it is unknown (transferer's first
  /// channel).
  std::string_view orig_transferer_connected_line_num() const noexcept {
    return known_caller_id(text("OrigTransfererConnectedLineNum"));
  }
  /// `OrigTransfererConnectedLineName`: name of the party it talks to; empty when it is unknown (transferer's first
  /// channel).
  std::string orig_transferer_connected_line_name() const {
    return detail::known_caller_name(text("OrigTransfererConnectedLineName"));
  }
  /// `OrigTransfererLanguage`: language of prompts (transferer's first channel).
  std::string_view orig_transferer_language() const noexcept { return text("OrigTransfererLanguage"); }
  /// `OrigTransfererAccountCode`: account code for billing (transferer's first channel).
  std::string_view orig_transferer_account_code() const noexcept { return text("OrigTransfererAccountCode"); }
  /// `OrigTransfererContext`: context in the dialplan (transferer's first channel).
  std::string_view orig_transferer_context() const noexcept { return text("OrigTransfererContext"); }
  /// `OrigTransfererExten`: extension in the dialplan (transferer's first channel).
  std::string_view orig_transferer_exten() const noexcept { return text("OrigTransfererExten"); }
  /// `OrigTransfererPriority`: priority in the dialplan (transferer's first channel).
  std::optional<std::int64_t> orig_transferer_priority() const noexcept { return integer("OrigTransfererPriority"); }
  /// `OrigTransfererUniqueid`: unique id of the channel, an opaque text (transferer's first channel).
  std::string_view orig_transferer_uniqueid() const noexcept { return text("OrigTransfererUniqueid"); }
  /// `OrigTransfererLinkedid`: unique id of the oldest channel of the call (transferer's first channel).
  std::string_view orig_transferer_linkedid() const noexcept { return text("OrigTransfererLinkedid"); }
  /// `OrigTransfererTenantid`: tenant that the channel belongs to, when one is set; since Asterisk 20 (transferer's
  /// first channel).
  std::string_view orig_transferer_tenantid() const noexcept { return text("OrigTransfererTenantid"); }
  /// `OrigTransfererChanVariable`: name and value of each channel variable that `channelvars` in manager.conf names
  /// (transferer's first channel).
  std::vector<std::pair<std::string, std::string>> orig_transferer_chan_variables() const {
    return variables("OrigTransfererChanVariable");
  }
  /// The transferer's first channel as a whole, or nothing when its headers are missing.
  std::optional<ami::channel_snapshot> orig_transferer() const noexcept {
    return ami::channel_snapshot::find(frame(), "OrigTransferer");
  }
  /// `SecondTransfererChannel`: the channel's name (transferer's second channel).
  std::string_view second_transferer_channel() const noexcept { return text("SecondTransfererChannel"); }
  /// `SecondTransfererChannelState`: the channel's state (transferer's second channel).
  std::optional<ami::channel_state> second_transferer_channel_state() const noexcept {
    return parse_channel_state(text("SecondTransfererChannelState"));
  }
  /// `SecondTransfererChannelStateDesc`: the state in words (transferer's second channel).
  std::string_view second_transferer_channel_state_desc() const noexcept {
    return text("SecondTransfererChannelStateDesc");
  }
  /// `SecondTransfererCallerIDNum`: number of the channel's caller id; empty when it is unknown (transferer's second
  /// channel).
  std::string_view second_transferer_caller_id_num() const noexcept {
    return known_caller_id(text("SecondTransfererCallerIDNum"));
  }
  /// `SecondTransfererCallerIDName`: name of the channel's caller id; empty when it is unknown (transferer's second
  /// channel).
  std::string second_transferer_caller_id_name() const {
    return detail::known_caller_name(text("SecondTransfererCallerIDName"));
  }
  /// `SecondTransfererConnectedLineNum`: number of the party it talks to; empty when it is unknown (transferer's
  /// second channel).
  std::string_view second_transferer_connected_line_num() const noexcept {
    return known_caller_id(text("SecondTransfererConnectedLineNum"));
  }
  /// `SecondTransfererConnectedLineName`: name of the party it talks to; empty when it is unknown (transferer's
  /// second channel).
  std::string second_transferer_connected_line_name() const {
    return detail::known_caller_name(text("SecondTransfererConnectedLineName"));
  }
  /// `SecondTransfererLanguage`: language of prompts (transferer's second channel).
  std::string_view second_transferer_language() const noexcept { return text("SecondTransfererLanguage"); }
  /// `SecondTransfererAccountCode`: account code for billing (transferer's second channel).
  std::string_view second_transferer_account_code() const noexcept { return text("SecondTransfererAccountCode"); }
  /// `SecondTransfererContext`: context in the dialplan (transferer's second channel).
  std::string_view second_transferer_context() const noexcept { return text("SecondTransfererContext"); }
  /// `SecondTransfererExten`: extension in the dialplan (transferer's second channel).
  std::string_view second_transferer_exten() const noexcept { return text("SecondTransfererExten"); }
  /// `SecondTransfererPriority`: priority in the dialplan (transferer's second channel).
  std::optional<std::int64_t> second_transferer_priority() const noexcept {
    return integer("SecondTransfererPriority");
  }
  /// `SecondTransfererUniqueid`: unique id of the channel, an opaque text (transferer's second channel).
  std::string_view second_transferer_uniqueid() const noexcept { return text("SecondTransfererUniqueid"); }
  /// `SecondTransfererLinkedid`: unique id of the oldest channel of the call (transferer's second channel).
  std::string_view second_transferer_linkedid() const noexcept { return text("SecondTransfererLinkedid"); }
  /// `SecondTransfererTenantid`: tenant that the channel belongs to, when one is set; since Asterisk 20 (transferer's
  /// second channel).
  std::string_view second_transferer_tenantid() const noexcept { return text("SecondTransfererTenantid"); }
  /// `SecondTransfererChanVariable`: name and value of each channel variable that `channelvars` in manager.conf names
  /// (transferer's second channel).
  std::vector<std::pair<std::string, std::string>> second_transferer_chan_variables() const {
    return variables("SecondTransfererChanVariable");
  }
  /// The transferer's second channel as a whole, or nothing when its headers are missing.
  std::optional<ami::channel_snapshot> second_transferer() const noexcept {
    return ami::channel_snapshot::find(frame(), "SecondTransferer");
  }
  /// `LocalOneChannel`: the channel's name (first half of the Local channel).
  std::string_view local_one_channel() const noexcept { return text("LocalOneChannel"); }
  /// `LocalOneChannelState`: the channel's state (first half of the Local channel).
  std::optional<ami::channel_state> local_one_channel_state() const noexcept {
    return parse_channel_state(text("LocalOneChannelState"));
  }
  /// `LocalOneChannelStateDesc`: the state in words (first half of the Local channel).
  std::string_view local_one_channel_state_desc() const noexcept { return text("LocalOneChannelStateDesc"); }
  /// `LocalOneCallerIDNum`: number of the channel's caller id; empty when it is unknown (first half of the Local
  /// channel).
  std::string_view local_one_caller_id_num() const noexcept { return known_caller_id(text("LocalOneCallerIDNum")); }
  /// `LocalOneCallerIDName`: name of the channel's caller id; empty when it is unknown (first half of the Local
  /// channel).
  std::string local_one_caller_id_name() const { return detail::known_caller_name(text("LocalOneCallerIDName")); }
  /// `LocalOneConnectedLineNum`: number of the party it talks to; empty when it is unknown (first half of the Local
  /// channel).
  std::string_view local_one_connected_line_num() const noexcept {
    return known_caller_id(text("LocalOneConnectedLineNum"));
  }
  /// `LocalOneConnectedLineName`: name of the party it talks to; empty when it is unknown (first half of the Local
  /// channel).
  std::string local_one_connected_line_name() const {
    return detail::known_caller_name(text("LocalOneConnectedLineName"));
  }
  /// `LocalOneLanguage`: language of prompts (first half of the Local channel).
  std::string_view local_one_language() const noexcept { return text("LocalOneLanguage"); }
  /// `LocalOneAccountCode`: account code for billing (first half of the Local channel).
  std::string_view local_one_account_code() const noexcept { return text("LocalOneAccountCode"); }
  /// `LocalOneContext`: context in the dialplan (first half of the Local channel).
  std::string_view local_one_context() const noexcept { return text("LocalOneContext"); }
  /// `LocalOneExten`: extension in the dialplan (first half of the Local channel).
  std::string_view local_one_exten() const noexcept { return text("LocalOneExten"); }
  /// `LocalOnePriority`: priority in the dialplan (first half of the Local channel).
  std::optional<std::int64_t> local_one_priority() const noexcept { return integer("LocalOnePriority"); }
  /// `LocalOneUniqueid`: unique id of the channel, an opaque text (first half of the Local channel).
  std::string_view local_one_uniqueid() const noexcept { return text("LocalOneUniqueid"); }
  /// `LocalOneLinkedid`: unique id of the oldest channel of the call (first half of the Local channel).
  std::string_view local_one_linkedid() const noexcept { return text("LocalOneLinkedid"); }
  /// `LocalOneTenantid`: tenant that the channel belongs to, when one is set; since Asterisk 20 (first half of the
  /// Local channel).
  std::string_view local_one_tenantid() const noexcept { return text("LocalOneTenantid"); }
  /// `LocalOneChanVariable`: name and value of each channel variable that `channelvars` in manager.conf names (first
  /// half of the Local channel).
  std::vector<std::pair<std::string, std::string>> local_one_chan_variables() const {
    return variables("LocalOneChanVariable");
  }
  /// The first half of the Local channel as a whole, or nothing when its headers are missing.
  std::optional<ami::channel_snapshot> local_one() const noexcept {
    return ami::channel_snapshot::find(frame(), "LocalOne");
  }
  /// `LocalTwoChannel`: the channel's name (second half of the Local channel).
  std::string_view local_two_channel() const noexcept { return text("LocalTwoChannel"); }
  /// `LocalTwoChannelState`: the channel's state (second half of the Local channel).
  std::optional<ami::channel_state> local_two_channel_state() const noexcept {
    return parse_channel_state(text("LocalTwoChannelState"));
  }
  /// `LocalTwoChannelStateDesc`: the state in words (second half of the Local channel).
  std::string_view local_two_channel_state_desc() const noexcept { return text("LocalTwoChannelStateDesc"); }
  /// `LocalTwoCallerIDNum`: number of the channel's caller id; empty when it is unknown (second half of the Local
  /// channel).
  std::string_view local_two_caller_id_num() const noexcept { return known_caller_id(text("LocalTwoCallerIDNum")); }
  /// `LocalTwoCallerIDName`: name of the channel's caller id; empty when it is unknown (second half of the Local
  /// channel).
  std::string local_two_caller_id_name() const { return detail::known_caller_name(text("LocalTwoCallerIDName")); }
  /// `LocalTwoConnectedLineNum`: number of the party it talks to; empty when it is unknown (second half of the Local
  /// channel).
  std::string_view local_two_connected_line_num() const noexcept {
    return known_caller_id(text("LocalTwoConnectedLineNum"));
  }
  /// `LocalTwoConnectedLineName`: name of the party it talks to; empty when it is unknown (second half of the Local
  /// channel).
  std::string local_two_connected_line_name() const {
    return detail::known_caller_name(text("LocalTwoConnectedLineName"));
  }
  /// `LocalTwoLanguage`: language of prompts (second half of the Local channel).
  std::string_view local_two_language() const noexcept { return text("LocalTwoLanguage"); }
  /// `LocalTwoAccountCode`: account code for billing (second half of the Local channel).
  std::string_view local_two_account_code() const noexcept { return text("LocalTwoAccountCode"); }
  /// `LocalTwoContext`: context in the dialplan (second half of the Local channel).
  std::string_view local_two_context() const noexcept { return text("LocalTwoContext"); }
  /// `LocalTwoExten`: extension in the dialplan (second half of the Local channel).
  std::string_view local_two_exten() const noexcept { return text("LocalTwoExten"); }
  /// `LocalTwoPriority`: priority in the dialplan (second half of the Local channel).
  std::optional<std::int64_t> local_two_priority() const noexcept { return integer("LocalTwoPriority"); }
  /// `LocalTwoUniqueid`: unique id of the channel, an opaque text (second half of the Local channel).
  std::string_view local_two_uniqueid() const noexcept { return text("LocalTwoUniqueid"); }
  /// `LocalTwoLinkedid`: unique id of the oldest channel of the call (second half of the Local channel).
  std::string_view local_two_linkedid() const noexcept { return text("LocalTwoLinkedid"); }
  /// `LocalTwoTenantid`: tenant that the channel belongs to, when one is set; since Asterisk 20 (second half of the
  /// Local channel).
  std::string_view local_two_tenantid() const noexcept { return text("LocalTwoTenantid"); }
  /// `LocalTwoChanVariable`: name and value of each channel variable that `channelvars` in manager.conf names (second
  /// half of the Local channel).
  std::vector<std::pair<std::string, std::string>> local_two_chan_variables() const {
    return variables("LocalTwoChanVariable");
  }
  /// The second half of the Local channel as a whole, or nothing when its headers are missing.
  std::optional<ami::channel_snapshot> local_two() const noexcept {
    return ami::channel_snapshot::find(frame(), "LocalTwo");
  }
  /// `TransfereeChannel`: the channel's name (channel transferred).
  std::string_view transferee_channel() const noexcept { return text("TransfereeChannel"); }
  /// `TransfereeChannelState`: the channel's state (channel transferred).
  std::optional<ami::channel_state> transferee_channel_state() const noexcept {
    return parse_channel_state(text("TransfereeChannelState"));
  }
  /// `TransfereeChannelStateDesc`: the state in words (channel transferred).
  std::string_view transferee_channel_state_desc() const noexcept { return text("TransfereeChannelStateDesc"); }
  /// `TransfereeCallerIDNum`: number of the channel's caller id; empty when it is unknown (channel transferred).
  std::string_view transferee_caller_id_num() const noexcept { return known_caller_id(text("TransfereeCallerIDNum")); }
  /// `TransfereeCallerIDName`: name of the channel's caller id; empty when it is unknown (channel transferred).
  std::string transferee_caller_id_name() const { return detail::known_caller_name(text("TransfereeCallerIDName")); }
  /// `TransfereeConnectedLineNum`: number of the party it talks to; empty when it is unknown (channel transferred).
  std::string_view transferee_connected_line_num() const noexcept {
    return known_caller_id(text("TransfereeConnectedLineNum"));
  }
  /// `TransfereeConnectedLineName`: name of the party it talks to; empty when it is unknown (channel transferred).
  std::string transferee_connected_line_name() const {
    return detail::known_caller_name(text("TransfereeConnectedLineName"));
  }
  /// `TransfereeLanguage`: language of prompts (channel transferred).
  std::string_view transferee_language() const noexcept { return text("TransfereeLanguage"); }
  /// `TransfereeAccountCode`: account code for billing (channel transferred).
  std::string_view transferee_account_code() const noexcept { return text("TransfereeAccountCode"); }
  /// `TransfereeContext`: context in the dialplan (channel transferred).
  std::string_view transferee_context() const noexcept { return text("TransfereeContext"); }
  /// `TransfereeExten`: extension in the dialplan (channel transferred).
  std::string_view transferee_exten() const noexcept { return text("TransfereeExten"); }
  /// `TransfereePriority`: priority in the dialplan (channel transferred).
  std::optional<std::int64_t> transferee_priority() const noexcept { return integer("TransfereePriority"); }
  /// `TransfereeUniqueid`: unique id of the channel, an opaque text (channel transferred).
  std::string_view transferee_uniqueid() const noexcept { return text("TransfereeUniqueid"); }
  /// `TransfereeLinkedid`: unique id of the oldest channel of the call (channel transferred).
  std::string_view transferee_linkedid() const noexcept { return text("TransfereeLinkedid"); }
  /// `TransfereeTenantid`: tenant that the channel belongs to, when one is set; since Asterisk 20 (channel
  /// transferred).
  std::string_view transferee_tenantid() const noexcept { return text("TransfereeTenantid"); }
  /// `TransfereeChanVariable`: name and value of each channel variable that `channelvars` in manager.conf names
  /// (channel transferred).
  std::vector<std::pair<std::string, std::string>> transferee_chan_variables() const {
    return variables("TransfereeChanVariable");
  }
  /// The channel transferred as a whole, or nothing when its headers are missing.
  std::optional<ami::channel_snapshot> transferee() const noexcept {
    return ami::channel_snapshot::find(frame(), "Transferee");
  }
  /// `TransferTargetChannel`: the channel's name (channel of the transfer's target).
  std::string_view transfer_target_channel() const noexcept { return text("TransferTargetChannel"); }
  /// `TransferTargetChannelState`: the channel's state (channel of the transfer's target).
  std::optional<ami::channel_state> transfer_target_channel_state() const noexcept {
    return parse_channel_state(text("TransferTargetChannelState"));
  }
  /// `TransferTargetChannelStateDesc`: the state in words (channel of the transfer's target).
  std::string_view transfer_target_channel_state_desc() const noexcept {
    return text("TransferTargetChannelStateDesc");
  }
  /// `TransferTargetCallerIDNum`: number of the channel's caller id; empty when it is unknown (channel of the
  /// transfer's target).
  std::string_view transfer_target_caller_id_num() const noexcept {
    return known_caller_id(text("TransferTargetCallerIDNum"));
  }
  /// `TransferTargetCallerIDName`: name of the channel's caller id; empty when it is unknown (channel of the
  /// transfer's target).
  std::string transfer_target_caller_id_name() const {
    return detail::known_caller_name(text("TransferTargetCallerIDName"));
  }
  /// `TransferTargetConnectedLineNum`: number of the party it talks to; empty when it is unknown (channel of the
  /// transfer's target).
  std::string_view transfer_target_connected_line_num() const noexcept {
    return known_caller_id(text("TransferTargetConnectedLineNum"));
  }
  /// `TransferTargetConnectedLineName`: name of the party it talks to; empty when it is unknown (channel of the
  /// transfer's target).
  std::string transfer_target_connected_line_name() const {
    return detail::known_caller_name(text("TransferTargetConnectedLineName"));
  }
  /// `TransferTargetLanguage`: language of prompts (channel of the transfer's target).
  std::string_view transfer_target_language() const noexcept { return text("TransferTargetLanguage"); }
  /// `TransferTargetAccountCode`: account code for billing (channel of the transfer's target).
  std::string_view transfer_target_account_code() const noexcept { return text("TransferTargetAccountCode"); }
  /// `TransferTargetContext`: context in the dialplan (channel of the transfer's target).
  std::string_view transfer_target_context() const noexcept { return text("TransferTargetContext"); }
  /// `TransferTargetExten`: extension in the dialplan (channel of the transfer's target).
  std::string_view transfer_target_exten() const noexcept { return text("TransferTargetExten"); }
  /// `TransferTargetPriority`: priority in the dialplan (channel of the transfer's target).
  std::optional<std::int64_t> transfer_target_priority() const noexcept { return integer("TransferTargetPriority"); }
  /// `TransferTargetUniqueid`: unique id of the channel, an opaque text (channel of the transfer's target).
  std::string_view transfer_target_uniqueid() const noexcept { return text("TransferTargetUniqueid"); }
  /// `TransferTargetLinkedid`: unique id of the oldest channel of the call (channel of the transfer's target).
  std::string_view transfer_target_linkedid() const noexcept { return text("TransferTargetLinkedid"); }
  /// `TransferTargetTenantid`: tenant that the channel belongs to, when one is set; since Asterisk 20 (channel of the
  /// transfer's target).
  std::string_view transfer_target_tenantid() const noexcept { return text("TransferTargetTenantid"); }
  /// `TransferTargetChanVariable`: name and value of each channel variable that `channelvars` in manager.conf names
  /// (channel of the transfer's target).
  std::vector<std::pair<std::string, std::string>> transfer_target_chan_variables() const {
    return variables("TransferTargetChanVariable");
  }
  /// The channel of the transfer's target as a whole, or nothing when its headers are missing.
  std::optional<ami::channel_snapshot> transfer_target() const noexcept {
    return ami::channel_snapshot::find(frame(), "TransferTarget");
  }
  /// `Result`: how it ended.
  std::optional<ami::transfer_result> result() const noexcept { return parse_transfer_result(text("Result")); }
  /// `DestType`: outcome of the call: Bridge, App, Link, Threeway, Fail.
  std::string_view dest_type() const noexcept { return text("DestType"); }
  /// `DestBridgeUniqueid`: unique id of the bridge that the target went to.
  std::string_view dest_bridge_uniqueid() const noexcept { return text("DestBridgeUniqueid"); }
  /// `DestApp`: application that the target went to.
  std::string_view dest_app() const noexcept { return text("DestApp"); }
  /// `DestTransfererChannel`: transferer's channel in the surviving conference.
  std::string_view dest_transferer_channel() const noexcept { return text("DestTransfererChannel"); }
  /// `IsExternal`: whether a call from outside was transferred.
  std::optional<bool> is_external() const noexcept { return boolean("IsExternal"); }
};

/// A blind transfer ended. Wire name: `BlindTransfer`.
class blind_transfer : public event_view {
public:
  static constexpr event_type type_id = event_type::blind_transfer;
  static constexpr std::string_view wire_name = "BlindTransfer";

  using event_view::event_view;

  /// `BridgeUniqueid`: unique id of the bridge.
  std::string_view bridge_uniqueid() const noexcept { return text("BridgeUniqueid"); }
  /// `BridgeType`: kind of bridge.
  std::string_view bridge_type() const noexcept { return text("BridgeType"); }
  /// `BridgeTechnology`: the technology that mixes the media.
  std::string_view bridge_technology() const noexcept { return text("BridgeTechnology"); }
  /// `BridgeCreator`: the creator of the bridge, `<unknown>` when it is not known.
  std::string_view bridge_creator() const noexcept { return text("BridgeCreator"); }
  /// `BridgeName`: name given to the bridge, `<unknown>` without one.
  std::string_view bridge_name() const noexcept { return text("BridgeName"); }
  /// `BridgeNumChannels`: number of channels in the bridge.
  std::optional<std::int64_t> bridge_num_channels() const noexcept { return integer("BridgeNumChannels"); }
  /// `BridgeVideoSourceMode`: how the video source is chosen.
  std::string_view bridge_video_source_mode() const noexcept { return text("BridgeVideoSourceMode"); }
  /// `BridgeVideoSource`: unique id of the video source, when one is set.
  std::string_view bridge_video_source() const noexcept { return text("BridgeVideoSource"); }
  /// The bridge as a whole, or nothing when its headers are missing.
  std::optional<ami::bridge_snapshot> bridge() const noexcept { return ami::bridge_snapshot::find(frame(), ""); }
  /// `TransfererChannel`: the channel's name (channel that transfers).
  std::string_view transferer_channel() const noexcept { return text("TransfererChannel"); }
  /// `TransfererChannelState`: the channel's state (channel that transfers).
  std::optional<ami::channel_state> transferer_channel_state() const noexcept {
    return parse_channel_state(text("TransfererChannelState"));
  }
  /// `TransfererChannelStateDesc`: the state in words (channel that transfers).
  std::string_view transferer_channel_state_desc() const noexcept { return text("TransfererChannelStateDesc"); }
  /// `TransfererCallerIDNum`: number of the channel's caller id; empty when it is unknown (channel that transfers).
  std::string_view transferer_caller_id_num() const noexcept { return known_caller_id(text("TransfererCallerIDNum")); }
  /// `TransfererCallerIDName`: name of the channel's caller id; empty when it is unknown (channel that transfers).
  std::string transferer_caller_id_name() const { return detail::known_caller_name(text("TransfererCallerIDName")); }
  /// `TransfererConnectedLineNum`: number of the party it talks to; empty when it is unknown (channel that
  /// transfers).
  std::string_view transferer_connected_line_num() const noexcept {
    return known_caller_id(text("TransfererConnectedLineNum"));
  }
  /// `TransfererConnectedLineName`: name of the party it talks to; empty when it is unknown (channel that transfers).
  std::string transferer_connected_line_name() const {
    return detail::known_caller_name(text("TransfererConnectedLineName"));
  }
  /// `TransfererLanguage`: language of prompts (channel that transfers).
  std::string_view transferer_language() const noexcept { return text("TransfererLanguage"); }
  /// `TransfererAccountCode`: account code for billing (channel that transfers).
  std::string_view transferer_account_code() const noexcept { return text("TransfererAccountCode"); }
  /// `TransfererContext`: context in the dialplan (channel that transfers).
  std::string_view transferer_context() const noexcept { return text("TransfererContext"); }
  /// `TransfererExten`: extension in the dialplan (channel that transfers).
  std::string_view transferer_exten() const noexcept { return text("TransfererExten"); }
  /// `TransfererPriority`: priority in the dialplan (channel that transfers).
  std::optional<std::int64_t> transferer_priority() const noexcept { return integer("TransfererPriority"); }
  /// `TransfererUniqueid`: unique id of the channel, an opaque text (channel that transfers).
  std::string_view transferer_uniqueid() const noexcept { return text("TransfererUniqueid"); }
  /// `TransfererLinkedid`: unique id of the oldest channel of the call (channel that transfers).
  std::string_view transferer_linkedid() const noexcept { return text("TransfererLinkedid"); }
  /// `TransfererTenantid`: tenant that the channel belongs to, when one is set; since Asterisk 20 (channel that
  /// transfers).
  std::string_view transferer_tenantid() const noexcept { return text("TransfererTenantid"); }
  /// `TransfererChanVariable`: name and value of each channel variable that `channelvars` in manager.conf names
  /// (channel that transfers).
  std::vector<std::pair<std::string, std::string>> transferer_chan_variables() const {
    return variables("TransfererChanVariable");
  }
  /// The channel that transfers as a whole, or nothing when its headers are missing.
  std::optional<ami::channel_snapshot> transferer() const noexcept {
    return ami::channel_snapshot::find(frame(), "Transferer");
  }
  /// `TransfereeChannel`: the channel's name (channel transferred).
  std::string_view transferee_channel() const noexcept { return text("TransfereeChannel"); }
  /// `TransfereeChannelState`: the channel's state (channel transferred).
  std::optional<ami::channel_state> transferee_channel_state() const noexcept {
    return parse_channel_state(text("TransfereeChannelState"));
  }
  /// `TransfereeChannelStateDesc`: the state in words (channel transferred).
  std::string_view transferee_channel_state_desc() const noexcept { return text("TransfereeChannelStateDesc"); }
  /// `TransfereeCallerIDNum`: number of the channel's caller id; empty when it is unknown (channel transferred).
  std::string_view transferee_caller_id_num() const noexcept { return known_caller_id(text("TransfereeCallerIDNum")); }
  /// `TransfereeCallerIDName`: name of the channel's caller id; empty when it is unknown (channel transferred).
  std::string transferee_caller_id_name() const { return detail::known_caller_name(text("TransfereeCallerIDName")); }
  /// `TransfereeConnectedLineNum`: number of the party it talks to; empty when it is unknown (channel transferred).
  std::string_view transferee_connected_line_num() const noexcept {
    return known_caller_id(text("TransfereeConnectedLineNum"));
  }
  /// `TransfereeConnectedLineName`: name of the party it talks to; empty when it is unknown (channel transferred).
  std::string transferee_connected_line_name() const {
    return detail::known_caller_name(text("TransfereeConnectedLineName"));
  }
  /// `TransfereeLanguage`: language of prompts (channel transferred).
  std::string_view transferee_language() const noexcept { return text("TransfereeLanguage"); }
  /// `TransfereeAccountCode`: account code for billing (channel transferred).
  std::string_view transferee_account_code() const noexcept { return text("TransfereeAccountCode"); }
  /// `TransfereeContext`: context in the dialplan (channel transferred).
  std::string_view transferee_context() const noexcept { return text("TransfereeContext"); }
  /// `TransfereeExten`: extension in the dialplan (channel transferred).
  std::string_view transferee_exten() const noexcept { return text("TransfereeExten"); }
  /// `TransfereePriority`: priority in the dialplan (channel transferred).
  std::optional<std::int64_t> transferee_priority() const noexcept { return integer("TransfereePriority"); }
  /// `TransfereeUniqueid`: unique id of the channel, an opaque text (channel transferred).
  std::string_view transferee_uniqueid() const noexcept { return text("TransfereeUniqueid"); }
  /// `TransfereeLinkedid`: unique id of the oldest channel of the call (channel transferred).
  std::string_view transferee_linkedid() const noexcept { return text("TransfereeLinkedid"); }
  /// `TransfereeTenantid`: tenant that the channel belongs to, when one is set; since Asterisk 20 (channel
  /// transferred).
  std::string_view transferee_tenantid() const noexcept { return text("TransfereeTenantid"); }
  /// `TransfereeChanVariable`: name and value of each channel variable that `channelvars` in manager.conf names
  /// (channel transferred).
  std::vector<std::pair<std::string, std::string>> transferee_chan_variables() const {
    return variables("TransfereeChanVariable");
  }
  /// The channel transferred as a whole, or nothing when its headers are missing.
  std::optional<ami::channel_snapshot> transferee() const noexcept {
    return ami::channel_snapshot::find(frame(), "Transferee");
  }
  /// `Result`: how it ended.
  std::optional<ami::transfer_result> result() const noexcept { return parse_transfer_result(text("Result")); }
  /// `IsExternal`: whether a call from outside was transferred.
  std::optional<bool> is_external() const noexcept { return boolean("IsExternal"); }
  /// `Context`: context in the dialplan.
  std::string_view context() const noexcept { return text("Context"); }
  /// `Extension`: extension in the dialplan.
  std::string_view extension() const noexcept { return text("Extension"); }
};

/// A ringing call was picked up. Wire name: `Pickup`.
class pickup : public event_view {
public:
  static constexpr event_type type_id = event_type::pickup;
  static constexpr std::string_view wire_name = "Pickup";

  using event_view::event_view;

  /// `Channel`: the channel's name.
  std::string_view channel() const noexcept { return text("Channel"); }
  /// `ChannelState`: the channel's state.
  std::optional<ami::channel_state> channel_state() const noexcept { return parse_channel_state(text("ChannelState")); }
  /// `ChannelStateDesc`: the state in words.
  std::string_view channel_state_desc() const noexcept { return text("ChannelStateDesc"); }
  /// `CallerIDNum`: number of the channel's caller id; empty when it is unknown.
  std::string_view caller_id_num() const noexcept { return known_caller_id(text("CallerIDNum")); }
  /// `CallerIDName`: name of the channel's caller id; empty when it is unknown.
  std::string caller_id_name() const { return detail::known_caller_name(text("CallerIDName")); }
  /// `ConnectedLineNum`: number of the party it talks to; empty when it is unknown.
  std::string_view connected_line_num() const noexcept { return known_caller_id(text("ConnectedLineNum")); }
  /// `ConnectedLineName`: name of the party it talks to; empty when it is unknown.
  std::string connected_line_name() const { return detail::known_caller_name(text("ConnectedLineName")); }
  /// `Language`: language of prompts.
  std::string_view language() const noexcept { return text("Language"); }
  /// `AccountCode`: account code for billing.
  std::string_view account_code() const noexcept { return text("AccountCode"); }
  /// `Context`: context in the dialplan.
  std::string_view context() const noexcept { return text("Context"); }
  /// `Exten`: extension in the dialplan.
  std::string_view exten() const noexcept { return text("Exten"); }
  /// `Priority`: priority in the dialplan.
  std::optional<std::int64_t> priority() const noexcept { return integer("Priority"); }
  /// `Uniqueid`: unique id of the channel, an opaque text.
  std::string_view uniqueid() const noexcept { return text("Uniqueid"); }
  /// `Linkedid`: unique id of the oldest channel of the call.
  std::string_view linkedid() const noexcept { return text("Linkedid"); }
  /// `Tenantid`: tenant that the channel belongs to, when one is set; since Asterisk 20.
  std::string_view tenantid() const noexcept { return text("Tenantid"); }
  /// `ChanVariable`: name and value of each channel variable that `channelvars` in manager.conf names.
  std::vector<std::pair<std::string, std::string>> chan_variables() const { return variables("ChanVariable"); }
  /// The channel as a whole, or nothing when its headers are missing.
  std::optional<ami::channel_snapshot> snapshot() const noexcept { return ami::channel_snapshot::find(frame(), ""); }
  /// `TargetChannel`: the channel's name (channel picked up).
  std::string_view target_channel() const noexcept { return text("TargetChannel"); }
  /// `TargetChannelState`: the channel's state (channel picked up).
  std::optional<ami::channel_state> target_channel_state() const noexcept {
    return parse_channel_state(text("TargetChannelState"));
  }
  /// `TargetChannelStateDesc`: the state in words (channel picked up).
  std::string_view target_channel_state_desc() const noexcept { return text("TargetChannelStateDesc"); }
  /// `TargetCallerIDNum`: number of the channel's caller id; empty when it is unknown (channel picked up).
  std::string_view target_caller_id_num() const noexcept { return known_caller_id(text("TargetCallerIDNum")); }
  /// `TargetCallerIDName`: name of the channel's caller id; empty when it is unknown (channel picked up).
  std::string target_caller_id_name() const { return detail::known_caller_name(text("TargetCallerIDName")); }
  /// `TargetConnectedLineNum`: number of the party it talks to; empty when it is unknown (channel picked up).
  std::string_view target_connected_line_num() const noexcept {
    return known_caller_id(text("TargetConnectedLineNum"));
  }
  /// `TargetConnectedLineName`: name of the party it talks to; empty when it is unknown (channel picked up).
  std::string target_connected_line_name() const { return detail::known_caller_name(text("TargetConnectedLineName")); }
  /// `TargetLanguage`: language of prompts (channel picked up).
  std::string_view target_language() const noexcept { return text("TargetLanguage"); }
  /// `TargetAccountCode`: account code for billing (channel picked up).
  std::string_view target_account_code() const noexcept { return text("TargetAccountCode"); }
  /// `TargetContext`: context in the dialplan (channel picked up).
  std::string_view target_context() const noexcept { return text("TargetContext"); }
  /// `TargetExten`: extension in the dialplan (channel picked up).
  std::string_view target_exten() const noexcept { return text("TargetExten"); }
  /// `TargetPriority`: priority in the dialplan (channel picked up).
  std::optional<std::int64_t> target_priority() const noexcept { return integer("TargetPriority"); }
  /// `TargetUniqueid`: unique id of the channel, an opaque text (channel picked up).
  std::string_view target_uniqueid() const noexcept { return text("TargetUniqueid"); }
  /// `TargetLinkedid`: unique id of the oldest channel of the call (channel picked up).
  std::string_view target_linkedid() const noexcept { return text("TargetLinkedid"); }
  /// `TargetTenantid`: tenant that the channel belongs to, when one is set; since Asterisk 20 (channel picked up).
  std::string_view target_tenantid() const noexcept { return text("TargetTenantid"); }
  /// `TargetChanVariable`: name and value of each channel variable that `channelvars` in manager.conf names (channel
  /// picked up).
  std::vector<std::pair<std::string, std::string>> target_chan_variables() const {
    return variables("TargetChanVariable");
  }
  /// The channel picked up as a whole, or nothing when its headers are missing.
  std::optional<ami::channel_snapshot> target() const noexcept {
    return ami::channel_snapshot::find(frame(), "Target");
  }
};

}  // namespace ami::events
