import type { Block } from './document.ts';
import { escapeHtml } from './escape.ts';

type Ladder = Extract<Block, { type: 'ladder' }>;
type Row = Ladder['rows'][number];

const width = 720;
const rowHeight = 30;
const top = 40;
const [left, right] = [150, 690];

function words(row: Row): string {
  return row.count > 1 ? `${row.text} × ${row.count}` : row.text;
}

function arrow({ from, isLost }: Row, y: number): string {
  const [start, end] = from === 'azure' ? [right, left] : [left, right];
  const toward = Math.sign(end - start);
  const stop = isLost ? start + (end - start) * 0.62 : end - toward * 7;
  const tip = isLost
    ? `<path class="lost" d="M${stop - 4} ${y - 4}l8 8m0 -8l-8 8"/>`
    : `<path class="tip" d="M${end} ${y}l${-toward * 8} -4v8z"/>`;
  return `<path class="${isLost ? 'lost dashed' : 'message'}" d="M${start} ${y}H${stop}"/>${tip}`;
}

function rowSvg(row: Row, index: number): string {
  const y = top + index * rowHeight + 22;
  const isAzure = row.from === 'azure';
  const label = `<text class="${row.isFailed ? 'failed' : 'label'}" x="${isAzure ? right - 12 : left + 12}" y="${y - 6}" text-anchor="${isAzure ? 'end' : 'start'}">${row.isFailed ? '✕ ' : ''}${escapeHtml(words(row))}</text>`;
  const time = `<text x="0" y="${y - 3}">${escapeHtml(row.time)}</text>`;
  const line = row.kind === 'statement' ? `<circle cx="${isAzure ? right : left}" cy="${y - 9}" r="4"/>` : arrow(row, y);
  const mark = row.isFailed ? `<rect class="band" x="${left}" y="${y - 20}" width="${right - left}" height="${rowHeight - 4}"/>` : '';
  return `${mark}${time}${line}${label}`;
}

/** The exchange as a picture: two life lines, time down, the message that failed marked in colour, sign and weight. Needs no script. */
export function ladderSvg({ ends, rows, caption }: Ladder): string {
  const height = top + rows.length * rowHeight + 10;
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeHtml(caption)}">
<text class="end" x="${left}" y="12" text-anchor="middle">${escapeHtml(ends[0].name)}</text><text x="${left}" y="26" text-anchor="middle">${escapeHtml(ends[0].address)}</text>
<text class="end" x="${right}" y="12" text-anchor="end">${escapeHtml(ends[1].name)}</text><text x="${right}" y="26" text-anchor="end">${escapeHtml(ends[1].address)}</text>
<path class="life" d="M${left} ${top - 8}V${height}M${right} ${top - 8}V${height}"/>
${rows.map(rowSvg).join('\n')}
</svg>`;
}
