import { describe, expect, it } from 'vitest';
import type { ApiClient } from '#shared/api/client.ts';
import { fail, ok } from '#shared/api/result.ts';
import { collectorFor, collectors } from '#shared/model/collector.ts';
import { createCollectStore } from '../../../../renderer/features/collect/collect-store.ts';
import { runCommands } from '../../../../renderer/features/collect/values.ts';
import { createFakeShell, ids } from '../../../helpers/fake-shell.ts';
import { troubledAnalysis } from '../../../helpers/fake-analysis.ts';

function setUp(patch: Partial<ApiClient> = {}) {
  const shell = createFakeShell();
  const asked: Readonly<Record<string, string>>[] = [];
  const api: ApiClient = {
    ...shell.api,
    'collectors.script': async ({ values }) => {
      asked.push(values);
      return ok({ fileName: 'collect-linux.sh', text: JSON.stringify(values) });
    },
    ...patch,
  };
  return { shell: { ...shell, api }, store: createCollectStore(api), asked };
}

const names = { ...troubledAnalysis.names, gatewayAddress: '198.51.100.20', targetHost: null };
const entry = { caseId: ids.troubled, names, collector: 'linux' } as const;

describe('a script to be filled in', () => {
  it('has the names of the case until something else is typed', async () => {
    const { store, asked } = setUp();
    await store.enter(entry);
    expect(asked.at(-1)).toMatchObject({ gatewayAddress: '198.51.100.20', targetHost: '' });
    await store.type('gatewayAddress', ' 203.0.113.99 ');
    expect(asked.at(-1)).toMatchObject({ gatewayAddress: '203.0.113.99' });
    await store.enter(entry);
    expect(asked.at(-1)).toMatchObject({ gatewayAddress: '203.0.113.99' });
    await store.enter({ ...entry, caseId: ids.healthy });
    expect(asked.at(-1)).toMatchObject({ gatewayAddress: '198.51.100.20' });
  });

  it('is not asked for with a value that it cannot hold, and not saved', async () => {
    const { store, asked, shell } = setUp({ 'collectors.save': async () => fail('internal') });
    await store.enter(entry);
    const before = asked.length;
    await store.type('captureSeconds', 'thirty');
    await store.save(shell);
    expect(asked).toHaveLength(before);
    expect(store.getState().saved).toBeNull();
  });

  it('says that it was saved, and why it was not', async () => {
    const good = setUp({ 'collectors.save': async () => ok({ file: 'collect-linux.sh' }) });
    const pick = async () => ok({ grant: 'g'.repeat(43), name: 'collect-linux.sh' });
    await good.store.enter(entry);
    await good.store.save({ ...good.shell, pickSaveTarget: pick });
    expect(good.store.getState().saved).toEqual({ kind: 'saved', file: 'collect-linux.sh' });
    const bad = setUp({ 'collectors.save': async () => fail('disk-full') });
    await bad.store.enter(entry);
    await bad.store.save({ ...bad.shell, pickSaveTarget: pick });
    expect(bad.store.getState().saved).toMatchObject({ kind: 'failed', error: { code: 'disk-full' } });
  });
});

describe('how a script is run', () => {
  it('as root only when a person may', () => {
    expect(runCommands(collectors.linux, true)).toEqual({ look: 'bash ./collect-linux.sh --dry-run', run: 'sudo bash ./collect-linux.sh' });
    expect(runCommands(collectors.linux, false).run).toBe('bash ./collect-linux.sh');
  });

  it('is found by the evidence that it brings', () => {
    expect(['packet-capture', 'device-log', 'rras-event-log', 'azure-ike-sas', 'application-insights'].map(collectorFor)).toEqual([
      'linux',
      'linux',
      'windows',
      'azure-bash',
      null,
    ]);
  });
});
