'use strict';
/**
 * Preloaded (NODE_OPTIONS, so by child processes and their workers too) into every Node process of a test run: what would leave this
 * computer fails with EPERM and is written to the file `TUNNEL_TRIAGE_REFUSALS`, one JSON object a line. It sits below `net`, `dgram`,
 * `dns`, TLS, HTTP and fetch, where libuv gets the address, so that no way of calling them goes past it.
 *
 * `TUNNEL_TRIAGE_NETWORK=none` refuses loopback as well. A process in a network namespace that a test declared (inode numbers in
 * `TUNNEL_TRIAGE_NAMESPACES`, see namespaces.ts) is free: it has no cable to anything but other such namespaces.
 */
const { appendFileSync, statSync } = require('node:fs');
const { BlockList, isIP } = require('node:net');
const { getSystemErrorMap } = require('node:util');

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

const refused = [...getSystemErrorMap()].find(([, [name]]) => name === 'EPERM')[0];
const isLoopback = (address) => loopback.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

function isInDeclaredNamespace() {
  const declared = process.env.TUNNEL_TRIAGE_NAMESPACES;
  return declared !== undefined && declared.split(' ').includes(String(statSync('/proc/self/ns/net').ino));
}

function report(what) {
  const file = process.env.TUNNEL_TRIAGE_REFUSALS;
  if (file === undefined) return;
  const { TUNNEL_TRIAGE_TEST: test = null } = process.env;
  appendFileSync(file, `${JSON.stringify({ what, test, process: [...process.execArgv, ...process.argv.slice(1)].join(' ') })}\n`);
}

function mayPass(isLocal, what) {
  if ((isLocal && process.env.TUNNEL_TRIAGE_NETWORK !== 'none') || isInDeclaredNamespace()) return true;
  report(what);
  return false;
}

/** Lets `judge` decide before a method of libuv's handles does its work; these answer with the number of an error. */
function watch(owner, method, judge) {
  const original = owner[method];
  owner[method] = function (...args) {
    const { isLocal, what } = judge.call(this, args);
    return mayPass(isLocal, what) ? Reflect.apply(original, this, args) : refused;
  };
}

// The handles have no public name; `process.binding` is the documented way to them.
const { TCP } = process.binding('tcp_wrap');
const { UDP } = process.binding('udp_wrap');
const cares = process.binding('cares_wrap');

const toAddress = (kind, at) => (args) => ({ isLocal: isLoopback(args[at]), what: `${kind} ${args[at]} port ${args[at + 1]}` });
for (const method of ['connect', 'connect6']) {
  watch(TCP.prototype, method, toAddress('tcp', 1));
  watch(UDP.prototype, method, toAddress('udp', 0));
}
for (const method of ['send', 'send6']) {
  // Without an address (the fourth is then a flag) the socket is connected, and was judged when that was done.
  watch(UDP.prototype, method, (args) =>
    typeof args[4] === 'string' ? { isLocal: isLoopback(args[4]), what: `udp ${args[4]} port ${args[3]}` } : { isLocal: true, what: 'udp' },
  );
}

watch(cares, 'getaddrinfo', ([, name]) => ({ isLocal: name === 'localhost', what: `dns ${name}` }));
watch(cares, 'getnameinfo', ([, address]) => ({ isLocal: isLoopback(address), what: `dns ${address}` }));
const asked = Object.getOwnPropertyNames(cares.ChannelWrap.prototype).filter((name) => /^query|^getHostByAddr$/.test(name));
for (const method of asked) {
  watch(cares.ChannelWrap.prototype, method, function ([, name]) {
    const servers = this.getServers().map(([address]) => address);
    return { isLocal: servers.every(isLoopback), what: `dns ${name} of ${servers.join(', ')}` };
  });
}
