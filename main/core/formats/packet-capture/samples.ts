const interfaceBlock = `\u0001\0\0\0\u0014\0\0\0\u0001\0\0\0\0\0\u0004\0\u0014\0\0\0`;

/** Beginnings that this format must win against every other format. */
export const samples: readonly { readonly name: string; readonly text: string }[] = [
  {
    // As text, so that a change of the line breaks makes of it what a transfer in text mode makes.
    name: 'pcapng, little endian',
    text: `\n\r\r\n\u001C\0\0\0M<+\u001A\u0001\0\0\0\0\0\0\0\0\0\0\0\u001C\0\0\0${interfaceBlock}`,
  },
  { name: 'pcapng, big endian', text: `\n\r\r\n\0\0\0\u001C\u001A+<M\0\u0001\0\0\0\0\0\0\0\0\0\0\0\0\0\u001C` },
];
