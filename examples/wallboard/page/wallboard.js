// The wallboard's page: follows the service's events, shows them, and sends actions.
//
// First come functions that need no page, no network and no clock, which other programs may import; then the parts of the
// page; then the link to the service, the actions, and the start. Everything that comes from a PBX is put into the page as
// text, never as markup.

// ---- What the records mean

const text = value => (value === null || value === undefined ? "" : String(value));

/** A duration in milliseconds as "0:07", "12:34", "1:02:03" or "2 d 3 h"; "–" when it is not known. */
export function durationText(ms) {
  if (!Number.isFinite(ms)) {
    return "–";
  }
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [days, hours, minutes] = [Math.floor(seconds / 86400), Math.floor(seconds / 3600), Math.floor(seconds / 60)];
  const two = number => String(number).padStart(2, "0");
  if (days > 0) {
    return `${days} d ${hours % 24} h`;
  }
  return hours > 0 ? `${hours}:${two(minutes % 60)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** A time as "14:03", with its day in front when that is not the day of `now`. Both are milliseconds since the epoch. */
export function timeText(ms, now) {
  const options = { hour: "2-digit", minute: "2-digit" };
  if (new Date(ms).toDateString() !== new Date(now).toDateString()) {
    Object.assign(options, { day: "numeric", month: "short" });
  }
  return new Intl.DateTimeFormat("en-GB", options).format(ms);
}

/** A number of things: "1 call", "3 calls". */
export function countText(count, noun) {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** The name and the number of somebody: of a leg, a caller or a participant. Without a name it is the number or channel. */
export function party(record) {
  const name = text(record.name).trim();
  const number = text(record.number).trim();
  if (name && number && name !== number) {
    return { name, number };
  }
  return { name: name || number || text(record.device) || text(record.channel) || text(record.uniqueid), number: "" };
}

/** The same as one text: "Alice 2001". */
export function partyText(record) {
  const { name, number } = party(record);
  return number ? `${name} ${number}` : name;
}

/** The legs of a call, that of the one who began it first. */
export function legsOf(call) {
  const legs = call.legs ?? [];
  const first = legs.find(leg => leg.uniqueid === call.linkedid);
  return first ? [first, ...legs.filter(leg => leg !== first)] : legs;
}

/**
 * Who has to do with whom in a call: lines of one leg, a verb, and other legs. What two legs have in common is in one
 * line; a leg that has to do with nobody is alone in its line.
 */
export function conversations(call) {
  const legs = legsOf(call);
  const known = new Map(legs.map(leg => [leg.uniqueid, leg]));
  const told = new Set();
  const lines = [];
  const pair = (a, b) => (a < b ? `${a}\n${b}` : `${b}\n${a}`);
  const tell = (leg, verb, ids) => {
    const others = [...new Set(ids ?? [])].filter(
      id => id !== leg.uniqueid && known.has(id) && !told.has(pair(leg.uniqueid, id)));
    if (others.length === 0) {
      return;
    }
    const group = [leg.uniqueid, ...others];
    for (const id of group) {
      told.add(id);
      for (const other of group) {
        told.add(pair(id, other));
      }
    }
    lines.push({ from: leg, verb, to: others.map(id => known.get(id)) });
  };
  if (call.status === "conference" && legs.length > 1) {
    tell(legs[0], "in conference with", legs.map(leg => leg.uniqueid));
  }
  for (const leg of legs) {
    const held = leg.held || (leg.talks_to ?? []).some(id => known.get(id)?.held);
    tell(leg, held ? "on hold with" : "talks to", leg.talks_to);
  }
  for (const leg of legs) {
    tell(leg, "calls", leg.dials);
  }
  const alone = legs.filter(leg => !told.has(leg.uniqueid)).map(leg => ({ from: leg, verb: "", to: [] }));
  return [...lines, ...alone].sort((a, b) => legs.indexOf(a.from) - legs.indexOf(b.from));
}

/** A call in one text, for names of buttons and for finding it: "Alice 2001 talks to Bob 2002". */
export function callText(call) {
  return conversations(call)
    .map(line => [partyText(line.from), line.verb, line.to.map(partyText).join(", ")].filter(Boolean).join(" "))
    .join("; ");
}

/** True when the call has `wanted` in a name, a number, a channel, its queue or its state. Case does not count. */
export function callHas(call, wanted) {
  const { word, detail } = callStatus(call);
  const words = [word, detail];
  for (const leg of call.legs ?? []) {
    words.push(leg.name, leg.number, leg.channel, leg.exten);
  }
  return words.some(word => text(word).toLowerCase().includes(wanted.toLowerCase()));
}

/** The state of a call: a word, a tone, which the style sheet colours, and a detail, which may be empty. */
export function callStatus(call) {
  const detail = call.queue ? `queue ${call.queue}` : "";
  switch (call.status) {
    case "talking":
      return { word: "talking", tone: "talking", detail };
    case "ringing":
      return { word: "ringing", tone: "ringing", detail };
    case "held":
      return { word: "on hold", tone: "held", detail };
    case "waiting":
      return { word: "waiting", tone: "waiting", detail };
    case "parked":
      return { word: "parked", tone: "parked", detail: call.parked?.space ? `on ${call.parked.space}` : "" };
    case "conference":
      return { word: "conference", tone: "conference", detail: "" };
    default:
      return { word: "other", tone: "idle", detail: legsOf(call).map(leg => text(leg.application)).find(Boolean) ?? "" };
  }
}

/** The state of a queue's member, likewise: what the member does, and whether it gets calls. */
export function memberStatus(member) {
  const reason = text(member.reason);
  const detail = member.paused ? (reason ? `paused: ${reason}` : "paused") : "";
  switch (member.state) {
    case "paused":
      return { word: "paused", tone: "paused", detail: reason };
    case "free":
      return { word: "free", tone: "free", detail };
    case "ringing":
      return { word: "ringing", tone: "ringing", detail };
    case "talking":
      return { word: "talking", tone: "talking", detail };
    case "on_hold":
      return { word: "on hold", tone: "held", detail };
    default:
      return { word: "unavailable", tone: "bad", detail };
  }
}

/** The state of an endpoint, likewise: whether it is up, and what it does. */
export function endpointStatus(endpoint) {
  if (!endpoint.up) {
    return { word: "down", tone: "bad" };
  }
  switch (endpoint.state) {
    case "in use":
    case "busy":
      return { word: `up, ${endpoint.state}`, tone: "talking" };
    case "ringing":
    case "ringing in use":
      return { word: `up, ${endpoint.state}`, tone: "ringing" };
    case "on hold":
      return { word: "up, on hold", tone: "held" };
    default:
      return { word: "up", tone: "free" };
  }
}

/** The state of a PBX's link, likewise. */
export function linkStatus(link) {
  switch (link.state) {
    case "connected":
      return { word: "connected", tone: "free" };
    case "waiting":
      return { word: "link lost, trying again", tone: "bad" };
    case "disconnected":
    case "disconnecting":
      return { word: link.state, tone: "bad" };
    default:
      return { word: link.state, tone: "waiting" };
  }
}

/** What is said of the gap in a PBX's numbers; empty when there is none. */
export function gapText(link, now) {
  if (link.valid) {
    return "";
  }
  const since = link.incomplete_since === null || link.incomplete_since === undefined
    ? "Numbers may be incomplete"
    : `Numbers since ${timeText(link.incomplete_since, now)} may be incomplete`;
  const problems = (link.problems ?? []).join("; ");
  return problems ? `${since}: ${problems}` : since;
}

/** An order by name as people expect it: "agent 9" before "agent 10". */
const names = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
export function byName(a, b) {
  return names.compare(text(a.name || a.interface), text(b.name || b.interface)) ||
    names.compare(text(a.interface), text(b.interface));
}

/** Calls in the order in which they began, so that rows stay where they are. */
export function byStart(a, b) {
  return (a.started ?? 0) - (b.started ?? 0) || names.compare(a.linkedid, b.linkedid);
}

/** Endpoints that are down first, then by name. */
export function byTrouble(a, b) {
  return Number(Boolean(a.up)) - Number(Boolean(b.up)) || byName(a, b);
}

/** The plot of a minute's rates in a box: the points of a line, from left to right; the newest is at the right end. */
export function plotPoints(rates, width, height, seconds = 60) {
  const shown = rates.slice(-seconds);
  const top = Math.max(1, ...shown);
  const step = width / (seconds - 1);
  return shown.map((rate, i) => [width - (shown.length - 1 - i) * step, height - (rate / top) * (height - 2) - 1]);
}

/** A rate for people: with a decimal below 10. */
export function rateText(rate) {
  return rate < 10 && !Number.isInteger(rate) ? rate.toFixed(1) : String(Math.round(rate));
}

/** The plot in words. */
export function plotText(rates) {
  if (rates.length === 0) {
    return "Events per second: not known yet";
  }
  const mean = rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
  return `Events per second in the last ${countText(rates.length, "second")}: now ${rateText(rates.at(-1))}, ` +
    `on average ${rateText(mean)}, at most ${rateText(Math.max(...rates))}`;
}

/** The sums of some servers: what the tiles show. `longest` is the time since which the first caller waits, or null. */
export function totalsOf(servers) {
  const totals = { calls: 0, ringing: 0, waiting: 0, longest: null, free: 0, down: 0, abandoned: 0, ended: 0, inLevel: 0 };
  for (const server of servers) {
    totals.calls += server.calls.size;
    for (const call of server.calls.values()) {
      totals.ringing += call.status === "ringing" ? 1 : 0;
    }
    const free = new Set();
    for (const queue of server.queues.values()) {
      totals.waiting += queue.callers.length;
      totals.longest = earliest(totals.longest, firstSince(queue.callers));
      queue.members.filter(member => member.state === "free").forEach(member => free.add(member.interface));
      totals.abandoned += queue.day?.abandoned ?? 0;
      // Of queues that have a service level.
      if (Number.isFinite(queue.day?.percent)) {
        totals.ended += queue.day.answered + queue.day.abandoned;
        totals.inLevel += queue.day.in_service_level;
      }
    }
    totals.free += free.size;
    totals.down += [...server.endpoints.values()].filter(endpoint => !endpoint.up).length;
  }
  return totals;
}

const earliest = (a, b) => (a === null ? b : b === null ? a : Math.min(a, b));

/** The earliest `since` of some records; null when there is none. */
export function firstSince(records) {
  return records.reduce((first, record) => earliest(first, record.since ?? null), null);
}

/** A per cent value; "–" when it is not known. */
export function percentText(percent) {
  return Number.isFinite(percent) ? `${Math.round(percent)} %` : "–";
}

// ---- The state

const tables = ["calls", "queues", "endpoints", "conferences"];
const secondsOfRates = 60;

/** A server of /api/state, with its tables as maps: a name from outside may be "__proto__". */
export function serverFrom(json) {
  const server = { link: json.link, rate: (json.rate ?? []).slice(-secondsOfRates) };
  for (const table of tables) {
    server[table] = new Map(Object.entries(json[table] ?? {}));
  }
  return server;
}

/** All servers of /api/state, by name. */
export function serversFrom(state) {
  return new Map(Object.entries(state.servers ?? {}).map(([name, json]) => [name, serverFrom(json)]));
}

/** Merges a change into the servers. A change of a table or a server that is not known changes nothing. */
export function merge(servers, change) {
  const server = servers.get(change.server);
  if (change.table === "server") {
    if (change.value === null) {
      servers.delete(change.server);
    } else {
      servers.set(change.server, serverFrom(change.value));
    }
  } else if (server === undefined) {
    return;
  } else if (change.table === "link") {
    server.link = change.value;
  } else if (change.table === "rate") {
    server.rate = [...server.rate, change.value].slice(-secondsOfRates);
  } else if (tables.includes(change.table)) {
    if (change.value === null) {
      server[change.table].delete(change.key);
    } else {
      server[change.table].set(change.key, change.value);
    }
  }
}

/** What the service's answer to an action means: whether it was done, a tone, and the sentence to show. */
export function answerOf(status, body) {
  const said = text(body?.message);
  const answer = (word, tone, usual) => {
    const sentence = said.toLowerCase().startsWith(word.toLowerCase()) ? word + said.slice(word.length)
      : `${word}: ${said || usual}`;
    return { done: word === "Done", tone, text: sentence };
  };
  if (status === 200) {
    return answer("Done", "free", "the server agreed");
  }
  if (status === 401) {
    return { done: false, tone: "bad", text: "Not done: the token is wrong" };
  }
  if (status === 422) {
    return answer("Refused", "bad", "the server gave no reason");
  }
  if (status === 503 || (status >= 400 && status < 500)) {
    return answer("Not done", "bad", `the service answered ${status}`);
  }
  return answer("Not known", "waiting", `the service answered ${status}; it may have happened`);
}

/** The service's clock, reckoned from the times in its messages and a steady clock of this computer. */
export class ServiceClock {
  #time;
  #steady;
  #heard = false;

  /** Until a message says better: this computer's time of day when its steady clock stood at `steady`. */
  constructor(time, steady) {
    this.#time = time;
    this.#steady = steady;
  }

  /** A message said `time` when the steady clock stood at `steady`; both in milliseconds. */
  heard(time, steady) {
    // The message that was fastest is the one to believe. A large step back means that somebody set the service's clock.
    const reckoned = this.now(steady);
    if (!this.#heard || time > reckoned || reckoned - time > 5000) {
      this.#time = time;
      this.#steady = steady;
      this.#heard = true;
    }
  }

  /** The service's time when the steady clock stands at `steady`. */
  now(steady) {
    return this.#time + steady - this.#steady;
  }
}

// ---- Parts of the page

const clock = new ServiceClock(Date.now(), performance.now());
const now = () => clock.now(performance.now());
const byId = id => document.getElementById(id);

function setText(element, value) {
  const wanted = text(value);
  if (element.textContent !== wanted) {
    element.textContent = wanted;
  }
}

/** Shows a sentence, or nothing at all. */
function setNotice(element, sentence) {
  setText(element, sentence);
  element.hidden = !sentence;
}

function setBadge(element, { word, tone }) {
  setText(element, word);
  element.dataset.tone = tone;
}

function newElement(name, className, content = "") {
  const element = document.createElement(name);
  element.className = className;
  element.textContent = content;
  return element;
}

/** A name in front of its number. */
function setParty(element, record) {
  const { name, number } = party(record);
  element.replaceChildren(newElement("b", "", name), ...(number ? [" ", newElement("span", "muted", number)] : []));
}

/** A copy of a template, with its fields by their names. */
class Copy {
  #fields = new Map();

  constructor(template) {
    this.node = byId(template).content.firstElementChild.cloneNode(true);
    for (const element of this.node.querySelectorAll("[data-text], [data-time]")) {
      const name = element.dataset.text ?? element.dataset.time;
      this.#fields.set(name, [...(this.#fields.get(name) ?? []), element]);
    }
  }

  field(name) {
    return this.#fields.get(name)[0];
  }

  set(name, value) {
    this.#fields.get(name).forEach(element => setText(element, value));
  }

  find(selector) {
    return this.node.querySelector(selector);
  }
}

/** The running durations. One timer for all, and only those are redrawn that can be seen. */
class Durations {
  #since = new WeakMap();
  #visible = new Set();
  #observer = new IntersectionObserver(entries => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) {
        this.#visible.add(target);
        this.#draw(target);
      } else {
        this.#visible.delete(target);
      }
    }
  }, { rootMargin: "100px" });

  /** The element shows how long ago `since` was; null for a dash, undefined for nothing. */
  set(element, since) {
    if (!this.#since.has(element)) {
      this.#observer.observe(element);
    }
    this.#since.set(element, since);
    this.#draw(element);
  }

  /** The element, and what is in it, is not in the page any more. */
  forget(root) {
    for (const element of [root, ...root.querySelectorAll("time")]) {
      this.#observer.unobserve(element);
      this.#visible.delete(element);
      this.#since.delete(element);
    }
  }

  tick() {
    this.#visible.forEach(element => this.#draw(element));
  }

  #draw(element) {
    const since = this.#since.get(element);
    setText(element, since === undefined ? "" : durationText(since === null ? NaN : now() - since));
  }
}

const durations = new Durations();

/**
 * Rows by key: makes, moves and removes what is different, and leaves all others alone, so that the keyboard's focus and
 * the place of a screen reader stay where they are.
 */
class KeyedRows {
  #rows = new Map();

  /**
   * @param parent the element that the rows are the children of.
   * @param make makes a row: an object with the element `node` and the function show(record, server).
   */
  constructor(parent, make) {
    this.parent = parent;
    this.make = make;
  }

  /** Shows these items in this order. Each has a `key`, a `record`, and the name of its `server`. */
  show(items) {
    const wanted = new Set(items.map(item => item.key));
    for (const [key, row] of this.#rows) {
      if (!wanted.has(key)) {
        durations.forget(row.node);
        row.node.remove();
        this.#rows.delete(key);
      }
    }
    let place = this.parent.firstElementChild;
    for (const { key, record, server } of items) {
      let row = this.#rows.get(key);
      if (row === undefined) {
        row = this.make();
        row.node.dataset.key = key;
        this.#rows.set(key, row);
      }
      if (row.record !== record) {
        row.record = record;
        row.show(record, server);
      }
      if (row.node === place) {
        place = place.nextElementSibling;
      } else if (row.node.isConnected && this.parent.moveBefore) {
        this.parent.moveBefore(row.node, place);  // keeps the focus
      } else {
        this.parent.insertBefore(row.node, place);
      }
    }
  }
}

class PbxCard extends Copy {
  constructor() {
    super("pbx");
    [this.plot, this.area, this.line] = [".rate svg", ".area", ".line"].map(selector => this.find(selector));
  }

  show(server, name) {
    this.set("name", name);
    this.set("version", server.link.version ? `AMI ${server.link.version}` : "");
    setBadge(this.field("state"), linkStatus(server.link));
    durations.set(this.field("since"), server.link.since);
    setNotice(this.field("gap"), gapText(server.link, now()));
    this.set("rate", server.rate.length > 0 ? rateText(server.rate.at(-1)) : "–");
    this.plot.setAttribute("aria-label", plotText(server.rate));
    const points = plotPoints(server.rate, 120, 32).map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`);
    this.line.setAttribute("d", points.length > 0 ? `M${points.join("L")}` : "");
    this.area.setAttribute("d", points.length > 0 ? `M${points.join("L")}L120 32L${points[0].split(" ")[0]} 32Z` : "");
  }
}

