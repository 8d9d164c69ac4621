// Actions on PJSIP.
// Made by src/catalogue/generate.py from src/catalogue/catalogue.json: change those, not this file.
#pragma once

#include <ami/action.hpp>
#include <ami/detail/variable_assignment.hpp>
#include <ami/events/channel.hpp>
#include <ami/events/pjsip.hpp>
#include <ami/list_reply.hpp>
#include <ami/reply.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace ami::replies {

/// The reply to the action PJSIPHangup.
using pjsip_hangup = list_reply<ami::events::channels_hungup_list_complete, ami::events::channel_hungup>;

/// The reply to the action PJSIPShowAors.
using pjsip_show_aors = list_reply<ami::events::aor_list_complete, ami::events::aor_list>;

/// The reply to the action PJSIPShowAuths.
using pjsip_show_auths = list_reply<ami::events::auth_list_complete, ami::events::auth_list>;

/// The reply to the action PJSIPShowContacts.
using pjsip_show_contacts = list_reply<ami::events::contact_list_complete, ami::events::contact_list>;

/// The reply to the action PJSIPShowEndpoint.
using pjsip_show_endpoint = list_reply<ami::events::endpoint_detail_complete, ami::events::endpoint_detail,
                                       ami::events::aor_detail, ami::events::auth_detail, ami::events::transport_detail,
                                       ami::events::identify_detail, ami::events::contact_status_detail>;

/// The reply to the action PJSIPShowEndpoints.
using pjsip_show_endpoints = list_reply<ami::events::endpoint_list_complete, ami::events::endpoint_list>;

/// The reply to the action PJSIPShowMaintenance.
using pjsip_show_maintenance =
    list_reply<ami::events::pjsip_maintenance_status_complete, ami::events::pjsip_maintenance_status>;

/// The reply to the action PJSIPShowRegistrationInboundContactStatuses.
using pjsip_show_registration_inbound_contact_statuses =
    list_reply<ami::events::contact_status_detail_complete, ami::events::contact_status_detail>;

/// The reply to the action PJSIPShowRegistrationsInbound.
using pjsip_show_registrations_inbound =
    list_reply<ami::events::inbound_registration_detail_complete, ami::events::inbound_registration_detail>;

/// The reply to the action PJSIPShowRegistrationsOutbound.
using pjsip_show_registrations_outbound =
    list_reply<ami::events::outbound_registration_detail_complete, ami::events::outbound_registration_detail,
               ami::events::auth_detail>;

/// The reply to the action PJSIPShowResourceLists.
using pjsip_show_resource_lists =
    list_reply<ami::events::resource_list_detail_complete, ami::events::resource_list_detail>;

/// The reply to the action PJSIPShowSubscriptionsInbound.
using pjsip_show_subscriptions_inbound =
    list_reply<ami::events::inbound_subscription_detail_complete, ami::events::inbound_subscription_detail>;

/// The reply to the action PJSIPShowSubscriptionsOutbound.
using pjsip_show_subscriptions_outbound =
    list_reply<ami::events::outbound_subscription_detail_complete, ami::events::outbound_subscription_detail>;

}  // namespace ami::replies

namespace ami::actions {

/// Refuses a call that rings, with a cause of SIP. Asterisk 18 and later. Action `PJSIPHangup`, needs class system or
/// call. The reply can be a list of `ChannelHungup`. Not safe to repeat.
class pjsip_hangup : public basic_action<pjsip_hangup> {
public:
  using reply_type = replies::pjsip_hangup;
  static constexpr repeat repeat_safety = repeat::unsafe;

  /// @param channel `Channel`: a channel's name, or a regular expression between slashes for all that match (then the
  ///   reply is a list)
  /// @param cause `Cause`: code of a SIP response, or its name
  pjsip_hangup(std::string channel, std::string cause) : basic_action{"PJSIPHangup"} {
    put("Channel", std::move(channel));
    put("Cause", std::move(cause));
  }
};

/// Sends a NOTIFY. Action `PJSIPNotify`, needs class system. Not safe to repeat.
class pjsip_notify : public basic_action<pjsip_notify> {
public:
  static constexpr repeat repeat_safety = repeat::unsafe;

  pjsip_notify() : basic_action{"PJSIPNotify"} {}

