import type { Locator } from '@playwright/test';
import type { Frame } from './frame.ts';
import type { UploadedFile } from './cases-page.ts';

/** The Wizard screen. */
export class WizardPage {
  readonly #frame: Frame;

  constructor(frame: Frame) {
    this.#frame = frame;
  }

  get steps(): Locator {
    return this.#frame.page.getByRole('navigation', { name: this.#frame.t('ui.wizard.steps') }).getByRole('link');
  }

  get title(): Locator {
    return this.#frame.page.getByRole('heading', { level: 1 });
  }

  get says(): Locator {
    return this.#frame.page.getByRole('region', { name: this.#frame.t('ui.wizard.says') });
  }

  get codes(): Locator {
    return this.#frame.page.getByRole('figure');
  }

  async open(check: string): Promise<void> {
    await this.steps.filter({ hasText: check }).click();
    await this.title.filter({ hasText: check }).waitFor();
  }

  async way(way: 'import' | 'command' | 'hand' | 'probe' | 'run'): Promise<void> {
    await this.#frame.page.getByRole('tab', { name: this.#frame.t(`ui.way.${way}`), exact: true }).click();
  }

  async answer(check: string, outcome: string): Promise<void> {
    await this.way('hand');
    await this.#frame.page.getByRole('radio', { name: this.#frame.t(`check.${check}.choice.${outcome}`), exact: true }).check();
    await this.#frame.button('ui.wizard.hand.save').click();
  }

  async takeBack(): Promise<void> {
    await this.#frame.button('ui.wizard.hand.takeBack').click();
  }

  async importHere(file: UploadedFile): Promise<void> {
    await this.way('import');
    const chooser = this.#frame.page.waitForEvent('filechooser');
    await this.#frame.button('ui.import.files').click();
    await (await chooser).setFiles(file);
  }
}
