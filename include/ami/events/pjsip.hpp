// Answers of the PJSIP list actions.
// Made by src/catalogue/generate.py from src/catalogue/catalogue.json: change those, not this file.
#pragma once

#include <ami/event_view.hpp>
#include <ami/names.hpp>
#include <ami/values.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace ami::events {

/// An address of record of an endpoint. Wire name: `AorDetail`.
class aor_detail : public event_view {
public:
  static constexpr event_type type_id = event_type::aor_detail;
  static constexpr std::string_view wire_name = "AorDetail";

  using event_view::event_view;

  /// `ObjectType`: kind of configuration section.
  std::string_view object_type() const noexcept { return text("ObjectType"); }
  /// `ObjectName`: the name in the configuration.
  std::string_view object_name() const noexcept { return text("ObjectName"); }
  /// `MinimumExpiration`: shortest expiration of a registration.
  std::optional<std::chrono::seconds> minimum_expiration() const noexcept {
    return parse_seconds(text("MinimumExpiration"));
  }
  /// `MaximumExpiration`: longest expiration of a registration.
  std::optional<std::chrono::seconds> maximum_expiration() const noexcept {
    return parse_seconds(text("MaximumExpiration"));
  }
  /// `DefaultExpiration`: expiration of a registration that does not set one.
  std::optional<std::chrono::seconds> default_expiration() const noexcept {
    return parse_seconds(text("DefaultExpiration"));
  }
  /// `QualifyFrequency`: time between two checks, 0 for none.
  std::optional<std::chrono::seconds> qualify_frequency() const noexcept {
    return parse_seconds(text("QualifyFrequency"));
  }
  /// `AuthenticateQualify`: whether the check needs authentication.
  std::optional<bool> authenticate_qualify() const noexcept { return boolean("AuthenticateQualify"); }
  /// `MaxContacts`: how many contacts it may have.
  std::optional<std::int64_t> max_contacts() const noexcept { return integer("MaxContacts"); }
  /// `RemoveExisting`: whether a new contact replaces old ones.
  std::optional<bool> remove_existing() const noexcept { return boolean("RemoveExisting"); }
  /// `RemoveUnavailable`: whether unavailable contacts are replaced first.
  std::optional<bool> remove_unavailable() const noexcept { return boolean("RemoveUnavailable"); }
  /// `Mailboxes`: mailboxes, with commas.
  std::string_view mailboxes() const noexcept { return text("Mailboxes"); }
  /// `OutboundProxy`: proxy for outgoing requests.
  std::string_view outbound_proxy() const noexcept { return text("OutboundProxy"); }
  /// `SupportPath`: whether Path is supported.
  std::optional<bool> support_path() const noexcept { return boolean("SupportPath"); }
  /// `Qualify2xxOnly`: whether only a 2xx answer counts as reachable. Not in Asterisk 16.
  std::optional<bool> qualify2xx_only() const noexcept { return boolean("Qualify2xxOnly"); }
  /// `QualifyTimeout`: how long a check waits for an answer.
  std::optional<std::chrono::microseconds> qualify_timeout() const noexcept {
    return parse_decimal_seconds(text("QualifyTimeout"));
  }
  /// `VoicemailExtension`: extension of voicemail.
  std::string_view voicemail_extension() const noexcept { return text("VoicemailExtension"); }
  /// `Contacts`: the contacts, with commas.
  std::string_view contacts() const noexcept { return text("Contacts"); }
  /// `TotalContacts`: number of contacts.
  std::optional<std::int64_t> total_contacts() const noexcept { return integer("TotalContacts"); }
  /// `ContactsRegistered`: contacts that registered.
  std::optional<std::int64_t> contacts_registered() const noexcept { return integer("ContactsRegistered"); }
  /// `EndpointName`: its endpoint.
  std::string_view endpoint_name() const noexcept { return text("EndpointName"); }
};

/// An address of record. Wire name: `AorList`.
class aor_list : public event_view {
public:
  static constexpr event_type type_id = event_type::aor_list;
  static constexpr std::string_view wire_name = "AorList";

  using event_view::event_view;

  /// `ObjectType`: kind of configuration section.
  std::string_view object_type() const noexcept { return text("ObjectType"); }
  /// `ObjectName`: the name in the configuration.
  std::string_view object_name() const noexcept { return text("ObjectName"); }
  /// `MinimumExpiration`: shortest expiration of a registration.
  std::optional<std::chrono::seconds> minimum_expiration() const noexcept {
    return parse_seconds(text("MinimumExpiration"));
  }
  /// `MaximumExpiration`: longest expiration of a registration.
  std::optional<std::chrono::seconds> maximum_expiration() const noexcept {
    return parse_seconds(text("MaximumExpiration"));
  }
  /// `DefaultExpiration`: expiration of a registration that does not set one.
  std::optional<std::chrono::seconds> default_expiration() const noexcept {
    return parse_seconds(text("DefaultExpiration"));
  }
  /// `QualifyFrequency`: time between two checks, 0 for none.
  std::optional<std::chrono::seconds> qualify_frequency() const noexcept {
    return parse_seconds(text("QualifyFrequency"));
  }
  /// `QualifyTimeout`: how long a check waits for an answer.
  std::optional<std::chrono::microseconds> qualify_timeout() const noexcept {
    return parse_decimal_seconds(text("QualifyTimeout"));
  }
  /// `Qualify2xxOnly`: whether only a 2xx answer counts as reachable. Not in Asterisk 16.
  std::optional<bool> qualify2xx_only() const noexcept { return boolean("Qualify2xxOnly"); }
  /// `AuthenticateQualify`: whether the check needs authentication.
  std::optional<bool> authenticate_qualify() const noexcept { return boolean("AuthenticateQualify"); }
  /// `MaxContacts`: how many contacts it may have.
  std::optional<std::int64_t> max_contacts() const noexcept { return integer("MaxContacts"); }
  /// `RemoveExisting`: whether a new contact replaces old ones.
  std::optional<bool> remove_existing() const noexcept { return boolean("RemoveExisting"); }
  /// `RemoveUnavailable`: whether unavailable contacts are replaced first.
  std::optional<bool> remove_unavailable() const noexcept { return boolean("RemoveUnavailable"); }
  /// `Mailboxes`: mailboxes, with commas.
  std::string_view mailboxes() const noexcept { return text("Mailboxes"); }
  /// `VoicemailExtension`: extension of voicemail.
  std::string_view voicemail_extension() const noexcept { return text("VoicemailExtension"); }
  /// `OutboundProxy`: proxy for outgoing requests.
  std::string_view outbound_proxy() const noexcept { return text("OutboundProxy"); }
  /// `SupportPath`: whether Path is supported.
  std::optional<bool> support_path() const noexcept { return boolean("SupportPath"); }
  /// `Contacts`: the contacts, with commas.
  std::string_view contacts() const noexcept { return text("Contacts"); }
};

/// The end of the list of addresses of record. Wire name: `AorListComplete`.
class aor_list_complete : public event_view {
public:
  static constexpr event_type type_id = event_type::aor_list_complete;
  static constexpr std::string_view wire_name = "AorListComplete";

  using event_view::event_view;

  /// `EventList`: `Complete`: the list ends.
  std::string_view event_list() const noexcept { return text("EventList"); }
  /// `ListItems`: number of items of the list, as the server counts them.
  std::optional<std::int64_t> list_items() const noexcept { return integer("ListItems"); }
};

/// An authentication section of an endpoint or registration. Its secrets are in clear text. Wire name: `AuthDetail`.
class auth_detail : public event_view {
public:
  static constexpr event_type type_id = event_type::auth_detail;
  static constexpr std::string_view wire_name = "AuthDetail";

  using event_view::event_view;

