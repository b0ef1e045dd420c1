/** Hexadecimal spelling of a code, as gateway logs and Windows headers write it. */
export function hexCode(code: number): string {
  return `0x${(code < 0 ? code + 2 ** 32 : code).toString(16).toUpperCase()}`;
}
