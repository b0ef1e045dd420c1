// Control characters and halves of pairs are looked for on purpose: XML 1.0 cannot hold them.
const special = /[&<>\0-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/;
const each = /[&<>\0-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** A text as it stands between tags; what XML 1.0 cannot hold becomes U+FFFD. Line breaks stay as they are. */
export function escapeText(text: string): string {
  return special.test(text) ? text.toWellFormed().replace(each, (char) => entities[char] ?? '\ufffd') : text;
}

/** The same for a text that is escaped already and stands in an attribute. */
export function quoteAttribute(escaped: string): string {
  return escaped.includes('"') ? escaped.replaceAll('"', '&quot;') : escaped;
}