const signs = new Map([["calls", "→"], ["talks to", "↔"], ["on hold with", "‖"], ["in conference with", "&"]]);

class CallRow extends Copy {
  constructor() {
    super("call");
  }

  show(call, server) {
    this.set("server", server);
    this.find(".who").replaceChildren(...conversations(call).map(line => this.#line(line, call)));
    const status = callStatus(call);
    setBadge(this.field("state"), status);
    this.set("detail", status.detail);
    durations.set(this.field("since"), call.since);
    durations.set(this.field("started"), call.started);
    this.set("whom", `: ${callText(call)}`);
    for (const button of this.node.querySelectorAll("[data-open]")) {
      button.subject = { server, call };
    }
  }

  #line({ from, verb, to }, call) {
    const line = newElement("div", "line");
    const say = record => {
      const element = newElement("span", "party");
      setParty(element, record);
      return element;
    };
    line.append(say(from));
    if (verb) {
      const sign = newElement("span", "sign", signs.get(verb));
      sign.ariaHidden = "true";
      line.append(" ", sign, newElement("span", "unseen", ` ${verb} `), " ");
    }
    to.forEach((other, i) => line.append(i > 0 ? ", " : "", say(other)));
    if (!verb && call.status === "other" && from.exten) {
      line.append(newElement("span", "muted", ` at ${from.exten}`));
    }
    return line;
  }
}

class CallerRow extends Copy {
  constructor() {
    super("caller");
  }