  /// `ObjectType`: kind of configuration section.
  std::string_view object_type() const noexcept { return text("ObjectType"); }
  /// `ObjectName`: the name in the configuration.
  std::string_view object_name() const noexcept { return text("ObjectName"); }
  /// `Username`: the user's name.
  std::string_view username() const noexcept { return text("Username"); }
  /// `Password`: the password: a secret.
  std::string_view password() const noexcept { return text("Password"); }
  /// `Md5Cred`: MD5 of user, realm and password: a secret.
  std::string_view md5_cred() const noexcept { return text("Md5Cred"); }
  /// `Realm`: the realm.
  std::string_view realm() const noexcept { return text("Realm"); }
  /// `NonceLifetime`: how long a nonce is valid.
  std::optional<std::chrono::seconds> nonce_lifetime() const noexcept { return parse_seconds(text("NonceLifetime")); }
  /// `AuthType`: kind of authentication.
  std::string_view auth_type() const noexcept { return text("AuthType"); }
  /// `EndpointName`: its endpoint.
  std::string_view endpoint_name() const noexcept { return text("EndpointName"); }
  /// `OauthClientid`: client id of OAuth. Not in Asterisk 16.
  std::string_view oauth_clientid() const noexcept { return text("OauthClientid"); }
  /// `OauthSecret`: secret of OAuth. Not in Asterisk 16.
  std::string_view oauth_secret() const noexcept { return text("OauthSecret"); }
  /// `PasswordDigest`: digest of the password: a secret. Not in Asterisk 16.
  std::string_view password_digest() const noexcept { return text("PasswordDigest"); }
  /// `RefreshToken`: token of OAuth: a secret. Not in Asterisk 16.
  std::string_view refresh_token() const noexcept { return text("RefreshToken"); }
  /// `SupportedAlgorithmsUac`: digest algorithms for outgoing requests. Not in Asterisk 16.
  std::string_view supported_algorithms_uac() const noexcept { return text("SupportedAlgorithmsUac"); }
  /// `SupportedAlgorithmsUas`: digest algorithms for incoming requests. Not in Asterisk 16.
  std::string_view supported_algorithms_uas() const noexcept { return text("SupportedAlgorithmsUas"); }
};

/// An authentication section. Its secrets are in clear text. Wire name: `AuthList`.
class auth_list : public event_view {
public:
  static constexpr event_type type_id = event_type::auth_list;
  static constexpr std::string_view wire_name = "AuthList";

  using event_view::event_view;

  /// `ObjectType`: kind of configuration section.
  std::string_view object_type() const noexcept { return text("ObjectType"); }
  /// `ObjectName`: the name in the configuration.
  std::string_view object_name() const noexcept { return text("ObjectName"); }
  /// `Username`: the user's name.
  std::string_view username() const noexcept { return text("Username"); }
  /// `Md5Cred`: MD5 of user, realm and password: a secret.
  std::string_view md5_cred() const noexcept { return text("Md5Cred"); }
  /// `Realm`: the realm.
  std::string_view realm() const noexcept { return text("Realm"); }
  /// `AuthType`: kind of authentication.
  std::string_view auth_type() const noexcept { return text("AuthType"); }
  /// `Password`: the password: a secret.
  std::string_view password() const noexcept { return text("Password"); }
  /// `NonceLifetime`: how long a nonce is valid.
  std::optional<std::chrono::seconds> nonce_lifetime() const noexcept { return parse_seconds(text("NonceLifetime")); }
  /// `OauthClientid`: client id of OAuth. Not in Asterisk 16.
  std::string_view oauth_clientid() const noexcept { return text("OauthClientid"); }
  /// `OauthSecret`: secret of OAuth. Not in Asterisk 16.
  std::string_view oauth_secret() const noexcept { return text("OauthSecret"); }
  /// `PasswordDigest`: digest of the password: a secret. Not in Asterisk 16.
  std::string_view password_digest() const noexcept { return text("PasswordDigest"); }
  /// `RefreshToken`: token of OAuth: a secret. Not in Asterisk 16.
  std::string_view refresh_token() const noexcept { return text("RefreshToken"); }
  /// `SupportedAlgorithmsUac`: digest algorithms for outgoing requests. Not in Asterisk 16.
  std::string_view supported_algorithms_uac() const noexcept { return text("SupportedAlgorithmsUac"); }
  /// `SupportedAlgorithmsUas`: digest algorithms for incoming requests. Not in Asterisk 16.
  std::string_view supported_algorithms_uas() const noexcept { return text("SupportedAlgorithmsUas"); }
};

/// The end of the list of authentication sections. Wire name: `AuthListComplete`.
class auth_list_complete : public event_view {
public:
  static constexpr event_type type_id = event_type::auth_list_complete;
  static constexpr std::string_view wire_name = "AuthListComplete";

  using event_view::event_view;

  /// `EventList`: `Complete`: the list ends.
  std::string_view event_list() const noexcept { return text("EventList"); }
  /// `ListItems`: number of items of the list, as the server counts them.
  std::optional<std::int64_t> list_items() const noexcept { return integer("ListItems"); }
};

/// A contact. Wire name: `ContactList`.
class contact_list : public event_view {
public:
  static constexpr event_type type_id = event_type::contact_list;
  static constexpr std::string_view wire_name = "ContactList";

  using event_view::event_view;

  /// `ObjectType`: kind of configuration section.
  std::string_view object_type() const noexcept { return text("ObjectType"); }
  /// `ObjectName`: the name in the configuration.
  std::string_view object_name() const noexcept { return text("ObjectName"); }
  /// `ViaAddr`: address of the Via header.
  std::string_view via_addr() const noexcept { return text("ViaAddr"); }
  /// `ViaPort`: port of the Via header.
  std::optional<std::int64_t> via_port() const noexcept { return integer("ViaPort"); }
  /// `QualifyTimeout`: how long a check waits for an answer.
  std::optional<std::chrono::microseconds> qualify_timeout() const noexcept {
    return parse_decimal_seconds(text("QualifyTimeout"));
  }
  /// `CallId`: Call-ID of SIP.
  std::string_view call_id() const noexcept { return text("CallId"); }
  /// `RegServer`: server that it registered with.
  std::string_view reg_server() const noexcept { return text("RegServer"); }
  /// `PruneOnBoot`: whether it is dropped at the start.
  std::optional<bool> prune_on_boot() const noexcept { return boolean("PruneOnBoot"); }
  /// `Path`: path of the registration.
  std::string_view path() const noexcept { return text("Path"); }
  /// `Endpoint`: the endpoint.
  std::string_view endpoint() const noexcept { return text("Endpoint"); }
  /// `AuthenticateQualify`: whether the check needs authentication.
  std::optional<bool> authenticate_qualify() const noexcept { return boolean("AuthenticateQualify"); }
  /// `Uri`: the contact's URI.
  std::string_view uri() const noexcept { return text("Uri"); }
  /// `QualifyFrequency`: time between two checks, 0 for none.
  std::optional<std::chrono::seconds> qualify_frequency() const noexcept {
    return parse_seconds(text("QualifyFrequency"));
  }
  /// `UserAgent`: the phone's User-Agent.
  std::string_view user_agent() const noexcept { return text("UserAgent"); }
  /// `ExpirationTime`: when the registration expires.
  std::optional<std::chrono::sys_seconds> expiration_time() const noexcept {
    return parse_epoch(text("ExpirationTime"));
  }
  /// `OutboundProxy`: proxy for outgoing requests.
  std::string_view outbound_proxy() const noexcept { return text("OutboundProxy"); }
  /// `Status`: status of the contact.
  std::optional<ami::contact_state> status() const noexcept { return parse_contact_state(text("Status")); }
  /// `RoundtripUsec`: round trip.
  std::optional<std::chrono::microseconds> roundtrip_usec() const noexcept {
    return parse_microseconds(text("RoundtripUsec"));
  }
  /// `Qualify2xxOnly`: whether only a 2xx answer counts as reachable. Not in Asterisk 16.
  std::optional<bool> qualify2xx_only() const noexcept { return boolean("Qualify2xxOnly"); }
};

/// The end of the list of contacts. Wire name: `ContactListComplete`.
class contact_list_complete : public event_view {
public:
  static constexpr event_type type_id = event_type::contact_list_complete;
  static constexpr std::string_view wire_name = "ContactListComplete";

  using event_view::event_view;

  /// `EventList`: `Complete`: the list ends.
  std::string_view event_list() const noexcept { return text("EventList"); }
  /// `ListItems`: number of items of the list, as the server counts them.
  std::optional<std::int64_t> list_items() const noexcept { return integer("ListItems"); }
};

/// The status of a contact. Wire name: `ContactStatusDetail`.
class contact_status_detail : public event_view {
public:
  static constexpr event_type type_id = event_type::contact_status_detail;
  static constexpr std::string_view wire_name = "ContactStatusDetail";

  using event_view::event_view;

