import type { FilterChainData, FilterFamily } from '#shared/model/host-state.ts';
import type { NewRecord, TextLine } from '../../format.ts';
import type { DeviceReader } from '../../device-text/readers.ts';
import { newRule } from './filter-rule.ts';
import { nftHook, nftPriority } from './nft-chain.ts';
import { nftTokens, readNftRule } from './nft-rule.ts';
import { hostRecord } from './record.ts';

const tableLine = /^\s*table (ip|ip6|inet|arp|bridge|netdev) (\S{1,100}) \{/;
const blockLine = /^\s*(chain|set|map|flowtable|counter|quota|limit|ct \S{1,20}) (\S{1,100}) \{/;
const baseLine = /^\s*type (filter|nat|route) hook (\w{1,20})(?: devices? .{1,200}?)? priority ([\w +-]{1,40});(?: policy (accept|drop);)?/;
const maxSets = 10_000;

function familyOf(word: string): FilterFamily {
  return word === 'ip' || word === 'ip6' ? word : 'inet';
}

type Open = { kind: string; name: string; head: TextLine; isBase: boolean; elements: string | null };

/** `nft list ruleset`, also with handles (`-a`): tables, their chains and rules; named sets are put in where rules use them. */
export function nftTextReader(): DeviceReader {
  let table: { readonly family: FilterFamily; readonly name: string; readonly isRead: boolean } | null = null;
  let block: Open | null = null;
  let sets = new Map<string, readonly string[]>();

  const chainRecord = (line: TextLine, head: RegExpExecArray | null): NewRecord => {
    const hook = nftHook(head?.[2]);
    const data: FilterChainData = {
      kind: 'filter-chain',
      family: table!.family,
      table: table!.name,
      chain: block!.name,
      hook,
      priority: hook === null ? 0 : nftPriority(head![3]!, hook),
      isNat: head?.[1] === 'nat',
      policy: hook === null ? null : head?.[4] === 'drop' ? 'drop' : 'accept',
      packets: null,
    };
    return hostRecord([line], data);
  };

  const end = (): readonly NewRecord[] => {
    const closed = block;
    if (closed?.elements !== null && closed?.elements !== undefined && sets.size < maxSets)
      sets.set(
        closed.name,
        nftTokens(closed.elements).flatMap((token) => (typeof token === 'string' ? [] : token)),
      );
    const records = closed?.kind === 'chain' && !closed.isBase && table?.isRead === true ? [chainRecord(closed.head, null)] : [];
    if (closed === null) table = null;
    block = null;
    return records;
  };

  /** Elements may go on over several lines until the brace that ends them. */
  const readSetLine = (text: string, open: Open): void => {
    if (open.elements !== null && !open.elements.includes('}')) open.elements += ` ${text}`;
    else if (/^\s*elements = \{/.test(text)) open.elements = text.slice(text.indexOf('{'));
    if ((open.elements?.length ?? 0) > 6000) open.elements = null;
  };

  const readChainLine = (line: TextLine, open: Open): readonly NewRecord[] => {
    const base = baseLine.exec(line.text.slice(0, 500));
    if (base !== null) {
      open.isBase = true;
      return table!.isRead ? [chainRecord(line, base)] : [];
    }
    if (!table!.isRead) return [];
    const { family, name } = table!;
    const rules = readNftRule(
      line.text,
      () => newRule(family, name, open.name),
      (set) => sets.get(set) ?? null,
    );
    return rules.map((rule) => hostRecord([line], rule));
  };

  const take = (line: TextLine): readonly NewRecord[] | null => {
    const text = line.text.slice(0, 8000);
    if (table === null) {
      const begins = tableLine.exec(text);
      if (begins === null) return /^# Warning: table \S+ \S+ is managed by iptables-nft/.test(text) ? [] : null;
      table = { family: familyOf(begins[1]!), name: begins[2]!, isRead: /^ip|inet/.test(begins[1]!) };
      sets = new Map();
      return text.trimEnd().endsWith('}') ? end() : [];
    }
    if (block === null) {
      const begins = blockLine.exec(text);
      if (begins !== null) block = { kind: begins[1]!, name: begins[2]!, head: line, isBase: false, elements: null };
      else if (text.trim() === '}') return end();
      return [];
    }
    if (text.trim() === '}' && (block.elements === null || block.elements.includes('}'))) return end();
    if (block.kind === 'chain') return readChainLine(line, block);
    if (block.kind === 'set') readSetLine(text, block);
    return [];
  };
  // A table that is cut off ends with its text, or where something else begins.
  return { take, close: () => ((table = null), (block = null), []) };
}
