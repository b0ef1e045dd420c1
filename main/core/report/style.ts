/** CSS string content: quotes, backslashes and line breaks escaped. */
function cssString(text: string): string {
  return `"${text
    .replace(/["\\]/g, '\\$&')
    .replace(/[\r\n]+/g, ' ')
    .replaceAll('<', '\\3c ')}"`;
}

/** Style of the printed page and of the same page on a screen. Page numbers come from CSS page margin boxes. */
export function reportCss(paper: 'A4' | 'Letter', footer: string): string {
  return `
@page { size: ${paper}; margin: 18mm 16mm 20mm; @bottom-left { content: ${cssString(footer)}; font: 8pt/1.2 "Segoe UI", "Noto Sans JP", sans-serif; color: #616161; } @bottom-right { content: counter(page) " / " counter(pages); font: 8pt/1.2 "Segoe UI", "Noto Sans JP", sans-serif; color: #616161; } }
:root { color-scheme: light; --ink: #1b1b1b; --soft: #595959; --line: #d6d6d6; --fill: #f5f5f5; --problem: #b10e1c; --warning: #8a5300; --healthy: #0e700e; --cannot-tell: #595959; }
* { box-sizing: border-box; }
html { background: #e9e9e9; }
body { margin: 0; color: var(--ink); font: 10pt/1.5 "Segoe UI", "Noto Sans JP", "Yu Gothic UI", Meiryo, system-ui, sans-serif; }
html[lang="ja"] body { line-height: 1.6; line-break: strict; font-family: "Noto Sans JP", "Yu Gothic UI", Meiryo, "Segoe UI", system-ui, sans-serif; }
main { max-width: 178mm; margin: 8mm auto; padding: 14mm 12mm; background: #fff; }
header { border-bottom: 2px solid var(--ink); margin-bottom: 6mm; }
header p, footer { color: var(--soft); margin: 0 0 1mm; }
footer { margin-top: 8mm; font-size: 8pt; }
h1 { font-size: 18pt; line-height: 1.25; margin: 0 0 2mm; }
h2 { font-size: 13pt; margin: 8mm 0 2mm; padding-bottom: 1mm; border-bottom: 1px solid var(--line); }
h3 { font-size: 10.5pt; margin: 5mm 0 1mm; }
h1, h2, h3 { break-after: avoid; font-weight: 700; }
p { margin: 0 0 2mm; overflow-wrap: anywhere; }
p.lead { font-size: 11.5pt; font-weight: 700; }
ul { margin: 0 0 2mm; padding-left: 5mm; }
table { width: 100%; border-collapse: collapse; margin: 2mm 0 4mm; font-size: 8.5pt; }
caption { text-align: left; color: var(--soft); padding-bottom: 1mm; }
th, td { text-align: left; vertical-align: top; padding: 1mm 2mm 1mm 0; border-bottom: 1px solid var(--line); overflow-wrap: break-word; }
th { font-weight: 700; white-space: nowrap; }
thead { display: table-header-group; }
caption, thead { break-after: avoid; } tbody tr:first-child { break-before: avoid; }
tr, figure { break-inside: avoid; }
td.mono { font: 7.5pt/1.45 Consolas, "Cascadia Mono", "DejaVu Sans Mono", "Noto Sans JP", monospace; overflow-wrap: anywhere; }
figure { margin: 2mm 0 3mm; }
figcaption { color: var(--soft); font-size: 8.5pt; overflow-wrap: anywhere; }
figure pre { margin: 1mm 0 0; padding: 2mm 3mm; background: var(--fill); border-left: 2px solid var(--soft); font: 8pt/1.45 Consolas, "Cascadia Mono", "DejaVu Sans Mono", "Noto Sans JP", monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
figure.command pre { border-left-color: #0f6cbd; }
.status { display: inline-flex; align-items: baseline; gap: 1mm; font-weight: 700; white-space: nowrap; }
h3 .status { font-weight: 400; margin-left: 1mm; }
.icon { fill: currentColor; }
.icon .line { fill: none; stroke: currentColor; stroke-width: 2; }
.problem { color: var(--problem); } .warning { color: var(--warning); } .healthy { color: var(--healthy); } .cannot-tell { color: var(--cannot-tell); }
.chart svg { width: 100%; height: auto; }
.chart text { font-size: 10px; fill: var(--soft); }
.chart path { fill: none; stroke-width: 1.5; } .chart .grid { stroke: var(--line); stroke-width: 0.5; } .chart .received { stroke: #0f6cbd; } .chart .transmitted { stroke: #8a5300; stroke-dasharray: 5 2; } .chart .limit { stroke: var(--problem); stroke-dasharray: 6 4; }
figure.ladder { break-inside: auto; }
.ladder svg { width: 100%; height: auto; }
.ladder text { font-size: 10px; fill: var(--soft); }
.ladder text.end { font-weight: 700; fill: var(--ink); } .ladder text.label { font-size: 11px; fill: var(--ink); } .ladder text.failed { font-size: 11px; font-weight: 700; fill: var(--problem); }
.ladder path { fill: none; stroke: var(--soft); stroke-width: 1.2; } .ladder .life { stroke: var(--line); stroke-width: 2; } .ladder .tip { fill: var(--soft); } .ladder .lost { stroke: var(--problem); } .ladder .dashed { stroke-dasharray: 4 3; }
.ladder circle { fill: var(--soft); } .ladder .band { fill: #fdf1f0; }
@media print { html, main { background: none; } main { max-width: none; margin: 0; padding: 0; } footer { display: none; } }
`;
}
