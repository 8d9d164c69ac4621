// Security events.
// Made by src/catalogue/generate.py from src/catalogue/catalogue.json: change those, not this file.
#pragma once

#include <ami/event_view.hpp>
#include <ami/values.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace ami::events {

/// A client used a way to authenticate that is not allowed. Wire name: `AuthMethodNotAllowed`.
class auth_method_not_allowed : public event_view {
public:
  static constexpr event_type type_id = event_type::auth_method_not_allowed;
  static constexpr std::string_view wire_name = "AuthMethodNotAllowed";

  using event_view::event_view;

  /// `EventTV`: when it happened.
  std::optional<std::chrono::sys_time<std::chrono::milliseconds>> event_tv() const noexcept {
    return parse_iso_time(text("EventTV"));
  }
  /// `Severity`: Informational or Error.
  std::string_view severity() const noexcept { return text("Severity"); }
  /// `Service`: the service, for example AMI, PJSIP.
  std::string_view service() const noexcept { return text("Service"); }
  /// `EventVersion`: version of the event's form.
  std::optional<std::int64_t> event_version() const noexcept { return integer("EventVersion"); }
  /// `AccountID`: account that the client gave.
  std::string_view account_id() const noexcept { return text("AccountID"); }
  /// `SessionID`: id of the session.
  std::string_view session_id() const noexcept { return text("SessionID"); }
  /// `LocalAddress`: own address.
  std::optional<ami::network_address> local_address() const noexcept { return parse_address(text("LocalAddress")); }
  /// `RemoteAddress`: the client's address.
  std::optional<ami::network_address> remote_address() const noexcept { return parse_address(text("RemoteAddress")); }
  /// `AuthMethod`: how the client authenticated.
  std::string_view auth_method() const noexcept { return text("AuthMethod"); }
  /// `Module`: the module.
  std::string_view module() const noexcept { return text("Module"); }
  /// `SessionTV`: when the session began.
  std::optional<std::chrono::sys_time<std::chrono::milliseconds>> session_tv() const noexcept {
    return parse_iso_time(text("SessionTV"));
  }
};

/// A client answered a challenge wrongly. Wire name: `ChallengeResponseFailed`.
class challenge_response_failed : public event_view {
public:
  static constexpr event_type type_id = event_type::challenge_response_failed;
  static constexpr std::string_view wire_name = "ChallengeResponseFailed";

  using event_view::event_view;

  /// `EventTV`: when it happened.
  std::optional<std::chrono::sys_time<std::chrono::milliseconds>> event_tv() const noexcept {
    return parse_iso_time(text("EventTV"));
  }
  /// `Severity`: Informational or Error.
  std::string_view severity() const noexcept { return text("Severity"); }
  /// `Service`: the service, for example AMI, PJSIP.
  std::string_view service() const noexcept { return text("Service"); }
  /// `EventVersion`: version of the event's form.
  std::optional<std::int64_t> event_version() const noexcept { return integer("EventVersion"); }
  /// `AccountID`: account that the client gave.
  std::string_view account_id() const noexcept { return text("AccountID"); }
  /// `SessionID`: id of the session.
  std::string_view session_id() const noexcept { return text("SessionID"); }
  /// `LocalAddress`: own address.
  std::optional<ami::network_address> local_address() const noexcept { return parse_address(text("LocalAddress")); }
  /// `RemoteAddress`: the client's address.
  std::optional<ami::network_address> remote_address() const noexcept { return parse_address(text("RemoteAddress")); }
  /// `Challenge`: the challenge.
  std::string_view challenge() const noexcept { return text("Challenge"); }
  /// `Response`: the answer that the client gave.
  std::string_view response() const noexcept { return text("Response"); }
  /// `ExpectedResponse`: the answer expected.
  std::string_view expected_response() const noexcept { return text("ExpectedResponse"); }
  /// `Module`: the module.
  std::string_view module() const noexcept { return text("Module"); }
  /// `SessionTV`: when the session began.
  std::optional<std::chrono::sys_time<std::chrono::milliseconds>> session_tv() const noexcept {
    return parse_iso_time(text("SessionTV"));
  }
};

