import { describe, expect, it } from 'vitest';
import type { Throughput } from '../../../../shared/model/analysis.ts';
import type { Block, ReportDocument } from '../../../../main/core/report/document.ts';
import { toHtml } from '../../../../main/core/report/to-html.ts';
import { toMarkdown } from '../../../../main/core/report/to-markdown.ts';

function documentOf(blocks: readonly Block[], language = 'en'): ReportDocument {
  return {
    language,
    title: 'Case report: HQ',
    subtitle: '2 sources',
    exported: 'Exported 2026-11-23 04:00:00 UTC',
    footer: 'Tunnel Triage "0.1" \\ HQ </style>',
    verdictWords: { problem: 'Problem', warning: 'Warning', healthy: 'Healthy', 'cannot-tell': 'Cannot tell' },
    blocks,
  };
}

const hostile = '</pre><script>alert(1)</script><img src=x onerror=alert(1)>\u0000\u001b[31m|`*_';

const everyBlock: readonly Block[] = [
  { type: 'heading', level: 2, text: hostile, verdict: 'problem' },
  { type: 'text', text: hostile, lead: true },
  { type: 'list', items: [hostile] },
  {
    type: 'table',
    caption: hostile,
    head: [hostile],
    rows: [
      [
        { text: hostile, verdict: 'warning' },
        { text: hostile, mono: true },
      ],
    ],
  },
  { type: 'quote', text: hostile, place: hostile },
  { type: 'command', label: hostile, text: hostile },
];

const series: Throughput = {
  points: [
    { ms: 0, receivedBitsPerSecond: 10e6, transmittedBitsPerSecond: 1e6 },
    { ms: 30_000, receivedBitsPerSecond: null, transmittedBitsPerSecond: 2e6 },
    { ms: 60_000, receivedBitsPerSecond: 90e6, transmittedBitsPerSecond: 3e6 },
  ],
  zoneKnown: true,
  sku: 'Basic',
  limitBitsPerSecond: 100e6,
};
const labels = { received: 'Received', transmitted: 'Transmitted', limit: 'Limit of Basic', unit: 'Mbit/s', from: 'a', to: 'b' };

describe('report as HTML', () => {
  const html = toHtml(documentOf(everyBlock), { paper: 'A4', fontSheet: null });

  it('lets no evidence become markup', () => {
    expect(html).not.toMatch(/<script|<img|onerror=alert\(1\)>|[^\P{Cc}\n]/u);
    expect(html).toContain('&lt;script&gt;');
  });

  it('keeps the footer inside its CSS string', () => {
    expect(html.match(/<\/style>/g)).toHaveLength(1);
    expect(html).toContain(String.raw`content: "Tunnel Triage \"0.1\" \\ HQ \3c /style>"`);
  });

  it('needs nothing from outside and no inline style, so that it shows under a strict policy', () => {
    expect(html).not.toMatch(/<[^>]*\s(?:src|href|style)=|url\(|@import/);
  });

  it('says the verdict in words beside its shape', () => {
    expect(html).toMatch(/<span class="status problem"><svg[^>]*aria-hidden="true">.*<span>Problem<\/span>/);
  });

  it('links the font sheet only when one is given, for printing', () => {
    expect(toHtml(documentOf([]), { paper: 'Letter', fontSheet: 'file:///fonts.css' })).toContain(
      '<link rel="stylesheet" href="file:///fonts.css">',
    );
  });
});

function draw(change: Partial<Throughput>): string {
  return toHtml(documentOf([{ type: 'throughput', series: { ...series, ...change }, caption: 'Traffic', labels }]), {
    paper: 'A4',
    fontSheet: null,
  });
}

describe('throughput chart', () => {
  it('lifts the pen where a sample is missing', () => {
    expect(/class="received" d="([^"]+)"/.exec(draw({}))?.[1]).toMatch(/^M48\.0 [\d.]+M708\.0 [\d.]+$/);
  });

  it('draws the limit when it is in reach of the traffic, and leaves it to the caption when it would flatten the curve', () => {
    expect(draw({})).toContain('Limit of Basic');
    expect(draw({ limitBitsPerSecond: 10e9 })).not.toContain('Limit of Basic');
  });

  it('draws a single sample and equal times without dividing by zero', () => {
    expect(draw({ points: [series.points[0]!] })).not.toMatch(/NaN|Infinity/);
  });
});

describe('report as Markdown', () => {
  const markdown = toMarkdown(documentOf(everyBlock));

  it('escapes markup outside fences and makes every fence longer than the backticks inside', () => {
    const outside = markdown.replace(/^(`{3,})\n[\s\S]*?\n\1$/gm, '');
    expect(outside).not.toMatch(/(?<!\\)<script/);
    expect(markdown).not.toMatch(/[^\P{Cc}\n]/u);
    expect(toMarkdown(documentOf([{ type: 'quote', place: 'a', text: 'x\n````\ny' }]))).toContain('`````\nx\n````\ny\n`````');
  });

  it('keeps table rows on one line', () => {
    const table = toMarkdown(
      documentOf([{ type: 'table', caption: '', head: ['a', 'b'], rows: [[{ text: 'one\ntwo' }, { text: 'x|y', verdict: 'healthy' }]] }]),
    );
    expect(table).toContain('| a | b |\n| --- | --- |\n| one two | x\\|y (Healthy) |');
  });
});
