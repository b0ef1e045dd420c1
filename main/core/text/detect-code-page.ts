import { decodeStrictly } from './decoders.ts';
import { detectSingleByte } from './detect-single-byte.ts';

type Range = readonly [first: number, last: number];

/** A multi-byte code page: the lead bytes of the rows that make up most of any real text in it, and the share they need. */
type MultiByte = {
  readonly label: string;
  readonly usualLeads: readonly Range[];
  readonly atLeast: number;
  readonly singles: readonly Range[];
};

/** In the order of judgement: the later ones accept nearly any bytes. Rows by JIS X 0208, KS X 1001, GB 2312 and Big5. */
const multiByte: readonly MultiByte[] = [
  // Punctuation, full-width letters, kana, level 1 kanji; half-width katakana are single bytes.
  {
    label: 'shift_jis',
    usualLeads: [
      [0x81, 0x83],
      [0x88, 0x97],
    ],
    atLeast: 0.75,
    singles: [[0xa1, 0xdf]],
  },
  // Kana.
  { label: 'euc-jp', usualLeads: [[0xa4, 0xa5]], atLeast: 0.3, singles: [] },
  // Hangul syllables.
  { label: 'euc-kr', usualLeads: [[0xb0, 0xc8]], atLeast: 0.9, singles: [] },
  // Punctuation, full-width letters, level 1 hanzi.
  {
    label: 'gb18030',
    usualLeads: [
      [0xa1, 0xa1],
      [0xa3, 0xa3],
      [0xb0, 0xd7],
    ],
    atLeast: 0.85,
    singles: [],
  },
  {
    label: 'big5',
    usualLeads: [
      [0xa1, 0xa1],
      [0xa4, 0xc6],
    ],
    atLeast: 0.85,
    singles: [],
  },
];

/** The code page of a text that is neither ASCII nor Unicode. */
export function detectCodePage(bytes: Uint8Array): string {
  return multiByte.find((page) => fits(bytes, page))?.label ?? detectSingleByte(bytes);
}

/** True when the bytes are valid, the usual characters prevail, and most stand beside another one, as the words of these scripts do. */
function fits(bytes: Uint8Array, page: MultiByte): boolean {
  const counts = countCharacters(bytes, page);
  if (counts.pairs === 0 || counts.singles > counts.pairs) return false;
  if (counts.usual < page.atLeast * counts.pairs || counts.alone * 2 > counts.pairs) return false;
  return decodeStrictly(bytes, page.label) !== null;
}

type Counts = { pairs: number; usual: number; singles: number; alone: number };

function countCharacters(bytes: Uint8Array, page: MultiByte): Counts {
  const counts: Counts = { pairs: 0, usual: 0, singles: 0, alone: 0 };
  let run = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x80) {
      if (run === 1) counts.alone += 1;
      run = 0;
      continue;
    }
    run += 1;
    if (isIn(byte, page.singles)) {
      counts.singles += 1;
      continue;
    }
    counts.pairs += 1;
    if (isIn(byte, page.usualLeads)) counts.usual += 1;
    at += 1;
  }
  return counts;
}

function isIn(byte: number, ranges: readonly Range[]): boolean {
  return ranges.some(([first, last]) => byte >= first && byte <= last);
}
