// Events of media streams.
// Made by src/catalogue/generate.py from src/catalogue/catalogue.json: change those, not this file.
#pragma once

#include <ami/event_view.hpp>
#include <ami/names.hpp>
#include <ami/snapshot.hpp>
#include <ami/values.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::events {

/// A report about a media stream was received. Report blocks are numbered from 0. Wire name: `RTCPReceived`.
class rtcp_received : public event_view {
public:
  static constexpr event_type type_id = event_type::rtcp_received;
  static constexpr std::string_view wire_name = "RTCPReceived";

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
  /// `SSRC`: the stream's source.
  std::optional<std::uint64_t> ssrc() const noexcept { return parse_hex(text("SSRC")); }
  /// `PT`: type of the packet, for example 200(SR).
  std::string_view pt() const noexcept { return text("PT"); }
  /// `From`: where it was received from.
  std::optional<ami::network_address> from() const noexcept { return parse_host_port(text("From")); }
  /// `RTT`: round trip.
  std::optional<std::chrono::microseconds> rtt() const noexcept { return parse_decimal_seconds(text("RTT")); }
  /// `ReportCount`: number of report blocks.
  std::optional<std::int64_t> report_count() const noexcept { return integer("ReportCount"); }
  /// `SentNTP`: when it was sent.
  std::optional<std::chrono::sys_time<std::chrono::microseconds>> sent_ntp() const noexcept {
    return parse_epoch_fraction(text("SentNTP"));
  }
  /// `SentRTP`: RTP timestamp.
  std::optional<std::int64_t> sent_rtp() const noexcept { return integer("SentRTP"); }
  /// `SentPackets`: packets sent.
  std::optional<std::int64_t> sent_packets() const noexcept { return integer("SentPackets"); }
  /// `SentOctets`: bytes sent.
  std::optional<std::int64_t> sent_octets() const noexcept { return integer("SentOctets"); }
  /// `To`: where it was sent to.
  std::optional<ami::network_address> to() const noexcept { return parse_host_port(text("To")); }
  /// `MES`: media experience score. Not in Asterisk 16.
  std::optional<double> mes() const noexcept { return parse_real(text("MES")); }
  /// `Report<index>SourceSSRC`: source that block `index` is about.
  std::optional<std::uint64_t> report_source_ssrc(std::size_t index) const noexcept {
    return parse_hex(text(numbered_key{"Report", index, "SourceSSRC"}));
  }
  /// `Report<index>FractionLost`: 256ths of the packets lost since the report before.
  std::optional<std::int64_t> report_fraction_lost(std::size_t index) const noexcept {
    return integer(numbered_key{"Report", index, "FractionLost"});
  }
  /// `Report<index>CumulativeLost`: packets lost.
  std::optional<std::int64_t> report_cumulative_lost(std::size_t index) const noexcept {
    return integer(numbered_key{"Report", index, "CumulativeLost"});
  }
  /// `Report<index>HighestSequence`: highest sequence number received.
  std::optional<std::int64_t> report_highest_sequence(std::size_t index) const noexcept {
    return integer(numbered_key{"Report", index, "HighestSequence"});
  }
  /// `Report<index>SequenceNumberCycles`: how often sequence numbers wrapped around.
  std::optional<std::int64_t> report_sequence_number_cycles(std::size_t index) const noexcept {
    return integer(numbered_key{"Report", index, "SequenceNumberCycles"});
  }
  /// `Report<index>IAJitter`: jitter between arrivals, in units of the timestamp.
  std::optional<std::int64_t> report_ia_jitter(std::size_t index) const noexcept {
    return integer(numbered_key{"Report", index, "IAJitter"});
  }
  /// `Report<index>LSR`: middle 32 bits of the last sender report's time.
  std::optional<std::int64_t> report_lsr(std::size_t index) const noexcept {
    return integer(numbered_key{"Report", index, "LSR"});
  }
  /// `Report<index>DLSR`: time since the last sender report.
  std::optional<std::chrono::microseconds> report_dlsr(std::size_t index) const noexcept {
    return parse_decimal_seconds(text(numbered_key{"Report", index, "DLSR"}));
  }
};