  show(caller) {
    this.set("position", caller.position);
    setParty(this.field("party"), caller);
    durations.set(this.field("since"), caller.since);
  }
}

class MemberRow extends Copy {
  constructor(queue) {
    super("member");
    this.queue = queue;
    this.button = this.find("button");
  }

  show(member, server) {
    const name = member.name || member.interface;
    this.set("name", name);
    const status = memberStatus(member);
    setBadge(this.field("state"), status);
    this.set("detail", status.detail);
    durations.set(this.field("paused"), member.paused ? member.since_pause : undefined);
    this.set("taken", countText(member.calls_taken ?? 0, "call"));
    this.set("action", member.paused ? "Unpause" : "Pause");
    this.set("whom", ` ${name} in ${this.queue()}`);
    this.button.dataset.open = member.paused ? "unpause" : "pause";
    this.button.subject = { server, member, name, queue: this.queue() };
  }
}

class QueueCard extends Copy {
  #name = "";
  #callers = new KeyedRows(this.find(".callers tbody"), () => new CallerRow());
  #members = new KeyedRows(this.find(".members tbody"), () => new MemberRow(() => this.#name));

  constructor() {
    super("queue");
  }

  show(queue, server) {
    this.#name = queue.name;
    this.set("name", queue.name);
    this.set("server", server);
    this.set("strategy", queue.strategy ?? "");
    this.set("waiting", queue.callers.length);
    this.find("[data-tone=waiting]").classList.toggle("some", queue.callers.length > 0);
    durations.set(this.field("longest"), firstSince(queue.callers));
    const day = queue.day ?? {};
    this.set("level-title", Number.isFinite(day.service_level) ? `Within ${day.service_level} s` : "In time");
    this.set("level", percentText(day.percent ?? NaN));
    this.set("abandoned", day.abandoned ?? "–");
    this.set("offered", Number.isFinite(day.offered) ? `of ${day.offered}` : "");
    setNotice(this.field("gap"), Number.isFinite(day.incomplete_since)
      ? `Today's numbers may be incomplete since ${timeText(day.incomplete_since, now())}` : "");
    this.set("callers-of", `Waiting in ${queue.name}`);
    this.set("members-of", `Members of ${queue.name}`);
    this.find(".callers").hidden = queue.callers.length === 0;
    this.find(".members").hidden = queue.members.length === 0;
    const callers = [...queue.callers].sort((a, b) => a.position - b.position);
    this.#callers.show(callers.map(caller => ({ key: caller.uniqueid, record: caller, server })));
    const members = [...queue.members].sort(byName);
    this.#members.show(members.map(member => ({ key: member.interface, record: member, server })));
  }
}

class ParticipantRow extends Copy {
  constructor() {
    super("participant");
  }

