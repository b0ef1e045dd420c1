/** Control characters that XML 1.0 cannot hold; made here because a pattern with such characters in it is mostly a mistake. */
const controls = Array.from({ length: 32 }, (_, code) => String.fromCharCode(code))
  .filter((char) => !'\t\n\r'.includes(char))
  .join('');
const special = new RegExp(`[&<>${controls}\\ud800-\\udfff\\ufffe\\uffff]`);
const each = new RegExp(`[&<>${controls}\\ufffe\\uffff]`, 'g');

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** A text as it stands between tags; what XML 1.0 cannot hold becomes U+FFFD. Line breaks stay as they are. */
export function escapeText(text: string): string {
  return special.test(text) ? text.toWellFormed().replace(each, (char) => entities[char] ?? '\ufffd') : text;
}

/** The same for a text that is escaped already and stands in an attribute. */
export function quoteAttribute(escaped: string): string {
  return escaped.includes('"') ? escaped.replaceAll('"', '&quot;') : escaped;
}
