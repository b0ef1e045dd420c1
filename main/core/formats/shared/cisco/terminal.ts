const prompt = /^([A-Za-z][\w./-]{0,63})(?:\([\w+ -]{1,40}\))?[#>] ?(.*)$/;

/** The text of a line without a byte order mark and the blanks at its end. */
export function cleanLine(text: string): string {
  return (text.startsWith('\uFEFF') ? text.slice(1) : text).trimEnd();
}

/** `asa1/pri/act# show version`, `R1(config-if)#`: the device's name and the command; null for a line that is no prompt. */
export function readPrompt(text: string): { readonly host: string; readonly command: string } | null {
  const match = text.length > 500 || !/[#>]/.test(text) ? null : prompt.exec(text);
  return match === null ? null : { host: match[1]!, command: match[2]!.trim() };
}