  show(participant) {
    setParty(this.field("party"), participant);
    const notes = [participant.admin && "admin", participant.muted && "muted", participant.talking && "speaks"];
    this.set("notes", notes.filter(Boolean).join(", "));
    durations.set(this.field("since"), participant.since);
  }
}

class ConferenceCard extends Copy {
  #participants = new KeyedRows(this.find(".participants"), () => new ParticipantRow());

  constructor() {
    super("conference");
  }

  show(conference, server) {
    this.set("name", conference.name);
    this.set("server", server);
    const size = countText(conference.participants.length, "participant");
    this.set("size", conference.locked ? `${size}, locked` : size);
    this.#participants.show(conference.participants.map(record => ({ key: record.uniqueid, record, server })));
  }
}

class EndpointRow extends Copy {
  constructor() {
    super("endpoint");
  }

  show(endpoint) {
    this.set("name", endpoint.name);
    setBadge(this.field("state"), endpointStatus(endpoint));
    durations.set(this.field("since"), endpoint.since ?? undefined);
    const contacts = (endpoint.contacts ?? []).map(contact => [contact.uri, contact.state].filter(Boolean).join(" "));
    this.node.title = [endpoint.state, ...contacts].filter(Boolean).join("\n");
  }
}

class EndpointGroup extends Copy {
  #rows = new KeyedRows(this.find(".endpoints"), () => new EndpointRow());

