import { message, type Message } from '#shared/model/message.ts';
import type { ProbeData } from '#shared/model/probe.ts';
import { assertNever } from '#shared/util/assert-never.ts';

export type Described = {
  readonly what: Message;
  readonly who: string;
  readonly level: 'error' | 'warning' | 'information';
};

const silentResults = new Set(['silent', 'unreachable', 'refused']);
/** A clock that is off by more than this disturbs Kerberos and certificates (Microsoft's default for Kerberos: 5 minutes). */
export const clockLimitMs = 300_000;

function levelOf(result: string, good: boolean): Described['level'] {
  if (good) return 'information';
  return silentResults.has(result) ? 'error' : 'warning';
}

function what(data: ProbeData): Message {
  const key = `record.${data.kind}.${data.result}`;
  switch (data.kind) {
    case 'ike-probe':
      return message(key, { port: data.port, version: data.version, group: data.group ?? 0 });
    case 'health-probe':
      return message(key, { port: data.port });
    case 'dns-probe':
      return message(key, { name: data.name });
    case 'path-mtu-probe':
      return data.innerMtu === null || data.result !== 'measured'
        ? message(key, { mtu: data.mtu ?? 0 })
        : message('record.path-mtu-probe.measured-inner', { mtu: data.mtu ?? 0, inner: data.innerMtu, cipher: data.cipher ?? '' });
    case 'clock-probe': {
      const offsetMs = data.offsetMs ?? 0;
      const seconds = Math.round(Math.abs(offsetMs)) / 1000;
      return message(data.result === 'answered' && offsetMs < 0 ? 'record.clock-probe.ahead' : key, { seconds });
    }
    default:
      return assertNever(data, 'every kind of probe is described');
  }
}

function isGood(data: ProbeData): boolean {
  switch (data.kind) {
    case 'ike-probe':
      return data.result === 'answered';
    case 'health-probe':
      return data.result === 'up';
    case 'dns-probe':
      return data.result === 'same';
    case 'path-mtu-probe':
      return data.result === 'measured';
    case 'clock-probe':
      return data.result === 'answered' && Math.abs(data.offsetMs ?? 0) < clockLimitMs;
    default:
      return assertNever(data, 'every kind of probe is judged');
  }
}

/** A result in one line, and how much it matters. */
export function describeProbe(data: ProbeData): Described {
  const who = data.kind === 'dns-probe' ? data.name : (data.address ?? data.host);
  return { what: what(data), who, level: levelOf(data.result, isGood(data)) };
}
