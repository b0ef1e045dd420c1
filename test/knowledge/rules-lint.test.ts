import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { CauseFile, CheckFile, EvidenceFile, SignatureFile, Tables } from '#core/knowledge/knowledge.ts';
import { CaseNames } from '#shared/model/analysis.ts';
import { signalClasses } from '#shared/model/fact.ts';
import { checkIds } from '#shared/model/verdict.ts';
import { schemaFiles } from '../../main/tools/write-schemas.ts';
import { readCauses, readChecks, readEvidence, readSignatures, readTables, tableKey, yamlFiles } from './read-knowledge.ts';
import type { RawFile } from './read-knowledge.ts';
import { icuParameters, textFaults, textsIn } from './texts.ts';

const tableSchemas = new Map<string, z.ZodType>(Object.entries(Tables.shape));
const withId: readonly { readonly folder: string; readonly schema: z.ZodType }[] = [
  { folder: 'causes', schema: CauseFile },
  { folder: 'checks', schema: CheckFile },
  { folder: 'evidence', schema: EvidenceFile },
  { folder: 'signatures', schema: SignatureFile },
];
const files: readonly (RawFile & { readonly schema: z.ZodType | undefined })[] = [
  ...withId.flatMap(({ folder, schema }) => yamlFiles(folder).map((file) => ({ ...file, schema }))),
  ...yamlFiles('tables').map((file) => ({ ...file, schema: tableSchemas.get(tableKey(file.name)) })),
];
const named = files.map((file): [string, (typeof files)[number]] => [file.path, file]);

function sourcesOf(value: unknown): readonly string[] {
  return typeof value === 'object' && value !== null && 'sources' in value && Array.isArray(value.sources) ? value.sources.map(String) : [];
}

/** A source is a page (https) or a document by its name; http and bare words are neither. */
function isSource(source: string): boolean {
  return source.startsWith('https://') ? URL.canParse(source) : /^\S+ .*\S/.test(source) && !source.startsWith('http:');
}

describe('every knowledge file', () => {
  it.each(named)('%s fits its schema', (_, file) => expect(file.schema?.safeParse(file.value).error?.issues ?? []).toEqual([]));

  it.each(named.filter(([path]) => !path.startsWith('tables/')))('%s is named after its id', (_, file) => {
    expect(file.value).toMatchObject({ id: file.name });
  });

  it.each(named)('%s says the same in English and Japanese', (path, file) => {
    const texts = textsIn(path, file.value);
    expect(texts.flatMap(textFaults)).toEqual([]);
    const blank = texts.filter((t) => t.text.en.trim() !== t.text.en || t.text.ja.trim() !== t.text.ja);
    expect(blank.map((t) => t.place)).toEqual([]);
  });

  it.each(named)('%s keeps the tone', (path, file) => {
    const texts = textsIn(path, file.value);
    expect(texts.filter((t) => /!|\b(we|our|please)\b/i.test(t.text.en)).map((t) => t.place)).toEqual([]);
    expect(texts.filter((t) => !/[\u3040-\u30ff\u4e00-\u9fff]/.test(t.text.ja)).map((t) => t.place)).toEqual([]);
    expect(texts.filter((t) => /[\uff01\uff61-\uff9f]/.test(t.text.ja)).map((t) => t.place)).toEqual([]);
  });

  it.each(named)('%s names its sources', (_, file) => {
    const sources = sourcesOf(file.value);
    expect(sources.length).toBeGreaterThan(0);
    expect(sources.filter((s) => !isSource(s))).toEqual([]);
  });

  it('is unique in its kind', () => {
    for (const { folder } of withId) {
      const names = yamlFiles(folder).map((file) => file.name);
      expect(new Set(names).size).toBe(names.length);
    }
  });
});

describe('schemas for editors', () => {
  const written = join(import.meta.dirname, '../../assets/schemas');

  it('are the ones that the build uses (write them with main/tools/write-schemas.ts)', () => {
    const expected = schemaFiles();
    expect(readdirSync(written).toSorted()).toEqual(Object.keys(expected).toSorted());
    for (const [name, content] of Object.entries(expected)) expect(readFileSync(join(written, name), 'utf8')).toBe(content);
  });
});