  constructor() {
    super("endpoint-group");
  }

  show(endpoints, server) {
    const down = endpoints.filter(endpoint => !endpoint.up).length;
    this.set("server", server);
    this.set("summary", `${endpoints.length - down} up, ${down} down`);
    this.#rows.show(endpoints.map(record => ({ key: record.name, record, server })));
  }
}

// ---- The board

/** Everything that is shown of the PBXs. It is redrawn at most once for a frame of the screen, whatever arrives. */
class Board {
  servers = new Map();
  chosen = "";
  wanted = "";
  #asked = false;
  #rows = {
    pbxs: new KeyedRows(byId("pbxs"), () => new PbxCard()),
    calls: new KeyedRows(document.querySelector("[data-list=calls]"), () => new CallRow()),
    queues: new KeyedRows(document.querySelector("[data-list=queues]"), () => new QueueCard()),
    conferences: new KeyedRows(document.querySelector("[data-list=conferences]"), () => new ConferenceCard()),
    endpoints: new KeyedRows(document.querySelector("[data-list=endpoints]"), () => new EndpointGroup()),
  };
  #drawn = new Map();

  /** Asks for the board to be drawn. */
  changed() {
    if (!this.#asked) {
      this.#asked = true;
      requestAnimationFrame(() => {
        this.#asked = false;
        keepFocus(() => this.#draw());
      });
    }
  }

  #draw() {
    const all = [...this.servers.keys()].sort(names.compare);
    if (!this.servers.has(this.chosen)) {
      this.chosen = "";
    }
    this.#drawChoice(all);
    const shown = all.filter(name => !this.chosen || name === this.chosen);
    document.body.classList.toggle("one-pbx", shown.length < 2);
    this.#rows.pbxs.show(shown.map(name => ({ key: name, record: { ...this.servers.get(name) }, server: name })));
    this.#table("calls", shown, byStart, call => !this.wanted || callHas(call, this.wanted));
    this.#table("queues", shown, byName);
    this.#table("conferences", shown, byName);
    this.#drawEndpoints(shown);
    this.#drawTotals(shown);
  }

