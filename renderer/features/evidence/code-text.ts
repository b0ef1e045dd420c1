import type { Text } from '../../i18n/text.ts';

/** Hexadecimal spelling of a code, as gateway logs and Windows headers write it. */
export function hexCode(code: number): string {
  return `0x${(code < 0 ? code + 2 ** 32 : code).toString(16).toUpperCase()}`;
}

/** `%%8205` in events of Windows stands for a word of the system: the word, with the number that a search finds. */
export function valueText(t: Text, value: string): string {
  const number = /^%%(\d{4,5})$/.exec(value.trim())?.[1];
  return number !== undefined && t.has(`event.parameter.${number}`) ? `${t(`event.parameter.${number}`)} (%%${number})` : value;
}
