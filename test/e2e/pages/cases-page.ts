import type { Locator } from '@playwright/test';
import type { Frame } from './frame.ts';

export type UploadedFile = { readonly name: string; readonly mimeType: string; readonly buffer: Buffer };

export function textFile(name: string, text: string): UploadedFile {
  return { name, mimeType: 'text/plain', buffer: Buffer.from(text) };
}

/** The Cases screen. */
export class CasesPage {
  readonly #frame: Frame;

  constructor(frame: Frame) {
    this.#frame = frame;
  }

  get rows(): Locator {
    return this.#frame.page.getByRole('row').filter({ has: this.#frame.page.getByRole('cell') });
  }

  row(title: string): Locator {
    return this.rows.filter({ hasText: title });
  }

  get search(): Locator {
    return this.#frame.page.getByRole('searchbox');
  }

  /** Opens a sample by its place in the menu and waits for the case. */
  async openSample(index: number): Promise<void> {
    await this.#frame.button('ui.cases.sample').click();
    await this.#frame.page.getByRole('menuitem').nth(index).click();
    await this.arrived();
  }

  /** Waits until the finished import has led to the overview. */
  async arrived(): Promise<void> {
    await this.#frame.page.waitForURL(/#\/case\/[^/]+\/overview/);
    await this.#frame.loaded();
  }

  async chooseFiles(files: readonly UploadedFile[]): Promise<void> {
    const chooser = this.#frame.page.waitForEvent('filechooser');
    await this.#frame.button('ui.import.files').click();
    await (await chooser).setFiles([...files]);
  }

  /** Drops a file on the zone, as a file manager would. */
  async drop(name: string, text: string): Promise<void> {
    const data = await this.#frame.page.evaluateHandle(
      ([fileName, content]) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([content ?? ''], fileName ?? '', { type: 'text/plain' }));
        return transfer;
      },
      [name, text],
    );
    await this.#frame.page
      .getByRole('heading', { name: this.#frame.t('ui.cases.drop.title') })
      .dispatchEvent('drop', { dataTransfer: data });
  }

  async paste(name: string, text: string): Promise<void> {
    await this.#frame.button('ui.import.paste').click();
    await this.#frame.page.getByRole('textbox', { name: this.#frame.t('ui.paste.text') }).fill(text);
    await this.#frame.page.getByRole('textbox', { name: this.#frame.t('ui.paste.name') }).fill(name);
    await this.#frame.button('ui.paste.import').click();
  }

  async #menu(title: string, key: string): Promise<void> {
    await this.row(title).getByRole('button').click();
    await this.#frame.page.getByRole('menuitem', { name: this.#frame.t(key) }).click();
  }

  async rename(title: string, wanted: string): Promise<void> {
    await this.#menu(title, 'ui.cases.rename');
    await this.#frame.page.getByRole('textbox', { name: this.#frame.t('ui.cases.rename.label') }).fill(wanted);
    await this.#frame.page.keyboard.press('Enter');
  }

  async remove(title: string): Promise<void> {
    await this.#menu(title, 'ui.cases.remove');
  }
}
