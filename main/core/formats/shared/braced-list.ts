/** Elements of a PowerShell array as `Format-List` prints it; `truncated` when it ended in `...` (enumeration limit, 4 by default). */
export type BracedList = { readonly items: readonly string[]; readonly truncated: boolean };

/** Splits at `, ` outside braces, so that GUIDs stay whole. An unbalanced brace ends nothing. */
function splitTopLevel(text: string): string[] {
  const items: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i += 1) {
    const c = text[i];
    if (c === '{') depth += 1;
    else if (c === '}') depth = Math.max(0, depth - 1);
    else if (c === ',' && depth === 0 && (text[i + 1] === ' ' || text[i + 1] === '\n')) {
      items.push(text.slice(start, i).trim());
      start = i + 2;
    }
  }
  items.push(text.slice(start).trim());
  return items;
}

/**
 * Reads `{a, b, c...}`. A value without braces is one element; an empty value or `{}` has none. An array that the
 * terminal cut before its closing brace is read as far as it goes.
 */
export function readBracedList(value: string): BracedList {
  const trimmed = value.trim();
  if (trimmed === '') return { items: [], truncated: false };
  if (!trimmed.startsWith('{')) return { items: [trimmed], truncated: false };
  const inner = trimmed.endsWith('}') ? trimmed.slice(1, -1) : trimmed.slice(1);
  if (inner.trim() === '') return { items: [], truncated: false };
  const items = splitTopLevel(inner);
  const last = items.at(-1)!;
  const truncated = items.length >= 4 && /(?:\.\.\.|…)$/.test(last);
  if (!truncated) return { items, truncated };
  return { items: [...items.slice(0, -1), last.replace(/(?:\.\.\.|…)$/, '').trim()].filter((item) => item !== ''), truncated };
}
