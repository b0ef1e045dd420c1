import type { IpsecPolicyData, KernelSaData } from '#shared/model/host-state.ts';
import type { NewRecord, TextLine } from '../../format.ts';
import type { DeviceReader } from '../../device-text/readers.ts';
import { maxBlockLines } from '../../device-text/readers.ts';
import { hostRecord } from './record.ts';
import { countOf, idOf, isAddress } from './words.ts';

const head = /^src (\S{1,64}) dst (\S{1,64})(?: .{0,200})?$/;

type Block = { readonly source: string; readonly destination: string; readonly lines: [TextLine, ...TextLine[]] };

/** What the first of the lines that matches has in its group; null when none does. */
function found(block: Block, pattern: RegExp): string | undefined {
  for (const line of block.lines) {
    const match = pattern.exec(line.text.slice(0, 500));
    if (match !== null) return match[1];
  }
  return undefined;
}

/** Packets and bytes since the object is there (`ip -s`). */
function counts(block: Block): { readonly packets: number | null; readonly bytes: number | null } {
  const packets = found(block, /^\s+\d{1,18}\(bytes\), (\d{1,18})\(packets\)/);
  return { packets: countOf(packets), bytes: countOf(found(block, /^\s+(\d{1,18})\(bytes\), \d{1,18}\(packets\)/)) };
}

function interfaceId(block: Block): number | null {
  const id = idOf(found(block, /^\s+if_id (\S{1,20})/)) ?? idOf(found(block, /^\s+mark (\S{1,30})/));
  return id === 0 ? null : id;
}

function policyOf(block: Block, direction: IpsecPolicyData['direction']): IpsecPolicyData {
  const ends = (pattern: RegExp): string | null => found(block, pattern) ?? null;
  const [from, to] = [ends(/^\s+tmpl src (\S{1,64}) dst/), ends(/^\s+tmpl src \S{1,64} dst (\S{1,64})/)];
  const [local, remote] = direction === 'out' ? [from, to] : [to, from];
  const action = found(block, /^\s+dir .{0,40}?action (allow|block)\b/) === 'block' ? 'block' : 'allow';
  const { source, destination } = block;
  return { kind: 'ipsec-policy', direction, action, source, destination, local, remote, interfaceId: interfaceId(block), ...counts(block) };
}

function stateOf(block: Block, protocol: string): KernelSaData {
  const { source, destination } = block;
  const requestId = found(block, /\breqid (\d{1,10})\b/);
  return {
    kind: 'kernel-sa',
    source,
    destination,
    protocol,
    spi: found(block, /\bspi (0x[0-9a-f]{1,8})\b/) ?? '',
    requestId: requestId === undefined ? null : Number(requestId),
    interfaceId: interfaceId(block),
    isEncapsulated: found(block, /^\s+encap type (espinudp)/) !== undefined,
    ...counts(block),
  };
}

/** Policies of sockets (`socket in`) are the IKE daemon's own and say nothing about a tunnel. */
function read(block: Block): NewRecord[] {
  const direction = found(block, /^\s+dir (in|out|fwd)\b/);
  if (direction === 'in' || direction === 'out' || direction === 'fwd') return [hostRecord(block.lines, policyOf(block, direction))];
  const protocol = found(block, /^\s+proto (esp|ah|comp) spi /);
  return protocol === undefined ? [] : [hostRecord(block.lines, stateOf(block, protocol))];
}

/** `ip xfrm policy` and `ip xfrm state`, with and without `-s`: policies and security associations of the kernel. */
export function ipXfrmReader(): DeviceReader {
  let open: Block | null = null;
  const close = (): readonly NewRecord[] => {
    const done = open === null ? [] : read(open);
    open = null;
    return done;
  };
  const take = (line: TextLine): readonly NewRecord[] | null => {
    const match = line.text.length > 500 ? null : head.exec(line.text.trimEnd());
    if (match !== null && isAddress(match[1]) && isAddress(match[2])) {
      const before = close();
      open = { source: match[1], destination: match[2], lines: [line] };
      return before;
    }
    if (open === null || !/^\s/.test(line.text) || open.lines.length >= maxBlockLines) return null;
    open.lines.push(line);
    return [];
  };
  return { take, close };
}
