/** `<--- More --->` of ASA and ` --More-- ` of IOS, with the blanks that wipe them out where the terminal kept no control characters. */
const paging = /^(?:<-{1,4} ?More ?-{1,4}>[ \r]{0,16}| ?-{2} ?[Mm]ore ?-{2}[ \r]{0,12})/;
const prompt = /^([A-Za-z][\w./-]{0,63})(?:\([\w+ -]{1,40}\))?[#>] ?(.*)$/;
const maxBackspaces = 4096;

/** What a terminal shows when a line moves back and writes over itself. */
function overwrite(text: string): string {
  if (!text.includes('\b')) return text;
  if (text.length > maxBackspaces) return text.replaceAll('\b', '');
  const cells: string[] = [];
  let at = 0;
  for (const c of text) {
    if (c === '\b') at = Math.max(0, at - 1);
    else {
      cells[at] = c;
      at += 1;
    }
  }
  return cells.join('');
}

/** The text of a line without the marks of paging, backspaces and a byte order mark. */
export function cleanLine(text: string): string {
  const plain = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const unpaged = plain.charCodeAt(0) <= 0x3c && plain.slice(0, 16).includes('ore') ? plain.replace(paging, '') : plain;
  return overwrite(unpaged).trimEnd();
}

/** `asa1/pri/act# show version`, `R1(config-if)#`: the device's name and the command; null for a line that is no prompt. */
export function readPrompt(text: string): { readonly host: string; readonly command: string } | null {
  const match = text.length > 500 || !/[#>]/.test(text) ? null : prompt.exec(text);
  return match === null ? null : { host: match[1]!, command: match[2]!.trim() };
}
