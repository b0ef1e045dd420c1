import type { Locator } from '@playwright/test';
import type { Frame } from './frame.ts';

/** The Azure part of the Collect screen. */
export class AzurePage {
  readonly frame: Frame;

  constructor(frame: Frame) {
    this.frame = frame;
  }

  get section(): Locator {
    return this.frame.main.getByRole('region', { name: this.frame.t('collect.azure'), exact: true });
  }

  get result(): Locator {
    return this.section.getByRole('region', { name: this.frame.t('collect.azure.result') });
  }

  button(key: string): Locator {
    return this.section.getByRole('button', { name: this.frame.t(key), exact: true });
  }

  async enterApplication(clientId: string): Promise<void> {
    const field = this.section.getByLabel(this.frame.t('collect.azure.client'), { exact: true });
    await field.fill(clientId);
    await field.press('Enter');
  }

  async choose(key: string, name: string): Promise<void> {
    const list = this.section.getByLabel(this.frame.t(key), { exact: true });
    const option = list.locator('option', { hasText: name }).first();
    await list.selectOption({ value: (await option.getAttribute('value')) ?? '' });
  }

  call(id: string): Locator {
    return this.section.getByRole('checkbox', { name: this.frame.t(`collect.call.${id}`), exact: true });
  }

  get collectButton(): Locator {
    return this.section.getByRole('button', { name: new RegExp(`^${this.frame.t('collect.azure.collect', { count: 0 }).split('(')[0]}`) });
  }

  async collect(): Promise<void> {
    await this.collectButton.click();
    await this.result.waitFor();
  }
}