/// A client was sent a challenge. Wire name: `ChallengeSent`.
class challenge_sent : public event_view {
public:
  static constexpr event_type type_id = event_type::challenge_sent;
  static constexpr std::string_view wire_name = "ChallengeSent";

  using event_view::event_view;

  /// `EventTV`: when it happened.
  std::optional<std::chrono::sys_time<std::chrono::milliseconds>> event_tv() const noexcept {
    return parse_iso_time(text("EventTV"));
  }
  /// `Severity`: Informational or Error.
  std::string_view severity() const noexcept { return text("Severity"); }
  /// `Service`: the service, for example AMI, PJSIP.
  std::string_view service() const noexcept { return text("Service"); }
  /// `EventVersion`: version of the event's form.
  std::optional<std::int64_t> event_version() const noexcept { return integer("EventVersion"); }
  /// `AccountID`: account that the client gave.
  std::string_view account_id() const noexcept { return text("AccountID"); }
  /// `SessionID`: id of the session.
  std::string_view session_id() const noexcept { return text("SessionID"); }
  /// `LocalAddress`: own address.
  std::optional<ami::network_address> local_address() const noexcept { return parse_address(text("LocalAddress")); }
  /// `RemoteAddress`: the client's address.
  std::optional<ami::network_address> remote_address() const noexcept { return parse_address(text("RemoteAddress")); }
  /// `Challenge`: the challenge.
  std::string_view challenge() const noexcept { return text("Challenge"); }
  /// `Module`: the module.
  std::string_view module() const noexcept { return text("Module"); }
  /// `SessionTV`: when the session began.
  std::optional<std::chrono::sys_time<std::chrono::milliseconds>> session_tv() const noexcept {
    return parse_iso_time(text("SessionTV"));
  }
};

/// A client's address is not allowed. Wire name: `FailedACL`.
class failed_acl : public event_view {
public:
  static constexpr event_type type_id = event_type::failed_acl;
  static constexpr std::string_view wire_name = "FailedACL";

  using event_view::event_view;

  /// `EventTV`: when it happened.
  std::optional<std::chrono::sys_time<std::chrono::milliseconds>> event_tv() const noexcept {
    return parse_iso_time(text("EventTV"));
  }
  /// `Severity`: Informational or Error.
  std::string_view severity() const noexcept { return text("Severity"); }
  /// `Service`: the service, for example AMI, PJSIP.
  std::string_view service() const noexcept { return text("Service"); }
  /// `EventVersion`: version of the event's form.
  std::optional<std::int64_t> event_version() const noexcept { return integer("EventVersion"); }
  /// `AccountID`: account that the client gave.
  std::string_view account_id() const noexcept { return text("AccountID"); }
  /// `SessionID`: id of the session.
  std::string_view session_id() const noexcept { return text("SessionID"); }
  /// `LocalAddress`: own address.
  std::optional<ami::network_address> local_address() const noexcept { return parse_address(text("LocalAddress")); }
  /// `RemoteAddress`: the client's address.
  std::optional<ami::network_address> remote_address() const noexcept { return parse_address(text("RemoteAddress")); }
  /// `Module`: the module.
  std::string_view module() const noexcept { return text("Module"); }
  /// `ACLName`: name of the access control list.
  std::string_view acl_name() const noexcept { return text("ACLName"); }
  /// `SessionTV`: when the session began.
  std::optional<std::chrono::sys_time<std::chrono::milliseconds>> session_tv() const noexcept {
    return parse_iso_time(text("SessionTV"));
  }
};

/// A client gave an account that does not exist. Wire name: `InvalidAccountID`.
class invalid_account_id : public event_view {
public:
  static constexpr event_type type_id = event_type::invalid_account_id;
  static constexpr std::string_view wire_name = "InvalidAccountID";

