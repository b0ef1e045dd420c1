/**
 * Words (lower case, three characters or more, at most 32) without which no rule can find anything; each rule names those that it needs.
 * Two characters that are rare in logs begin a good one.
 */
const words = [
  'key', 'psk', 'secret', 'pass', 'token', 'signature', 'secure', 'auth', 'eap', 'ntlm', 'bearer', 'eyj', 'sig=', 'community', 'authorization', '://',
  'rasdial', '/user:', 'private', 'snmp', 'requestbody', 'enc ', 'sk_', ' 0x',
  '$1$', '$5$', '$6$', '$8$', '$9$', 'pwd',
] as const; // prettier-ignore

/** 'japanese' stands for any of the Japanese words for a key or a password. */
export type Anchor = (typeof words)[number] | 'japanese';
export type Anchors = ReadonlySet<Anchor>;

const japanese = ['キー', '鍵', 'シークレット', 'パスワード'];

/** For each pair of characters, one bit for each word that has it, in any case, as its first two or as its second and third. */
const pairs = new Int32Array(128 * 128);

function casesOf(char: string): readonly number[] {
  return [char.charCodeAt(0), char.toUpperCase().charCodeAt(0)];
}

words.forEach((word, i) => {
  for (const at of [0, 1])
    for (const first of casesOf(word[at]!)) for (const second of casesOf(word[at + 1]!)) pairs[(first << 7) | second]! |= 1 << i;
});

/** Words as bytes, and which bytes may differ by the bit that tells capitals from small letters. */
const spelt = words.map((word) => ({ bytes: Buffer.from(word), caseBits: Uint8Array.from(word, (c) => (/[a-z]/.test(c) ? 0x20 : 0)) }));

function standsAt(text: Buffer, at: number, { bytes, caseBits }: (typeof spelt)[number]): boolean {
  for (let i = 0; i < bytes.length; i += 1) if ((text[at + i]! | caseBits[i]!) !== bytes[i]) return false;
  return true;
}

/** The bits of `candidates` whose words stand at `at` or one character before. */
function confirmed(text: Buffer, at: number, candidates: number): number {
  let bits = 0;
  for (let left = candidates; left !== 0; left &= left - 1) {
    const i = 31 - Math.clz32(left & -left);
    if (standsAt(text, at, spelt[i]!) || standsAt(text, at - 1, spelt[i]!)) bits |= 1 << i;
  }
  return bits;
}

/**
 * Which of the words a text holds, in any case, in one pass that looks at every second place: a log of megabytes mostly holds none
 * or few of them, and the rules that need the others are spared. Bytes are quicker to go through than a string; where only the low
 * byte of another script's character looks like a letter, a rule may be tried in vain.
 */
export function anchorsIn(text: string): Anchors {
  const bytes = Buffer.from(text, 'latin1');
  const end = bytes.length - 1;
  let found = 0;
  for (let at = 0; at < end; at += 2) {
    const candidates = pairs[((bytes[at]! & 127) << 7) | (bytes[at + 1]! & 127)]! & ~found;
    if (candidates !== 0) found |= confirmed(bytes, at, candidates);
  }
  const anchors = new Set<Anchor>(words.filter((_, i) => (found & (1 << i)) !== 0));
  if (japanese.some((word) => text.includes(word))) anchors.add('japanese');
  return anchors;
}

/** Characters up to which a text is looked at without its anchors, where a rule knows of words that are none. */
export const shortText = 65_536;

export function holdsAny(anchors: Anchors, needs: readonly Anchor[]): boolean {
  return needs.some((anchor) => anchors.has(anchor));
}
