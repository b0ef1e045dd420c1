import type { IkeEventData } from '#shared/model/ike.ts';
import type { RecordTime } from '#shared/model/record.ts';
import { plainRecord } from '../device-text/device-data.ts';
import type { DeviceReader } from '../device-text/readers.ts';
import type { NewRecord, TextLine } from '../format.ts';
import { describeIke, ikeLevel } from '../ike/describe-ike.ts';
import { ikeEvent } from '../ike/ike-event.ts';
import type { IkeOrigin } from '../ike/ike-event.ts';
import { parseWindowsDate } from '../shared/windows-date.ts';
import { newAttempts } from './attempts.ts';
import { readStatement } from './statements.ts';

const maxLines = 40;

/** `2026-11-18 10:00:00.123 +0900  [PNTF]: {    1:     }: ====> …`; older versions write the tags in full and no braces. */
const managerLine =
  /^(\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(?:\.\d{1,6})?)(?: ([+-]\d{4}))? {1,8}\[(PROTO_(?:NOTIFY|ERR|WARN)|INTERNAL_(?:ERR|WARN)|PNTF|PERR|PWRN|IERR|IWRN|INFO|DEBUG|DUMP|PDBG|CONFIG)\s?\]:? {0,8}(?:\{[\d: ]{1,30}\}:? ?)?(.{0,8000})$/;

export function isManagerLine(line: string): boolean {
  const match = managerLine.exec(line);
  return match !== null && (/^(?:P|I|PROTO|INTERNAL)\w{2,9}$/.test(match[3]!) || line.includes('====>'));
}

function record(lines: readonly TextLine[], time: RecordTime | null, data: IkeEventData | null, who: string | null): NewRecord {
  const place = { line: lines[0]!.number, endLine: lines.at(-1)!.number, offset: lines[0]!.offset };
  const text = lines.map((line) => line.text).join('\n');
  if (data === null) return { ...plainRecord(lines[0]!), place, time, who, text };
  return { place, time, level: ikeLevel(data), what: describeIke(data), who: data.connection ?? data.remote?.address ?? who, data, text };
}

type Open = { readonly lines: TextLine[]; readonly time: RecordTime | null; readonly tag: string; text: string };

/** ikemgr.log: a statement may go on over several lines that have no time. */
export function managerReader(origin: IkeOrigin): DeviceReader {
  const attempts = newAttempts();
  let open: Open | null = null;
  const close = (): readonly NewRecord[] => {
    if (open === null) return [];
    const { lines, time, tag, text } = open;
    const known = readStatement(`${tag} ${text}`, null);
    open = null;
    return [record(lines, time, known === null ? null : ikeEvent(origin, attempts(known)), null)];
  };
  const take = (line: TextLine): readonly NewRecord[] | null => {
    const match = managerLine.exec(line.text);
    if (match !== null) {
      const before = close();
      const time = parseWindowsDate(`${match[1]!.replace(' ', 'T')}${match[2] ?? ''}`, 'mdy');
      open = { lines: [line], time, tag: match[3]!, text: match[4]! };
      return before;
    }
    if (open === null || open.lines.length >= maxLines || !/^\s{0,100}(?:====>|due to )|^\s{8,100}\S/i.test(line.text)) return null;
    open.lines.push(line);
    open.text += ` ${line.text.trim()}`;
    return [];
  };
  return { take, close };
}

/** A row of the system log: as a device sends and exports it (CSV), or as the command line lists it. */
type SystemRow = { readonly time: string; readonly event: string; readonly object: string | null; readonly text: string };

const csvRow =
  /(?:^|[,:\s])(?:\d{1,3}|[\w.-]{1,60}),(\d{4}\/\d{2}\/\d{2} \d{2}:\d{2}:\d{2}),[\w-]{1,40},SYSTEM,vpn,\d{1,6},(\d{4}\/\d{2}\/\d{2} \d{2}:\d{2}:\d{2})?,([^,]{0,60}),((?:ike|ipsec|tunnel|keymgr)[\w-]{2,40}),([^,]{0,100}),[^,]{0,20},[^,]{0,20},[^,]{0,30},\w{3,15},(.{0,4000})$/;
const listRow =
  /^(\d{4}\/\d{2}\/\d{2} \d{2}:\d{2}:\d{2}) (?:info\w{0,9}|low|medium|high|critical) {1,8}vpn {1,8}(?:(\S{1,60}) {1,40})?((?:ike|ipsec|tunnel|keymgr)[\w-]{2,40}) {1,40}\d{1,10} {1,8}(.{1,4000})$/;

function description(rest: string): string {
  if (!rest.startsWith('"')) return rest.split(/,\d{1,20},0x/)[0]!;
  return /^"((?:[^"]|""){0,4000})"/.exec(rest)?.[1]?.replaceAll('""', '"') ?? rest;
}

function systemRow(line: string): SystemRow | null {
  if (line.length > 10_000) return null;
  const csv = csvRow.exec(line);
  if (csv !== null) return { time: csv[2] ?? csv[1]!, event: csv[4]!, object: csv[5] === '' ? null : csv[5]!, text: description(csv[6]!) };
  const listed = listRow.exec(line);
  return listed === null ? null : { time: listed[1]!, event: listed[3]!, object: listed[2] ?? null, text: listed[4]! };
}

export function isSystemRow(line: string): boolean {
  return systemRow(line) !== null;
}

/** `show log system subtype equal vpn`, the exported CSV, and the same over syslog. */
export function systemLogReader(origin: IkeOrigin): DeviceReader {
  const attempts = newAttempts();
  return {
    take: (line) => {
      const row = systemRow(line.text);
      if (row === null) return null;
      const time = parseWindowsDate(row.time.replaceAll('/', '-').replace(' ', 'T'), 'mdy');
      const known = readStatement(row.text, row.event);
      const data = known === null ? null : ikeEvent(origin, attempts({ connection: row.object, ...known }));
      return [record([line], time, data, row.object)];
    },
  };
}
