import { expect, it } from 'vitest';
import { fail } from '#shared/api/result.ts';
import { createSettingsStore } from '../../../../renderer/features/settings/settings-store.ts';
import { createFakeShell } from '../../../helpers/fake-shell.ts';
import { defaultAzureSettings } from '../../../../shared/model/azure.ts';

it('loads the stored settings and the facts about the installation', async () => {
  const store = createSettingsStore(createFakeShell().api);
  expect(store.getState().status).toBe('loading');
  await store.load();
  expect(store.getState()).toMatchObject({ status: 'loaded', settings: { theme: 'light' }, info: { version: '0.1.0' } });
});

it('shows a change before it is stored', async () => {
  const shell = createFakeShell();
  const store = createSettingsStore(shell.api);
  await store.load();
  const saving = store.change({ language: 'ja' });
  expect(store.getState().settings.language).toBe('ja');
  await saving;
  expect(shell.world.settings).toEqual({ language: 'ja', theme: 'light', timeZone: 'utc', azure: defaultAzureSettings });
});

it('takes a change back when it cannot be stored, and says why', async () => {
  const shell = createFakeShell();
  const store = createSettingsStore(shell.api);
  await store.load();
  shell.answerNext('settings.set', fail('disk-full'));
  await store.change({ theme: 'dark' });
  expect(store.getState()).toMatchObject({ settings: { theme: 'light' }, error: { code: 'disk-full' } });
});

it('says when the core did not start', async () => {
  const shell = createFakeShell();
  shell.answerNext('settings.get', fail('core-not-started'));
  const store = createSettingsStore(shell.api);
  await store.load();
  expect(store.getState()).toMatchObject({ status: 'error', error: { code: 'core-not-started' } });
});

it('keeps the second of two quick changes while the first is being stored', async () => {
  const shell = createFakeShell();
  const waiting: (() => void)[] = [];
  const store = createSettingsStore({
    ...shell.api,
    'settings.set': async (input) => {
      await new Promise<void>((resolve) => waiting.push(resolve));
      return shell.api['settings.set'](input);
    },
  });
  await store.load();
  const first = store.change({ language: 'ja' });
  const second = store.change({ theme: 'dark' });
  waiting[0]!();
  await first;
  expect(store.getState().settings).toMatchObject({ language: 'ja', theme: 'dark' });
  waiting[1]!();
  await second;
  expect(store.getState().settings).toMatchObject({ language: 'ja', theme: 'dark' });
});
