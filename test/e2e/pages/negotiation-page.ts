import type { Locator } from '@playwright/test';
import type { Frame } from './frame.ts';

/** The Negotiation screen. */
export class NegotiationPage {
  readonly #frame: Frame;

  constructor(frame: Frame) {
    this.#frame = frame;
  }

  section(key: string): Locator {
    return this.#frame.page.getByRole('region', { name: this.#frame.t(`negotiation.${key}`), exact: true });
  }

  get rows(): Locator {
    return this.section('exchange').getByRole('listitem').getByRole('button');
  }

  get failed(): Locator {
    return this.section('exchange').locator('[data-mark="failed"]');
  }

  get table(): Locator {
    return this.section('comparison').getByRole('table');
  }
}
