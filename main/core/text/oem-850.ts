/**
 * Code page 850, in which `cmd.exe` writes redirected output in Western Europe; no platform's `TextDecoder` has it. Bytes from 0x80 on
 * (Unicode Consortium, CP850.TXT). Code page 437, that of the United States, has the same letters in the same places, but for a few.
 */
const upper =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00AD±‗¾¶§÷¸°¨·¹³²■\u00A0';
const units = Uint16Array.from({ length: 256 }, (_, byte) => (byte < 0x80 ? byte : upper.charCodeAt(byte - 0x80)));
const pieceLength = 8192;

/** Decodes bytes of code page 850; each is one character. */
export function decode850(bytes: Uint8Array): string {
  let text = '';
  for (let from = 0; from < bytes.length; from += pieceLength) {
    const piece = bytes.subarray(from, from + pieceLength);
    text += String.fromCharCode(...Array.from(piece, (byte) => units[byte]!));
  }
  return text;
}