/// A report about a media stream was sent. Report blocks are numbered from 0. Wire name: `RTCPSent`.
class rtcp_sent : public event_view {
public:
  static constexpr event_type type_id = event_type::rtcp_sent;
  static constexpr std::string_view wire_name = "RTCPSent";

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
  /// `SSRC`: the stream's source.
  std::optional<std::uint64_t> ssrc() const noexcept { return parse_hex(text("SSRC")); }
  /// `PT`: type of the packet, for example 200(SR).
  std::string_view pt() const noexcept { return text("PT"); }
  /// `To`: where it was sent to.
  std::optional<ami::network_address> to() const noexcept { return parse_host_port(text("To")); }
  /// `ReportCount`: number of report blocks.
  std::optional<std::int64_t> report_count() const noexcept { return integer("ReportCount"); }
  /// `SentNTP`: when it was sent.
  std::optional<std::chrono::sys_time<std::chrono::microseconds>> sent_ntp() const noexcept {
    return parse_epoch_fraction(text("SentNTP"));
  }
  /// `SentRTP`: RTP timestamp.
  std::optional<std::int64_t> sent_rtp() const noexcept { return integer("SentRTP"); }
  /// `SentPackets`: packets sent.
  std::optional<std::int64_t> sent_packets() const noexcept { return integer("SentPackets"); }
  /// `SentOctets`: bytes sent.
  std::optional<std::int64_t> sent_octets() const noexcept { return integer("SentOctets"); }
  /// `From`: where it was received from.
  std::optional<ami::network_address> from() const noexcept { return parse_host_port(text("From")); }
  /// `MES`: media experience score. Not in Asterisk 16.
  std::optional<double> mes() const noexcept { return parse_real(text("MES")); }
  /// `RTT`: round trip.
  std::optional<std::chrono::microseconds> rtt() const noexcept { return parse_decimal_seconds(text("RTT")); }
  /// `Report<index>SourceSSRC`: source that block `index` is about.
  std::optional<std::uint64_t> report_source_ssrc(std::size_t index) const noexcept {
    return parse_hex(text(numbered_key{"Report", index, "SourceSSRC"}));
  }
  /// `Report<index>FractionLost`: 256ths of the packets lost since the report before.
  std::optional<std::int64_t> report_fraction_lost(std::size_t index) const noexcept {
    return integer(numbered_key{"Report", index, "FractionLost"});
  }
  /// `Report<index>CumulativeLost`: packets lost.
  std::optional<std::int64_t> report_cumulative_lost(std::size_t index) const noexcept {
    return integer(numbered_key{"Report", index, "CumulativeLost"});
  }
  /// `Report<index>HighestSequence`: highest sequence number received.
  std::optional<std::int64_t> report_highest_sequence(std::size_t index) const noexcept {
    return integer(numbered_key{"Report", index, "HighestSequence"});
  }
  /// `Report<index>SequenceNumberCycles`: how often sequence numbers wrapped around.
  std::optional<std::int64_t> report_sequence_number_cycles(std::size_t index) const noexcept {
    return integer(numbered_key{"Report", index, "SequenceNumberCycles"});
  }
  /// `Report<index>IAJitter`: jitter between arrivals, in units of the timestamp.
  std::optional<std::int64_t> report_ia_jitter(std::size_t index) const noexcept {
    return integer(numbered_key{"Report", index, "IAJitter"});
  }
  /// `Report<index>LSR`: middle 32 bits of the last sender report's time.
  std::optional<std::int64_t> report_lsr(std::size_t index) const noexcept {
    return integer(numbered_key{"Report", index, "LSR"});
  }
  /// `Report<index>DLSR`: time since the last sender report.
  std::optional<std::chrono::microseconds> report_dlsr(std::size_t index) const noexcept {
    return parse_decimal_seconds(text(numbered_key{"Report", index, "DLSR"}));
  }
};

}  // namespace ami::events
