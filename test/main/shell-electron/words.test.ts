import { describe, expect, it, vi } from 'vitest';
import { defaultAzureSettings } from '../../../shared/model/azure.ts';
import { fail, ok } from '../../../shared/api/result.ts';
import { loadAssets } from '../../../main/host/assets.ts';
import { createWords } from '../../../main/shell-electron/words.ts';
import { fake, FakeWindow } from '../../helpers/fake-electron.ts';
import { standIn } from '../../helpers/stand-in.ts';

vi.mock('electron', async () => (await import('../../helpers/fake-electron.ts')).electronModule);

const { confirmRun } = await import('../../../main/shell-electron/confirm-run.ts');
const { catalogues } = loadAssets();

/** A core that keeps the settings of a window; everything else fails. */
function shellWith(language: 'en' | 'ja') {
  let settings: unknown = { language, theme: 'system', timeZone: 'utc', azure: defaultAzureSettings };
  const used: string[] = [];
  const words = createWords(catalogues, 'en', (t) => void used.push(t('shell.menu.copy')));
  const ask = words.following(async (name, input) => {
    if (name === 'settings.set') settings = input;
    return name.startsWith('settings.') ? ok(settings) : fail('core-not-started');
  });
  return { words, ask, used };
}

async function titleOfDialog(words: ReturnType<typeof shellWith>['words']): Promise<unknown> {
  await confirmRun(standIn(new FakeWindow({})), 'powershell.exe', words.now());
  return fake.messages.at(-1)?.['message'];
}

describe('what the main process shows', () => {
  it('is in the language of the system until the window asks for the settings, then in the one chosen there', async () => {
    const { words, ask, used } = shellWith('ja');
    expect(await titleOfDialog(words)).toBe(catalogues.en['run.dialog.title']);
    await ask('settings.get', {});
    expect(await titleOfDialog(words)).toBe(catalogues.ja['run.dialog.title']);
    expect(used).toEqual([catalogues.en['shell.menu.copy'], catalogues.ja['shell.menu.copy']]);
  });

  it('changes with the settings, the menu once for each change', async () => {
    const { words, ask, used } = shellWith('ja');
    const chosen = { language: 'ja', theme: 'dark', timeZone: 'utc', azure: defaultAzureSettings };
    expect(await ask('settings.set', chosen)).toEqual(ok(chosen));
    await ask('settings.set', { ...chosen, theme: 'light' });
    expect(used).toHaveLength(2);
    await ask('settings.set', { ...chosen, language: 'en' });
    expect(await titleOfDialog(words)).toBe(catalogues.en['run.dialog.title']);
  });

  it('stays as it is when the core gives no settings', async () => {
    const { words, ask, used } = shellWith('ja');
    expect(await ask('cases.list', {})).toMatchObject({ ok: false });
    expect(words.now().language).toBe('en');
    expect(used).toHaveLength(1);
  });
});
