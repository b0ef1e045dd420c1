import { chartSvg } from './chart-svg.ts';
import type { Block, Cell, ReportDocument } from './document.ts';
import { escapeHtml } from './escape.ts';
import { ladderSvg } from './ladder-svg.ts';
import { reportCss } from './style.ts';
import { verdictIcon } from './verdict-icon.ts';

export type HtmlOptions = {
  readonly paper: 'A4' | 'Letter';
  /** A style sheet with embedded Japanese fonts for printing; null leaves fonts to the reader's system. */
  readonly fontSheet: string | null;
};

function status(verdict: NonNullable<Cell['verdict']>, doc: ReportDocument): string {
  return `<span class="status ${verdict}">${verdictIcon(verdict)}<span>${escapeHtml(doc.verdictWords[verdict])}</span></span>`;
}

function cellHtml(cell: Cell, doc: ReportDocument): string {
  if (cell.verdict && cell.text === doc.verdictWords[cell.verdict]) return `<td>${status(cell.verdict, doc)}</td>`;
  const mark = cell.verdict ? `${verdictIcon(cell.verdict)} ` : '';
  return `<td${cell.mono ? ' class="mono"' : ''}>${mark}${escapeHtml(cell.text)}</td>`;
}

function tableHtml(block: Extract<Block, { type: 'table' }>, doc: ReportDocument): string {
  const head = block.head.map((text) => `<th scope="col">${escapeHtml(text)}</th>`).join('');
  const rows = block.rows.map((row) => `<tr>${row.map((cell) => cellHtml(cell, doc)).join('')}</tr>`).join('\n');
  return `<table><caption>${escapeHtml(block.caption)}</caption><thead><tr>${head}</tr></thead><tbody>\n${rows}\n</tbody></table>`;
}

function blockHtml(block: Block, doc: ReportDocument): string {
  switch (block.type) {
    case 'heading':
      return `<h${block.level}>${escapeHtml(block.text)}${block.verdict ? ` ${status(block.verdict, doc)}` : ''}</h${block.level}>`;
    case 'text':
      return `<p${block.lead ? ' class="lead"' : ''}>${escapeHtml(block.text)}</p>`;
    case 'list':
      return `<ul>${block.items.map((item) => `<li>${escapeHtml(item)}</li>`).join('')}</ul>`;
    case 'table':
      return tableHtml(block, doc);
    case 'quote':
      return `<figure class="quote"><figcaption>${escapeHtml(block.place)}</figcaption><pre>${escapeHtml(block.text)}</pre></figure>`;
    case 'command':
      return `<figure class="command"><figcaption>${escapeHtml(block.label)}</figcaption><pre>${escapeHtml(block.text)}</pre></figure>`;
    case 'ladder':
      return `<figure class="ladder">${ladderSvg(block)}<figcaption>${escapeHtml(block.caption)}</figcaption></figure>`;
    case 'throughput':
      return `<figure class="chart">${chartSvg(block)}<figcaption>${escapeHtml(block.caption)}</figcaption></figure>`;
  }
}

/**
 * One self-contained page: no script, no outside reference (but `fontSheet`, used for printing only), no inline style
 * attributes, so that it also shows under a strict content security policy.
 */
export function toHtml(doc: ReportDocument, options: HtmlOptions): string {
  const fonts = options.fontSheet === null ? '' : `<link rel="stylesheet" href="${escapeHtml(options.fontSheet)}">\n`;
  return `<!doctype html>
<html lang="${escapeHtml(doc.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(doc.title)}</title>
${fonts}<style>${reportCss(options.paper, doc.footer)}</style>
</head>
<body>
<main>
<header><h1>${escapeHtml(doc.title)}</h1><p>${escapeHtml(doc.subtitle)}</p><p>${escapeHtml(doc.exported)}</p></header>
${doc.blocks.map((block) => blockHtml(block, doc)).join('\n')}
<footer>${escapeHtml(doc.footer)}</footer>
</main>
</body>
</html>
`;
}