  /// `AOR`: address of record.
  std::string_view aor() const noexcept { return text("AOR"); }
  /// `URI`: the contact's URI.
  std::string_view uri() const noexcept { return text("URI"); }
  /// `Status`: status of the contact.
  std::optional<ami::contact_state> status() const noexcept { return parse_contact_state(text("Status")); }
  /// `RoundtripUsec`: round trip.
  std::optional<std::chrono::microseconds> roundtrip_usec() const noexcept {
    return parse_microseconds(text("RoundtripUsec"));
  }
  /// `EndpointName`: its endpoint.
  std::string_view endpoint_name() const noexcept { return text("EndpointName"); }
  /// `UserAgent`: the phone's User-Agent.
  std::string_view user_agent() const noexcept { return text("UserAgent"); }
  /// `RegExpire`: when the registration expires.
  std::optional<std::chrono::sys_seconds> reg_expire() const noexcept { return parse_epoch(text("RegExpire")); }
  /// `ViaAddress`: address and port of the Via header.
  std::string_view via_address() const noexcept { return text("ViaAddress"); }
  /// `CallID`: Call-ID of SIP.
  std::string_view call_id() const noexcept { return text("CallID"); }
  /// `ID`: name of the contact's object.
  std::string_view id() const noexcept { return text("ID"); }
  /// `AuthenticateQualify`: whether the check needs authentication.
  std::optional<bool> authenticate_qualify() const noexcept { return boolean("AuthenticateQualify"); }
  /// `OutboundProxy`: proxy for outgoing requests.
  std::string_view outbound_proxy() const noexcept { return text("OutboundProxy"); }
  /// `Path`: path of the registration.
  std::string_view path() const noexcept { return text("Path"); }
  /// `QualifyFrequency`: time between two checks, 0 for none.
  std::optional<std::chrono::seconds> qualify_frequency() const noexcept {
    return parse_seconds(text("QualifyFrequency"));
  }
  /// `QualifyTimeout`: how long a check waits for an answer.
  std::optional<std::chrono::microseconds> qualify_timeout() const noexcept {
    return parse_decimal_seconds(text("QualifyTimeout"));
  }
  /// `Qualify2xxOnly`: whether only a 2xx answer counts as reachable. Not in Asterisk 16.
  std::optional<bool> qualify2xx_only() const noexcept { return boolean("Qualify2xxOnly"); }
};

/// The end of the list of contacts with their status. Wire name: `ContactStatusDetailComplete`.
class contact_status_detail_complete : public event_view {
public:
  static constexpr event_type type_id = event_type::contact_status_detail_complete;
  static constexpr std::string_view wire_name = "ContactStatusDetailComplete";

  using event_view::event_view;

  /// `EventList`: `Complete`: the list ends.
  std::string_view event_list() const noexcept { return text("EventList"); }
  /// `ListItems`: number of items of the list, as the server counts them.
  std::optional<std::int64_t> list_items() const noexcept { return integer("ListItems"); }
};

/// An endpoint with its configuration, answer to the action PJSIPShowEndpoint. Wire name: `EndpointDetail`.
class endpoint_detail : public event_view {
public:
  static constexpr event_type type_id = event_type::endpoint_detail;
  static constexpr std::string_view wire_name = "EndpointDetail";

  using event_view::event_view;

