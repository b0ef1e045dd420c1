import { describe, expect, it, vi } from 'vitest';
import { fail, ok } from '#shared/api/result.ts';
import { reportSections } from '#shared/model/report.ts';
import type { ApiClient } from '#shared/api/client.ts';
import { createJobsStore } from '../../../renderer/features/jobs/jobs-store.ts';
import { sections, suggestedName, withSection } from '../../../renderer/features/report/options.ts';
import { previewPage } from '../../../renderer/features/report/preview-page.ts';
import { createReportStore } from '../../../renderer/features/report/report-store.ts';
import { scaleFor, zoomStep } from '../../../renderer/features/report/zoom.ts';
import { createFakeShell, ids } from '../../helpers/fake-shell.ts';

function setUp(patch: Partial<ApiClient> = {}) {
  const shell = createFakeShell();
  const asked: unknown[] = [];
  const api: ApiClient = {
    ...shell.api,
    'report.preview': async ({ options }) => {
      asked.push(options);
      return ok({ html: `<p>${options.language} ${options.sections.length}</p>` });
    },
    'report.export': async ({ format }) => ok({ jobId: `job-${format}` }),
    ...patch,
  };
  const jobs = createJobsStore(api, { now: () => 0, wait: async () => undefined });
  const delivered: string[] = [];
  const store = createReportStore(api, jobs);
  return {
    store,
    jobs,
    asked,
    delivered,
    shell: { ...shell, api, deliver: async (file: { name: string }) => void delivered.push(file.name) },
  };
}

const entry = { caseId: ids.troubled, revision: '1', language: 'ja' as const };
const job = (state: 'done' | 'failed' | 'cancelled', code: 'pdf-no-browser' | null = null): ApiClient['job.get'] => {
  return async ({ jobId }) =>
    ok({
      id: jobId,
      kind: 'report',
      caseId: ids.troubled,
      state,
      progress: { phase: 'writing', name: '', done: 0, total: 0, records: 0 },
      error: code === null ? null : fail(code).error,
      file: state === 'done' ? 'x.pdf' : null,
    });
};

describe('the options of a report', () => {
  it('offer every section that there is', () => {
    expect(sections.toSorted()).toEqual([...reportSections].toSorted());
  });

  it('keep the order of the report, whatever the order of the ticks', () => {
    expect(withSection(withSection(['appendix'], 'checks', true), 'summary', true)).toEqual(['summary', 'checks', 'appendix']);
  });

  it.each([
    ['Contoso HQ → vpngw-prod', 'Contoso HQ → vpngw-prod.pdf'],
    ['a/b: c?', 'a b c.pdf'],
    ['???', 'report.pdf'],
  ])('name the file of %s', (title, name) => {
    expect(suggestedName(title, 'pdf')).toBe(name);
  });
});

describe('the preview', () => {
  it('gives both style elements the nonce, and replaces nothing else', () => {
    const html = '<html><head><style>a { content: "$&" }</style>\n</head><body><pre>&lt;style&gt; $1</pre></body></html>';
    const page = previewPage(html, 'abc+/=', 'A4');
    expect(page.match(/<style nonce="abc\+\/=">/g)).toHaveLength(2);
    expect(page).toContain('a { content: "$&" }');
    expect(page).not.toContain('<style>');
  });

  it('lets nothing but a nonce into the attribute', () => {
    expect(previewPage('<style></style></head>', '"><script>', 'A4')).not.toContain('<script>');
  });

  it('is asked for when the case or an option changes, and not otherwise', async () => {
    const { store, asked } = setUp();
    await store.enter(entry);
    await store.enter(entry);
    await store.change({ paper: 'Letter' });
    await store.enter({ ...entry, revision: '2' });
    expect(asked).toHaveLength(3);
    expect(store.getState()).toMatchObject({ options: { language: 'ja', paper: 'Letter' }, preview: { kind: 'loaded' } });
  });

  it('keeps its paper and starts with all sections in another case', async () => {
    const { store } = setUp();
    await store.enter(entry);
    await store.change({ paper: 'Letter', sections: [] });
    await store.enter({ ...entry, caseId: ids.healthy });
    expect(store.getState().options).toMatchObject({ paper: 'Letter', sections });
  });

  it('shows only the answer to the last question', async () => {
    let first: (() => void) | null = null;
    const { store } = setUp({
      'report.preview': async ({ options }) => {
        if (options.language === 'ja') await new Promise<void>((resolve) => (first = resolve));
        return ok({ html: options.language });
      },
    });
    const slow = store.enter(entry);
    await store.change({ language: 'en' });
    first!();
    await slow;
    expect(store.getState()).toMatchObject({ preview: { kind: 'loaded', value: 'en' }, refreshing: false });
  });
});

describe('exports', () => {
  it('deliver the file when it is written', async () => {
    const { store, shell, delivered, jobs } = setUp({ 'job.get': job('done') });
    await store.enter(entry);
    await store.export(shell, 'pdf', 'Contoso');
    expect(delivered).toEqual(['Contoso.pdf']);
    expect(store.getState().outcome).toEqual({ kind: 'saved', file: 'Contoso.pdf' });
    expect(jobs.getState().jobs).toEqual([]);
  });

  it.each([
    ['a failure', job('failed', 'pdf-no-browser'), { kind: 'failed', format: 'pdf', error: { code: 'pdf-no-browser' } }],
    ['a cancellation', job('cancelled'), { kind: 'cancelled' }],
  ])('deliver nothing after %s, and say how it ended', async (_, get, outcome) => {
    const { store, shell, delivered } = setUp({ 'job.get': get });
    await store.enter(entry);
    await store.export(shell, 'pdf', 'Contoso');
    expect(delivered).toEqual([]);
    expect(store.getState().outcome).toMatchObject(outcome);
  });

  it('of a case that was left deliver the file, and say nothing on the screen of another case', async () => {
    const running: { end: (() => void) | null } = { end: null };
    const { store, shell, delivered } = setUp({
      'job.get': async (input) => {
        await new Promise<void>((resolve) => (running.end = resolve));
        return job('done')(input);
      },
    });
    await store.enter(entry);
    const exported = store.export(shell, 'pdf', 'Contoso');
    await vi.waitFor(() => expect(running.end).not.toBeNull());
    await store.enter({ ...entry, caseId: ids.healthy });
    running.end!();
    await exported;
    expect(delivered).toEqual(['Contoso.pdf']);
    expect(store.getState().outcome).toBeNull();
  });

  it('do nothing when no target is chosen', async () => {
    const { store, shell } = setUp();
    await store.enter(entry);
    await store.export({ ...shell, pickSaveTarget: async () => ok(null) }, 'pdf', 'Contoso');
    expect(store.getState().outcome).toBeNull();
  });
});

describe('the zoom', () => {
  it.each([
    ['fits a narrow room', 'fit', 397, 0.5],
    ['never fits beyond the printed size', 'fit', 4000, 1],
    ['keeps a chosen scale', 1.5, 100, 1.5],
  ] as const)('%s', (_, zoom, room, scale) => {
    expect(scaleFor(zoom, 794, room)).toBe(scale);
  });

  it.each([
    [0.47, 1, 0.5],
    [0.47, -1, 0.33],
    [1, 1, 1.1],
    [2, 1, 2],
    [0.25, -1, 0.25],
  ] as const)('steps from %f by %i to %f', (scale, direction, next) => {
    expect(zoomStep(scale, direction)).toBe(next);
  });
});
