import type { Block } from './document.ts';
import { escapeHtml } from './escape.ts';

const width = 720;
const height = 220;
const margin = { left: 48, right: 12, top: 22, bottom: 26 };

type Chart = Extract<Block, { type: 'throughput' }>;
type Scale = { readonly x: (ms: number) => number; readonly y: (bits: number) => number };

/** 1, 2 or 5 times a power of ten, at least `value`. */
function niceCeiling(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1)));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= value) ?? value;
}

function line(points: Chart['series']['points'], pick: 'receivedBitsPerSecond' | 'transmittedBitsPerSecond', scale: Scale): string {
  let pen = 'M';
  const steps: string[] = [];
  for (const point of points) {
    const bits = point[pick];
    if (bits === null) {
      pen = 'M';
      continue;
    }
    steps.push(`${pen}${scale.x(point.ms).toFixed(1)} ${scale.y(bits).toFixed(1)}`);
    pen = 'L';
  }
  return steps.join('');
}

function axis(top: number, unit: string, scale: Scale): string {
  const marks = [0, 0.25, 0.5, 0.75, 1].map((share) => {
    const y = scale.y(top * share).toFixed(1);
    const label = ((top * share) / 1e6).toLocaleString('en', { maximumSignificantDigits: 3 });
    return `<path class="grid" d="M${margin.left} ${y}H${width - margin.right}"/><text x="${margin.left - 6}" y="${y}" dy="3.5" text-anchor="end">${label}</text>`;
  });
  return `${marks.join('')}<text x="${margin.left - 6}" y="10" text-anchor="end">${escapeHtml(unit)}</text>`;
}

/** Throughput as a picture: Mbit/s over time, the SKU's aggregate as a dashed line. Needs no script and no style attribute. */
export function chartSvg({ series, labels, caption }: Chart): string {
  const { points, limitBitsPerSecond: limit } = series;
  const from = points[0]?.ms ?? 0;
  const to = Math.max(points.at(-1)?.ms ?? 1, from + 1);
  const peak = points.reduce((most, p) => Math.max(most, p.receivedBitsPerSecond ?? 0, p.transmittedBitsPerSecond ?? 0), 1e6);
  // A limit far above the traffic would flatten the curve; it is then left out and only said in the caption.
  const shownLimit = limit !== null && limit <= peak * 20 ? limit : null;
  const top = niceCeiling(Math.max(peak, shownLimit ?? 0) * 1.02);
  const scale: Scale = {
    x: (ms) => margin.left + ((ms - from) / (to - from)) * (width - margin.left - margin.right),
    y: (bits) => height - margin.bottom - (bits / top) * (height - margin.top - margin.bottom),
  };
  const limitLine =
    shownLimit === null
      ? ''
      : `<path class="limit" d="M${margin.left} ${scale.y(shownLimit).toFixed(1)}H${width - margin.right}"/><text x="${width - margin.right}" y="${(scale.y(shownLimit) - 4).toFixed(1)}" text-anchor="end">${escapeHtml(labels.limit)}</text>`;
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeHtml(caption)}">
${axis(top, labels.unit, scale)}
<path class="received" d="${line(points, 'receivedBitsPerSecond', scale)}"/>
<path class="transmitted" d="${line(points, 'transmittedBitsPerSecond', scale)}"/>
${limitLine}
<path class="received" d="M${margin.left + 8} 8h16"/><text x="${margin.left + 28}" y="11.5">${escapeHtml(labels.received)}</text>
<path class="transmitted" d="M${margin.left + 128} 8h16"/><text x="${margin.left + 148}" y="11.5">${escapeHtml(labels.transmitted)}</text>
<text x="${margin.left}" y="${height - 8}">${escapeHtml(labels.from)}</text><text x="${width - margin.right}" y="${height - 8}" text-anchor="end">${escapeHtml(labels.to)}</text>
</svg>`;
}
