import type { ClockProbeData, ProbeRequestOf } from '#shared/model/probe.ts';
import type { ProbePorts } from './ports.ts';
import { resolveTarget } from './resolve-target.ts';

/** RFC 4330, 10: no faster; one good answer is enough. */
const tries = 3;
const waitMs = 2000;
const messageBytes = 48;
/** Seconds from 1900 to 1970. */
const era = 2_208_988_800;

/** A 64-bit NTP timestamp: seconds and their 2^32 parts. */
export function writeNtpTime(ms: number): Buffer {
  const bytes = Buffer.alloc(8);
  const seconds = Math.floor(ms / 1000);
  bytes.writeUInt32BE((seconds + era) % 2 ** 32, 0);
  bytes.writeUInt32BE(Math.floor(((ms - seconds * 1000) / 1000) * 2 ** 32), 4);
  return bytes;
}

/** Milliseconds since 1970; the first bit tells the era (RFC 4330, 3), so that the clock does not turn back in 2036. */
export function readNtpTime(bytes: Buffer): number {
  const seconds = bytes.readUInt32BE(0);
  const since1900 = seconds >= 2 ** 31 ? seconds : seconds + 2 ** 32;
  return (since1900 - era) * 1000 + (bytes.readUInt32BE(4) / 2 ** 32) * 1000;
}

type Answer = Pick<ClockProbeData, 'result' | 'offsetMs' | 'roundTripMs' | 'stratum'>;

/** Reads an answer to a request that left at `sentMs` (this clock) and came back at `receivedMs`; null for anything else (RFC 4330, 5). */
export function readSntp(bytes: Buffer, sent: Buffer, sentMs: number, receivedMs: number): Answer | null {
  if (bytes.length < messageBytes || (bytes[0]! & 0x07) !== 4 || !bytes.subarray(24, 32).equals(sent.subarray(40, 48))) return null;
  const stratum = bytes[1]!;
  const nothing = { offsetMs: null, roundTripMs: null, stratum };
  if (stratum === 0) return { result: 'kiss-of-death', ...nothing };
  if (bytes[0]! >> 6 === 3 || stratum > 15 || bytes.readBigUInt64BE(40) === 0n) return { result: 'unsynchronised', ...nothing };
  const [arrivedMs, leftMs] = [readNtpTime(bytes.subarray(32, 40)), readNtpTime(bytes.subarray(40, 48))];
  return {
    result: 'answered',
    offsetMs: (arrivedMs - sentMs + (leftMs - receivedMs)) / 2,
    roundTripMs: Math.max(0, receivedMs - sentMs - (leftMs - arrivedMs)),
    stratum,
  };
}

/** Asks an NTP server how far this computer's clock is off (SNTP version 4, RFC 4330). Sets nothing. */
export async function probeClock(request: ProbeRequestOf<'clock'>, ports: ProbePorts, signal: AbortSignal): Promise<ClockProbeData> {
  const startedMs = ports.clock.nowMs();
  const { address } = await resolveTarget(request.host, 'any', ports, signal);
  const blank = { kind: 'clock-probe', host: request.host, address, port: request.port, startedMs } as const;
  const none = { offsetMs: null, roundTripMs: null, stratum: null };
  const channel = address === null ? null : await ports.openUdp({ address, port: request.port });
  if (channel === null) return { ...blank, result: 'unreachable', ...none };
  let result: ClockProbeData['result'] = 'silent';
  try {
    for (let i = 0; i < tries && !signal.aborted; i += 1) {
      const [sentMs, sentAt] = [ports.clock.nowMs(), ports.elapsedMs()];
      const message = Buffer.alloc(messageBytes);
      // No warning, version 4, client.
      message[0] = 0x23;
      writeNtpTime(sentMs).copy(message, 40);
      channel.send(message);
      const heard = await channel.receive(waitMs, signal);
      const answer = heard.kind === 'message' ? readSntp(heard.bytes, message, sentMs, sentMs + (heard.atMs - sentAt)) : null;
      if (answer !== null) return { ...blank, ...answer };
      if (heard.kind === 'refused' || heard.kind === 'unreachable') result = heard.kind;
      if (i + 1 < tries) await ports.wait(Math.max(0, waitMs - (ports.elapsedMs() - sentAt)), signal);
    }
  } finally {
    channel.close();
  }
  return { ...blank, result, ...none };
}