  /// `ObjectType`: kind of configuration section.
  std::string_view object_type() const noexcept { return text("ObjectType"); }
  /// `ObjectName`: the name in the configuration.
  std::string_view object_name() const noexcept { return text("ObjectName"); }
  /// `Context`: context in the dialplan.
  std::string_view context() const noexcept { return text("Context"); }
  /// `Allow`: codecs allowed.
  std::string_view allow() const noexcept { return text("Allow"); }
  /// `DtmfMode`: setting of the endpoint.
  std::string_view dtmf_mode() const noexcept { return text("DtmfMode"); }
  /// `RtpIpv6`: setting of the endpoint.
  std::optional<bool> rtp_ipv6() const noexcept { return boolean("RtpIpv6"); }
  /// `RtpSymmetric`: setting of the endpoint.
  std::optional<bool> rtp_symmetric() const noexcept { return boolean("RtpSymmetric"); }
  /// `IceSupport`: setting of the endpoint.
  std::optional<bool> ice_support() const noexcept { return boolean("IceSupport"); }
  /// `UsePtime`: setting of the endpoint.
  std::optional<bool> use_ptime() const noexcept { return boolean("UsePtime"); }
  /// `ForceRport`: setting of the endpoint.
  std::optional<bool> force_rport() const noexcept { return boolean("ForceRport"); }
  /// `RewriteContact`: setting of the endpoint.
  std::optional<bool> rewrite_contact() const noexcept { return boolean("RewriteContact"); }
  /// `Transport`: the transport.
  std::string_view transport() const noexcept { return text("Transport"); }
  /// `OutboundProxy`: proxy for outgoing requests.
  std::string_view outbound_proxy() const noexcept { return text("OutboundProxy"); }
  /// `MohSuggest`: setting of the endpoint.
  std::string_view moh_suggest() const noexcept { return text("MohSuggest"); }
  /// `100rel`: setting of the endpoint.
  std::string_view rel100() const noexcept { return text("100rel"); }
  /// `Timers`: setting of the endpoint.
  std::string_view timers() const noexcept { return text("Timers"); }
  /// `TimersMinSe`: shortest session timer.
  std::optional<std::chrono::seconds> timers_min_se() const noexcept { return parse_seconds(text("TimersMinSe")); }
  /// `TimersSessExpires`: session timer.
  std::optional<std::chrono::seconds> timers_sess_expires() const noexcept {
    return parse_seconds(text("TimersSessExpires"));
  }
  /// `Auth`: setting of the endpoint.
  std::string_view auth() const noexcept { return text("Auth"); }
  /// `OutboundAuth`: authentication sections for outgoing requests.
  std::string_view outbound_auth() const noexcept { return text("OutboundAuth"); }
  /// `Aors`: addresses of record, with commas.
  std::string_view aors() const noexcept { return text("Aors"); }
  /// `MediaAddress`: setting of the endpoint.
  std::string_view media_address() const noexcept { return text("MediaAddress"); }
  /// `IdentifyBy`: setting of the endpoint.
  std::string_view identify_by() const noexcept { return text("IdentifyBy"); }
  /// `DirectMedia`: setting of the endpoint.
  std::optional<bool> direct_media() const noexcept { return boolean("DirectMedia"); }
  /// `DirectMediaMethod`: setting of the endpoint.
  std::string_view direct_media_method() const noexcept { return text("DirectMediaMethod"); }
  /// `TrustConnectedLine`: setting of the endpoint.
  std::optional<bool> trust_connected_line() const noexcept { return boolean("TrustConnectedLine"); }
  /// `SendConnectedLine`: setting of the endpoint.
  std::optional<bool> send_connected_line() const noexcept { return boolean("SendConnectedLine"); }
  /// `ConnectedLineMethod`: setting of the endpoint.
  std::string_view connected_line_method() const noexcept { return text("ConnectedLineMethod"); }
  /// `DirectMediaGlareMitigation`: setting of the endpoint.
  std::string_view direct_media_glare_mitigation() const noexcept { return text("DirectMediaGlareMitigation"); }
  /// `DisableDirectMediaOnNat`: setting of the endpoint.
  std::optional<bool> disable_direct_media_on_nat() const noexcept { return boolean("DisableDirectMediaOnNat"); }
  /// `Callerid`: caller id, name and number; empty when it is unknown.
  std::string_view callerid() const noexcept { return known_caller_id(text("Callerid")); }
  /// `CalleridPrivacy`: setting of the endpoint.
  std::string_view callerid_privacy() const noexcept { return text("CalleridPrivacy"); }
  /// `CalleridTag`: setting of the endpoint.
  std::string_view callerid_tag() const noexcept { return text("CalleridTag"); }
  /// `TrustIdInbound`: setting of the endpoint.
  std::optional<bool> trust_id_inbound() const noexcept { return boolean("TrustIdInbound"); }
  /// `TrustIdOutbound`: setting of the endpoint.
  std::optional<bool> trust_id_outbound() const noexcept { return boolean("TrustIdOutbound"); }
  /// `SendPai`: setting of the endpoint.
  std::optional<bool> send_pai() const noexcept { return boolean("SendPai"); }
  /// `SendRpid`: setting of the endpoint.
  std::optional<bool> send_rpid() const noexcept { return boolean("SendRpid"); }
  /// `SendDiversion`: setting of the endpoint.
  std::optional<bool> send_diversion() const noexcept { return boolean("SendDiversion"); }
  /// `Mailboxes`: mailboxes, with commas.
  std::string_view mailboxes() const noexcept { return text("Mailboxes"); }
  /// `AggregateMwi`: setting of the endpoint.
  std::optional<bool> aggregate_mwi() const noexcept { return boolean("AggregateMwi"); }
  /// `MediaEncryption`: setting of the endpoint.
  std::string_view media_encryption() const noexcept { return text("MediaEncryption"); }
  /// `MediaEncryptionOptimistic`: setting of the endpoint.
  std::optional<bool> media_encryption_optimistic() const noexcept { return boolean("MediaEncryptionOptimistic"); }
  /// `UseAvpf`: setting of the endpoint.
  std::optional<bool> use_avpf() const noexcept { return boolean("UseAvpf"); }
  /// `ForceAvp`: setting of the endpoint.
  std::optional<bool> force_avp() const noexcept { return boolean("ForceAvp"); }
  /// `MediaUseReceivedTransport`: setting of the endpoint.
  std::optional<bool> media_use_received_transport() const noexcept { return boolean("MediaUseReceivedTransport"); }
  /// `OneTouchRecording`: setting of the endpoint.
  std::optional<bool> one_touch_recording() const noexcept { return boolean("OneTouchRecording"); }
  /// `InbandProgress`: setting of the endpoint.
  std::optional<bool> inband_progress() const noexcept { return boolean("InbandProgress"); }
  /// `CallGroup`: setting of the endpoint.
  std::string_view call_group() const noexcept { return text("CallGroup"); }
  /// `PickupGroup`: setting of the endpoint.
  std::string_view pickup_group() const noexcept { return text("PickupGroup"); }
  /// `NamedCallGroup`: setting of the endpoint.
  std::string_view named_call_group() const noexcept { return text("NamedCallGroup"); }
  /// `NamedPickupGroup`: setting of the endpoint.
  std::string_view named_pickup_group() const noexcept { return text("NamedPickupGroup"); }
  /// `DeviceStateBusyAt`: setting of the endpoint.
  std::optional<std::int64_t> device_state_busy_at() const noexcept { return integer("DeviceStateBusyAt"); }
  /// `T38Udptl`: setting of the endpoint.
  std::optional<bool> t38_udptl() const noexcept { return boolean("T38Udptl"); }
  /// `T38UdptlEc`: setting of the endpoint.
  std::string_view t38_udptl_ec() const noexcept { return text("T38UdptlEc"); }
  /// `T38UdptlMaxdatagram`: setting of the endpoint.
  std::optional<std::int64_t> t38_udptl_maxdatagram() const noexcept { return integer("T38UdptlMaxdatagram"); }
  /// `FaxDetect`: whether fax tones are looked for.
  std::optional<bool> fax_detect() const noexcept { return boolean("FaxDetect"); }
  /// `T38UdptlNat`: setting of the endpoint.
  std::optional<bool> t38_udptl_nat() const noexcept { return boolean("T38UdptlNat"); }
  /// `T38UdptlIpv6`: setting of the endpoint.
  std::optional<bool> t38_udptl_ipv6() const noexcept { return boolean("T38UdptlIpv6"); }
  /// `T38BindUdptlToMediaAddress`: setting of the endpoint.
  std::optional<bool> t38_bind_udptl_to_media_address() const noexcept { return boolean("T38BindUdptlToMediaAddress"); }
  /// `ToneZone`: setting of the endpoint.
  std::string_view tone_zone() const noexcept { return text("ToneZone"); }
  /// `Language`: language of prompts.
  std::string_view language() const noexcept { return text("Language"); }
  /// `RecordOnFeature`: setting of the endpoint.
  std::string_view record_on_feature() const noexcept { return text("RecordOnFeature"); }
  /// `RecordOffFeature`: setting of the endpoint.
  std::string_view record_off_feature() const noexcept { return text("RecordOffFeature"); }
  /// `AllowTransfer`: setting of the endpoint.
  std::optional<bool> allow_transfer() const noexcept { return boolean("AllowTransfer"); }
  /// `UserEqPhone`: setting of the endpoint.
  std::optional<bool> user_eq_phone() const noexcept { return boolean("UserEqPhone"); }
  /// `MohPassthrough`: setting of the endpoint.
  std::optional<bool> moh_passthrough() const noexcept { return boolean("MohPassthrough"); }
  /// `SdpOwner`: setting of the endpoint.
  std::string_view sdp_owner() const noexcept { return text("SdpOwner"); }
  /// `SdpSession`: setting of the endpoint.
  std::string_view sdp_session() const noexcept { return text("SdpSession"); }
  /// `TosAudio`: setting of the endpoint.
  std::optional<std::int64_t> tos_audio() const noexcept { return integer("TosAudio"); }
  /// `TosVideo`: setting of the endpoint.
  std::optional<std::int64_t> tos_video() const noexcept { return integer("TosVideo"); }
  /// `CosAudio`: setting of the endpoint.
  std::optional<std::int64_t> cos_audio() const noexcept { return integer("CosAudio"); }
  /// `CosVideo`: setting of the endpoint.
  std::optional<std::int64_t> cos_video() const noexcept { return integer("CosVideo"); }
  /// `AllowSubscribe`: setting of the endpoint.
  std::optional<bool> allow_subscribe() const noexcept { return boolean("AllowSubscribe"); }
  /// `SubMinExpiry`: shortest subscription.
  std::optional<std::chrono::seconds> sub_min_expiry() const noexcept { return parse_seconds(text("SubMinExpiry")); }
  /// `FromUser`: setting of the endpoint.
  std::string_view from_user() const noexcept { return text("FromUser"); }
  /// `FromDomain`: setting of the endpoint.
  std::string_view from_domain() const noexcept { return text("FromDomain"); }
  /// `MwiFromUser`: setting of the endpoint.
  std::string_view mwi_from_user() const noexcept { return text("MwiFromUser"); }
  /// `RtpEngine`: setting of the endpoint.
  std::string_view rtp_engine() const noexcept { return text("RtpEngine"); }
  /// `DtlsVerify`: whether certificates of DTLS are checked, and how.
  std::string_view dtls_verify() const noexcept { return text("DtlsVerify"); }
  /// `DtlsRekey`: time between new keys of DTLS, 0 for never.
  std::optional<std::chrono::seconds> dtls_rekey() const noexcept { return parse_seconds(text("DtlsRekey")); }
  /// `DtlsCertFile`: setting of the endpoint.
  std::string_view dtls_cert_file() const noexcept { return text("DtlsCertFile"); }
  /// `DtlsPrivateKey`: setting of the endpoint.
  std::string_view dtls_private_key() const noexcept { return text("DtlsPrivateKey"); }
  /// `DtlsCipher`: setting of the endpoint.
  std::string_view dtls_cipher() const noexcept { return text("DtlsCipher"); }
  /// `DtlsCaFile`: setting of the endpoint.
  std::string_view dtls_ca_file() const noexcept { return text("DtlsCaFile"); }
  /// `DtlsCaPath`: setting of the endpoint.
  std::string_view dtls_ca_path() const noexcept { return text("DtlsCaPath"); }
  /// `DtlsSetup`: setting of the endpoint.
  std::string_view dtls_setup() const noexcept { return text("DtlsSetup"); }
  /// `SrtpTag32`: setting of the endpoint.
  std::optional<bool> srtp_tag32() const noexcept { return boolean("SrtpTag32"); }
  /// `RedirectMethod`: setting of the endpoint. Not in Asterisk 16.
  std::string_view redirect_method() const noexcept { return text("RedirectMethod"); }
  /// `SetVar`: setting of the endpoint.
  std::string_view set_var() const noexcept { return text("SetVar"); }
  /// `MessageContext`: setting of the endpoint.
  std::string_view message_context() const noexcept { return text("MessageContext"); }
  /// `Accountcode`: account code for billing.
  std::string_view accountcode() const noexcept { return text("Accountcode"); }
  /// `PreferredCodecOnly`: setting of the endpoint.
  std::optional<bool> preferred_codec_only() const noexcept { return boolean("PreferredCodecOnly"); }
  /// `DeviceState`: state of its devices.
  std::optional<ami::device_state> device_state() const noexcept { return parse_device_state(text("DeviceState")); }
  /// `ActiveChannels`: channels in use.
  std::optional<std::int64_t> active_channels() const noexcept { return integer("ActiveChannels"); }
  /// `SubscribeContext`: setting of the endpoint.
  std::string_view subscribe_context() const noexcept { return text("SubscribeContext"); }
  /// `AllowOverlap`: setting of the endpoint.
  std::optional<bool> allow_overlap() const noexcept { return boolean("AllowOverlap"); }
  /// `OverlapContext`: setting of the endpoint. Not in Asterisk 16.
  std::string_view overlap_context() const noexcept { return text("OverlapContext"); }
  /// `AcceptMultipleSdpAnswers`: setting of the endpoint.
  std::optional<bool> accept_multiple_sdp_answers() const noexcept { return boolean("AcceptMultipleSdpAnswers"); }
  /// `Acl`: names of access control lists.
  std::string_view acl() const noexcept { return text("Acl"); }
  /// `AllowUnauthenticatedOptions`: setting of the endpoint.
  std::optional<bool> allow_unauthenticated_options() const noexcept { return boolean("AllowUnauthenticatedOptions"); }
  /// `AsymmetricRtpCodec`: setting of the endpoint.
  std::optional<bool> asymmetric_rtp_codec() const noexcept { return boolean("AsymmetricRtpCodec"); }
  /// `BindRtpToMediaAddress`: setting of the endpoint.
  std::optional<bool> bind_rtp_to_media_address() const noexcept { return boolean("BindRtpToMediaAddress"); }
  /// `Bundle`: setting of the endpoint.
  std::optional<bool> bundle() const noexcept { return boolean("Bundle"); }
  /// `CodecPrefsIncomingAnswer`: setting of the endpoint. Not in Asterisk 16.
  std::string_view codec_prefs_incoming_answer() const noexcept { return text("CodecPrefsIncomingAnswer"); }
  /// `CodecPrefsIncomingOffer`: setting of the endpoint. Not in Asterisk 16.
  std::string_view codec_prefs_incoming_offer() const noexcept { return text("CodecPrefsIncomingOffer"); }
  /// `CodecPrefsOutgoingAnswer`: setting of the endpoint. Not in Asterisk 16.
  std::string_view codec_prefs_outgoing_answer() const noexcept { return text("CodecPrefsOutgoingAnswer"); }
  /// `CodecPrefsOutgoingOffer`: setting of the endpoint. Not in Asterisk 16.
  std::string_view codec_prefs_outgoing_offer() const noexcept { return text("CodecPrefsOutgoingOffer"); }
  /// `ContactAcl`: setting of the endpoint.
  std::string_view contact_acl() const noexcept { return text("ContactAcl"); }
  /// `DtlsAutoGenerateCert`: setting of the endpoint.
  std::optional<bool> dtls_auto_generate_cert() const noexcept { return boolean("DtlsAutoGenerateCert"); }
  /// `DtlsFingerprint`: setting of the endpoint.
  std::string_view dtls_fingerprint() const noexcept { return text("DtlsFingerprint"); }
  /// `FaxDetectTimeout`: how long fax tones are looked for, 0 for always.
  std::optional<std::chrono::seconds> fax_detect_timeout() const noexcept {
    return parse_seconds(text("FaxDetectTimeout"));
  }
  /// `FollowEarlyMediaFork`: setting of the endpoint.
  std::optional<bool> follow_early_media_fork() const noexcept { return boolean("FollowEarlyMediaFork"); }
  /// `G726NonStandard`: setting of the endpoint.
  std::optional<bool> g726_non_standard() const noexcept { return boolean("G726NonStandard"); }
  /// `GeolocIncomingCallProfile`: setting of the endpoint.
  std::string_view geoloc_incoming_call_profile() const noexcept { return text("GeolocIncomingCallProfile"); }
  /// `GeolocOutgoingCallProfile`: setting of the endpoint.
  std::string_view geoloc_outgoing_call_profile() const noexcept { return text("GeolocOutgoingCallProfile"); }
  /// `Ignore183WithoutSdp`: setting of the endpoint.
  std::optional<bool> ignore183_without_sdp() const noexcept { return boolean("Ignore183WithoutSdp"); }
  /// `IncomingCallOfferPref`: setting of the endpoint. Not in Asterisk 16.
  std::string_view incoming_call_offer_pref() const noexcept { return text("IncomingCallOfferPref"); }
  /// `IncomingMwiMailbox`: setting of the endpoint.
  std::string_view incoming_mwi_mailbox() const noexcept { return text("IncomingMwiMailbox"); }
  /// `MaxAudioStreams`: setting of the endpoint.
  std::optional<std::int64_t> max_audio_streams() const noexcept { return integer("MaxAudioStreams"); }
  /// `MaxVideoStreams`: setting of the endpoint.
  std::optional<std::int64_t> max_video_streams() const noexcept { return integer("MaxVideoStreams"); }
  /// `MwiSubscribeReplacesUnsolicited`: setting of the endpoint.
  std::string_view mwi_subscribe_replaces_unsolicited() const noexcept {
    return text("MwiSubscribeReplacesUnsolicited");
  }
  /// `NotifyEarlyInuseRinging`: setting of the endpoint.
  std::optional<bool> notify_early_inuse_ringing() const noexcept { return boolean("NotifyEarlyInuseRinging"); }
  /// `OutgoingCallOfferPref`: setting of the endpoint. Not in Asterisk 16.
  std::string_view outgoing_call_offer_pref() const noexcept { return text("OutgoingCallOfferPref"); }
  /// `ReferBlindProgress`: setting of the endpoint.
  std::optional<bool> refer_blind_progress() const noexcept { return boolean("ReferBlindProgress"); }
  /// `RpidImmediate`: setting of the endpoint.
  std::optional<bool> rpid_immediate() const noexcept { return boolean("RpidImmediate"); }
  /// `RtcpMux`: setting of the endpoint.
  std::optional<bool> rtcp_mux() const noexcept { return boolean("RtcpMux"); }
  /// `RtpKeepalive`: time between keepalives of media, 0 for none.
  std::optional<std::chrono::seconds> rtp_keepalive() const noexcept { return parse_seconds(text("RtpKeepalive")); }
  /// `RtpTimeout`: silence after which a call ends, 0 for never.
  std::optional<std::chrono::seconds> rtp_timeout() const noexcept { return parse_seconds(text("RtpTimeout")); }
  /// `RtpTimeoutHold`: silence after which a call on hold ends, 0 for never.
  std::optional<std::chrono::seconds> rtp_timeout_hold() const noexcept {
    return parse_seconds(text("RtpTimeoutHold"));
  }
  /// `RtpPortStart`: setting of the endpoint. Not in Asterisk 16.
  std::optional<std::int64_t> rtp_port_start() const noexcept { return integer("RtpPortStart"); }
  /// `RtpPortEnd`: setting of the endpoint. Not in Asterisk 16.
  std::optional<std::int64_t> rtp_port_end() const noexcept { return integer("RtpPortEnd"); }
  /// `SecurityNegotiation`: mechanism of security negotiation. Not in Asterisk 16.
  std::string_view security_negotiation() const noexcept { return text("SecurityNegotiation"); }
  /// `SendAoc`: setting of the endpoint. Not in Asterisk 16.
  std::optional<bool> send_aoc() const noexcept { return boolean("SendAoc"); }
  /// `SendHistoryInfo`: setting of the endpoint.
  std::optional<bool> send_history_info() const noexcept { return boolean("SendHistoryInfo"); }
  /// `StirShaken`: what is done for STIR/SHAKEN: a boolean or off, attest, verify, on.
  std::string_view stir_shaken() const noexcept { return text("StirShaken"); }
  /// `StirShakenProfile`: setting of the endpoint.
  std::string_view stir_shaken_profile() const noexcept { return text("StirShakenProfile"); }
  /// `SuppressMohOnSendonly`: setting of the endpoint. Not in Asterisk 16.
  std::optional<bool> suppress_moh_on_sendonly() const noexcept { return boolean("SuppressMohOnSendonly"); }
  /// `SuppressQ850ReasonHeaders`: setting of the endpoint.
  std::optional<bool> suppress_q850_reason_headers() const noexcept { return boolean("SuppressQ850ReasonHeaders"); }
  /// `Tenantid`: tenant that calls of the endpoint belong to. Not in Asterisk 16.
  std::string_view tenantid() const noexcept { return text("Tenantid"); }
  /// `VoicemailExtension`: extension of voicemail.
  std::string_view voicemail_extension() const noexcept { return text("VoicemailExtension"); }
  /// `Webrtc`: setting of the endpoint.
  std::optional<bool> webrtc() const noexcept { return boolean("Webrtc"); }
  /// `Disallow`: setting of the endpoint. Only Asterisk 16.
  std::string_view disallow() const noexcept { return text("Disallow"); }
  /// `FollowRedirectMethods`: methods whose redirections are followed. Not in Asterisk 16.
  std::string_view follow_redirect_methods() const noexcept { return text("FollowRedirectMethods"); }
};

