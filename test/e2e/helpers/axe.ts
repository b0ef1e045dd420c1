import { AxeBuilder } from '@axe-core/playwright';
import type { Frame } from '../pages/frame.ts';

/** What axe finds serious or worse on the screen as it stands, in words for the failure message. */
export async function axeFaults(frame: Frame): Promise<readonly string[]> {
  // Panels fade in, and half-transparent text has no colour to measure.
  // What turns for ever (a progress bar) never finishes.
  await frame.page.evaluate(() => {
    const ending = document
      .getAnimations()
      .filter((animation) => animation.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
    return Promise.allSettled(ending.map((animation) => animation.finished));
  });
  const { violations } = await new AxeBuilder({ page: frame.page }).analyze();
  return violations
    .filter((v) => v.impact === 'serious' || v.impact === 'critical')
    .flatMap((v) => v.nodes.map((node) => `${v.id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`));
}