  using event_view::event_view;

  /// `EventTV`: when it happened.
  std::optional<std::chrono::sys_time<std::chrono::milliseconds>> event_tv() const noexcept {
    return parse_iso_time(text("EventTV"));
  }
  /// `Severity`: Informational or Error.
  std::string_view severity() const noexcept { return text("Severity"); }
  /// `Service`: the service, for example AMI, PJSIP.
  std::string_view service() const noexcept { return text("Service"); }
  /// `EventVersion`: version of the event's form.
  std::optional<std::int64_t> event_version() const noexcept { return integer("EventVersion"); }
  /// `AccountID`: account that the client gave.
  std::string_view account_id() const noexcept { return text("AccountID"); }
  /// `SessionID`: id of the session.
  std::string_view session_id() const noexcept { return text("SessionID"); }
  /// `LocalAddress`: own address.
  std::optional<ami::network_address> local_address() const noexcept { return parse_address(text("LocalAddress")); }
  /// `RemoteAddress`: the client's address.
  std::optional<ami::network_address> remote_address() const noexcept { return parse_address(text("RemoteAddress")); }
  /// `Module`: the module.
  std::string_view module() const noexcept { return text("Module"); }
  /// `SessionTV`: when the session began.
  std::optional<std::chrono::sys_time<std::chrono::milliseconds>> session_tv() const noexcept {
    return parse_iso_time(text("SessionTV"));
  }
};

/// A client gave a wrong password. Wire name: `InvalidPassword`.
class invalid_password : public event_view {
public:
  static constexpr event_type type_id = event_type::invalid_password;
  static constexpr std::string_view wire_name = "InvalidPassword";

  using event_view::event_view;

  /// `EventTV`: when it happened.
  std::optional<std::chrono::sys_time<std::chrono::milliseconds>> event_tv() const noexcept {
    return parse_iso_time(text("EventTV"));
  }
  /// `Severity`: Informational or Error.
  std::string_view severity() const noexcept { return text("Severity"); }
  /// `Service`: the service, for example AMI, PJSIP.
  std::string_view service() const noexcept { return text("Service"); }
  /// `EventVersion`: version of the event's form.
  std::optional<std::int64_t> event_version() const noexcept { return integer("EventVersion"); }
  /// `AccountID`: account that the client gave.
  std::string_view account_id() const noexcept { return text("AccountID"); }
  /// `SessionID`: id of the session.
  std::string_view session_id() const noexcept { return text("SessionID"); }
  /// `LocalAddress`: own address.
  std::optional<ami::network_address> local_address() const noexcept { return parse_address(text("LocalAddress")); }
  /// `RemoteAddress`: the client's address.
  std::optional<ami::network_address> remote_address() const noexcept { return parse_address(text("RemoteAddress")); }
  /// `Module`: the module.
  std::string_view module() const noexcept { return text("Module"); }
  /// `SessionTV`: when the session began.
  std::optional<std::chrono::sys_time<std::chrono::milliseconds>> session_tv() const noexcept {
    return parse_iso_time(text("SessionTV"));
  }
  /// `Challenge`: the challenge.
  std::string_view challenge() const noexcept { return text("Challenge"); }
  /// `ReceivedChallenge`: the challenge as the client gave it.
  std::string_view received_challenge() const noexcept { return text("ReceivedChallenge"); }
  /// `ReceivedHash`: the hash that the client gave.
  std::string_view received_hash() const noexcept { return text("ReceivedHash"); }
};

/// A client used a transport that is not allowed. Wire name: `InvalidTransport`.
class invalid_transport : public event_view {
public:
  static constexpr event_type type_id = event_type::invalid_transport;
  static constexpr std::string_view wire_name = "InvalidTransport";

  using event_view::event_view;