/// The end of an endpoint's details. Wire name: `EndpointDetailComplete`.
class endpoint_detail_complete : public event_view {
public:
  static constexpr event_type type_id = event_type::endpoint_detail_complete;
  static constexpr std::string_view wire_name = "EndpointDetailComplete";

  using event_view::event_view;

  /// `EventList`: `Complete`: the list ends.
  std::string_view event_list() const noexcept { return text("EventList"); }
  /// `ListItems`: number of items of the list, as the server counts them.
  std::optional<std::int64_t> list_items() const noexcept { return integer("ListItems"); }
};

/// An endpoint, answer to the action PJSIPShowEndpoints. Wire name: `EndpointList`.
class endpoint_list : public event_view {
public:
  static constexpr event_type type_id = event_type::endpoint_list;
  static constexpr std::string_view wire_name = "EndpointList";

  using event_view::event_view;

  /// `ObjectType`: kind of configuration section.
  std::string_view object_type() const noexcept { return text("ObjectType"); }
  /// `ObjectName`: the name in the configuration.
  std::string_view object_name() const noexcept { return text("ObjectName"); }
  /// `Transport`: the transport.
  std::string_view transport() const noexcept { return text("Transport"); }
  /// `Aor`: address of record.
  std::string_view aor() const noexcept { return text("Aor"); }
  /// `Auths`: authentication sections, with commas.
  std::string_view auths() const noexcept { return text("Auths"); }
  /// `OutboundAuths`: authentication sections for outgoing requests, with commas.
  std::string_view outbound_auths() const noexcept { return text("OutboundAuths"); }
  /// `DeviceState`: state of its devices.
  std::optional<ami::device_state> device_state() const noexcept { return parse_device_state(text("DeviceState")); }
  /// `ActiveChannels`: channels in use.
  std::optional<std::int64_t> active_channels() const noexcept { return integer("ActiveChannels"); }
  /// `Contacts`: the contacts, with commas.
  std::string_view contacts() const noexcept { return text("Contacts"); }
};

