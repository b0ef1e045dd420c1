import type { DeviceTunnelData } from '#shared/model/device-config.ts';
import { deviceRecord, deviceTunnel, plainRecord } from '../device-text/device-data.ts';
import type { DeviceReader } from '../device-text/readers.ts';
import { withoutPrompt } from '../device-text/readers.ts';
import type { NewRecord, TextLine } from '../format.ts';
import { braces, readSections } from './sections.ts';
import type { Section } from './sections.ts';
import { addressList, durationSeconds, proposalList, renumbered, selectorList } from './values.ts';

const maxLines = 50_000;
const start = /^connections\s{0,20}(?:\{|$)/;

function named(section: Section, pattern: RegExp): Section | undefined {
  return section.sections.find((s) => pattern.test(s.name));
}

function authentication(text: string | undefined): DeviceTunnelData['authentication'] {
  if (text === undefined) return null;
  if (text === 'psk') return 'shared-key';
  return /^(?:pubkey|rsa|ecdsa|ed25519|ed448|ike:|any)/.test(text) ? 'certificate' : 'other';
}

function kilobytes(text: string | undefined): number | null {
  const match = /^(\d{1,18})$/.exec(text ?? '');
  return match === null ? null : Math.floor(Number(match[1]) / 1024);
}

type Ends = { readonly local: readonly string[]; readonly peers: readonly string[] };

function selectors(children: readonly Section[], { local, peers }: Ends): DeviceTunnelData['selectors'] {
  return children.flatMap((child) => {
    const pair = {
      local: selectorList(child.settings.get('local_ts'), local),
      remote: selectorList(child.settings.get('remote_ts'), peers),
    };
    return pair.local.length === 0 || pair.remote.length === 0 ? [] : [pair];
  });
}

function versionOf(text: string | undefined): DeviceTunnelData['version'] {
  return text === '1' ? 1 : text === '2' ? 2 : 'either';
}

/** swanctl.conf(5): a connection and its children. */
function tunnelOf(connection: Section): DeviceTunnelData {
  const get = (name: string): string | undefined => connection.settings.get(name);
  const [own, other] = [named(connection, /^local/), named(connection, /^remote/)];
  const children = named(connection, /^children$/)?.sections ?? [];
  const ends: Ends = { local: addressList(get('local_addrs')), peers: addressList(get('remote_addrs')) };
  const child = (name: string): string | undefined => children.map((c) => c.settings.get(name)).find((v) => v !== undefined);
  const offered = children.flatMap((c) => [
    ...proposalList(c.settings.get('esp_proposals'), 'esp'),
    ...proposalList(c.settings.get('ah_proposals'), 'ah'),
  ]);
  return deviceTunnel('strongswan', {
    name: connection.name,
    version: versionOf(get('version')),
    local: ends.local,
    peers: ends.peers,
    localIdentity: own?.settings.get('id') ?? null,
    remoteIdentity: other?.settings.get('id') ?? null,
    authentication: authentication(own?.settings.get('auth') ?? other?.settings.get('auth')),
    ikeProposals: proposalList(get('proposals'), 'ike'),
    childProposals: renumbered(offered),
    ikeLifetimeSeconds: durationSeconds(get('rekey_time')) || durationSeconds(get('reauth_time')),
    childLifetimeSeconds: durationSeconds(child('life_time')) ?? durationSeconds(child('rekey_time')),
    childLifetimeKilobytes: kilobytes(child('life_bytes')) ?? kilobytes(child('rekey_bytes')),
    selectors: selectors(children, ends),
    dpdSeconds: durationSeconds(get('dpd_delay')),
  });
}

/** One record per connection with the lines that are its own; several on one line share it. */
function blockRecords(lines: readonly TextLine[]): NewRecord[] {
  const connections = readSections(lines)
    .sections.filter((s) => s.name === 'connections')
    .flatMap((s) => s.sections);
  const claimed = new Set<number>();
  const first = lines[0]!.number;
  const byNumber = new Map(lines.map((line) => [line.number, line]));
  const tunnels = connections
    .filter((c) => named(c, /^(?:local|remote|children)/) !== undefined)
    .map((connection) => {
      const own: TextLine[] = [];
      for (let n = Math.max(first, connection.line); n <= connection.endLine; n += 1) {
        const line = byNumber.get(n);
        if (line !== undefined) own.push(line);
        claimed.add(n);
      }
      return deviceRecord(own, tunnelOf(connection));
    });
  return [...tunnels, ...lines.filter((line) => !claimed.has(line.number)).map(plainRecord)].toSorted(
    (a, b) => a.place.line - b.place.line,
  );
}

export function isSwanctlConf(text: string): boolean {
  return (
    /^[^\S\n]{0,20}connections\s{0,20}\{/m.test(text) && /^\s{0,200}(?:children|remote(?:_addrs)?|local(?:_addrs)?|proposals)\b/m.test(text)
  );
}

/** `connections { … }` of swanctl.conf, alone or in a terminal's log. */
export function swanctlConfReader(): DeviceReader {
  let lines: TextLine[] = [];
  let depth = 0;
  let hasBrace = false;
  const close = (): readonly NewRecord[] => {
    const records = lines.length === 0 ? [] : blockRecords(lines);
    lines = [];
    depth = 0;
    hasBrace = false;
    return records;
  };
  const take = (line: TextLine): readonly NewRecord[] | null => {
    if (lines.length === 0 && !start.test(withoutPrompt(line.text.trim()))) return null;
    lines.push(line);
    depth += braces(line.text);
    hasBrace ||= line.text.includes('{');
    return (hasBrace && depth <= 0) || lines.length >= maxLines ? close() : [];
  };
  return { take, close };
}
