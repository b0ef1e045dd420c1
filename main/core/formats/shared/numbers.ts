/** Full-width digits, signs and separators, as Japanese input methods produce them, to ASCII. */
export function toAsciiDigits(text: string): string {
  return text.replace(/[\uFF10-\uFF19\uFF0E\uFF0C\uFF0D]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0));
}

/** A whole number of up to 15 digits; null for anything else. */
export function parseInteger(text: string | null | undefined): number | null {
  const trimmed = toAsciiDigits(text ?? '').trim();
  return /^[+-]?\d{1,15}$/.test(trimmed) ? Number(trimmed) : null;
}

/** A number with `.` or `,` as decimal mark; where both occur the last one is the mark. Null for anything else. */
export function parseDecimal(text: string | null | undefined): number | null {
  const trimmed = toAsciiDigits(text ?? '').replace(/[\s\u00A0\u202F]/g, '');
  if (trimmed.length === 0 || trimmed.length > 40 || !/^[+-]?[\d.,]*\d[\d.,]*(?:[eE][+-]?\d{1,3})?$/.test(trimmed)) return null;
  const mark = Math.max(trimmed.lastIndexOf('.'), trimmed.lastIndexOf(','));
  const plain = mark < 0 ? trimmed : `${trimmed.slice(0, mark).replace(/[.,]/g, '')}.${trimmed.slice(mark + 1)}`;
  const value = Number(plain);
  return Number.isFinite(value) ? value : null;
}

/** `True`/`False` of PowerShell in any case, also 1/0; null for anything else. */
export function parseBoolean(text: string | null | undefined): boolean | null {
  const trimmed = (text ?? '').trim().toLowerCase();
  if (trimmed === 'true' || trimmed === '1') return true;
  if (trimmed === 'false' || trimmed === '0') return false;
  return null;
}
