import type { DeviceSaData } from '#shared/model/device-config.ts';
import type { IkeTransform, TrafficSelector } from '#shared/model/ike.ts';
import { configTransform, withPrf } from '../device-text/algorithms.ts';
import { deviceRecord, deviceSa, plainRecord, prefixText } from '../device-text/device-data.ts';
import type { DeviceReader } from '../device-text/readers.ts';
import { maxBlockLines, withoutPrompt } from '../device-text/readers.ts';
import type { NewRecord, TextLine } from '../format.ts';
import { parseEndpoint } from '../ike/ike-event.ts';

type Known = Partial<DeviceSaData>;

function field(text: string, pattern: RegExp): string | null {
  return pattern.exec(text)?.[1]?.trim() ?? null;
}

function transforms(name: string | null): IkeTransform[] {
  return (name ?? '')
    .split('-')
    .slice(0, 6)
    .flatMap((token) => configTransform(token) ?? []);
}

/** `diagnose vpn ike gateway list`: `vd: root/0`, `name: azure`, … and for every IKE SA `id/spi`, `direction`, `status`, `proposal`. */
function gatewaySa(text: string): Known {
  const ends = /^addr: (\S{2,60}) -> (\S{2,60})/m.exec(text);
  const status = field(text, /^status: (.{1,100})$/m);
  const life = /^lifetime\/rekey: (\d{1,10})\//m.exec(text);
  const age = /^status: established (\d{1,10})-/m.exec(text);
  const up = status?.startsWith('established') === true;
  return {
    name: field(text, /^name: (.{1,80})$/m),
    local: parseEndpoint(ends?.[1] ?? '')?.address ?? null,
    peer: parseEndpoint(ends?.[2] ?? '')?.address ?? null,
    state: up ? 'up' : status?.startsWith('connecting') === true ? 'connecting' : status === null ? 'down' : null,
    stateText: status?.split(/[, ]/)[0] ?? null,
    version: field(text, /^version: ([12])$/m) === '2' ? 2 : field(text, /^version: ([12])$/m) === '1' ? 1 : null,
    isInitiator: field(text, /^direction: (\w{1,20})$/m) === null ? null : /^direction: initiator$/m.test(text),
    transforms: withPrf(transforms(field(text, /^proposal: ([\w-]{1,60})$/m))),
    remainingSeconds: life === null || age === null ? null : Math.max(0, Number(life[1]) - Number(age[1])),
  };
}

function selectors(text: string): DeviceSaData['selectors'] {
  const found = [...text.matchAll(/^(src|dst): \d{1,3}:(\S{2,90}?)(?::(\d{1,5}))?$/gm)].slice(0, 100);
  return found.map(([, end, range, port]) => {
    const selector: TrafficSelector = {
      range: prefixText(range!),
      protocol: null,
      ports: port === undefined || port === '0' ? null : port,
    };
    return { whose: end === 'src' ? 'local' : 'remote', selector };
  });
}

function espTransforms(text: string): IkeTransform[] {
  const cipher = /^(?:dec|enc): spi=[0-9a-f]{1,8} esp=([\w-]{2,30})(?: key=(\d{1,3}))?/m.exec(text);
  if (cipher === null) return [];
  const aead = /gcm|ccm/.test(cipher[1]!);
  // The key of AES-GCM is listed with its salt of 4 bytes (RFC 4106).
  const bytes = Number(cipher[2] ?? Number.NaN) - (aead ? 4 : 0);
  const named = cipher[1] === 'aes' || aead ? `aes${bytes * 8}${aead ? 'gcm' : ''}` : cipher[1]!;
  const mac = /^ah=([\w-]{2,30})/m.exec(text)?.[1] ?? 'null';
  return [configTransform(named), mac === 'null' ? null : configTransform(mac)].flatMap((t) => t ?? []);
}

