import type { DeviceSaData } from '#shared/model/device-config.ts';
import { deviceRecord, deviceSa, plainRecord } from '../device-text/device-data.ts';
import type { DeviceReader } from '../device-text/readers.ts';

type Ends = { readonly local: string; readonly peer: string };

const maxConnections = 5000;
/** `000 "azure": 192.168.50.0/24===203.0.113.10<203.0.113.10>...198.51.100.20<198.51.100.20>===10.20.0.0/16; …` */
const pair =
  /^000 "([^"]{1,200})"(?:\[\d{1,10}\])?: (?:\S{1,200}===)?([0-9A-Fa-f.:]{2,45})(?:[<[]\S{0,300}?)?\.\.\.([0-9A-Fa-f.:]{2,45})(?:[<[]\S{0,300}?)?(?:===\S{1,200})?; /;
/** `000 #2: "azure":500 STATE_V2_ESTABLISHED_CHILD_SA (established Child SA); REKEY in 27907s; …` */
const state = /^000 #\d{1,10}: "([^"]{1,200})"(?:\[\d{1,10}\])?(?: \S{2,60}?)?:\d{1,5} (?:STATE_)?(\w{2,60}) \((.{1,200}?)\);(.{0,2000})$/;

export function isPlutoStatus(line: string): boolean {
  return state.test(line) || /^000 using kernel interface: |^000 Total IPsec connections: loaded/.test(line);
}

function known(match: RegExpExecArray, ends: Ends | undefined): Partial<DeviceSaData> {
  const [, name, word, words, rest] = match;
  const up = /establish/i.test(`${word} ${words}`) && !/not established/i.test(words!);
  const life = /\b(?:REPLACE|EXPIRE|REKEY|SA_REPLACE|SA_EXPIRE) in (\d{1,10})s/.exec(rest!);
  return {
    name: name!,
    local: ends?.local ?? null,
    peer: ends?.peer ?? null,
    state: up ? 'up' : 'connecting',
    stateText: word!,
    version: /^V2_|_V2_|PARENT/.test(word!) ? 2 : /^(?:MAIN|QUICK|AGGR)/.test(word!) ? 1 : null,
    remainingSeconds: life === null ? null : Number(life[1]),
  };
}

/** `ipsec status` and `ipsec whack --status`: connections with their ends, then states. */
export function statusReader(): DeviceReader {
  const connections = new Map<string, Ends>();
  return {
    take: (line) => {
      if (!line.text.startsWith('000 ')) return null;
      const ends = pair.exec(line.text);
      if (ends !== null && connections.size < maxConnections) connections.set(ends[1]!, { local: ends[2]!, peer: ends[3]! });
      const match = state.exec(line.text);
      if (match === null) return [plainRecord(line)];
      const sa = /CHILD|QUICK/.test(match[2]!) ? 'child' : 'ike';
      return [deviceRecord([line], deviceSa('libreswan', sa, known(match, connections.get(match[1]!))))];
    },
  };
}
