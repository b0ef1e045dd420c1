import { describe, expect, it, vi } from 'vitest';
import { createTranslate } from '../../../shared/text/translate.ts';
import { loadAssets } from '../../../main/host/assets.ts';
import { fake, FakeWindow } from '../../helpers/fake-electron.ts';
import { standIn } from '../../helpers/stand-in.ts';

vi.mock('electron', async () => (await import('../../helpers/fake-electron.ts')).electronModule);

const { confirmRun } = await import('../../../main/shell-electron/confirm-run.ts');
const command = 'powershell.exe -NoLogo -NoProfile -NonInteractive -File rras-events.ps1 -Days 3';

describe('before a command runs', () => {
  const t = createTranslate(loadAssets().catalogues, 'ja');

  it('a dialog shows it whole; only the button for it lets it run, and neither Enter nor Escape is that button', async () => {
    fake.pressed = 1;
    expect(await confirmRun(standIn(new FakeWindow({})), command, t)).toBe(false);
    fake.pressed = 0;
    expect(await confirmRun(standIn(new FakeWindow({})), command, t)).toBe(true);
    expect(fake.messages.at(-1)).toMatchObject({ defaultId: 1, cancelId: 1 });
    expect(String(fake.messages.at(-1)?.['detail'])).toContain(command);
  });

  it('without a window nothing is asked and nothing runs', async () => {
    const asked = fake.messages.length;
    expect(await confirmRun(null, command, t)).toBe(false);
    expect(fake.messages).toHaveLength(asked);
  });
});
