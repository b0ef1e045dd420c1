import type { Locator, Page } from '@playwright/test';
import type { Language } from '#shared/model/message.ts';
import type { Settings } from '#shared/model/settings.ts';
import type { Translate } from '#shared/text/translate.ts';
import { wordsOf } from '../helpers/words.ts';
import { CasesPage } from './cases-page.ts';
import { OverviewPage } from './overview-page.ts';
import { WizardPage } from './wizard-page.ts';

/** The window around every screen; the screens' own page objects hang on it. */
export class Frame {
  readonly page: Page;
  t: Translate;
  readonly cases: CasesPage;
  readonly overview: OverviewPage;
  readonly wizard: WizardPage;

  constructor(page: Page) {
    this.page = page;
    this.t = wordsOf('en');
    this.cases = new CasesPage(this);
    this.overview = new OverviewPage(this);
    this.wizard = new WizardPage(this);
  }

  get main(): Locator {
    return this.page.getByRole('main');
  }

  get statusBar(): Locator {
    return this.page.getByRole('contentinfo');
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog');
  }

  async loaded(): Promise<void> {
    await this.page.locator('[data-app-state="loaded"]').waitFor();
  }

  button(key: string): Locator {
    return this.page.getByRole('button', { name: this.t(key), exact: true });
  }

  /** Follows an entry of the navigation: `cases`, `overview`, `wizard`. */
  async go(page: string): Promise<void> {
    await this.page
      .getByRole('navigation', { name: this.t('ui.nav.label') })
      .getByRole('link', { name: this.t(`ui.nav.${page}`) })
      .click();
    await this.loaded();
  }

  async goSettings(): Promise<void> {
    await this.button('ui.nav.settings').click();
    await this.page.getByRole('heading', { level: 1, name: this.t('ui.nav.settings') }).waitFor();
  }

  async language(language: Language): Promise<void> {
    await this.page
      .getByRole('banner')
      .getByRole('radio', { name: language === 'en' ? 'EN' : '日本語' })
      .check({ force: true });
    this.t = wordsOf(language);
    await this.page.locator(`html[lang="${language}"]`).waitFor();
  }

  /** Chooses a theme on the Settings screen and stays there. */
  async theme(theme: Settings['theme']): Promise<void> {
    await this.goSettings();
    await this.page.getByRole('radio', { name: this.t(`ui.settings.theme.${theme}`), exact: true }).check({ force: true });
    await this.page.locator(`html[data-theme="${theme}"]`).waitFor();
  }

  async openPalette(): Promise<Locator> {
    await this.page.keyboard.press('Control+k');
    const field = this.page.getByRole('combobox');
    await field.waitFor();
    return field;
  }

  get paletteOptions(): Locator {
    return this.page.getByRole('option');
  }

  /** How far the content of the window, or of the screen in it, is wider than its room; 0 when nothing is cut. */
  async sidewaysOverflow(): Promise<number> {
    return this.page.evaluate(() => {
      const parts = [document.documentElement, ...document.querySelectorAll('main')];
      return Math.max(...parts.map((part) => part.scrollWidth - part.clientWidth));
    });
  }
}