  #table(table, shown, order, fits = () => true) {
    const items = shown.flatMap(name =>
      [...this.servers.get(name)[table]].filter(([, record]) => fits(record))
        .map(([key, record]) => ({ key: `${name}\n${key}`, record, server: name })));
    if (table === "calls") {
      items.sort((a, b) => order(a.record, b.record));
    } else {
      items.sort((a, b) => shown.indexOf(a.server) - shown.indexOf(b.server) || order(a.record, b.record));
    }
    this.#rows[table].show(items);
    this.#count(table, items.length);
  }

  #count(table, count) {
    setText(document.querySelector(`[data-count=${table}]`), count);
    document.querySelector(`[data-empty=${table}]`).hidden = count > 0;
    document.querySelector(`[data-list=${table}]`).parentElement.classList.toggle("none", count === 0);
  }

  #drawEndpoints(shown) {
    let count = 0;
    const groups = [];
    for (const name of shown) {
      const endpoints = [...this.servers.get(name).endpoints.values()].sort(byTrouble);
      count += endpoints.length;
      // The group is redrawn only when one of its endpoints is another record.
      const before = this.#drawn.get(name);
      const same = before?.length === endpoints.length && endpoints.every((endpoint, i) => endpoint === before[i]);
      this.#drawn.set(name, same ? before : endpoints);
      if (endpoints.length > 0) {
        groups.push({ key: name, record: this.#drawn.get(name), server: name });
      }
    }
    this.#rows.endpoints.show(groups);
    this.#count("endpoints", count);
  }

  #drawTotals(shown) {
    const totals = totalsOf(shown.map(name => this.servers.get(name)));
    for (const element of document.querySelectorAll("[data-total]")) {
      const name = element.dataset.total;
      if (name === "longest") {
        durations.set(element, totals.longest);
      } else if (name === "level") {
        setText(element, percentText(totals.ended > 0 ? 100 * totals.inLevel / totals.ended : NaN));
      } else {
        setText(element, totals[name]);
      }
      element.closest(".tile").classList.toggle("zero", element.textContent === "0" || element.textContent === "–");
    }
    setText(document.querySelector("title"), totals.waiting > 0 ? `${totals.waiting} waiting – Wallboard` : "Wallboard");
  }

  #drawChoice(all) {
    const choice = byId("pbx-choice");
    const offered = ["", ...all].join("\n");
    choice.hidden = all.length < 2;
    if (choice.dataset.offered === offered) {
      return;
    }
    choice.dataset.offered = offered;
    choice.querySelectorAll("label").forEach(label => label.remove());
    for (const name of ["", ...all]) {
      const label = newElement("label", "");
      const radio = newElement("input", "");
      Object.assign(radio, { type: "radio", name: "pbx", value: name, checked: name === this.chosen });
      radio.addEventListener("change", () => {
        this.chosen = name;
        this.changed();
      });
      label.append(radio, newElement("span", "", name || "All"));
      choice.append(label);
    }
  }
}

/** Runs a function that may take the focused element out of the page; the title of its panel has the focus then. */
function keepFocus(change) {
  const focused = document.activeElement;
  const title = focused?.closest?.(".panel")?.querySelector("h2");
  change();
  if (document.activeElement !== focused && document.activeElement === document.body) {
    (focused.isConnected ? focused : title)?.focus({ preventScroll: true });
  }
}

// ---- The link to the service

const silenceLimit = 30000;
const patience = 3000;

/** Follows the service's events, and says what becomes of the link. */
class EventLink {
  #source = null;
  #last = "";
  #heard = performance.now();
  #pause = 1000;
  #opening = 0;

  /**
   * @param take is called with each kind of message and its data.
   * @param tell is called with true when the link is there, with false when it is not.
   */
  constructor(take, tell) {
    this.take = take;
    this.tell = tell;
    this.#open();
  }

  /** To be called now and then: a link that died without a word is noticed by its silence, and opened again. */
  check() {
    const silent = performance.now() - this.#heard;
    if (this.#source?.readyState === EventSource.OPEN && silent > silenceLimit) {
      this.#open();
    }
  }

  #open() {
    this.#source?.close();
    this.#heard = performance.now();
    const url = new URL("api/events", document.baseURI);
    if (this.#last) {
      url.searchParams.set("after", this.#last);
    }
    const source = new EventSource(url);
    this.#source = source;
    clearTimeout(this.#opening);
    this.#opening = setTimeout(() => this.tell(false), patience);
    source.addEventListener("open", () => {
      this.#pause = 1000;
      this.#heard = performance.now();
    });
    for (const kind of ["state", "changes"]) {
      source.addEventListener(kind, event => this.#arrived(kind, event));
    }
    source.addEventListener("error", () => this.#failed(source));
    source.addEventListener("open", () => this.#restored());
  }

  #restored() {
    clearTimeout(this.#opening);
    this.tell(true);
  }

  #arrived(kind, event) {
    this.#heard = performance.now();
    this.#last = event.lastEventId || this.#last;
    this.take(kind, JSON.parse(event.data));
  }

  // The browser tries again by itself unless the service, or something before it, answered with an error.
  #failed(source) {
    clearTimeout(this.#opening);
    this.tell(false);
    if (source.readyState === EventSource.CLOSED && source === this.#source) {
      setTimeout(() => source === this.#source && this.#open(), this.#pause);
      this.#pause = Math.min(2 * this.#pause, 15000);
    }
  }
}

// ---- Actions

const answerLimit = 60000;
const answersKept = 3;

/** A text that no other request has, also where crypto.randomUUID() is not to be had: on a page without TLS. */
function uniqueText() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, "0")).join("");
}

/** The token: from the address the page was opened with, from this tab's memory, or asked for. */
class Token {
  static #name = "wallboard-token";