  /// `EventTV`: when it happened.
  std::optional<std::chrono::sys_time<std::chrono::milliseconds>> event_tv() const noexcept {
    return parse_iso_time(text("EventTV"));
  }
  /// `Severity`: Informational or Error.
  std::string_view severity() const noexcept { return text("Severity"); }
  /// `Service`: the service, for example AMI, PJSIP.
  std::string_view service() const noexcept { return text("Service"); }
  /// `EventVersion`: version of the event's form.
  std::optional<std::int64_t> event_version() const noexcept { return integer("EventVersion"); }
  /// `AccountID`: account that the client gave.
  std::string_view account_id() const noexcept { return text("AccountID"); }
  /// `SessionID`: id of the session.
  std::string_view session_id() const noexcept { return text("SessionID"); }
  /// `LocalAddress`: own address.
  std::optional<ami::network_address> local_address() const noexcept { return parse_address(text("LocalAddress")); }
  /// `RemoteAddress`: the client's address.
  std::optional<ami::network_address> remote_address() const noexcept { return parse_address(text("RemoteAddress")); }
  /// `AttemptedTransport`: transport that the client used.
  std::string_view attempted_transport() const noexcept { return text("AttemptedTransport"); }
  /// `Module`: the module.
  std::string_view module() const noexcept { return text("Module"); }
  /// `SessionTV`: when the session began.
  std::optional<std::chrono::sys_time<std::chrono::milliseconds>> session_tv() const noexcept {
    return parse_iso_time(text("SessionTV"));
  }
};

/// A client was rejected because of the server's load. Wire name: `LoadAverageLimit`.
class load_average_limit : public event_view {
public:
  static constexpr event_type type_id = event_type::load_average_limit;
  static constexpr std::string_view wire_name = "LoadAverageLimit";

  using event_view::event_view;

  /// `EventTV`: when it happened.
  std::optional<std::chrono::sys_time<std::chrono::milliseconds>> event_tv() const noexcept {
    return parse_iso_time(text("EventTV"));
  }
  /// `Severity`: Informational or Error.
  std::string_view severity() const noexcept { return text("Severity"); }
  /// `Service`: the service, for example AMI, PJSIP.
  std::string_view service() const noexcept { return text("Service"); }
  /// `EventVersion`: version of the event's form.
  std::optional<std::int64_t> event_version() const noexcept { return integer("EventVersion"); }
  /// `AccountID`: account that the client gave.
  std::string_view account_id() const noexcept { return text("AccountID"); }
  /// `SessionID`: id of the session.
  std::string_view session_id() const noexcept { return text("SessionID"); }
  /// `LocalAddress`: own address.
  std::optional<ami::network_address> local_address() const noexcept { return parse_address(text("LocalAddress")); }
  /// `RemoteAddress`: the client's address.
  std::optional<ami::network_address> remote_address() const noexcept { return parse_address(text("RemoteAddress")); }
  /// `Module`: the module.
  std::string_view module() const noexcept { return text("Module"); }
  /// `SessionTV`: when the session began.
  std::optional<std::chrono::sys_time<std::chrono::milliseconds>> session_tv() const noexcept {
    return parse_iso_time(text("SessionTV"));
  }
};

/// A client was rejected because the server is out of memory. Wire name: `MemoryLimit`.
class memory_limit : public event_view {
public:
  static constexpr event_type type_id = event_type::memory_limit;
  static constexpr std::string_view wire_name = "MemoryLimit";

  using event_view::event_view;

