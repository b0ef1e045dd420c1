import { message, type Message } from '#shared/model/message.ts';
import type { ClockProbeData, LatencySummary, PathMtuData, ProbeData } from '#shared/model/probe.ts';
import { assertNever } from '#shared/util/assert-never.ts';
import { clampedPacketBytes, headerBytes } from '../checks/support/path-sizes.ts';
import { clockLimitMs } from './describe-probe.ts';
import { outerBytes } from './esp-overhead.ts';

/** Carries a clamped packet with the cipher of Azure's that adds most (AES256/SHA256), in UDP. */
const surelyEnough = outerBytes(clampedPacketBytes, { ivBytes: 16, alignBytes: 16, icvBytes: 16 }, { ipVersion: 4, inUdp: true });

/** A clock that is off by more makes times of different sources hard to compare. Our estimate. */
const comparableMs = 30_000;

function sizeMeaning({ result, mtu, innerMtu }: PathMtuData): Message {
  if (result !== 'measured' || mtu === null) return message(`probe.means.path-mtu.${result}`);
  // Without a cipher the path may be the one through the tunnel, or the one outside it, where the cipher still takes its share.
  if (innerMtu === null && mtu >= clampedPacketBytes && mtu < surelyEnough) return message('probe.means.path-mtu.depends');
  const carried = innerMtu ?? mtu;
  const size = carried < clampedPacketBytes ? 'small' : 'enough';
  return message(`probe.means.path-mtu.${size}`, { segment: Math.max(0, carried - headerBytes) });
}

function clockMeaning({ result, offsetMs }: ClockProbeData): Message {
  if (result !== 'answered' || offsetMs === null) return message('probe.means.clock.unknown');
  const off = Math.abs(offsetMs);
  return message(`probe.means.clock.${off >= clockLimitMs ? 'far' : off >= comparableMs ? 'off' : 'right'}`);
}

/** What a result says about the tunnel, beyond its figures. */
export function meaningOf(data: ProbeData): Message {
  switch (data.kind) {
    case 'ike-probe':
      return message(`probe.means.ike.${data.result}`, { port: data.port });
    case 'health-probe':
      return message(`probe.means.health.${data.result}`);
    case 'dns-probe':
      return message(`probe.means.dns.${data.result}`);
    case 'path-mtu-probe':
      return sizeMeaning(data);
    case 'clock-probe':
      return clockMeaning(data);
    default:
      return assertNever(data, 'every kind of probe means something');
  }
}

/** The same of a run of connection attempts. */
export function tcpMeaning({ sent, received }: LatencySummary, isRefused: boolean): Message {
  const met = sent === 0 ? 'unknown' : received === sent ? 'all' : received > 0 ? 'some' : isRefused ? 'refused' : 'none';
  return message(`probe.means.tcp.${met}`);
}
