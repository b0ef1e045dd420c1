import type { Finding } from './finding.ts';
import { lineEnd, nextLine } from './read-value.ts';
import { judge } from './value.ts';

const value = String.raw`(?:"([^"\n]{1,128})"|([^\s"{};]{1,128}))`;

/** A block of a configuration whose lines name communities by a word that means something else everywhere else. */
type Block = {
  readonly head: RegExp;
  /** What a line does to the depth, counted from 1 in the block; the block ends at 0. */
  readonly step: (line: string) => number;
  /** The community, in the last group that matched. */
  readonly community: RegExp;
};

const blocks: readonly Block[] = [
  // FortiOS: config system snmp community / edit 1 / set name "…" / config hosts … end / next / end
  {
    head: /^[ \t]{0,40}config system snmp community[ \t]{0,8}\r?$/gm,
    step: (line) => (/^\s*config\s/.test(line) ? 1 : /^\s*end\s*$/.test(line) ? -1 : 0),
    community: new RegExp(String.raw`^[ \t]{0,40}set name ${value}[ \t]{0,8}$`, 'd'),
  },
  // Junos, VyOS, EdgeOS: snmp { community NAME { … } trap-target 10.0.0.1 { community NAME } }
  {
    head: /^[ \t]{0,40}snmp \{[ \t]{0,8}\r?$/gm,
    step: (line) => (/\{\s*$/.test(line) ? 1 : /^\s*\}/.test(line) ? -1 : 0),
    community: new RegExp(String.raw`^[ \t]{0,40}community ${value}[ \t]{0,8}[{;]?[ \t]{0,8}$`, 'd'),
  },
  // RouterOS: /snmp community, and below it the commands of that menu
  {
    head: /^\/snmp community\b/gm,
    step: (line) => (line.startsWith('/') ? -1 : 0),
    community: new RegExp(String.raw`^(?:\/snmp community )?[ \t]{0,20}(?:add|set)? ?(?:[^\n]{0,400}? )?name=${value}`, 'd'),
  },
];

const mostLines = 400;
const maxLine = 1000;

function communityIn(line: string, at: number, community: RegExp): Finding | null {
  const match = community.exec(line);
  const group = match?.findLastIndex((g, i) => i > 0 && g !== undefined) ?? -1;
  const place = match?.indices?.[group];
  const state = match && place ? judge(match[group]!) : null;
  if (!match || !place || state === null) return null;
  return { start: at + place[0], end: at + place[1], value: match[group]!, side: 'other', connection: null, state };
}

function communitiesOf(text: string, { head, step, community }: Block): Finding[] {
  const found: Finding[] = [];
  head.lastIndex = 0;
  for (let m = head.exec(text); m; m = head.exec(text)) {
    let depth = 1;
    for (let at = m.index, i = 0; at >= 0 && i < mostLines; at = nextLine(text, at), i += 1) {
      const line = text.slice(at, lineEnd(text, at, maxLine));
      if (i > 0) depth += step(line);
      if (depth <= 0) break;
      const finding = communityIn(line, at, community);
      if (finding) found.push(finding);
      head.lastIndex = Math.max(head.lastIndex, at + line.length);
    }
  }
  return found;
}

/** Communities of SNMP, which are passwords, in blocks of device configurations; those of single commands are in `command-rules.ts`. */
export function findCommunities(text: string): readonly Finding[] {
  return blocks.flatMap((block) => communitiesOf(text, block));
}
