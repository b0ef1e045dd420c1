import type { Locator } from '@playwright/test';
import type { Frame } from './frame.ts';

/** The Collect screen. */
export class CollectPage {
  readonly #frame: Frame;

  constructor(frame: Frame) {
    this.#frame = frame;
  }

  get script(): Locator {
    return this.#frame.main.getByRole('region', { name: this.#frame.t('collect.script.text') });
  }

  get steps(): Locator {
    return this.#frame.main.getByRole('list', { name: this.#frame.t('collect.steps') });
  }

  field(parameter: string): Locator {
    return this.#frame.main.getByRole('textbox', { name: this.#frame.t(`collect.parameter.${parameter}`) });
  }

  kind(collector: string): Locator {
    return this.#frame.main.getByRole('radio', { name: this.#frame.t(`collect.kind.${collector}`) });
  }
}
