import type { Locator } from '@playwright/test';
import type { Frame } from './frame.ts';

/** The Overview screen. */
export class OverviewPage {
  readonly #frame: Frame;

  constructor(frame: Frame) {
    this.#frame = frame;
  }

  get headline(): Locator {
    return this.#frame.page.getByRole('heading', { level: 1 });
  }

  get reasons(): Locator {
    return this.#frame.page
      .getByRole('region', { name: this.#frame.t('ui.overview.why') })
      .first()
      .getByRole('listitem');
  }

  get remedies(): Locator {
    return this.#frame.page
      .getByRole('region', { name: this.#frame.t('ui.overview.do') })
      .first()
      .getByRole('listitem');
  }

  get checks(): Locator {
    return this.#frame.page.getByRole('region', { name: this.#frame.t('ui.overview.checks') }).getByRole('link');
  }

  check(id: string): Locator {
    return this.checks.filter({ hasText: id });
  }

  get picture(): Locator {
    return this.#frame.page.getByRole('region', { name: this.#frame.t('ui.overview.picture') });
  }

  get causes(): Locator {
    return this.#frame.page.getByRole('table').getByRole('row');
  }

  async showAllCauses(): Promise<void> {
    await this.#frame.page.getByRole('main').getByRole('button', { expanded: false }).filter({ hasText: /\d/ }).first().click();
  }

  async openNextBest(): Promise<void> {
    await this.#frame.button('ui.next.open').click();
    await this.#frame.page.waitForURL(/\/wizard\//);
  }
}