  constructor() {
    const given = new URLSearchParams(location.hash.slice(1)).get("token");
    if (given) {
      sessionStorage.setItem(Token.#name, given);
      history.replaceState(null, "", location.pathname + location.search);
    }
  }

  get() {
    return sessionStorage.getItem(Token.#name);
  }

  forget() {
    sessionStorage.removeItem(Token.#name);
  }

  /** Asks for it when it is not known. Resolves to true when it is known then. */
  async ask() {
    if (this.get()) {
      return true;
    }
    const dialog = byId("token-dialog");
    const form = dialog.querySelector("form");
    form.reset();
    dialog.showModal();
    return new Promise(resolve => {
      const given = event => {
        event.preventDefault();
        sessionStorage.setItem(Token.#name, form.elements.token.value.trim());
        dialog.close();
      };
      form.addEventListener("submit", given);
      dialog.addEventListener("close", () => {
        form.removeEventListener("submit", given);
        form.reset();
        resolve(Boolean(this.get()));
      }, { once: true });
    });
  }
}

/** The buttons, their dialogs, and the answers. */
class Actions {
  #token = new Token();
  #opened = null;  // what the open dialog is about

  constructor(board) {
    this.board = board;
    document.addEventListener("click", event => {
      const button = event.target.closest?.("[data-open]");
      if (button && button.ariaDisabled !== "true") {
        this.#begin(button);
      }
    });
    byId("new-call").addEventListener("click", event => this.#open("originate", event.currentTarget, {}));
    byId("clear-answers").addEventListener("click", () => this.#clear());
    for (const dialog of document.querySelectorAll("dialog")) {
      dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
    }
    for (const form of document.querySelectorAll("form[data-action]")) {
      form.addEventListener("submit", event => {
        event.preventDefault();
        this.#submit(form);
      });
      const dialog = form.closest("dialog");
      dialog.addEventListener("close", () => this.#closed());
    }
  }

  #begin(button) {
    const { server, call, member, name, queue } = button.subject;
    switch (button.dataset.open) {
      case "unpause":
        this.#unpause(button, { server, member, name, queue });
        break;
      case "pause":
        this.#open("pause", button, { server, title: `Pause ${name} in ${queue}`, about: name, member, queue });
        break;
      case "transfer":
        this.#open("transfer", button, { server, title: "Transfer", about: callText(call), call });
        break;
      case "hangup":
        this.#open("hangup", button, { server, title: "Hang up", about: callText(call), call });
        break;
    }
  }

  async #unpause(button, { server, member, name, queue }) {
    if (await this.#token.ask()) {
      const fields = { server, action: "unpause", interface: member.interface, queue };
      await this.#perform(fields, `Unpause ${name} in ${queue}`, [button]);
    }
  }

  async #open(action, opener, subject) {
    const dialog = byId(`${action}-dialog`);
    const form = dialog.querySelector("form");
    // What is found is not another row's when the opener is removed meanwhile.
    const opened = { ...subject, action, opener, panel: opener.closest(".panel") };
    if (!await this.#token.ask()) {
      return;
    }
    this.#opened = opened;
    form.reset();
    setText(form.querySelector(".answer"), "");
    form.querySelectorAll("button").forEach(button => setBusy(button, false));
    if (subject.title) {
      setText(form.querySelector("h2"), subject.title);
    }
    if (subject.call) {
      this.#offerLegs(form.querySelector(".legs"), subject.call);
    }
    if (action === "originate") {
      this.#offerServers(form);
    }
    dialog.showModal();
  }

  #offerLegs(fieldset, call) {
    fieldset.querySelectorAll("label").forEach(label => label.remove());
    legsOf(call).forEach((leg, i) => {
      const label = newElement("label", "check");
      const radio = newElement("input", "");
      Object.assign(radio, { type: "radio", name: "uniqueid", value: leg.uniqueid, checked: i === 0 });
      const who = newElement("span", "party");
      setParty(who, leg);
      label.append(radio, who, newElement("span", "muted channel", leg.channel));
      fieldset.append(label);
    });
  }

  #offerServers(form) {
    const servers = [...this.board.servers.keys()].sort(names.compare);
    const select = form.elements.server;
    select.replaceChildren(...servers.map(name => new Option(name, name, false, name === this.board.chosen)));
    const offer = () => {
      const endpoints = [...(this.board.servers.get(select.value)?.endpoints.values() ?? [])].sort(byName);
      byId("channels").replaceChildren(
        ...endpoints.map(({ name }) => new Option("", name.includes("/") ? name : `PJSIP/${name}`)));
    };
    select.onchange = offer;
    offer();
  }

  async #submit(form) {
    const opened = this.#opened;
    const button = form.querySelector(".main-button");
    if (button.ariaDisabled === "true" || !await this.#token.ask()) {
      return;
    }
    const given = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, value.trim()]));
    const { fields, title } = this.#request(opened, given);
    const row = opened.opener.closest("tr")?.querySelectorAll("button") ?? [opened.opener];
    setText(form.querySelector(".answer"), "Sent; waiting for the answer …");
    const answer = await this.#perform(fields, title, [button, ...row]);
    if (this.#opened !== opened) {
      return;  // closed meanwhile: the answer is in the list
    }
    if (answer.done) {
      form.closest("dialog").close();
    } else {
      setText(form.querySelector(".answer"), answer.text);
    }
  }

  // What is sent, and how it is called in the list of answers.
  #request({ action, server, member, queue, about }, given) {
    switch (action) {
      case "originate": {
        const fields = { action, server: given.server, channel: given.channel, exten: given.exten };
        return {
          fields: given.context ? { ...fields, context: given.context } : fields,
          title: `Call ${given.channel} to ${given.exten}`,
        };
      }
      case "hangup":
        return { fields: { action, server, uniqueid: given.uniqueid }, title: `Hang up ${about}` };
      case "transfer":
        return {
          fields: { action, server, uniqueid: given.uniqueid, exten: given.exten, context: given.context },
          title: `Transfer ${about} to ${given.exten}`,
        };
      default: {
        const fields = { action, server, interface: member.interface };
        return {
          fields: {
            ...fields,
            ...(given.everywhere ? {} : { queue }),
            ...(given.reason ? { reason: given.reason } : {}),
          },
          title: given.everywhere ? `Pause ${about} in all queues` : `Pause ${about} in ${queue}`,
        };
      }
    }
  }

  // Sends an action once. Whatever comes of it, it is not sent again: who wants that presses the button again.
  async #perform(fields, title, buttons) {
    buttons.forEach(button => setBusy(button, true));
    const answer = await this.#post({ request: uniqueText(), ...fields });
    buttons.forEach(button => setBusy(button, false));
    this.#list(fields.server, title, answer);
    return answer;
  }

  async #post(body) {
    try {
      const response = await fetch(new URL("api/action", document.baseURI), {
        method: "POST",
        headers: { "Authorization": `Bearer ${this.#token.get()}`, "Content-Type": "application/json" },
        body: JSON.stringify(body),
        cache: "no-store",
        signal: AbortSignal.timeout(answerLimit),
      });
      if (response.status === 401) {
        this.#token.forget();
      }
      return answerOf(response.status, await response.json().catch(() => null));
    } catch {
      return { done: false, tone: "waiting", text: "Not known: no answer from the service; it may have happened" };
    }
  }

  #list(server, title, answer) {
    const line = newElement("p", "");
    line.dataset.tone = answer.tone;
    line.append(newElement("span", "muted", `${timeText(now(), now())} ${server} `), newElement("span", "", `${title} `),
      newElement("b", "", answer.text));
    const list = byId("answer-list");
    list.append(line);
    while (list.childElementCount > answersKept) {
      list.firstElementChild.remove();
    }
    byId("clear-answers").hidden = false;
  }

  #clear() {
    byId("answer-list").replaceChildren();
    byId("clear-answers").hidden = true;
    byId("board").focus({ preventScroll: true });
  }

  // The browser gives the focus back to what had it, unless that is gone.
  #closed() {
    const opened = this.#opened;
    this.#opened = null;
    if (opened && !opened.opener.isConnected) {
      opened.panel?.querySelector("h2").focus({ preventScroll: true });
    }
  }
}

