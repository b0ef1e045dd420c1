import type { ServiceStateData } from '#shared/model/host-state.ts';
import type { NewRecord, TextLine } from '../../format.ts';
import type { DeviceReader } from '../../device-text/readers.ts';
import { maxBlockLines } from '../../device-text/readers.ts';
import { hostRecord } from './record.ts';

const setting = /^((?:net|kernel|vm|fs|dev|user|abi)\.[A-Za-z0-9_./*-]{1,150}) = (\S.{0,300}|)$/;

/** `sysctl`: names and values as the kernel has them. */
export function sysctlReader(): DeviceReader {
  return {
    take: (line) => {
      const match = line.text.length > 500 ? null : setting.exec(line.text.trimEnd());
      return match === null ? null : [hostRecord([line], { kind: 'kernel-setting', name: match[1]!, value: match[2]!.trim() })];
    },
  };
}

/** The mark in front is a circle, a cross or a star (in the C locale). */
const unitHead = /^(?:[●○×↻*x] )?([\w@.-]{1,120})\.service(?: - .{1,300})?$/;
const notFound = /^Unit ([\w@.-]{1,120})\.service could not be found\.$/;

function stateOf(active: string): ServiceStateData['state'] {
  if (/^active \((?:running|exited|listening)\)/.test(active)) return 'running';
  if (active.startsWith('failed')) return 'failed';
  return active.startsWith('inactive') ? 'stopped' : 'changing';
}

function startTypeOf(loaded: string | undefined): ServiceStateData['startType'] {
  const word = /;\s*(enabled|disabled|static|masked|indirect|generated|alias)/.exec(loaded ?? '')?.[1];
  if (word === 'enabled' || word === 'generated') return 'automatic';
  return word === 'disabled' || word === 'masked' ? 'disabled' : word === undefined ? null : 'manual';
}

function serviceOf(service: string, lines: readonly TextLine[]): ServiceStateData | null {
  const said = (label: string): string | undefined => {
    const line = lines.find((l) => l.text.trimStart().startsWith(`${label}: `));
    return line?.text.trim().slice(label.length + 2, 300);
  };
  const [active, loaded] = [said('Active'), said('Loaded')];
  if (loaded?.startsWith('not-found'))
    return { kind: 'service-state', service, system: 'systemd', state: 'not-found', startType: null, stateText: loaded };
  if (active === undefined) return null;
  return { kind: 'service-state', service, system: 'systemd', state: stateOf(active), startType: startTypeOf(loaded), stateText: active };
}

/** `systemctl status` of services; the lines of the journal below them are left to other readers. */
export function systemctlReader(): DeviceReader {
  let open: { readonly service: string; readonly lines: [TextLine, ...TextLine[]] } | null = null;
  const close = (): readonly NewRecord[] => {
    const data = open === null ? null : serviceOf(open.service, open.lines);
    const done = open === null || data === null ? [] : [hostRecord(open.lines, data)];
    open = null;
    return done;
  };
  const take = (line: TextLine): readonly NewRecord[] | null => {
    if (line.text.length > 1000) return null;
    const absent = notFound.exec(line.text.trim())?.[1];
    if (absent !== undefined) {
      const data = {
        kind: 'service-state',
        service: absent,
        system: 'systemd',
        state: 'not-found',
        startType: null,
        stateText: null,
      } as const;
      return [...close(), hostRecord([line], data)];
    }
    const service = unitHead.exec(line.text.trimEnd())?.[1];
    if (service !== undefined) {
      const before = close();
      open = { service, lines: [line] };
      return before;
    }
    if (open === null || !/^\s/.test(line.text) || open.lines.length >= maxBlockLines) return null;
    open.lines.push(line);
    return [];
  };
  return { take, close };
}
