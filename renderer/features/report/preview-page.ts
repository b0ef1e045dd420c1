import type { ReportOptions } from '#shared/model/report.ts';
import { sheetHeight } from './options.ts';

/**
 * Styles that show the page as it is printed: the print margins instead of the grey surround of the page on a screen, and
 * no footer, which is printed in the margin of each sheet.
 */
function sheetCss(paper: ReportOptions['paper']): string {
  return `html { background: #fff; overflow: hidden; } main { max-width: none; min-height: ${sheetHeight[paper]}px; margin: 0; padding: 18mm 16mm 20mm; } main > footer { display: none; }`;
}

/** The fonts that a printed report embeds, as the window serves them: the sheet shows what the paper will, whatever the system has. */
const fonts = '<link rel="stylesheet" href="/fonts/fonts.css">';

/**
 * Readies the report for a frame of this window. The frame inherits the window's content security policy, which refuses
 * style elements without its nonce; the report has one style element and no style attributes.
 */
export function previewPage(html: string, nonce: string, paper: ReportOptions['paper']): string {
  const value = nonce.replaceAll(/[^A-Za-z0-9+/=_-]/g, '');
  const marked = html.replace('<style>', () => `${fonts}\n<style nonce="${value}">`);
  return marked.replace('</head>', () => `<style nonce="${value}">${sheetCss(paper)}</style>\n</head>`);
}
