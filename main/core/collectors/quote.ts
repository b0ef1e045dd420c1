/** A text as one word of Bash. Nothing is special between single quotes but the quote itself (POSIX.1-2024, 2.2.2). */
export function quoteBash(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/**
 * A text as one string of PowerShell. Typographic quotes (U+2018 to U+201B) end a single-quoted string as well as `'` does; each is
 * written twice to mean itself (about_Quoting_Rules; CharTraits.IsSingleQuote of PowerShell).
 */
export function quotePowerShell(text: string): string {
  return `'${text.replaceAll(/['\u2018-\u201B]/g, '$&$&')}'`;
}
