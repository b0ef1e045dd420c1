import type { DeviceSaData } from '#shared/model/device-config.ts';
import type { IkeTransform } from '#shared/model/ike.ts';
import { configTransform, dhGroup, withPrf } from '../device-text/algorithms.ts';
import { deviceRecord, deviceSa, plainRecord } from '../device-text/device-data.ts';
import type { DeviceReader } from '../device-text/readers.ts';
import type { TextLine } from '../format.ts';

type Columns = readonly { readonly name: string; readonly from: number; readonly to: number }[];
type Row = (name: string) => string;
type Known = Partial<DeviceSaData>;

/** Columns by the dashes below the heads; the last one runs to the end of the line. */
function columnsOf(head: string, dashes: string): Columns {
  const runs = [...dashes.matchAll(/-{1,200}/g)].slice(0, 30);
  return runs.map((run, i) => {
    const [from, to] = [run.index, runs[i + 1]?.index ?? 100_000];
    return { name: head.slice(from, to).trim(), from, to };
  });
}

/** `PSK/DH14/A256/SHA256`, `ESP/A128-GCM16/`, `ESP/ DH5/tunl/SHA1`. */
function algorithms(text: string, sa: 'ike' | 'child'): IkeTransform[] {
  const found = text
    .split('/')
    .slice(0, 12)
    .flatMap((part): IkeTransform[] => {
      const name = part.trim();
      const group = /^DH(\d{1,2})$/.exec(name);
      if (group !== null) return [dhGroup(Number(group[1]))];
      const cipher = /^A(128|192|256)(?:-?(GCM|CCM)\d{0,2})?$/i.exec(name);
      if (cipher !== null) return [configTransform(`aes${cipher[1]}${cipher[2] ?? ''}`)].flatMap((t) => t ?? []);
      return [configTransform(name)].flatMap((t) => t ?? []);
    });
  return sa === 'ike' ? withPrf(found) : found;
}

function initiator(role: string): boolean | null {
  return /^init/i.test(role) ? true : /^resp/i.test(role) ? false : null;
}

function ike(row: Row, version: 1 | 2): Known {
  const state = row('ST');
  return {
    name: row('Gateway Name') || null,
    peer: row('Peer-Address') || null,
    version,
    isInitiator: initiator(row('Role')),
    state: version === 1 || /^Estab/i.test(state) ? 'up' : 'connecting',
    stateText: state || null,
    transforms: algorithms(row('Algorithm'), 'ike'),
  };
}

function child(row: Row): Known {
  const state = row('ST');
  return {
    name: row('Tunnel') || null,
    isInitiator: initiator(row('Role')),
    state: /^larval/i.test(state) ? 'connecting' : 'up',
    stateText: state || null,
    transforms: algorithms(row('Algorithm'), 'child'),
  };
}

/** `show vpn ipsec-sa`: the tunnel with its gateway in parentheses, and the seconds that remain. */
function ipsec(row: Row): Known {
  const remaining = /^(\d{1,10})/.exec(row('remain-time(Sec)'));
  return {
    name: row('Tunnel(Gateway)').replace(/\(.{0,100}$/, '') || null,
    peer: row('Peer-Address') || null,
    state: 'up',
    transforms: algorithms(row('Algorithm'), 'child'),
    remainingSeconds: remaining === null ? null : Number(remaining[1]),
  };
}

const heads: readonly { readonly pattern: RegExp; readonly sa: 'ike' | 'child'; readonly read: (row: Row) => Known }[] = [
  { pattern: /^GwID\/client IP +Peer-Address +Gateway Name /, sa: 'ike', read: (row) => ike(row, 1) },
  { pattern: /^Gateway ID +Peer-Address +Gateway Name /, sa: 'ike', read: (row) => ike(row, 2) },
  { pattern: /^Gateway Name +TnID +Tunnel +/, sa: 'child', read: child },
  { pattern: /^GwID\/client IP +TnID +Peer-Address +Tunnel\(Gateway\)/, sa: 'child', read: ipsec },
];

function headOf(line: string) {
  return heads.find((head) => head.pattern.test(line));
}

export function isSaTable(line: string): boolean {
  return headOf(line) !== undefined;
}

/** `show vpn ike-sa` and `show vpn ipsec-sa` (PAN-OS 8 to 11). */
export function saTableReader(): DeviceReader {
  let head: { readonly line: TextLine; readonly kind: (typeof heads)[number] } | null = null;
  let columns: Columns | null = null;
  const close = () => {
    const rest = columns === null && head !== null ? [head.line] : [];
    head = null;
    columns = null;
    return rest.map(plainRecord);
  };
  const take: DeviceReader['take'] = (line) => {
    const kind = headOf(line.text);
    if (kind !== undefined) {
      const before = close();
      head = { line, kind };
      return before;
    }
    if (head === null) return null;
    if (columns === null) {
      if (!/^-{2,}[ -]{10,400}$/.test(line.text.trimEnd())) return null;
      columns = columnsOf(head.line.text, line.text);
      return [head.line, line].map(plainRecord);
    }
    // A row begins with an id or a name at the first column; what follows a table is a sentence.
    if (!/^\S{1,60} {1,30}\S/.test(line.text) || /^(?:Show|There|Total|IKEv[12]|\S{1,80}[>#]) /.test(line.text)) return null;
    const places = columns;
    const row: Row = (name) => {
      const column = places.find((c) => c.name === name);
      return column === undefined ? '' : line.text.slice(column.from, column.to).trim();
    };
    return [deviceRecord([line], deviceSa('palo-alto', head.kind.sa, head.kind.read(row)))];
  };
  return { take, close };
}
