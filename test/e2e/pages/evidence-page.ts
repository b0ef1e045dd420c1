import type { Locator } from '@playwright/test';
import { createFakeRecords } from '../../helpers/fake-records.ts';
import type { Frame } from './frame.ts';

/** The Evidence screen. */
export class EvidencePage {
  readonly #frame: Frame;

  constructor(frame: Frame) {
    this.#frame = frame;
  }

  get grid(): Locator {
    return this.#frame.page.getByRole('grid', { name: this.#frame.t('viewer.list') });
  }

  /** Rows that exist as elements, which are those on the screen and a few around it. */
  get rows(): Locator {
    return this.grid.getByRole('row').filter({ has: this.#frame.page.getByRole('gridcell') });
  }

  get selected(): Locator {
    return this.grid.locator('[aria-selected="true"]');
  }

  get filter(): Locator {
    return this.#frame.page.getByRole('searchbox', { name: this.#frame.t('viewer.filter.text') });
  }

  get chips(): Locator {
    return this.#frame.page.getByRole('list', { name: this.#frame.t('viewer.chips') }).getByRole('listitem');
  }

  get detail(): Locator {
    return this.#frame.page.getByRole('region', { name: this.#frame.t('viewer.detail'), exact: true });
  }

  /** What the details say of the record's error code. */
  get code(): Locator {
    return this.detail.locator('[data-part="code"]');
  }

  get cited(): Locator {
    return this.#frame.page.getByRole('group', { name: this.#frame.t('viewer.cited.label') });
  }

  get plot(): Locator {
    return this.#frame.page.locator('[data-part="plot"]');
  }

  /** Says how many records are shown of how many. */
  get status(): Locator {
    return this.#frame.main.getByRole('status').first();
  }

  /** The line that says how many records are shown of how many. */
  count(shown: number, all: number): Locator {
    return this.#frame.page.getByText(this.#frame.t('viewer.count', { shown, all }), { exact: true });
  }

  button(key: string, params: Record<string, string | number> = {}): Locator {
    return this.#frame.page.getByRole('button', { name: this.#frame.t(key, params), exact: true });
  }

  /** Answers all questions about records from arithmetic from here on, and opens the screen anew. */
  async pretend(total: number, citedEvery: number): Promise<void> {
    const answers = createFakeRecords({ total, citedEvery });
    await this.#frame.page.route('**/api/records.*', async (route) => {
      const method = new URL(route.request().url()).pathname.replace('/api/', '');
      const answer = await Reflect.apply(Reflect.get(answers, method), undefined, [route.request().postDataJSON()]);
      await route.fulfill({ json: answer });
    });
    await this.#frame.go('evidence');
    await this.#frame.page.reload();
    await this.#frame.loaded();
    await this.rows.first().waitFor();
  }

  /** Positions of the rows of which some can be seen, counted from 1. */
  async visible(): Promise<{ readonly first: number; readonly last: number }> {
    return this.grid.evaluate((grid) => {
      const box = grid.getBoundingClientRect();
      const head = 28;
      const shown = [...grid.querySelectorAll('[data-position]')].filter((row) => {
        const { top, bottom } = row.getBoundingClientRect();
        return bottom > box.top + head + 1 && top < box.bottom - 1;
      });
      const positions = shown.map((row) => Number(row.getAttribute('data-position')) + 1);
      return { first: Math.min(...positions), last: Math.max(...positions) };
    });
  }
}
