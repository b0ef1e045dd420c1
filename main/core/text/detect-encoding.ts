import { isUtf8 } from 'node:buffer';
import { bomLength, decodeHead } from './decoders.ts';
import { detectCodePage } from './detect-code-page.ts';
import { detectUtf16 } from './detect-utf16.ts';

/**
 * Judges the first bytes of a file (up to 64 KiB): byte order mark, NUL parity, valid UTF-8, a multi-byte code page, else a
 * Windows code page; 'binary' when it is no text. A character cut at the end of `head` counts as valid.
 */
export function detectEncoding(head: Uint8Array): string {
  if (head.length === 0) return 'utf-8';
  const end = endOfText(head);
  const utf16 = detectWideText(head.subarray(0, end + (end % 2)));
  if (utf16) return utf16;
  const bytes = head.subarray(0, end);
  if (bytes.length === 0 || !mostlyText(bytes)) return 'binary';
  if (bomLength(bytes, 'utf-8') > 0 || isUtf8(withoutCutCharacter(bytes)) || isDamagedUtf8(bytes)) return 'utf-8';
  return detectCodePage(bytes);
}

/** Logs of a machine that crashed end in zeros that were allocated and never written; they say nothing about the text before them. */
function endOfText(head: Uint8Array): number {
  let end = head.length;
  while (end > 0 && head[end - 1] === 0) end -= 1;
  return head.length - end < 4 ? head.length : end;
}

/** Only a byte order mark or a zero makes UTF-16 worth a thought: every line break of it contains one. */
function detectWideText(bytes: Uint8Array): string | null {
  const hasMark = bomLength(bytes, 'utf-16le') > 0 || bomLength(bytes, 'utf-16be') > 0;
  return hasMark || bytes.includes(0) ? detectUtf16(bytes) : null;
}

/** Characters that texts do not contain are rarer than one in fifty; TAB, LF, FF, CR, BEL, BS, SUB and ESC occur in texts. */
function mostlyText(bytes: Uint8Array): boolean {
  let odd = 0;
  for (const byte of bytes) {
    if (byte < 0x20 ? !isTextControl(byte) : byte === 0x7f) odd += 1;
  }
  return odd * 50 <= bytes.length;
}

function isTextControl(byte: number): boolean {
  return (byte >= 0x07 && byte <= 0x0d) || byte === 0x1a || byte === 0x1b;
}

/** Up to three bytes at the end may be the beginning of a character that the 64 KiB border cut. */
function withoutCutCharacter(bytes: Uint8Array): Uint8Array {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes;
    if (byte >= 0xc0) return back < sequenceLength(byte) ? bytes.subarray(0, bytes.length - back) : bytes;
  }
  return bytes;
}

function sequenceLength(lead: number): number {
  if (lead >= 0xf0) return 4;
  return lead >= 0xe0 ? 3 : 2;
}

/** One broken byte in a UTF-8 log must not turn all its other characters into noise. */
function isDamagedUtf8(bytes: Uint8Array): boolean {
  const text = decodeHead(bytes, 'utf-8');
  let damaged = 0;
  let good = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === 0xfffd) damaged += 1;
    else if (unit >= 0x80) good += 1;
  }
  return good >= 10 * damaged;
}