  /// `Endpoint`: the endpoint.
  pjsip_notify& endpoint(std::string value) & { return put("Endpoint", std::move(value)); }
  pjsip_notify&& endpoint(std::string value) && { return std::move(put("Endpoint", std::move(value))); }
  /// `URI`: address to send to.
  pjsip_notify& uri(std::string value) & { return put("URI", std::move(value)); }
  pjsip_notify&& uri(std::string value) && { return std::move(put("URI", std::move(value))); }
  /// `channel`: channel to send it in, of its dialog.
  pjsip_notify& channel(std::string value) & { return put("channel", std::move(value)); }
  pjsip_notify&& channel(std::string value) && { return std::move(put("channel", std::move(value))); }
  /// `Option`: section of pjsip_notify.conf; since Asterisk 18.
  pjsip_notify& option(std::string value) & { return put("Option", std::move(value)); }
  pjsip_notify&& option(std::string value) && { return std::move(put("Option", std::move(value))); }
  /// `Variable`: a header, or Content for the body; call it once for each.
  pjsip_notify& variable(std::string_view name, std::string_view value) & {
    return header("Variable", detail::variable_assignment(name, value));
  }
  pjsip_notify&& variable(std::string_view name, std::string_view value) && { return std::move(variable(name, value)); }
  /// `Variable`, for each pair of name and value of a range.
  template <class Range>
  pjsip_notify& variables(Range&& range) & {
    for (const auto& [name, value] : range) {
      variable(name, value);
    }
    return *this;
  }
  template <class Range>
  pjsip_notify&& variables(Range&& range) && {
    return std::move(variables(range));
  }
};

/// Checks the contacts of an endpoint. Action `PJSIPQualify`, needs class system or reporting. Not safe to repeat.
class pjsip_qualify : public basic_action<pjsip_qualify> {
public:
  static constexpr repeat repeat_safety = repeat::unsafe;

  /// @param endpoint `Endpoint`: the endpoint
  explicit pjsip_qualify(std::string endpoint) : basic_action{"PJSIPQualify"} { put("Endpoint", std::move(endpoint)); }
};

/// Registers with another server. Action `PJSIPRegister`, needs class system or reporting. Not safe to repeat.
class pjsip_register : public basic_action<pjsip_register> {
public:
  static constexpr repeat repeat_safety = repeat::unsafe;

  /// @param registration `Registration`: name of the registration; "*all" for all
  explicit pjsip_register(std::string registration) : basic_action{"PJSIPRegister"} {
    put("Registration", std::move(registration));
  }
};

/// Puts an endpoint into maintenance, or takes it out of it. Asterisk 20 and later. Action `PJSIPSetMaintenance`,
/// needs class system. Safe to repeat.
class pjsip_set_maintenance : public basic_action<pjsip_set_maintenance> {
public:
  static constexpr repeat repeat_safety = repeat::set;

  /// @param endpoint `Endpoint`: the endpoint
  /// @param state `State`: whether it is in maintenance
  pjsip_set_maintenance(std::string endpoint, bool state) : basic_action{"PJSIPSetMaintenance"} {
    put("Endpoint", std::move(endpoint));
    put("State", state ? "on" : "off");
  }
  template <class Text>
  pjsip_set_maintenance(std::string, Text*) = delete;  // "no" would be true
};

/// Lists the addresses of record. None is an error. Action `PJSIPShowAors`, needs class system. The reply is a list
/// of `AorList`. Safe to repeat: it only reads.
class pjsip_show_aors : public basic_action<pjsip_show_aors> {
public:
  using reply_type = replies::pjsip_show_aors;
  static constexpr repeat repeat_safety = repeat::read;

  pjsip_show_aors() : basic_action{"PJSIPShowAors"} {}
};

/// Lists the authentication sections, with their secrets. None is an error. Action `PJSIPShowAuths`, needs class
/// system. The reply is a list of `AuthList`. Safe to repeat: it only reads.
class pjsip_show_auths : public basic_action<pjsip_show_auths> {
public:
  using reply_type = replies::pjsip_show_auths;
  static constexpr repeat repeat_safety = repeat::read;

  pjsip_show_auths() : basic_action{"PJSIPShowAuths"} {}
};

/// Lists the contacts. None is an error. Action `PJSIPShowContacts`, needs class system. The reply is a list of
/// `ContactList`. Safe to repeat: it only reads.
class pjsip_show_contacts : public basic_action<pjsip_show_contacts> {
public:
  using reply_type = replies::pjsip_show_contacts;
  static constexpr repeat repeat_safety = repeat::read;

  pjsip_show_contacts() : basic_action{"PJSIPShowContacts"} {}
};

/// Lists an endpoint's configuration, with secrets. Action `PJSIPShowEndpoint`, needs class system. The reply is a
/// list of `EndpointDetail`, `AorDetail`, `AuthDetail`, `TransportDetail`, `IdentifyDetail` and
/// `ContactStatusDetail`. Safe to repeat: it only reads.
class pjsip_show_endpoint : public basic_action<pjsip_show_endpoint> {
public:
  using reply_type = replies::pjsip_show_endpoint;
  static constexpr repeat repeat_safety = repeat::read;

  /// @param endpoint `Endpoint`: the endpoint
  explicit pjsip_show_endpoint(std::string endpoint) : basic_action{"PJSIPShowEndpoint"} {
    put("Endpoint", std::move(endpoint));
  }
};

/// Lists the endpoints. None is an error. Action `PJSIPShowEndpoints`, needs class system. The reply is a list of
/// `EndpointList`. Safe to repeat: it only reads.
class pjsip_show_endpoints : public basic_action<pjsip_show_endpoints> {
public:
  using reply_type = replies::pjsip_show_endpoints;
  static constexpr repeat repeat_safety = repeat::read;