  /// `EventTV`: when it happened.
  std::optional<std::chrono::sys_time<std::chrono::milliseconds>> event_tv() const noexcept {
    return parse_iso_time(text("EventTV"));
  }
  /// `Severity`: Informational or Error.
  std::string_view severity() const noexcept { return text("Severity"); }
  /// `Service`: the service, for example AMI, PJSIP.
  std::string_view service() const noexcept { return text("Service"); }
  /// `EventVersion`: version of the event's form.
  std::optional<std::int64_t> event_version() const noexcept { return integer("EventVersion"); }
  /// `AccountID`: account that the client gave.
  std::string_view account_id() const noexcept { return text("AccountID"); }
  /// `SessionID`: id of the session.
  std::string_view session_id() const noexcept { return text("SessionID"); }
  /// `LocalAddress`: own address.
  std::optional<ami::network_address> local_address() const noexcept { return parse_address(text("LocalAddress")); }
  /// `RemoteAddress`: the client's address.
  std::optional<ami::network_address> remote_address() const noexcept { return parse_address(text("RemoteAddress")); }
  /// `Module`: the module.
  std::string_view module() const noexcept { return text("Module"); }
  /// `SessionTV`: when the session began.
  std::optional<std::chrono::sys_time<std::chrono::milliseconds>> session_tv() const noexcept {
    return parse_iso_time(text("SessionTV"));
  }
};

/// A client sent a request that makes no sense. Wire name: `RequestBadFormat`.
class request_bad_format : public event_view {
public:
  static constexpr event_type type_id = event_type::request_bad_format;
  static constexpr std::string_view wire_name = "RequestBadFormat";

  using event_view::event_view;

  /// `EventTV`: when it happened.
  std::optional<std::chrono::sys_time<std::chrono::milliseconds>> event_tv() const noexcept {
    return parse_iso_time(text("EventTV"));
  }
  /// `Severity`: Informational or Error.
  std::string_view severity() const noexcept { return text("Severity"); }
  /// `Service`: the service, for example AMI, PJSIP.
  std::string_view service() const noexcept { return text("Service"); }
  /// `EventVersion`: version of the event's form.
  std::optional<std::int64_t> event_version() const noexcept { return integer("EventVersion"); }
  /// `AccountID`: account that the client gave.
  std::string_view account_id() const noexcept { return text("AccountID"); }
  /// `SessionID`: id of the session.
  std::string_view session_id() const noexcept { return text("SessionID"); }
  /// `LocalAddress`: own address.
  std::optional<ami::network_address> local_address() const noexcept { return parse_address(text("LocalAddress")); }
  /// `RemoteAddress`: the client's address.
  std::optional<ami::network_address> remote_address() const noexcept { return parse_address(text("RemoteAddress")); }
  /// `RequestType`: the request.
  std::string_view request_type() const noexcept { return text("RequestType"); }
  /// `Module`: the module.
  std::string_view module() const noexcept { return text("Module"); }
  /// `SessionTV`: when the session began.
  std::optional<std::chrono::sys_time<std::chrono::milliseconds>> session_tv() const noexcept {
    return parse_iso_time(text("SessionTV"));
  }
  /// `RequestParams`: arguments of the request.
  std::string_view request_params() const noexcept { return text("RequestParams"); }
};

/// A client sent a request that it may not send. Wire name: `RequestNotAllowed`.
class request_not_allowed : public event_view {
public:
  static constexpr event_type type_id = event_type::request_not_allowed;
  static constexpr std::string_view wire_name = "RequestNotAllowed";

  using event_view::event_view;

  /// `EventTV`: when it happened.
  std::optional<std::chrono::sys_time<std::chrono::milliseconds>> event_tv() const noexcept {
    return parse_iso_time(text("EventTV"));
  }
  /// `Severity`: Informational or Error.
  std::string_view severity() const noexcept { return text("Severity"); }
  /// `Service`: the service, for example AMI, PJSIP.
  std::string_view service() const noexcept { return text("Service"); }
  /// `EventVersion`: version of the event's form.
  std::optional<std::int64_t> event_version() const noexcept { return integer("EventVersion"); }
  /// `AccountID`: account that the client gave.
  std::string_view account_id() const noexcept { return text("AccountID"); }
  /// `SessionID`: id of the session.
  std::string_view session_id() const noexcept { return text("SessionID"); }
  /// `LocalAddress`: own address.
  std::optional<ami::network_address> local_address() const noexcept { return parse_address(text("LocalAddress")); }
  /// `RemoteAddress`: the client's address.
  std::optional<ami::network_address> remote_address() const noexcept { return parse_address(text("RemoteAddress")); }
  /// `RequestType`: the request.
  std::string_view request_type() const noexcept { return text("RequestType"); }
  /// `Module`: the module.
  std::string_view module() const noexcept { return text("Module"); }
  /// `SessionTV`: when the session began.
  std::optional<std::chrono::sys_time<std::chrono::milliseconds>> session_tv() const noexcept {
    return parse_iso_time(text("SessionTV"));
  }
  /// `RequestParams`: arguments of the request.
  std::string_view request_params() const noexcept { return text("RequestParams"); }
};

