import type { TextLine } from '#core/formats/format.ts';

/** The lines of a UTF-8 text as the core's own reader gives them. */
export function textLines(text: string): TextLine[] {
  let offset = 0;
  return text.split('\n').map((raw, i) => {
    const line = { number: i + 1, offset, text: raw.endsWith('\r') ? raw.slice(0, -1) : raw };
    offset += Buffer.byteLength(raw) + 1;
    return line;
  });
}
