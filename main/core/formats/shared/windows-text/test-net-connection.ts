import { message } from '#shared/model/message.ts';
import type { Parsed } from '../../format.ts';
import { parseBoolean, parseInteger } from '../numbers.ts';
import { recordOf } from '../parsed.ts';
import type { PsObject } from '../ps-objects.ts';

function target(object: PsObject): string | null {
  return object.get('RemoteAddress') ?? object.get('ComputerName');
}

function port(object: PsObject): number | null {
  const value = parseInteger(object.get('RemotePort'));
  return value !== null && value > 0 ? value : null;
}

function tcp(object: PsObject, host: string): Parsed | null {
  const succeeded = parseBoolean(object.get('TcpTestSucceeded'));
  const remotePort = port(object);
  if (succeeded === null || remotePort === null) return null;
  const received = succeeded ? 1 : 0;
  const what = message('record.tcp-probe', { host, port: String(remotePort), received, sent: 1 });
  return recordOf(
    object,
    {
      kind: 'tcp-probe',
      tool: 'test-netconnection',
      toolVersion: null,
      mode: 'connect',
      host,
      port: remotePort,
      sourceAddress: object.get('SourceAddress')?.replace(/%.*$/, '') ?? null,
      sent: 1,
      received,
      minMs: null,
      maxMs: null,
      averageMs: null,
      megabytesPerSecond: null,
      complete: true,
    },
    { what, who: `${host}:${remotePort}` },
  );
}

/** The round trip as `12 ms`; 0 ms is what the cmdlet prints when nothing came back. */
function roundTripMs(object: PsObject): number | null {
  const match = /(\d{1,6})\s*ms/.exec(object.get('PingReplyDetails') ?? '');
  return match ? Number(match[1]) : null;
}

/** `Format-List *` shows `PingSucceeded : False` also when no ping was sent, because the TCP test succeeded. */
function icmp(object: PsObject, host: string): Parsed | null {
  const succeeded = parseBoolean(object.get('PingSucceeded'));
  const pinged = succeeded === true || object.text.includes('(RTT)') || parseBoolean(object.get('TcpTestSucceeded')) !== true;
  if (succeeded === null || !pinged) return null;
  const received = succeeded ? 1 : 0;
  const ms = succeeded ? roundTripMs(object) : null;
  const what = message('record.icmp-probe', { host, received, sent: 1 });
  return recordOf(object, { kind: 'icmp-probe', host, sent: 1, received, minMs: ms, maxMs: ms, averageMs: ms }, { what, who: host });
}

function trace(object: PsObject, host: string): Parsed | null {
  const value = object.list('TraceRoute').flatMap((item) => item.split(/[\s,]+/));
  const addresses = value.filter((item) => /^[0-9A-Fa-f:.]+(?:%\w+)?$/.test(item) || item === 'TimedOut');
  if (addresses.length === 0) return null;
  const hops = addresses.map((address, i) => {
    // The cmdlet prints 0.0.0.0 for a hop that did not answer.
    const silent = address === '0.0.0.0' || address === 'TimedOut';
    return { ttl: i + 1, address: silent ? null : address, roundTripMs: [] };
  });
  const reached = addresses.at(-1) === host;
  const what = message(reached ? 'record.traceroute-reached' : 'record.traceroute-stopped', { host, hops: hops.length });
  return recordOf(
    object,
    { kind: 'traceroute', host: object.get('ComputerName') ?? host, address: host, hops, reached },
    { what, who: host },
  );
}

/** `Test-NetConnection` as list, table, CSV or JSON: its TCP test, its ping and its trace are records of their own. */
export function testNetConnection(object: PsObject): readonly Parsed[] {
  const host = target(object);
  if (host === null || (!object.has('TcpTestSucceeded') && !object.has('PingSucceeded'))) return [];
  return [tcp(object, host), icmp(object, host), trace(object, host)].filter((item) => item !== null);
}
