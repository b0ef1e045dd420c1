import { message, type Message } from './message.ts';
import type { ProbeRequest } from './probe.ts';

/** Everything that requests send packets to, as the user wrote it: what a confirmation has to name. */
export function targetsOf(requests: readonly ProbeRequest[]): string[] {
  const named = requests.map((request) => (request.kind === 'dns' ? request.server : request.host));
  return [...new Set(named.filter((target) => target !== null))];
}

/** One line for a confirmation: who gets what, `probe.sends.<kind>`. A name that stands for an address is looked up first. */
export function sendsOf(request: ProbeRequest): Message {
  const key = `probe.sends.${request.kind}`;
  switch (request.kind) {
    case 'tcp':
      return message(key, {
        host: request.host,
        port: String(request.port),
        count: request.count === 0 ? 0 : request.count + request.warmups,
      });
    case 'ike':
      return message(request.groups ? `${key}-groups` : key, { host: request.host, port: String(request.port), version: request.version });
    case 'dns':
      return request.server === null
        ? message(`${key}-system`, { name: request.name })
        : message(key, { name: request.name, server: request.server });
    case 'gateway-health':
    case 'clock':
      return message(key, { host: request.host, port: String(request.port) });
    case 'path-mtu':
    case 'traceroute':
      return message(key, { host: request.host });
  }
}
