import type { Language } from '#shared/model/message.ts';
import type { Settings } from '#shared/model/settings.ts';
import { expect, test } from './helpers/app.ts';
import { axeFaults } from './helpers/axe.ts';
import type { Frame } from './pages/frame.ts';

/** Every state of a screen that looks different. The first waits for what the step before it led to. */
const screens: readonly { readonly name: string; readonly show: (frame: Frame) => Promise<unknown> }[] = [
  { name: 'no cases', show: (frame) => frame.go('cases') },
  { name: 'pasting', show: (frame) => frame.button('ui.import.paste').click() },
  {
    name: 'overview',
    show: async (frame) => {
      await frame.button('ui.cancel').click();
      await frame.cases.openSample(1);
    },
  },
  { name: 'all causes', show: (frame) => frame.overview.showAllCauses() },
  {
    name: 'sources',
    show: async (frame) => {
      await frame.statusBar.getByRole('button').first().click();
      await frame.dialog.waitFor();
    },
  },
  {
    name: 'wizard, by command',
    show: async (frame) => {
      await frame.page.keyboard.press('Escape');
      await frame.go('wizard');
      await frame.wizard.open('C1');
    },
  },
  { name: 'wizard, by import', show: (frame) => frame.wizard.way('import') },
  { name: 'wizard, by hand', show: (frame) => frame.wizard.way('hand') },
  { name: 'wizard, decided', show: (frame) => frame.wizard.open('A2') },
  { name: 'command palette', show: (frame) => frame.openPalette() },
  {
    name: 'shortcuts',
    show: async (frame) => {
      await frame.page.keyboard.press('Escape');
      await frame.dialog.waitFor({ state: 'detached' });
      await frame.page.keyboard.press('?');
      await frame.dialog.waitFor();
    },
  },
  {
    name: 'list of cases',
    show: async (frame) => {
      await frame.page.keyboard.press('Escape');
      await frame.go('cases');
    },
  },
  { name: 'settings', show: (frame) => frame.goSettings() },
];

const looks: readonly { readonly language: Language; readonly theme: Settings['theme'] }[] = (['en', 'ja'] as const).flatMap((language) =>
  (['light', 'dark', 'high-contrast'] as const).map((theme) => ({ language, theme })),
);

for (const { language, theme } of looks) {
  test(`axe finds nothing serious on any screen (${language}, ${theme})`, async ({ frame }) => {
    test.setTimeout(120_000);
    await frame.language(language);
    await frame.theme(theme);
    for (const screen of screens) {
      await screen.show(frame);
      expect(await axeFaults(frame), screen.name).toEqual([]);
    }
  });
}

const rooms = [
  { name: 'the smallest window', width: 900, height: 600 },
  { name: 'a window of 1280 × 800 at 200 %', width: 640, height: 400 },
  { name: 'a 4K screen', width: 3840, height: 2160 },
];

for (const { name, width, height } of rooms) {
  test(`nothing is cut sideways in ${name}`, async ({ frame }) => {
    await frame.page.setViewportSize({ width, height });
    for (const language of ['en', 'ja'] as const) {
      await frame.language(language);
      await frame.go('cases');
      expect(await frame.sidewaysOverflow(), `cases, ${language}`).toBe(0);
      await frame.cases.openSample(1);
      expect(await frame.sidewaysOverflow(), `overview, ${language}`).toBe(0);
      await frame.go('wizard');
      expect(await frame.sidewaysOverflow(), `wizard, ${language}`).toBe(0);
      await frame.goSettings();
      expect(await frame.sidewaysOverflow(), `settings, ${language}`).toBe(0);
    }
  });
}