/// The end of the list of endpoints. Wire name: `EndpointListComplete`.
class endpoint_list_complete : public event_view {
public:
  static constexpr event_type type_id = event_type::endpoint_list_complete;
  static constexpr std::string_view wire_name = "EndpointListComplete";

  using event_view::event_view;

  /// `EventList`: `Complete`: the list ends.
  std::string_view event_list() const noexcept { return text("EventList"); }
  /// `ListItems`: number of items of the list, as the server counts them.
  std::optional<std::int64_t> list_items() const noexcept { return integer("ListItems"); }
};

/// How an endpoint is recognised. Wire name: `IdentifyDetail`.
class identify_detail : public event_view {
public:
  static constexpr event_type type_id = event_type::identify_detail;
  static constexpr std::string_view wire_name = "IdentifyDetail";

  using event_view::event_view;

  /// `ObjectType`: kind of configuration section.
  std::string_view object_type() const noexcept { return text("ObjectType"); }
  /// `ObjectName`: the name in the configuration.
  std::string_view object_name() const noexcept { return text("ObjectName"); }
  /// `Endpoint`: the endpoint.
  std::string_view endpoint() const noexcept { return text("Endpoint"); }
  /// `SrvLookups`: whether names are looked up as SRV.
  std::optional<bool> srv_lookups() const noexcept { return boolean("SrvLookups"); }
  /// `Match`: addresses that it is recognised by.
  std::string_view match() const noexcept { return text("Match"); }
  /// `MatchHeader`: header that it is recognised by.
  std::string_view match_header() const noexcept { return text("MatchHeader"); }
  /// `MatchRequestUri`: request URI that it is recognised by.
  std::string_view match_request_uri() const noexcept { return text("MatchRequestUri"); }
  /// `EndpointName`: its endpoint.
  std::string_view endpoint_name() const noexcept { return text("EndpointName"); }
};

/// An address of record to which phones can register. Wire name: `InboundRegistrationDetail`.
class inbound_registration_detail : public event_view {
public:
  static constexpr event_type type_id = event_type::inbound_registration_detail;
  static constexpr std::string_view wire_name = "InboundRegistrationDetail";

  using event_view::event_view;

  /// `ObjectType`: kind of configuration section.
  std::string_view object_type() const noexcept { return text("ObjectType"); }
  /// `ObjectName`: the name in the configuration.
  std::string_view object_name() const noexcept { return text("ObjectName"); }
  /// `MinimumExpiration`: shortest expiration of a registration.
  std::optional<std::chrono::seconds> minimum_expiration() const noexcept {
    return parse_seconds(text("MinimumExpiration"));
  }
  /// `DefaultExpiration`: expiration of a registration that does not set one.
  std::optional<std::chrono::seconds> default_expiration() const noexcept {
    return parse_seconds(text("DefaultExpiration"));
  }
  /// `QualifyTimeout`: how long a check waits for an answer.
  std::optional<std::chrono::microseconds> qualify_timeout() const noexcept {
    return parse_decimal_seconds(text("QualifyTimeout"));
  }
  /// `Qualify2xxOnly`: whether only a 2xx answer counts as reachable. Not in Asterisk 16.
  std::optional<bool> qualify2xx_only() const noexcept { return boolean("Qualify2xxOnly"); }
  /// `Mailboxes`: mailboxes, with commas.
  std::string_view mailboxes() const noexcept { return text("Mailboxes"); }
  /// `SupportPath`: whether Path is supported.
  std::optional<bool> support_path() const noexcept { return boolean("SupportPath"); }
  /// `RemoveUnavailable`: whether unavailable contacts are replaced first.
  std::optional<bool> remove_unavailable() const noexcept { return boolean("RemoveUnavailable"); }
  /// `VoicemailExtension`: extension of voicemail.
  std::string_view voicemail_extension() const noexcept { return text("VoicemailExtension"); }
  /// `MaxContacts`: how many contacts it may have.
  std::optional<std::int64_t> max_contacts() const noexcept { return integer("MaxContacts"); }
  /// `AuthenticateQualify`: whether the check needs authentication.
  std::optional<bool> authenticate_qualify() const noexcept { return boolean("AuthenticateQualify"); }
  /// `MaximumExpiration`: longest expiration of a registration.
  std::optional<std::chrono::seconds> maximum_expiration() const noexcept {
    return parse_seconds(text("MaximumExpiration"));
  }
  /// `QualifyFrequency`: time between two checks, 0 for none.
  std::optional<std::chrono::seconds> qualify_frequency() const noexcept {
    return parse_seconds(text("QualifyFrequency"));
  }
  /// `RemoveExisting`: whether a new contact replaces old ones.
  std::optional<bool> remove_existing() const noexcept { return boolean("RemoveExisting"); }
  /// `OutboundProxy`: proxy for outgoing requests.
  std::string_view outbound_proxy() const noexcept { return text("OutboundProxy"); }
  /// `Contacts`: the contacts, with commas.
  std::string_view contacts() const noexcept { return text("Contacts"); }
  /// `Contact`: the contacts, with commas.
  std::string_view contact() const noexcept { return text("Contact"); }
};

/// The end of the list of inbound registrations. Wire name: `InboundRegistrationDetailComplete`.
class inbound_registration_detail_complete : public event_view {
public:
  static constexpr event_type type_id = event_type::inbound_registration_detail_complete;
  static constexpr std::string_view wire_name = "InboundRegistrationDetailComplete";

  using event_view::event_view;

  /// `EventList`: `Complete`: the list ends.
  std::string_view event_list() const noexcept { return text("EventList"); }
  /// `ListItems`: number of items of the list, as the server counts them.
  std::optional<std::int64_t> list_items() const noexcept { return integer("ListItems"); }
};

/// A subscription of a phone. Which headers are there depends on subscription_type(). Wire name:
/// `InboundSubscriptionDetail`.
class inbound_subscription_detail : public event_view {
public:
  static constexpr event_type type_id = event_type::inbound_subscription_detail;
  static constexpr std::string_view wire_name = "InboundSubscriptionDetail";

