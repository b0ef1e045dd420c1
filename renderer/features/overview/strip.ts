import type { KeyEvent } from '#shared/model/analysis.ts';
import type { Verdict } from '#shared/model/verdict.ts';
import { instantOfEvent, type Instant } from '../../ui/time-text.ts';

export type Strip = {
  readonly first: Instant;
  readonly last: Instant;
  /** `share` is the place between the first and the last event, 0 to 1. */
  readonly marks: readonly { readonly share: number; readonly verdict: Verdict | null }[];
};

/**
 * Events to scale. Times of an unknown zone cannot stand on one axis with known ones: the larger group is drawn, the list
 * shows all. Null when fewer than two instants differ.
 */
export function placeOnStrip(events: readonly KeyEvent[]): Strip | null {
  const dated = events.flatMap((event) => {
    const instant = instantOfEvent(event);
    return instant ? [{ instant, verdict: event.verdict }] : [];
  });
  const known = dated.filter((d) => d.instant.zone === 'known');
  const unknown = dated.filter((d) => d.instant.zone === 'unknown');
  const drawn = (known.length >= unknown.length ? known : unknown).toSorted((a, b) => a.instant.ms - b.instant.ms);
  const first = drawn[0]?.instant;
  const last = drawn.at(-1)?.instant;
  if (!first || !last || first.ms === last.ms) return null;
  return { first, last, marks: drawn.map((d) => ({ share: (d.instant.ms - first.ms) / (last.ms - first.ms), verdict: d.verdict })) };
}
