/** The header of a log as text: the bytes of `ELF_LOGFILE_HEADER` are ASCII but for the zeros. */
export const samples: readonly { readonly name: string; readonly text: string }[] = [
  { name: 'header', text: `0\0\0\0LfLe\u0001\0\0\0\u0001\0\0\0${'0\0\0\0'.repeat(8)}` },
];