  using event_view::event_view;

  /// `Role`: Notifier.
  std::string_view role() const noexcept { return text("Role"); }
  /// `Endpoint`: the endpoint.
  std::string_view endpoint() const noexcept { return text("Endpoint"); }
  /// `Callid`: Call-ID of SIP.
  std::string_view callid() const noexcept { return text("Callid"); }
  /// `State`: state of the subscription.
  std::string_view state() const noexcept { return text("State"); }
  /// `Callerid`: caller id, name and number; empty when it is unknown.
  std::string_view callerid() const noexcept { return known_caller_id(text("Callerid")); }
  /// `SubscriptionType`: mwi or extension_state.
  std::string_view subscription_type() const noexcept { return text("SubscriptionType"); }
  /// `Extension`: extension in the dialplan.
  std::string_view extension() const noexcept { return text("Extension"); }
  /// `ExtensionStates`: state of the extension.
  std::optional<ami::extension_state> extension_states() const noexcept {
    return parse_extension_state(text("ExtensionStates"));
  }
  /// `Mailboxes`: mailboxes, with commas.
  std::string_view mailboxes() const noexcept { return text("Mailboxes"); }
};

/// The end of the list of inbound subscriptions. Wire name: `InboundSubscriptionDetailComplete`.
class inbound_subscription_detail_complete : public event_view {
public:
  static constexpr event_type type_id = event_type::inbound_subscription_detail_complete;
  static constexpr std::string_view wire_name = "InboundSubscriptionDetailComplete";

  using event_view::event_view;

  /// `EventList`: `Complete`: the list ends.
  std::string_view event_list() const noexcept { return text("EventList"); }
  /// `ListItems`: number of items of the list, as the server counts them.
  std::optional<std::int64_t> list_items() const noexcept { return integer("ListItems"); }
};

/// A registration with another server. Wire name: `OutboundRegistrationDetail`.
class outbound_registration_detail : public event_view {
public:
  static constexpr event_type type_id = event_type::outbound_registration_detail;
  static constexpr std::string_view wire_name = "OutboundRegistrationDetail";

  using event_view::event_view;

  /// `ObjectType`: kind of configuration section.
  std::string_view object_type() const noexcept { return text("ObjectType"); }
  /// `ObjectName`: the name in the configuration.
  std::string_view object_name() const noexcept { return text("ObjectName"); }
  /// `MaxRetries`: how often it is tried.
  std::optional<std::int64_t> max_retries() const noexcept { return integer("MaxRetries"); }
  /// `ClientUri`: own address.
  std::string_view client_uri() const noexcept { return text("ClientUri"); }
  /// `SecurityNegotiation`: mechanism of security negotiation. Not in Asterisk 16.
  std::string_view security_negotiation() const noexcept { return text("SecurityNegotiation"); }
  /// `AuthRejectionPermanent`: whether a rejected login is not tried again.
  std::optional<bool> auth_rejection_permanent() const noexcept { return boolean("AuthRejectionPermanent"); }
  /// `ServerUri`: address of the server.
  std::string_view server_uri() const noexcept { return text("ServerUri"); }
  /// `MaxRandomInitialDelay`: longest random wait before the first try.
  std::optional<std::chrono::seconds> max_random_initial_delay() const noexcept {
    return parse_seconds(text("MaxRandomInitialDelay"));
  }
  /// `SupportPath`: whether Path is supported.
  std::optional<bool> support_path() const noexcept { return boolean("SupportPath"); }
  /// `RetryInterval`: time until it is tried again.
  std::optional<std::chrono::seconds> retry_interval() const noexcept { return parse_seconds(text("RetryInterval")); }
  /// `ContactHeaderParams`: parameters added to the Contact header. Not in Asterisk 16.
  std::string_view contact_header_params() const noexcept { return text("ContactHeaderParams"); }
  /// `Expiration`: expiration.
  std::optional<std::chrono::seconds> expiration() const noexcept { return parse_seconds(text("Expiration")); }
  /// `Transport`: the transport.
  std::string_view transport() const noexcept { return text("Transport"); }
  /// `Line`: whether a line parameter is added.
  std::optional<bool> line() const noexcept { return boolean("Line"); }
  /// `ContactUser`: user in the Contact header.
  std::string_view contact_user() const noexcept { return text("ContactUser"); }
  /// `Endpoint`: the endpoint.
  std::string_view endpoint() const noexcept { return text("Endpoint"); }
  /// `UserAgent`: the phone's User-Agent. Not in Asterisk 16.
  std::string_view user_agent() const noexcept { return text("UserAgent"); }
  /// `ForbiddenRetryInterval`: time until it is tried again after 403.
  std::optional<std::chrono::seconds> forbidden_retry_interval() const noexcept {
    return parse_seconds(text("ForbiddenRetryInterval"));
  }
  /// `OutboundAuth`: authentication sections for outgoing requests.
  std::string_view outbound_auth() const noexcept { return text("OutboundAuth"); }
  /// `OutboundProxy`: proxy for outgoing requests.
  std::string_view outbound_proxy() const noexcept { return text("OutboundProxy"); }
  /// `FatalRetryInterval`: time until it is tried again after a fatal answer.
  std::optional<std::chrono::seconds> fatal_retry_interval() const noexcept {
    return parse_seconds(text("FatalRetryInterval"));
  }
  /// `SupportOutbound`: whether RFC 5626 is supported. Not in Asterisk 16.
  std::optional<bool> support_outbound() const noexcept { return boolean("SupportOutbound"); }
  /// `Status`: status of the registration.
  std::optional<ami::registration_state> status() const noexcept { return parse_registration_state(text("Status")); }
  /// `NextReg`: time until the next registration.
  std::optional<std::chrono::seconds> next_reg() const noexcept { return parse_seconds(text("NextReg")); }
};

/// The end of the list of outbound registrations. Wire name: `OutboundRegistrationDetailComplete`.
class outbound_registration_detail_complete : public event_view {
public:
  static constexpr event_type type_id = event_type::outbound_registration_detail_complete;
  static constexpr std::string_view wire_name = "OutboundRegistrationDetailComplete";

  using event_view::event_view;

  /// `EventList`: `Complete`: the list ends.
  std::string_view event_list() const noexcept { return text("EventList"); }
  /// `ListItems`: number of items of the list, as the server counts them.
  std::optional<std::int64_t> list_items() const noexcept { return integer("ListItems"); }
  /// `Registered`: registrations that are registered.
  std::optional<std::int64_t> registered() const noexcept { return integer("Registered"); }
  /// `NotRegistered`: registrations that are not registered.
  std::optional<std::int64_t> not_registered() const noexcept { return integer("NotRegistered"); }
};

/// A subscription to another server. Which headers are there depends on subscription_type(). Wire name:
/// `OutboundSubscriptionDetail`.
class outbound_subscription_detail : public event_view {
public:
  static constexpr event_type type_id = event_type::outbound_subscription_detail;
  static constexpr std::string_view wire_name = "OutboundSubscriptionDetail";

  using event_view::event_view;

  /// `Role`: Subscriber.
  std::string_view role() const noexcept { return text("Role"); }
  /// `Endpoint`: the endpoint.
  std::string_view endpoint() const noexcept { return text("Endpoint"); }
  /// `Callid`: Call-ID of SIP.
  std::string_view callid() const noexcept { return text("Callid"); }
  /// `State`: state of the subscription.
  std::string_view state() const noexcept { return text("State"); }
  /// `Callerid`: caller id, name and number; empty when it is unknown.
  std::string_view callerid() const noexcept { return known_caller_id(text("Callerid")); }
  /// `SubscriptionType`: mwi or extension_state.
  std::string_view subscription_type() const noexcept { return text("SubscriptionType"); }
  /// `Extension`: extension in the dialplan.
  std::string_view extension() const noexcept { return text("Extension"); }
  /// `ExtensionStates`: state of the extension.
  std::optional<ami::extension_state> extension_states() const noexcept {
    return parse_extension_state(text("ExtensionStates"));
  }
  /// `Mailboxes`: mailboxes, with commas.
  std::string_view mailboxes() const noexcept { return text("Mailboxes"); }
};

/// The end of the list of outbound subscriptions. Wire name: `OutboundSubscriptionDetailComplete`.
class outbound_subscription_detail_complete : public event_view {
public:
  static constexpr event_type type_id = event_type::outbound_subscription_detail_complete;
  static constexpr std::string_view wire_name = "OutboundSubscriptionDetailComplete";

