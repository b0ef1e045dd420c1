import axe from 'axe-core';
import type { Frame } from '../pages/frame.ts';

// The frame of a report has no origin of its own by which axe would know it; every frame here is the application's.
const configured = `${axe.source};axe.configure({ allowedOrigins: ['<unsafe_all_origins>'] });`;

/** Waits for what fades in: half-transparent text has no colour to measure. What turns for ever (a progress bar) never finishes. */
async function atRest(frame: Frame): Promise<void> {
  await frame.page.evaluate(() => {
    const ending = document
      .getAnimations()
      .filter((animation) => animation.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
    return Promise.allSettled(ending.map((animation) => animation.finished));
  });
}

/** What axe finds serious or worse on the screen as it stands, frames in it too, in words for the failure message. */
export async function axeFaults(frame: Frame): Promise<readonly string[]> {
  await atRest(frame);
  // A document keeps axe until it is left.
  for (const part of frame.page.frames()) if (!(await part.evaluate(() => 'axe' in window))) await part.evaluate(configured);
  // A frame is given as long to answer as a busy machine needs.
  const { violations, incomplete } = await frame.page.evaluate<axe.AxeResults>(
    "axe.run(document, { resultTypes: ['violations', 'incomplete'], pingWaitTime: 30000 })",
  );
  const unseen = incomplete.filter((rule) => rule.id === 'frame-tested');
  return [...violations.filter((v) => v.impact === 'serious' || v.impact === 'critical'), ...unseen].flatMap((v) =>
    v.nodes.map((node) => `${v.id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`),
  );
}
