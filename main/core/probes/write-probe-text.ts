import type { ClockProbeData, DnsProbeData, HealthProbeData, IkeProbeData, PathMtuData, ProbeData } from '#shared/model/probe.ts';
import { assertNever } from '#shared/util/assert-never.ts';

type Field = readonly [key: string, value: string | number | null];

const mostValueLength = 2000;
const yesNo = (value: boolean | null): string | null => (value === null ? null : value ? 'yes' : 'no');
const ms = (value: number | null): string | null => (value === null ? null : `${value.toFixed(2)} ms`);
const list = (values: readonly string[]): string | null =>
  values.length === 0 ? null : values.map((value) => value.replaceAll(';', ',')).join('; ');

function ikeFields(d: IkeProbeData): Field[] {
  return [
    ['Host', d.host],
    ['Address', d.address],
    ['Port', d.port],
    ['Version', `IKEv${d.version}`],
    ['From', d.from],
    ['Offered', d.offered],
    ['Result', d.result],
    ['Chosen', d.chosen],
    ['Group', d.group],
    ['Cookie', yesNo(d.cookie)],
    ['NAT here', yesNo(d.nat?.local ?? null)],
    ['NAT there', yesNo(d.nat?.remote ?? null)],
    ['Notifies', list(d.notifies)],
    ['Vendor ids', list(d.vendorIds)],
    ['Messages sent', d.messagesSent],
    ['Round trip', ms(d.roundTripMs)],
    ...d.groups.map(({ group, result }): Field => ['Group asked', `${group} ${result}`]),
  ];
}

function healthFields(d: HealthProbeData): Field[] {
  return [
    ['Host', d.host],
    ['Address', d.address],
    ['Port', d.port],
    ['Result', d.result],
    ['Status', d.status],
    ['Body', d.body],
    ['Certificate', d.certificate],
    ['Round trip', ms(d.roundTripMs)],
  ];
}

function dnsFields(d: DnsProbeData): Field[] {
  return [
    ['Name', d.name],
    ['Result', d.result],
    ...d.answers.map(({ server, type, result, roundTripMs, values }): Field => [
      'Answer',
      [server, type, result, roundTripMs.toFixed(2), ...values].join(' '),
    ]),
  ];
}

function pathMtuFields(d: PathMtuData): Field[] {
  return [
    ['Host', d.host],
    ['Address', d.address],
    ['Result', d.result],
    ['Path MTU', d.mtu],
    ['Cipher', d.cipher],
    ['Inner MTU', d.innerMtu],
    ['Packets sent', d.packetsSent],
  ];
}

function clockFields(d: ClockProbeData): Field[] {
  return [
    ['Host', d.host],
    ['Address', d.address],
    ['Port', d.port],
    ['Result', d.result],
    ['Offset', ms(d.offsetMs)],
    ['Round trip', ms(d.roundTripMs)],
    ['Stratum', d.stratum],
  ];
}

function fieldsOf(data: ProbeData): Field[] {
  switch (data.kind) {
    case 'ike-probe':
      return ikeFields(data);
    case 'health-probe':
      return healthFields(data);
    case 'dns-probe':
      return dnsFields(data);
    case 'path-mtu-probe':
      return pathMtuFields(data);
    case 'clock-probe':
      return clockFields(data);
    default:
      return assertNever(data, 'every kind of probe has its fields');
  }
}

/** What came over the network stays on its line and cannot speak to a terminal. */
function oneLine(value: string | number): string {
  return String(value)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .slice(0, mostValueLength);
}

/**
 * A result as a text that a person can read and paste, and that the format `tunnel-triage-probe` reads back: a heading with the
 * kind, then one `Name: value` a line in English, like the output of any tool. What is not known has no line.
 */
export function writeProbeText(data: ProbeData): string {
  const fields = fieldsOf(data).flatMap(([key, value]) => (value === null || value === '' ? [] : [`${key}: ${oneLine(value)}`]));
  return [`Tunnel Triage probe: ${data.kind}`, `Started: ${new Date(data.startedMs).toISOString()}`, ...fields, ''].join('\n');
}
