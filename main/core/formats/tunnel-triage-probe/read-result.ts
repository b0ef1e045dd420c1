import {
  clockResults,
  dnsResults,
  healthResults,
  ikeProbeResults,
  pathMtuResults,
  type DnsAnswer,
  type IkeProbeData,
  type ProbeData,
} from '#shared/model/probe.ts';
import type { Fields } from './fields.ts';

const ports = 65_535;
const mostGroups = 64;
const mostAnswers = 64;

function portOf(fields: Fields): number | null {
  const port = fields.number('Port');
  return port === null || port < 1 || port > ports ? null : port;
}

function groupsOf(fields: Fields): IkeProbeData['groups'] {
  return fields.all('Group asked').flatMap((line) => {
    const [number, name] = line.split(' ');
    const result = ikeProbeResults.find((known) => known === name);
    return result === undefined || !/^\d{1,5}$/.test(number ?? '') ? [] : [{ group: Number(number), result }];
  });
}

function readIke(fields: Fields, startedMs: number): ProbeData | null {
  const [host, port, result] = [fields.text('Host'), portOf(fields), fields.oneOf('Result', ikeProbeResults)];
  const version = fields.oneOf('Version', ['IKEv1', 'IKEv2']);
  if (host === null || port === null || result === null || version === null) return null;
  const [local, remote] = [fields.flag('NAT here'), fields.flag('NAT there')];
  return {
    kind: 'ike-probe',
    host,
    address: fields.text('Address'),
    port,
    version: version === 'IKEv1' ? 1 : 2,
    startedMs,
    from: fields.text('From'),
    offered: fields.text('Offered') ?? '',
    result,
    chosen: fields.text('Chosen'),
    group: fields.number('Group'),
    cookie: fields.flag('Cookie') ?? false,
    nat: local === null && remote === null ? null : { local, remote },
    notifies: fields.list('Notifies'),
    vendorIds: fields.list('Vendor ids'),
    messagesSent: fields.number('Messages sent') ?? 0,
    roundTripMs: fields.ms('Round trip'),
    groups: groupsOf(fields).slice(0, mostGroups),
  };
}

function readHealth(fields: Fields, startedMs: number): ProbeData | null {
  const [host, port, result] = [fields.text('Host'), portOf(fields), fields.oneOf('Result', healthResults)];
  if (host === null || port === null || result === null) return null;
  return {
    kind: 'health-probe',
    host,
    address: fields.text('Address'),
    port,
    startedMs,
    result,
    status: fields.number('Status'),
    body: fields.text('Body'),
    certificate: fields.text('Certificate'),
    roundTripMs: fields.ms('Round trip'),
  };
}

function readAnswer(line: string): DnsAnswer | null {
  const [server, typeName, resultName, time, ...values] = line.split(' ');
  const type = (['A', 'AAAA', 'PTR', 'any'] as const).find((known) => known === typeName);
  const result = dnsResults.find((known) => known === resultName);
  if (server === undefined || server === '' || type === undefined || result === undefined) return null;
  return /^\d{1,9}(?:\.\d{1,6})?$/.test(time ?? '') ? { server, type, result, values, roundTripMs: Number(time) } : null;
}

function readDns(fields: Fields, startedMs: number): ProbeData | null {
  const [name, result] = [fields.text('Name'), fields.oneOf('Result', ['same', 'different', 'none', 'failed'])];
  if (name === null || result === null) return null;
  const answers = fields.all('Answer').flatMap((line) => readAnswer(line) ?? []);
  return { kind: 'dns-probe', name, startedMs, answers: answers.slice(0, mostAnswers), result };
}

function readPathMtu(fields: Fields, startedMs: number): ProbeData | null {
  const [host, result] = [fields.text('Host'), fields.oneOf('Result', pathMtuResults)];
  if (host === null || result === null) return null;
  return {
    kind: 'path-mtu-probe',
    host,
    address: fields.text('Address'),
    startedMs,
    result,
    mtu: fields.number('Path MTU'),
    cipher: fields.text('Cipher'),
    innerMtu: fields.number('Inner MTU'),
    packetsSent: fields.number('Packets sent') ?? 0,
  };
}

function readClock(fields: Fields, startedMs: number): ProbeData | null {
  const [host, port, result] = [fields.text('Host'), portOf(fields), fields.oneOf('Result', clockResults)];
  if (host === null || port === null || result === null) return null;
  return {
    kind: 'clock-probe',
    host,
    address: fields.text('Address'),
    port,
    startedMs,
    result,
    offsetMs: fields.ms('Offset'),
    roundTripMs: fields.ms('Round trip'),
    stratum: fields.number('Stratum'),
  };
}

const readers: ReadonlyMap<string, (fields: Fields, startedMs: number) => ProbeData | null> = new Map([
  ['ike-probe', readIke],
  ['health-probe', readHealth],
  ['dns-probe', readDns],
  ['path-mtu-probe', readPathMtu],
  ['clock-probe', readClock],
]);

/** A result from its lines; null when one that must be there is missing or makes no sense. */
export function readResult(kind: string, fields: Fields): ProbeData | null {
  const started = fields.text('Started') ?? '';
  const startedMs = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z$/.test(started) ? Date.parse(started) : Number.NaN;
  return Number.isNaN(startedMs) ? null : (readers.get(kind)?.(fields, startedMs) ?? null);
}