/** A button that waits for its answer: it does nothing, but keeps the focus, which a disabled one would lose. */
function setBusy(button, busy) {
  button.ariaDisabled = busy ? "true" : null;
}

// ---- The start

/** Says what became of the links, for those who do not see it: once for each loss and each return. */
class Announcer {
  #lost = new Map();

  /** Looks through the links for what is to be said. */
  look(servers) {
    const news = [];
    for (const [name, { link }] of servers) {
      const lost = link.state !== "connected" || !link.valid;
      if (lost !== (this.#lost.get(name) ?? false)) {
        news.push(lost ? `${name}: ${linkStatus(link).word}. ${gapText(link, now())}`
          : `${name}: connected, numbers are complete again`);
      }
      this.#lost.set(name, lost);
    }
    if (news.length > 0) {
      this.say(news.join(". "));
    }
  }

  say(sentence) {
    setText(byId("announcer"), sentence);
  }
}

function start() {
  const board = new Board();
  const announcer = new Announcer();
  // "?tv" is a board that nobody touches, in larger type; "?pbx=berlin" begins with that PBX.
  const asked = new URLSearchParams(location.search);
  document.documentElement.classList.toggle("tv", asked.has("tv"));
  board.chosen = asked.get("pbx") ?? "";
  new Actions(board);

  let lostSince = null;
  const tell = live => {
    if (live === (document.body.dataset.link === "live") && document.body.dataset.link) {
      return;
    }
    const before = document.body.dataset.link;
    document.body.dataset.link = live ? "live" : "lost";
    const status = live ? { word: "live", tone: "free" } : { word: "no connection", tone: "bad" };
    setBadge(byId("page-link").firstElementChild, status);
    lostSince = live ? null : now();
    const sentence = live ? "" : board.servers.size === 0
      ? "There is no connection to the wallboard's service. Trying again."
      : `No connection to the wallboard's service since ${timeText(lostSince, lostSince)}. ` +
        "What you see is how it was then. Trying again.";
    setNotice(byId("lost"), sentence);
    if (before || !live) {
      announcer.say(live ? "Connected to the wallboard's service again" : sentence);
    }
  };

  const link = new EventLink((kind, data) => {
    clock.heard(data.time, performance.now());
    if (kind === "state") {
      board.servers = serversFrom(data);
    } else {
      data.changes.forEach(change => merge(board.servers, change));
    }
    announcer.look(board.servers);
    board.changed();
  }, tell);

  byId("find").addEventListener("input", event => {
    board.wanted = event.target.value.trim();
    board.changed();
  });
  setInterval(() => {
    link.check();
    // What is lost does not go on: its durations stand still.
    if (!document.hidden && lostSince === null) {
      durations.tick();
    }
  }, 1000);
}

if (globalThis.document?.getElementById("board")) {
  start();
}
