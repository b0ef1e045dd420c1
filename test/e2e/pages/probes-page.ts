import type { Locator } from '@playwright/test';
import type { Frame } from './frame.ts';

/** The Probes screen, and the same panel in a step of the wizard. */
export class ProbesPage {
  readonly #frame: Frame;

  constructor(frame: Frame) {
    this.#frame = frame;
  }

  get kinds(): Locator {
    return this.#frame.page.getByRole('navigation', { name: this.#frame.t('ui.probes.kind') }).getByRole('link');
  }

  get results(): Locator {
    return this.#frame.page.getByRole('region', { name: this.#frame.t('ui.probes.results'), exact: true });
  }

  get kept(): Locator {
    return this.#frame.page.getByRole('region', { name: this.#frame.t('ui.probes.kept'), exact: true });
  }

  get count(): Locator {
    return this.#frame.page.getByRole('spinbutton', { name: this.#frame.t('ui.probes.count') });
  }

  get chart(): Locator {
    return this.#frame.page.getByRole('figure', { name: this.#frame.t('ui.probes.chart', { count: 1 }) });
  }

  get stop(): Locator {
    return this.#frame.button('ui.probes.stop');
  }

  get sendButton(): Locator {
    return this.#frame.button('ui.probes.run');
  }

  targets(kind: string): Locator {
    return this.#frame.page.getByRole('textbox', { name: this.#frame.t(`ui.probes.targets.${kind}`) });
  }

  named(target: string): Locator {
    return this.#frame.page.getByRole('checkbox', { name: target });
  }

  async open(kind: string): Promise<void> {
    const name = this.#frame.t(`ui.probes.title.${kind}`);
    await this.kinds.filter({ hasText: name }).click();
    await this.#frame.page.getByRole('heading', { level: 2, name, exact: true }).waitFor();
  }

  async send(): Promise<void> {
    await this.sendButton.click();
    await this.#frame.dialog.getByRole('button', { name: this.#frame.t('ui.probes.confirm.send') }).click();
  }
}