/** `diagnose vpn tunnel list`: one `proxyid=` per phase 2 below the `name=… ver=… serial=…` of its gateway. */
function tunnelSa(text: string): Known {
  const head = /^name=(.{1,60}?) ver=([12]) serial=\S{1,10} (\S{2,60})->(\S{2,60})/m.exec(text);
  const bundle = /^proxyid=(.{1,60}?) proto=\d{1,3} sa=(\d{1,4})/m.exec(text);
  const counts = /dec:\s?pkts\/bytes=(\d{1,18})\/(\d{1,18}), enc:pkts\/bytes=(\d{1,18})\/(\d{1,18})/.exec(text);
  const expire = /^SA:.{0,120}? expire=(\d{1,10})\//m.exec(text);
  const up = Number(bundle?.[2] ?? 0) > 0;
  return {
    name: bundle?.[1] ?? head?.[1] ?? null,
    local: parseEndpoint(head?.[3] ?? '')?.address ?? null,
    peer: parseEndpoint(head?.[4] ?? '')?.address ?? null,
    version: head?.[2] === '2' ? 2 : 1,
    state: up ? 'up' : 'down',
    stateText: `sa=${bundle?.[2] ?? '0'}`,
    transforms: espTransforms(text),
    selectors: selectors(text),
    packetsIn: counts === null ? null : Number(counts[1]),
    bytesIn: counts === null ? null : Number(counts[2]),
    packetsOut: counts === null ? null : Number(counts[3]),
    bytesOut: counts === null ? null : Number(counts[4]),
    remainingSeconds: expire === null ? null : Number(expire[1]),
  };
}

/** `get vpn ipsec tunnel summary`. */
function summarySa(text: string): Known | null {
  const match =
    /^'(.{1,60}?)' (\S{2,60})\s{1,8}selectors\(total,up\): (\d{1,5})\/(\d{1,5})\s{1,8}rx\(pkt,err\): (\d{1,18})\/\d{1,18}\s{1,8}tx\(pkt,err\): (\d{1,18})\//.exec(
      text,
    );
  if (match === null) return null;
  return {
    name: match[1]!,
    peer: parseEndpoint(match[2]!)?.address ?? null,
    state: Number(match[4]) > 0 ? 'up' : 'down',
    stateText: `${match[4]}/${match[3]}`,
    packetsIn: Number(match[5]),
    packetsOut: Number(match[6]),
  };
}

type Shape = {
  readonly head: RegExp;
  readonly item: RegExp;
  readonly body: RegExp;
  readonly sa: 'ike' | 'child';
  readonly read: (text: string) => Known;
};

const shapes: readonly Shape[] = [
  {
    head: /^vd: \S{1,40}\/\d{1,5}$/,
    item: /^id\/spi: \d{1,10} [0-9a-f]{16}\/[0-9a-f]{16}$/,
    body: /^[\w /-]{1,40}: |^[\w /-]{1,40}:$/,
    sa: 'ike',
    read: gatewaySa,
  },
  {
    head: /^name=.{1,60}? ver=[12] serial=/,
    item: /^proxyid=/,
    body: /^(?:[\w-]{1,40}=|[\w ]{1,20}: ?|-{10,100}$|list all ipsec tunnel|dec:|enc:|npu_)/,
    sa: 'child',
    read: tunnelSa,
  },
];

type Open = { readonly shape: Shape; readonly head: TextLine[]; item: TextLine[]; items: number };

function endItem(open: Open): NewRecord[] {
  // A gateway without an IKE SA says that there is none; a tunnel without a phase 2 says nothing about SAs.
  if (open.item.length === 0 && open.items > 0) return [];
  if (open.item.length === 0 && open.shape.sa === 'child') return open.head.map(plainRecord);
  const lines = [...open.head, ...open.item];
  const data = deviceSa('fortigate', open.shape.sa, open.shape.read(lines.map((line) => line.text.trim()).join('\n')));
  const placed = open.items === 0 ? lines : open.item;
  open.items += 1;
  open.item = [];
  return [deviceRecord(placed, data)];
}

/** SAs as FortiOS lists them (5.6 to 7.6; Fortinet community article 195955 and the administration guide's VPN troubleshooting). */
export function saListReader(): DeviceReader {
  let open: Open | null = null;
  const close = (): readonly NewRecord[] => {
    const records = open === null ? [] : endItem(open);
    open = null;
    return records;
  };
  const take = (line: TextLine): readonly NewRecord[] | null => {
    const text = withoutPrompt(line.text).trim();
    const listed = summarySa(text);
    if (listed !== null) return [...close(), deviceRecord([line], deviceSa('fortigate', 'child', listed))];
    const starts = shapes.find((shape) => shape.head.test(text));
    if (starts !== undefined) {
      const before = close();
      open = { shape: starts, head: [line], item: [], items: 0 };
      return before;
    }
    if (open === null || open.head.length + open.item.length > maxBlockLines || !open.shape.body.test(text)) return null;
    const isItem = open.shape.item.test(text);
    const done = isItem && open.item.length > 0 ? endItem(open) : [];
    if (isItem || open.item.length > 0) open.item.push(line);
    else open.head.push(line);
    return done;
  };
  return { take, close };
}
