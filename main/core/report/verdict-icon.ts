import type { Verdict } from '#shared/model/verdict.ts';

/** Shapes differ as well as colours: ● ▲ ✓ ○, drawn so that no font is needed. */
const shapes: Readonly<Record<Verdict, string>> = {
  problem: '<circle cx="6" cy="6" r="5"/>',
  warning: '<path d="M6 1 11.5 11H.5Z"/>',
  healthy: '<path class="line" d="M1.5 6.5 4.5 9.5 10.5 2.5"/>',
  'cannot-tell': '<circle class="line" cx="6" cy="6" r="4.5"/>',
};

/** A decorative icon; the word beside it carries the meaning. */
export function verdictIcon(verdict: Verdict): string {
  return `<svg class="icon ${verdict}" viewBox="0 0 12 12" width="10" height="10" aria-hidden="true">${shapes[verdict]}</svg>`;
}
