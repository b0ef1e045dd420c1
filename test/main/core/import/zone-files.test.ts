import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { emptyRecordFilter } from '#shared/model/record.ts';
import { importInto } from '#host/import-into.ts';
import type { CaseStore } from '#core/store/case-store.ts';
import { createCase, openCase } from '#host/store/open-case.ts';
import { openCaseRecords } from '#host/store/record-views.ts';
import { inputFolder, noCancellation, steadyClock, temporaryFolder } from '../../../helpers/case-folder.ts';
import { knowledge } from '../../../helpers/knowledge.ts';

const root = temporaryFolder();
let number = 0;
let dir = '';
let store: CaseStore;

beforeEach(() => {
  number += 1;
  dir = join(root, `case-${number}`);
  createCase(dir, { id: '0f3c1a6e-5d0b-4a57-9d53-0d8f5f1f2b11', title: 'x', nowMs: 1000 });
  store = openCase(dir, { clock: steadyClock });
});

const log = { error: () => undefined, info: () => undefined };

async function take(files: Readonly<Record<string, string>>): Promise<void> {
  await importInto(store, [inputFolder('bundle', files)], {
    knowledge,
    clock: steadyClock,
    cancellation: noCancellation,
    onProgress: () => undefined,
    log,
  });
}

/** `Get-WinEvent | Format-List` as Windows writes it: times without a zone. */
const eventOf = (computer: string): string => `
TimeCreated  : 3/18/2016 1:26:02 PM
ProviderName : RasClient
Id           : 20227
Message      : CoId={AAAAAAAA-0000-0000-0000-000000000001}: The user CONTOSO\\alice dialed a connection named AzureGateway which has failed. The error code returned on failure is 809.
LevelDisplayName : Error
MachineName  : ${computer}
`;
const tokyo = 'Tokyo Standard Time\r\n';

function zones(): Readonly<Record<string, string>> {
  return Object.fromEntries(store.sources().map((source) => [source.path, source.zone]));
}

function times(): (number | null | undefined)[] {
  const records = openCaseRecords(dir);
  try {
    const ids = new Set(
      store
        .sources()
        .filter((s) => s.storage === 'records')
        .map((s) => s.id),
    );
    return records
      .openView(emptyRecordFilter)
      .page(0, 100)
      .filter((row) => ids.has(row.sourceId))
      .map((row) => row.time?.utcMs);
  } finally {
    records.close();
  }
}

function said() {
  return store
    .log()
    .map((entry) => entry.what)
    .filter((what) => what.key === 'log.zone-found');
}

const written = Date.UTC(2016, 2, 18, 13, 26, 2);

describe('events without a zone', () => {
  it('take it from a file of the bundle, also one that comes after them; the log says which', async () => {
    await take({ 'events.txt': eventOf('RRAS01'), 'zone.txt': tokyo });
    expect(zones()).toMatchObject({ 'events.txt': 'offset' });
    expect(times()).toEqual([written - 9 * 3_600_000]);
    expect(said()).toEqual([{ key: 'log.zone-found', params: { path: 'zone.txt', zone: 'Asia/Tokyo', sources: 1 } }]);
    expect(JSON.stringify(store.facts())).toContain(String(written - 9 * 3_600_000));
  });

  it('of two hosts take each their own', async () => {
    await take({
      'RRAS01/events.txt': eventOf('RRAS01.contoso.com'),
      'RRAS01/tz.txt': tokyo,
      'RRAS02/events.txt': eventOf('RRAS02'),
      'RRAS02/systeminfo.txt': 'Host Name:                 RRAS02\nTime Zone:                 (UTC-05:00) Eastern Time\n',
    });
    expect(times()).toEqual([written - 9 * 3_600_000, written + 5 * 3_600_000]);
    expect(said()).toHaveLength(2);
  });

  it('stay without when two files contradict each other', async () => {
    await take({ 'events.txt': eventOf('DC01'), 'a.txt': tokyo, 'b.txt': 'Romance Standard Time' });
    expect(zones()).toMatchObject({ 'events.txt': 'unknown' });
    expect(times()).toEqual([null]);
    expect(said()).toEqual([]);
  });

  it('stay without when nothing tells one; a schedule in a cloud export tells none', async () => {
    await take({ 'events.txt': eventOf('RRAS01'), 'automation.json': '{"timeZone": "Tokyo Standard Time"}' });
    expect(zones()).toMatchObject({ 'events.txt': 'unknown' });
  });
});