  pjsip_show_endpoints() : basic_action{"PJSIPShowEndpoints"} {}
};

/// Lists the endpoints in maintenance. Asterisk 20 and later. Action `PJSIPShowMaintenance`, needs class system or
/// reporting. The reply is a list of `PJSIPMaintenanceStatus`. Safe to repeat: it only reads.
class pjsip_show_maintenance : public basic_action<pjsip_show_maintenance> {
public:
  using reply_type = replies::pjsip_show_maintenance;
  static constexpr repeat repeat_safety = repeat::read;

  pjsip_show_maintenance() : basic_action{"PJSIPShowMaintenance"} {}

  /// `Endpoint`: only this endpoint.
  pjsip_show_maintenance& endpoint(std::string value) & { return put("Endpoint", std::move(value)); }
  pjsip_show_maintenance&& endpoint(std::string value) && { return std::move(put("Endpoint", std::move(value))); }
};

/// Lists the status of contacts that registered. Action `PJSIPShowRegistrationInboundContactStatuses`, needs class
/// system. The reply is a list of `ContactStatusDetail`. Safe to repeat: it only reads.
class pjsip_show_registration_inbound_contact_statuses
    : public basic_action<pjsip_show_registration_inbound_contact_statuses> {
public:
  using reply_type = replies::pjsip_show_registration_inbound_contact_statuses;
  static constexpr repeat repeat_safety = repeat::read;

  pjsip_show_registration_inbound_contact_statuses() : basic_action{"PJSIPShowRegistrationInboundContactStatuses"} {}
};

/// Lists the addresses of record that phones can register with. Action `PJSIPShowRegistrationsInbound`, needs class
/// system. The reply is a list of `InboundRegistrationDetail`. Safe to repeat: it only reads.
class pjsip_show_registrations_inbound : public basic_action<pjsip_show_registrations_inbound> {
public:
  using reply_type = replies::pjsip_show_registrations_inbound;
  static constexpr repeat repeat_safety = repeat::read;

  pjsip_show_registrations_inbound() : basic_action{"PJSIPShowRegistrationsInbound"} {}
};

/// Lists the registrations with other servers, with secrets. Action `PJSIPShowRegistrationsOutbound`, needs class
/// system or reporting. The reply is a list of `OutboundRegistrationDetail` and `AuthDetail`. Safe to repeat: it only
/// reads.
class pjsip_show_registrations_outbound : public basic_action<pjsip_show_registrations_outbound> {
public:
  using reply_type = replies::pjsip_show_registrations_outbound;
  static constexpr repeat repeat_safety = repeat::read;

  pjsip_show_registrations_outbound() : basic_action{"PJSIPShowRegistrationsOutbound"} {}
};

/// Lists the resource lists. None is an error. Action `PJSIPShowResourceLists`, needs class system. The reply is a
/// list of `ResourceListDetail`. Safe to repeat: it only reads.
class pjsip_show_resource_lists : public basic_action<pjsip_show_resource_lists> {
public:
  using reply_type = replies::pjsip_show_resource_lists;
  static constexpr repeat repeat_safety = repeat::read;

  pjsip_show_resource_lists() : basic_action{"PJSIPShowResourceLists"} {}
};

/// Lists the subscriptions of phones. Action `PJSIPShowSubscriptionsInbound`, needs class system. The reply is a list
/// of `InboundSubscriptionDetail`. Safe to repeat: it only reads.
class pjsip_show_subscriptions_inbound : public basic_action<pjsip_show_subscriptions_inbound> {
public:
  using reply_type = replies::pjsip_show_subscriptions_inbound;
  static constexpr repeat repeat_safety = repeat::read;

  pjsip_show_subscriptions_inbound() : basic_action{"PJSIPShowSubscriptionsInbound"} {}
};

/// Lists the subscriptions to other servers. Action `PJSIPShowSubscriptionsOutbound`, needs class system. The reply
/// is a list of `OutboundSubscriptionDetail`. Safe to repeat: it only reads.
class pjsip_show_subscriptions_outbound : public basic_action<pjsip_show_subscriptions_outbound> {
public:
  using reply_type = replies::pjsip_show_subscriptions_outbound;
  static constexpr repeat repeat_safety = repeat::read;

  pjsip_show_subscriptions_outbound() : basic_action{"PJSIPShowSubscriptionsOutbound"} {}
};

/// Ends a registration with another server. Action `PJSIPUnregister`, needs class system or reporting. Not safe to
/// repeat.
class pjsip_unregister : public basic_action<pjsip_unregister> {
public:
  static constexpr repeat repeat_safety = repeat::unsafe;

  /// @param registration `Registration`: name of the registration; "*all" for all
  explicit pjsip_unregister(std::string registration) : basic_action{"PJSIPUnregister"} {
    put("Registration", std::move(registration));
  }
};

}  // namespace ami::actions