  using event_view::event_view;

  /// `EventList`: `Complete`: the list ends.
  std::string_view event_list() const noexcept { return text("EventList"); }
  /// `ListItems`: number of items of the list, as the server counts them.
  std::optional<std::int64_t> list_items() const noexcept { return integer("ListItems"); }
};

/// An endpoint entered or left maintenance, or is in it. Asterisk 20 and later. Wire name: `PJSIPMaintenanceStatus`.
class pjsip_maintenance_status : public event_view {
public:
  static constexpr event_type type_id = event_type::pjsip_maintenance_status;
  static constexpr std::string_view wire_name = "PJSIPMaintenanceStatus";

  using event_view::event_view;

  /// `Endpoint`: the endpoint.
  std::string_view endpoint() const noexcept { return text("Endpoint"); }
  /// `Status`: whether it is in maintenance.
  std::optional<bool> status() const noexcept { return boolean("Status"); }
};

/// The end of the list of endpoints in maintenance. Asterisk 20 and later. Wire name:
/// `PJSIPMaintenanceStatusComplete`.
class pjsip_maintenance_status_complete : public event_view {
public:
  static constexpr event_type type_id = event_type::pjsip_maintenance_status_complete;
  static constexpr std::string_view wire_name = "PJSIPMaintenanceStatusComplete";

  using event_view::event_view;

  /// `EventList`: `Complete`: the list ends.
  std::string_view event_list() const noexcept { return text("EventList"); }
  /// `ListItems`: number of items of the list, as the server counts them.
  std::optional<std::int64_t> list_items() const noexcept { return integer("ListItems"); }
};

/// A resource list. Wire name: `ResourceListDetail`.
class resource_list_detail : public event_view {
public:
  static constexpr event_type type_id = event_type::resource_list_detail;
  static constexpr std::string_view wire_name = "ResourceListDetail";

  using event_view::event_view;

  /// `ObjectType`: kind of configuration section.
  std::string_view object_type() const noexcept { return text("ObjectType"); }
  /// `ObjectName`: the name in the configuration.
  std::string_view object_name() const noexcept { return text("ObjectName"); }
  /// `Event`: event package of the list.
  std::string_view event() const noexcept { return nth("Event", 1); }
  /// `FullState`: whether each notice has the state of all.
  std::optional<bool> full_state() const noexcept { return boolean("FullState"); }
  /// `ListItem`: the resources, with commas.
  std::string_view list_item() const noexcept { return text("ListItem"); }
  /// `NotificationBatchInterval`: how long notices are collected.
  std::optional<std::chrono::milliseconds> notification_batch_interval() const noexcept {
    return parse_milliseconds(text("NotificationBatchInterval"));
  }
  /// `ResourceDisplayName`: whether names of resources are sent.
  std::optional<bool> resource_display_name() const noexcept { return boolean("ResourceDisplayName"); }
};

/// The end of the list of resource lists. Wire name: `ResourceListDetailComplete`.
class resource_list_detail_complete : public event_view {
public:
  static constexpr event_type type_id = event_type::resource_list_detail_complete;
  static constexpr std::string_view wire_name = "ResourceListDetailComplete";

  using event_view::event_view;

  /// `EventList`: `Complete`: the list ends.
  std::string_view event_list() const noexcept { return text("EventList"); }
  /// `ListItems`: number of items of the list, as the server counts them.
  std::optional<std::int64_t> list_items() const noexcept { return integer("ListItems"); }
};

/// A transport of an endpoint. Wire name: `TransportDetail`.
class transport_detail : public event_view {
public:
  static constexpr event_type type_id = event_type::transport_detail;
  static constexpr std::string_view wire_name = "TransportDetail";

  using event_view::event_view;

  /// `ObjectType`: kind of configuration section.
  std::string_view object_type() const noexcept { return text("ObjectType"); }
  /// `ObjectName`: the name in the configuration.
  std::string_view object_name() const noexcept { return text("ObjectName"); }
  /// `Protocol`: the protocol.
  std::string_view protocol() const noexcept { return text("Protocol"); }
  /// `Bind`: address and port that it listens on.
  std::string_view bind() const noexcept { return text("Bind"); }
  /// `AsyncOperations`: operations at a time.
  std::optional<std::int64_t> async_operations() const noexcept { return integer("AsyncOperations"); }
  /// `CaListFile`: file of trusted certificates.
  std::string_view ca_list_file() const noexcept { return text("CaListFile"); }
  /// `CaListPath`: folder of trusted certificates.
  std::string_view ca_list_path() const noexcept { return text("CaListPath"); }
  /// `CertFile`: file of the certificate.
  std::string_view cert_file() const noexcept { return text("CertFile"); }
  /// `PrivKeyFile`: file of the private key.
  std::string_view priv_key_file() const noexcept { return text("PrivKeyFile"); }
  /// `Password`: the password: a secret.
  std::string_view password() const noexcept { return text("Password"); }
  /// `ExternalSignalingAddress`: address for signalling, seen from outside.
  std::string_view external_signaling_address() const noexcept { return text("ExternalSignalingAddress"); }
  /// `ExternalSignalingPort`: port for signalling, seen from outside.
  std::optional<std::int64_t> external_signaling_port() const noexcept { return integer("ExternalSignalingPort"); }
  /// `ExternalMediaAddress`: address for media, seen from outside.
  std::string_view external_media_address() const noexcept { return text("ExternalMediaAddress"); }
  /// `Domain`: the domain.
  std::string_view domain() const noexcept { return text("Domain"); }
  /// `VerifyServer`: whether the certificate of servers is checked.
  std::optional<bool> verify_server() const noexcept { return boolean("VerifyServer"); }
  /// `VerifyClient`: whether the certificate of clients is checked.
  std::optional<bool> verify_client() const noexcept { return boolean("VerifyClient"); }
  /// `RequireClientCert`: whether clients need a certificate.
  std::optional<bool> require_client_cert() const noexcept { return boolean("RequireClientCert"); }
  /// `Method`: version of TLS.
  std::string_view method() const noexcept { return text("Method"); }
  /// `Cipher`: ciphers allowed.
  std::string_view cipher() const noexcept { return text("Cipher"); }
  /// `LocalNet`: networks that are not behind NAT.
  std::string_view local_net() const noexcept { return text("LocalNet"); }
  /// `Tos`: type of service.
  std::optional<std::int64_t> tos() const noexcept { return integer("Tos"); }
  /// `Cos`: class of service.
  std::optional<std::int64_t> cos() const noexcept { return integer("Cos"); }
  /// `WebsocketWriteTimeout`: how long a write to a WebSocket may take.
  std::optional<std::chrono::milliseconds> websocket_write_timeout() const noexcept {
    return parse_milliseconds(text("WebsocketWriteTimeout"));
  }
  /// `AllowReload`: whether it may change with a reload.
  std::optional<bool> allow_reload() const noexcept { return boolean("AllowReload"); }
  /// `AllowWildcardCerts`: whether wildcard certificates are accepted.
  std::optional<bool> allow_wildcard_certs() const noexcept { return boolean("AllowWildcardCerts"); }
  /// `SymmetricTransport`: whether answers use the transport of the request.
  std::optional<bool> symmetric_transport() const noexcept { return boolean("SymmetricTransport"); }
  /// `TcpKeepaliveEnable`: whether keepalive of TCP is on.
  std::optional<bool> tcp_keepalive_enable() const noexcept { return boolean("TcpKeepaliveEnable"); }
  /// `TcpKeepaliveIdleTime`: idle time before the first keepalive.
  std::optional<std::chrono::seconds> tcp_keepalive_idle_time() const noexcept {
    return parse_seconds(text("TcpKeepaliveIdleTime"));
  }
  /// `TcpKeepaliveIntervalTime`: time between two keepalives.
  std::optional<std::chrono::seconds> tcp_keepalive_interval_time() const noexcept {
    return parse_seconds(text("TcpKeepaliveIntervalTime"));
  }
  /// `TcpKeepaliveProbeCount`: keepalives without answer until the connection is dropped.
  std::optional<std::int64_t> tcp_keepalive_probe_count() const noexcept { return integer("TcpKeepaliveProbeCount"); }
  /// `EndpointName`: its endpoint.
  std::string_view endpoint_name() const noexcept { return text("EndpointName"); }
};

}  // namespace ami::events
