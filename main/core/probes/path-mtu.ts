import type { PathMtuData, ProbeRequestOf } from '#shared/model/probe.ts';
import { espCipher, innerMtu } from './esp-overhead.ts';
import type { Platform, ProbePorts } from './ports.ts';
import { resolveTarget } from './resolve-target.ts';

/** Every host takes 576 bytes (RFC 791); nothing that crosses the internet is larger than 1500. */
const least = 576;
const most = 1500;
const small = 100;
const tries = 2;
const oneMs = 5000;
/** Two to begin with, then halvings; those that do not pass are sent twice. */
const expected = 18;

/** Arguments of the system's ping: one packet of `bytes` in all that must not be cut up, a second to answer. */
export function pingArguments(platform: Platform, address: string, bytes: number): readonly string[] {
  const payload = String(bytes - (address.includes(':') ? 48 : 28));
  if (platform === 'windows') return ['-n', '1', '-w', '1000', '-l', payload, ...(address.includes(':') ? [] : ['-f']), address];
  if (platform === 'macos') return ['-n', '-c', '1', '-D', '-s', payload, address];
  return ['-n', '-c', '1', '-W', '1', '-M', 'do', '-s', payload, address];
}

/** Windows counts the answer of a router as one; only a reply of the host itself shows a TTL, in every language. */
function isReply(platform: Platform, address: string, run: { readonly code: number | null; readonly text: string }): boolean {
  return run.code === 0 && (platform !== 'windows' || address.includes(':') || /TTL=\d/i.test(run.text));
}

/** Ends the search, and hears how many packets of about how many are sent. */
export type SearchWatch = { readonly signal: AbortSignal; readonly step: (done: number, total: number) => void };

type Asked = { readonly fits: (bytes: number) => Promise<boolean | null>; readonly sent: () => number };

function asker(address: string, ports: ProbePorts, { signal, step }: SearchWatch): Asked {
  let sent = 0;
  return {
    sent: () => sent,
    fits: async (bytes) => {
      for (let i = 0; i < tries && !signal.aborted; i += 1) {
        const run = await ports.runTool('ping', pingArguments(ports.platform, address, bytes), oneMs, signal);
        if (run === null) return null;
        sent += 1;
        step(Math.min(sent, expected), expected);
        if (isReply(ports.platform, address, run)) return true;
      }
      return false;
    },
  };
}

/** The largest packet that fits, by halving; `least` is known to fit or not to matter. */
async function search(asked: Asked): Promise<number> {
  if ((await asked.fits(most)) === true) return most;
  let [low, high] = [least, most];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if ((await asked.fits(middle)) === true) low = middle;
    else high = middle;
  }
  return low;
}

/**
 * Searches the path MTU with packets that must not be cut up, through the system's own ping: no other way is open to an ordinary
 * user on every system. Where ping is missing the answer is `cannot-tell`; the segment size of a TCP connection cannot be read from
 * a program without rights of its own. Only as far as the host answers pings: silence is not an MTU.
 */
export async function probePathMtu(
  request: ProbeRequestOf<'path-mtu'>,
  ports: ProbePorts,
  watch: SearchWatch,
): Promise<PathMtuData | null> {
  const cipher = request.cipher === null ? null : espCipher(request.cipher);
  if (request.cipher !== null && cipher === null) return null;
  const startedMs = ports.clock.nowMs();
  const { address } = await resolveTarget(request.host, 'any', ports, watch.signal);
  const blank = { kind: 'path-mtu-probe', host: request.host, address, startedMs, cipher: request.cipher } as const;
  const nothing = { mtu: null, innerMtu: null };
  if (address === null) return { ...blank, result: 'unreachable', ...nothing, packetsSent: 0 };
  const asked = asker(address, ports, watch);
  const answers = await asked.fits(small);
  if (answers !== true) return { ...blank, result: answers === null ? 'cannot-tell' : 'silent', ...nothing, packetsSent: asked.sent() };
  if ((await asked.fits(least)) !== true) return { ...blank, result: 'silent', ...nothing, packetsSent: asked.sent() };
  const mtu = await search(asked);
  const path = { ipVersion: address.includes(':') ? 6 : 4, inUdp: true } as const;
  return { ...blank, result: 'measured', mtu, innerMtu: cipher === null ? null : innerMtu(mtu, cipher, path), packetsSent: asked.sent() };
}