/// A client sent a request that is not supported. Wire name: `RequestNotSupported`.
class request_not_supported : public event_view {
public:
  static constexpr event_type type_id = event_type::request_not_supported;
  static constexpr std::string_view wire_name = "RequestNotSupported";

  using event_view::event_view;

  /// `EventTV`: when it happened.
  std::optional<std::chrono::sys_time<std::chrono::milliseconds>> event_tv() const noexcept {
    return parse_iso_time(text("EventTV"));
  }
  /// `Severity`: Informational or Error.
  std::string_view severity() const noexcept { return text("Severity"); }
  /// `Service`: the service, for example AMI, PJSIP.
  std::string_view service() const noexcept { return text("Service"); }
  /// `EventVersion`: version of the event's form.
  std::optional<std::int64_t> event_version() const noexcept { return integer("EventVersion"); }
  /// `AccountID`: account that the client gave.
  std::string_view account_id() const noexcept { return text("AccountID"); }
  /// `SessionID`: id of the session.
  std::string_view session_id() const noexcept { return text("SessionID"); }
  /// `LocalAddress`: own address.
  std::optional<ami::network_address> local_address() const noexcept { return parse_address(text("LocalAddress")); }
  /// `RemoteAddress`: the client's address.
  std::optional<ami::network_address> remote_address() const noexcept { return parse_address(text("RemoteAddress")); }
  /// `RequestType`: the request.
  std::string_view request_type() const noexcept { return text("RequestType"); }
  /// `Module`: the module.
  std::string_view module() const noexcept { return text("Module"); }
  /// `SessionTV`: when the session began.
  std::optional<std::chrono::sys_time<std::chrono::milliseconds>> session_tv() const noexcept {
    return parse_iso_time(text("SessionTV"));
  }
};

/// A client was rejected because there are too many sessions. Wire name: `SessionLimit`.
class session_limit : public event_view {
public:
  static constexpr event_type type_id = event_type::session_limit;
  static constexpr std::string_view wire_name = "SessionLimit";

  using event_view::event_view;

  /// `EventTV`: when it happened.
  std::optional<std::chrono::sys_time<std::chrono::milliseconds>> event_tv() const noexcept {
    return parse_iso_time(text("EventTV"));
  }
  /// `Severity`: Informational or Error.
  std::string_view severity() const noexcept { return text("Severity"); }
  /// `Service`: the service, for example AMI, PJSIP.
  std::string_view service() const noexcept { return text("Service"); }
  /// `EventVersion`: version of the event's form.
  std::optional<std::int64_t> event_version() const noexcept { return integer("EventVersion"); }
  /// `AccountID`: account that the client gave.
  std::string_view account_id() const noexcept { return text("AccountID"); }
  /// `SessionID`: id of the session.
  std::string_view session_id() const noexcept { return text("SessionID"); }
  /// `LocalAddress`: own address.
  std::optional<ami::network_address> local_address() const noexcept { return parse_address(text("LocalAddress")); }
  /// `RemoteAddress`: the client's address.
  std::optional<ami::network_address> remote_address() const noexcept { return parse_address(text("RemoteAddress")); }
  /// `Module`: the module.
  std::string_view module() const noexcept { return text("Module"); }
  /// `SessionTV`: when the session began.
  std::optional<std::chrono::sys_time<std::chrono::milliseconds>> session_tv() const noexcept {
    return parse_iso_time(text("SessionTV"));
  }
};

