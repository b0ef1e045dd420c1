import type { IkeProposal, IkeTransform } from '#shared/model/ike.ts';
import { indexLists, readNames } from './access-lists.ts';
import type { Names } from './access-lists.ts';
import { ikev1Policy, ikev2Proposal, namedIpsecProposal, namedTransformSet } from './policies.ts';
import type { Policy } from './policies.ts';
import type { ConfigLine, Section } from './sections.ts';

type Child = { readonly section: Section; readonly transforms: readonly IkeTransform[] };

/** An entry of a crypto map: on IOS a mode, on ASA a command for each of its settings. */
export type MapEntry = { readonly map: string; readonly seq: number; readonly sections: Section[]; readonly lines: ConfigLine[] };

/** A configuration with its parts by name. */
export type Config = {
  readonly isAsa: boolean;
  /** More than the commands about tunnels: what such a configuration does not say is left to the device's defaults. */
  readonly isWhole: boolean;
  readonly policiesV1: readonly Policy[];
  readonly proposalsV2: ReadonlyMap<string, { readonly section: Section; readonly proposal: IkeProposal }>;
  /** Policies of IKEv2: on IOS they name proposals, on ASA they are the proposals. */
  readonly policiesV2: readonly Section[];
  readonly transformSets: ReadonlyMap<string, Child>;
  readonly ipsecProposals: ReadonlyMap<string, Child>;
  readonly ipsecProfiles: ReadonlyMap<string, Section>;
  readonly ikev2Profiles: ReadonlyMap<string, Section>;
  readonly keyrings: ReadonlyMap<string, Section>;
  readonly entries: readonly MapEntry[];
  readonly tunnels: readonly Section[];
  readonly interfaces: readonly Section[];
  readonly tunnelGroups: ReadonlyMap<string, readonly Section[]>;
  readonly globals: readonly Section[];
  readonly lists: ReadonlyMap<string, readonly Section[]>;
  readonly names: Names;
  /** Addresses by the names that ASA gives them (`name 198.51.100.20 AZURE`). */
  readonly hosts: ReadonlyMap<string, string>;
};

const maxEntries = 2000;

function byName<T>(sections: readonly Section[], pattern: RegExp, make: (section: Section) => T): Map<string, T> {
  const found = new Map<string, T>();
  for (const section of sections) {
    const name = pattern.exec(section.head.text)?.[1];
    if (name !== undefined) found.set(name, make(section));
  }
  return found;
}

function mapEntries(sections: readonly Section[]): MapEntry[] {
  const found = new Map<string, MapEntry>();
  for (const section of sections) {
    const match = /^crypto map (\S{1,100}) (\d{1,6})(?: (.{1,400}))?$/.exec(section.head.text);
    if (match === null) continue;
    const key = `${match[1]} ${match[2]}`;
    if (!found.has(key) && found.size >= maxEntries) continue;
    const entry = found.get(key) ?? { map: match[1]!, seq: Number(match[2]), sections: [], lines: [] };
    found.set(key, entry);
    entry.sections.push(section);
    if (match[3] !== undefined) entry.lines.push({ line: section.head.line, text: match[3] });
    entry.lines.push(...section.body);
  }
  return [...found.values()];
}

function children(
  sections: readonly Section[],
  read: (section: Section) => { readonly name: string; readonly transforms: readonly IkeTransform[] } | null,
): Map<string, Child> {
  const found = new Map<string, Child>();
  for (const section of sections) {
    const named = read(section);
    if (named !== null) found.set(named.name, { section, transforms: named.transforms });
  }
  return found;
}

function groupsOf(sections: readonly Section[]): Map<string, Section[]> {
  const found = new Map<string, Section[]>();
  for (const section of sections) {
    const name = /^tunnel-group (\S{1,100}) /.exec(section.head.text)?.[1];
    if (name === undefined) continue;
    const group = found.get(name) ?? [];
    found.set(name, group);
    group.push(section);
  }
  return found;
}

/** Commands that only ASA has. */
const asaOnly =
  /^(?:ASA Version|tunnel-group |crypto ikev1 |crypto ipsec ikev[12] |crypto ikev2 policy \d|crypto map \S{1,100} \d{1,6} (?:set|match) |object(?:-group)? network )/;

/** The parts of a configuration by what they are. */
export function readModel(sections: readonly Section[]): Config {
  const interfaces = sections.filter(({ head }) => /^int(?:erface)? /.test(head.text));
  return {
    isAsa: sections.some(({ head, body }) => asaOnly.test(head.text) || body.some(({ text }) => text.startsWith('nameif '))),
    isWhole: interfaces.length > 0 && sections.some(({ head }) => /^(?:hostname|ASA Version|int(?:erface)?) /.test(head.text)),
    policiesV1: sections.flatMap((section) => ikev1Policy(section) ?? []),
    proposalsV2: byName(sections, /^crypto ikev2 proposal (\S{1,100})/, (section) => ({ section, proposal: ikev2Proposal(section) })),
    policiesV2: sections.filter(({ head }) => /^crypto ikev2 policy \S/.test(head.text)),
    transformSets: children(sections, namedTransformSet),
    ipsecProposals: children(sections, namedIpsecProposal),
    ipsecProfiles: byName(sections, /^crypto ipsec profile (\S{1,100})/, (section) => section),
    ikev2Profiles: byName(sections, /^crypto ikev2 profile (\S{1,100})/, (section) => section),
    keyrings: byName(sections, /^crypto (?:ikev2 )?keyring (\S{1,100})/, (section) => section),
    entries: mapEntries(sections),
    tunnels: interfaces
      .filter(({ body }) => body.some(({ text }) => /^tunnel protection ipsec profile \S/.test(text)))
      .slice(0, maxEntries),
    interfaces,
    tunnelGroups: groupsOf(sections),
    globals: sections.filter(({ head }) =>
      /^crypto (?:ipsec security-association|isakmp (?:key|keepalive|identity)|ikev2 dpd|map \S{1,100} (?:interface|local-address))/.test(
        head.text,
      ),
    ),
    lists: indexLists(sections),
    names: readNames(sections),
    hosts: new Map(
      sections.flatMap(({ head }) => {
        const match = /^name (\S{7,15}) (\S{1,100})/.exec(head.text);
        return match === null ? [] : [[match[2]!, match[1]!] as const];
      }),
    ),
  };
}