describe('checks', () => {
  const checks = readChecks();
  const evidence = new Set(readEvidence().map((e) => e.id));
  const dial = ['code', 'count', 'first', 'interface', 'last'];
  /** What the code of each check fills in; a text may use fewer. */
  const parameters: Readonly<Record<string, readonly string[]>> = {
    A1: [...dial, 'service'],
    A2: [...dial, 'stage'],
    A3: [...dial, 'service'],
    B1: [
      'answer',
      'averageMs',
      'hops',
      'inside',
      'known',
      'largest',
      'lastHop',
      'lostPercent',
      'reached',
      'received',
      'segment',
      'sent',
      'target',
      'total',
    ],
    B2: ['answer', 'peer', 'ports', 'rule'],
    B3: ['azure', 'device', 'parameter'],
    C1: ['reason'],
    C2: [],
    C3: ['nsg', 'prefix', 'routeTable', 'subnet'],
    C4: ['destination', 'nextHop', 'nsg', 'port', 'priority', 'rule', 'source'],
    C5: ['connection', 'egress', 'ingress', 'state', 'status'],
    D1: ['port', 'profile', 'rule'],
    D2: ['limitMbps', 'peakMbps', 'percent', 'sku'],
    D3: ['counter', 'machine', 'percent', 'state'],
    D4: ['averageMs', 'target'],
  };
  const rows = checks.map((check): [string, CheckFile] => [check.id, check]);

  it('are the fifteen of the playbook', () => expect(checks.map((c) => c.id)).toEqual([...checkIds]));

  it.each(rows)('%s has base rates that sum to 1 over the outcomes that decide, mostly healthy', (_, check) => {
    const outcomes = Object.values(check.outcomes);
    for (const o of outcomes) expect(o.base === undefined).toBe(o.verdict === 'cannot-tell');
    expect(outcomes.reduce((sum, o) => sum + (o.base ?? 0), 0)).toBeCloseTo(1, 9);
    expect(outcomes.reduce((sum, o) => sum + (o.verdict === 'healthy' ? (o.base ?? 0) : 0), 0)).toBeGreaterThan(0.5);
    expect(outcomes.every((o) => o.base === undefined || o.base > 0)).toBe(true);
  });

  it.each(rows)('%s can be healthy, a problem, and undecided', (_, check) => {
    const verdicts = new Set(Object.values(check.outcomes).map((o) => o.verdict));
    for (const verdict of ['healthy', 'problem', 'cannot-tell'] as const) expect(verdicts).toContain(verdict);
    expect(check.outcomes['cannot-tell']?.verdict).toBe('cannot-tell');
  });

  it.each(rows)('%s offers an answer by hand for each outcome that decides', (_, check) => {
    for (const o of Object.values(check.outcomes)) expect(o.choice === undefined).toBe(o.verdict === 'cannot-tell');
    const choices = Object.values(check.outcomes).flatMap((o) => (o.choice === undefined ? [] : [o.choice.en]));
    expect(new Set(choices).size).toBe(choices.length);
    expect(choices.flatMap(icuParameters)).toEqual([]);
  });

  it.each(rows)('%s uses parameters that its code fills in', (id, check) => {
    const used = Object.values(check.outcomes).flatMap((o) => icuParameters(o.text.en));
    expect(used.filter((p) => !parameters[id]?.includes(p))).toEqual([]);
  });

  it.each(rows)('%s names evidence that exists', (_, check) => expect(check.evidence.filter((id) => !evidence.has(id))).toEqual([]));
});

describe('causes', () => {
  const causes = readCauses();
  const checks = new Map(readChecks().map((c): [string, CheckFile] => [c.id, c]));
  const rows = causes.map((cause): [string, CauseFile] => [cause.id, cause]);
  const vocabulary = [
    'none',
    'psk-mismatch',
    'ike-policy-mismatch',
    'ipsec-policy-mismatch',
    'pfs-mismatch',
    'traffic-selector-mismatch',
    'ike-version-mismatch',
    'peer-id-mismatch',
    'certificate-problem',
    'sa-lifetime-mismatch',
    'wrong-gateway-ip',
    'peer-address-changed',
    'udp-500-blocked',
    'udp-4500-blocked',
    'esp-blocked',
    'peer-lost',
    'rekey-drop',
    'gateway-subnet-nsg',
    'gateway-subnet-route',
    'nsg-blocks-workload',
    'guest-firewall-blocks',
    'address-overlap',
    'missing-prefix',
    'missing-onprem-route',
    'asymmetric-routing',
    'peering-transit',
    'bgp-down',
    'mtu-mss',
    'sku-bandwidth-saturated',
    'tunnel-throughput-limit',
    'gateway-overloaded',
    'gateway-maintenance',
    'gateway-unhealthy',
    'connection-disabled',
    'vm-overloaded',
    'app-inefficient',
    'dns-failure',
    'redundancy-lost',
    'nat-rule-wrong',
    'forced-tunnelling',
    'selector-limit',
    'legacy-sku',
    'app-not-listening',
    'path-loss',
    'onprem-service-down',
    'other',
  ];

  it('keep the published vocabulary', () => expect(vocabulary.filter((id) => !causes.some((c) => c.id === id))).toEqual([]));

  it.each(rows)('%s gives probabilities for outcomes that decide, summing to at most 1', (_, cause) => {
    for (const [id, likelihoods] of Object.entries(cause.likelihoods)) {
      const outcomes = checks.get(id)?.outcomes ?? {};
      expect(Object.keys(likelihoods).filter((o) => outcomes[o]?.base === undefined)).toEqual([]);
      const sum = Object.values(likelihoods).reduce((total, p) => total + p, 0);
      const complete = Object.values(outcomes).filter((o) => o.base !== undefined).length === Object.keys(likelihoods).length;
      expect(sum).toBeLessThanOrEqual(1 + 1e-9);
      // What is left over is shared by the outcomes left out: none may come out impossible, and nothing may get lost.
      if (complete) expect(sum).toBeGreaterThan(0.98);
      else expect(sum).toBeLessThan(0.9995);
    }
  });

  it.each(rows.filter(([id]) => id !== 'none'))('%s says what to do', (_, cause) => expect(cause.remedies.length).toBeGreaterThan(0));
});

