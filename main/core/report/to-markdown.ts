import type { Block, Cell, ReportDocument } from './document.ts';

/** A viewer of plain text may be a terminal: control characters must not reach it. */
function printable(text: string): string {
  return text.replace(/[^\P{Cc}\t\n\r]/gu, '\uFFFD');
}

/** Evidence is hostile: nothing in it may become markup. */
function escapeInline(text: string): string {
  return printable(text)
    .replace(/[\\`*_{}[\]<>#|~]/g, '\\$&')
    .replace(/\r\n|\r|\n/g, ' ');
}

/** A fence longer than any run of backticks inside. */
function fenced(text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${printable(text)}\n${fence}`;
}

function cellText(cell: Cell, doc: ReportDocument): string {
  const word = cell.verdict && cell.text !== doc.verdictWords[cell.verdict] ? ` (${doc.verdictWords[cell.verdict]})` : '';
  return `${escapeInline(cell.text)}${word}`;
}

/** The exchange line by line, the direction as an arrow between the names of the ends. */
function ladderText({ caption, ends, rows }: Extract<Block, { type: 'ladder' }>): string {
  const lines = rows.map((row) => {
    const arrow = row.kind === 'statement' ? '•' : row.from === 'azure' ? '←' : '→';
    const text = `${row.isFailed ? '✕ ' : ''}${row.text}${row.count > 1 ? ` × ${row.count}` : ''}`;
    return `- ${escapeInline(`${row.time} ${arrow} ${text}`)}`;
  });
  return [escapeInline(`${caption}: ${ends[0].name} ${ends[0].address} – ${ends[1].name} ${ends[1].address}`), lines.join('\n')].join(
    '\n\n',
  );
}

function render(block: Block, doc: ReportDocument): string {
  switch (block.type) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${escapeInline(block.text)}${block.verdict ? ` (${doc.verdictWords[block.verdict]})` : ''}`;
    case 'text':
      return block.lead ? `**${escapeInline(block.text)}**` : escapeInline(block.text);
    case 'list':
      return block.items.map((item) => `- ${escapeInline(item)}`).join('\n');
    case 'table':
      return [block.head.map(escapeInline), block.head.map(() => '---'), ...block.rows.map((row) => row.map((cell) => cellText(cell, doc)))]
        .map((row) => `| ${row.join(' | ')} |`)
        .join('\n');
    case 'quote':
      return `${escapeInline(block.place)}\n\n${fenced(block.text)}`;
    case 'command':
      return `${escapeInline(block.label)}\n\n${fenced(block.text)}`;
    case 'ladder':
      return ladderText(block);
    case 'throughput':
      return escapeInline(block.caption);
  }
}

/** CommonMark with tables, UTF-8, LF. */
export function toMarkdown(doc: ReportDocument): string {
  const head = [`# ${escapeInline(doc.title)}`, escapeInline(doc.subtitle), escapeInline(doc.exported)];
  return `${[...head, ...doc.blocks.map((block) => render(block, doc)), escapeInline(doc.footer)].join('\n\n')}\n`;
}
