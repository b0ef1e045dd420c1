import { message } from '#shared/model/message.ts';
import type { Parsed, TextLine } from '../../../format.ts';
import { describeDevice } from '../../../device-text/device-data.ts';
import { recordOf } from '../../parsed.ts';
import type { Unit } from '../../parsed.ts';
import { readModel } from './model.ts';
import { isCrypto, readSections } from './sections.ts';
import type { ConfigLine, Section } from './sections.ts';
import { interfaceTunnel, looseTunnel, mapTunnel } from './tunnels.ts';
import type { FoundTunnel } from './tunnels.ts';

/** A record shows the parts of its tunnel within so many lines of the place where the tunnel stands. */
const reach = 400;

/** The lines that a tunnel rests on, at their places; what stands between them is left blank. */
function unitOf(parts: readonly Section[]): Unit {
  const anchor = parts[0]!.head.line;
  const lines = parts.flatMap((part): ConfigLine[] => [part.head, ...part.body]);
  const near = lines.filter(({ line }) => Math.abs(line.number - anchor.number) <= reach).map(({ line }) => line);
  const byNumber = new Map<number, TextLine>(near.map((line) => [line.number, line]));
  const numbers = [...byNumber.keys()].toSorted((a, b) => a - b);
  const [first, last] = [numbers[0] ?? anchor.number, numbers.at(-1) ?? anchor.number];
  const text = Array.from({ length: last - first + 1 }, (_, i) => byNumber.get(first + i)?.text ?? '').join('\n');
  return { line: first, endLine: last, offset: (byNumber.get(first) ?? anchor).offset, text };
}

function toParsed({ data, parts }: FoundTunnel): Parsed {
  const what = data.name === null ? message('record.cisco.policies') : describeDevice(data);
  return recordOf(unitOf(parts), data, { what, who: data.peers[0] ?? data.name });
}

/** Tunnels of a running configuration, whole or in pieces, in the order of the lines that they begin at. */
export function* readConfig(lines: Iterable<TextLine>): Iterable<Parsed> {
  const sections = [...readSections(lines)];
  if (!sections.some(isCrypto)) return;
  const config = readModel(sections);
  const tunnels = [
    ...config.entries.flatMap((entry) => mapTunnel(config, entry) ?? []),
    ...config.tunnels.flatMap((section) => interfaceTunnel(config, section) ?? []),
  ];
  const loose = tunnels.length === 0 ? looseTunnel(config) : null;
  const found = loose === null ? tunnels : [loose];
  const records = found.filter(({ parts }) => parts.length > 0).map(toParsed);
  yield* records.toSorted((a, b) => lineOf(a) - lineOf(b));
}

function lineOf(item: Parsed): number {
  return item.type === 'record' ? item.record.place.line : 0;
}

/** How many lines of the beginning of a file configure IKE or IPsec. */
export function configLines(lines: Iterable<TextLine>): number {
  let count = 0;
  for (const section of readSections(lines)) if (isCrypto(section)) count += 1 + section.body.length;
  return count;
}
