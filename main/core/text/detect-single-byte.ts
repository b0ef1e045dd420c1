/** How often bytes beyond ASCII occur in a text, and how many of them inside words. */
type Letters = {
  readonly high: number;
  /** Of those, the ones in rows of three and more: most in scripts without Latin letters, few in Czech. */
  readonly inRuns: number;
  /** Occurrences of these bytes with a letter on both sides. */
  readonly insideWords: (...codes: readonly number[]) => number;
  /** Occurrences of these bytes with a letter before them. */
  readonly afterLetters: (...codes: readonly number[]) => number;
  /** Occurrences of the bytes from `first` to `last`. */
  readonly between: (first: number, last: number) => number;
};

/** Which Windows code page, or page of the console (866, 850), the letters beyond ASCII suggest; 1252 when nothing speaks for another. */
export function detectSingleByte(bytes: Uint8Array): string {
  const letters = countLetters(bytes);
  return letters.inRuns * 2 > letters.high ? detectScript(letters) : detectLatin(letters);
}

/** Scripts whose every letter lies beyond ASCII. */
function detectScript(letters: Letters): string {
  const { high, between } = letters;
  if (between(0x80, 0xaf) * 4 > high) return 'ibm866';
  // A fifth or more of Thai letters stand where Cyrillic and Greek have signs and rare capitals.
  if (between(0xa1, 0xbf) * 6 > high) return 'windows-874';
  // Greek accented small letters stand where Cyrillic has its rarest capitals.
  if (between(0xdc, 0xdf) * 20 > high && between(0xc0, 0xdb) * 4 < high) return 'windows-1253';
  return 'windows-1251';
}

/** In 850 the letters ü â ä ç ê ë ï î ô ö û í ó ú ñ; in Windows pages signs, and capitals that stand inside no word. */
const oemInside = [0x81, 0x83, 0x84, 0x87, 0x88, 0x89, 0x8b, 0x8c, 0x93, 0x94, 0xa1, 0xa2, 0xa3, 0xa4];
/** In 850 é è ì ò, which end words too; what they are in Windows pages follows no letter. */
const oemBehind = [0x82, 0x8a, 0x8d, 0x95];
/** The letters of the Windows pages. */
const windowsLetters = Array.from({ length: 0x40 }, (_, i) => 0xc0 + i);

function detectLatin(letters: Letters): string {
  const { high, insideWords, afterLetters, between } = letters;
  if (insideWords(...oemInside) + afterLetters(...oemBehind) > afterLetters(...windowsLetters)) return 'ibm850';
  // In 1250, letters of Polish and Czech; in 1252, superscripts and an inverted question mark, which stand in no word.
  const signsAsLetters = insideWords(0x9a, 0x9e, 0x9f, 0xb3, 0xb9, 0xbf);
  if (signsAsLetters * 20 > high) return 'windows-1250';
  // Hungarian o and u with double acute.
  if (between(0xf5, 0xf5) > 0 && between(0xfb, 0xfb) > 0 && between(0xe8, 0xe8) === 0) return 'windows-1250';
  // Turkish dotless i and s with cedilla.
  if (between(0xfd, 0xfe) * 4 > high && between(0xfd, 0xfd) > 0 && between(0xfe, 0xfe) > 0) return 'windows-1254';
  return 'windows-1252';
}

function countLetters(bytes: Uint8Array): Letters {
  const all = new Uint32Array(256);
  const inside = new Uint32Array(256);
  const behind = new Uint32Array(256);
  let high = 0;
  let inRuns = 0;
  let run = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x80) continue;
    const [before, after] = [bytes[at - 1] ?? 0, bytes[at + 1] ?? 0];
    high += 1;
    run += 1;
    if (after < 0x80) {
      if (run >= 3) inRuns += run;
      run = 0;
    }
    all[byte] = (all[byte] ?? 0) + 1;
    if (isLetter(before)) behind[byte] = (behind[byte] ?? 0) + 1;
    if (isLetter(before) && isLetter(after)) inside[byte] = (inside[byte] ?? 0) + 1;
  }
  return {
    high,
    inRuns,
    insideWords: (...codes) => sum(inside, codes),
    afterLetters: (...codes) => sum(behind, codes),
    between: (first, last) => all.subarray(first, last + 1).reduce((total, n) => total + n, 0),
  };
}

/** ASCII letters and anything beyond ASCII. */
function isLetter(byte: number): boolean {
  return byte >= 0x80 || (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a);
}

function sum(counts: Uint32Array, codes: readonly number[]): number {
  return codes.reduce((total, code) => total + (counts[code] ?? 0), 0);
}