describe('commands', () => {
  const names = new Set(Object.keys(CaseNames.shape));
  const commands = [
    ...readEvidence().flatMap((e) => e.collect.map((c): [string, string] => [`evidence ${e.id}: ${c.shell}`, c.command])),
    ...readCauses().flatMap((c) =>
      c.remedies.flatMap((r): [string, string][] => (r.command === undefined ? [] : [[`cause ${c.id}: ${r.who}`, r.command]])),
    ),
  ];

  it.each(commands)('%s uses names that a case can fill in', (_, command) => {
    const placeholders = [...command.matchAll(/\{([A-Za-z]\w*)\}/g)].map((m) => m[1] ?? '');
    expect(placeholders.filter((p) => !names.has(p))).toEqual([]);
    expect(command.trim()).toBe(command);
    expect(command).not.toContain('\n');
  });

  it.each(readEvidence().map((e): [string, EvidenceFile] => [e.id, e]))(
    'collecting %s changes nothing in Azure or on a device',
    (_, evidence) => {
      const changing =
        /\b(az|azure) [a-z -]*\b(create|update|delete|add|clear|reset|set)\b|\b(Set|New|Remove|Reset|Add|Restart|Stop)-[A-Z]/;
      expect(evidence.collect.filter((c) => changing.test(c.command)).map((c) => c.command)).toEqual([]);
    },
  );
});

describe('tables', () => {
  const tables = readTables();

  it('lists each code once, with its meaning for the codes of the guide', () => {
    const codes = new Map(tables.errorCodes.rows.map((row) => [row.code, row]));
    expect(codes.size).toBe(tables.errorCodes.rows.length);
    for (const code of [800, 809, 812, 827, 868, 1225, 13801, 13805, 13822, 13825, 13826, 13868, 13880, 13999])
      expect(codes.get(code)?.meaning).toBeDefined();
    expect([codes.get(0x0329)?.symbol, codes.get(0x35e9)?.symbol]).toEqual(['ERROR_VPN_TIMEOUT', 'ERROR_IPSEC_IKE_AUTH_FAIL']);
  });

  it('lists each event once by source and number', () => {
    const keys = tables.eventIds.rows.map((row) => `${row.provider} ${row.id}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('gives each SKU and generation one throughput', () => {
    const keys = tables.gatewaySkus.rows.map((row) => `${row.sku} ${row.generation ?? ''}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(tables.gatewaySkus.rows.find((row) => row.sku === 'VpnGw2AZ' && row.generation === 'Generation2')?.throughputMbps).toBe(1250);
  });

  it('names a SKU of the SKU table in each row of the tunnel throughput', () => {
    const skus = new Set(tables.gatewaySkus.rows.map((row) => row.sku));
    expect(tables.tunnelThroughput.rows.flatMap((row) => row.skus).filter((sku) => !skus.has(sku))).toEqual([]);
  });

  it('knows Diffie-Hellman group 2 only in phase 1, and no PFS when Azure initiates', () => {
    const rows = tables.ipsecDefaults.rows;
    expect(new Set(rows.filter((row) => row.phase === 1).map((row) => row.dhGroup))).toEqual(new Set(['2']));
    expect(new Set(rows.filter((row) => row.role === 'initiator').map((row) => row.pfsGroup))).toEqual(new Set(['None']));
  });
});

describe('signatures', () => {
  const signatures = readSignatures();
  const codes = new Set(readTables().errorCodes.rows.map((row) => row.code));

  it.each(signatures.map((s): [string, SignatureFile] => [s.id, s]))('%s uses a known signal and known codes', (_, signature) => {
    expect(signalClasses).toContain(signature.signal);
    expect((signature.match.code ?? []).filter((code) => !codes.has(code))).toEqual([]);
  });

  it('never claim the same event with the same code twice', () => {
    const claims = signatures.flatMap(({ match: m }) =>
      m.provider.flatMap((p) => m.eventId.flatMap((e) => (m.code ?? ['any']).map((c) => `${p} ${e} ${c}`))),
    );
    expect(claims.filter((claim, i) => claims.indexOf(claim) !== i)).toEqual([]);
  });
});
