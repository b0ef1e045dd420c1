import type { FrameLocator, Locator } from '@playwright/test';
import type { Frame } from './frame.ts';

/** The Report screen. */
export class ReportPage {
  readonly #frame: Frame;

  constructor(frame: Frame) {
    this.#frame = frame;
  }

  /** The report itself, in its frame. */
  get sheet(): FrameLocator {
    return this.#frame.page.frameLocator('iframe');
  }

  get heading(): Locator {
    return this.sheet.getByRole('heading', { level: 1 });
  }

  section(id: string): Locator {
    return this.#frame.page.getByRole('checkbox', { name: this.#frame.t(`report-screen.section.${id}`) });
  }

  option(group: 'language' | 'paper', name: string): Locator {
    return this.#frame.main.getByRole('radiogroup', { name: this.#frame.t(`report-screen.${group}`) }).getByRole('radio', { name });
  }

  button(key: string): Locator {
    return this.#frame.page.getByRole('button', { name: this.#frame.t(`report-screen.${key}`), exact: true });
  }
}