/// A client logged in. Wire name: `SuccessfulAuth`.
class successful_auth : public event_view {
public:
  static constexpr event_type type_id = event_type::successful_auth;
  static constexpr std::string_view wire_name = "SuccessfulAuth";

  using event_view::event_view;

  /// `EventTV`: when it happened.
  std::optional<std::chrono::sys_time<std::chrono::milliseconds>> event_tv() const noexcept {
    return parse_iso_time(text("EventTV"));
  }
  /// `Severity`: Informational or Error.
  std::string_view severity() const noexcept { return text("Severity"); }
  /// `Service`: the service, for example AMI, PJSIP.
  std::string_view service() const noexcept { return text("Service"); }
  /// `EventVersion`: version of the event's form.
  std::optional<std::int64_t> event_version() const noexcept { return integer("EventVersion"); }
  /// `AccountID`: account that the client gave.
  std::string_view account_id() const noexcept { return text("AccountID"); }
  /// `SessionID`: id of the session.
  std::string_view session_id() const noexcept { return text("SessionID"); }
  /// `LocalAddress`: own address.
  std::optional<ami::network_address> local_address() const noexcept { return parse_address(text("LocalAddress")); }
  /// `RemoteAddress`: the client's address.
  std::optional<ami::network_address> remote_address() const noexcept { return parse_address(text("RemoteAddress")); }
  /// `UsingPassword`: whether a password was used.
  std::optional<bool> using_password() const noexcept { return boolean("UsingPassword"); }
  /// `Module`: the module.
  std::string_view module() const noexcept { return text("Module"); }
  /// `SessionTV`: when the session began.
  std::optional<std::chrono::sys_time<std::chrono::milliseconds>> session_tv() const noexcept {
    return parse_iso_time(text("SessionTV"));
  }
};

/// A client's requests came from different addresses. Wire name: `UnexpectedAddress`.
class unexpected_address : public event_view {
public:
  static constexpr event_type type_id = event_type::unexpected_address;
  static constexpr std::string_view wire_name = "UnexpectedAddress";

  using event_view::event_view;

  /// `EventTV`: when it happened.
  std::optional<std::chrono::sys_time<std::chrono::milliseconds>> event_tv() const noexcept {
    return parse_iso_time(text("EventTV"));
  }
  /// `Severity`: Informational or Error.
  std::string_view severity() const noexcept { return text("Severity"); }
  /// `Service`: the service, for example AMI, PJSIP.
  std::string_view service() const noexcept { return text("Service"); }
  /// `EventVersion`: version of the event's form.
  std::optional<std::int64_t> event_version() const noexcept { return integer("EventVersion"); }
  /// `AccountID`: account that the client gave.
  std::string_view account_id() const noexcept { return text("AccountID"); }
  /// `SessionID`: id of the session.
  std::string_view session_id() const noexcept { return text("SessionID"); }
  /// `LocalAddress`: own address.
  std::optional<ami::network_address> local_address() const noexcept { return parse_address(text("LocalAddress")); }
  /// `RemoteAddress`: the client's address.
  std::optional<ami::network_address> remote_address() const noexcept { return parse_address(text("RemoteAddress")); }
  /// `ExpectedAddress`: the address expected.
  std::optional<ami::network_address> expected_address() const noexcept {
    return parse_address(text("ExpectedAddress"));
  }
  /// `Module`: the module.
  std::string_view module() const noexcept { return text("Module"); }
  /// `SessionTV`: when the session began.
  std::optional<std::chrono::sys_time<std::chrono::milliseconds>> session_tv() const noexcept {
    return parse_iso_time(text("SessionTV"));
  }
};

}  // namespace ami::events
