/** Longest text of a row, in UTF-16 units; the cut never splits a grapheme. */
export const rowTextLength = 400;

const segmenter = new Intl.Segmenter();
/** No sensible grapheme is longer; what is (stacked marks) is cut like anything else. */
const longestGrapheme = 64;

/** Cuts a text so that no character a person sees is split (surrogate pairs, combining marks, emoji sequences). */
export function clipText(text: string, length: number): string {
  if (text.length <= length) return text;
  const around = text.slice(Math.max(0, length - longestGrapheme), length + longestGrapheme);
  const cut = Math.min(length, longestGrapheme);
  const boundary = segmenter.segment(around).containing(cut)?.index ?? cut;
  if (boundary > 0 || cut === length) return text.slice(0, length - cut + boundary);
  // A grapheme without end (stacked marks): only the surrogate pair is kept whole.
  const isHigh = (text.charCodeAt(length - 1) & 0xfc00) === 0xd800;
  return text.slice(0, isHigh ? length - 1 : length);
}

/** The first line that says anything, cut to the length of a row. */
export function firstLine(text: string): string {
  // Most records are one short line that begins with a visible character.
  if (text.length <= rowTextLength && /^[!-~]/.test(text) && !text.includes('\n') && !text.includes('\r')) return text;
  const start = text.search(/[^\s\uFEFF]/);
  if (start < 0) return '';
  const rest = text.slice(start, start + 4 * rowTextLength);
  const end = rest.search(/[\r\n]/);
  return clipText(end < 0 ? rest : rest.slice(0, end), rowTextLength);
}
