/** Beginnings that this format must win against every other format. */
export const samples: readonly { readonly name: string; readonly text: string }[] = [
  { name: 'the header of a file', text: `ElfFile\0${'\0'.repeat(4088)}ElfChnk\0` },
  { name: 'a file whose header is gone', text: `${'\0'.repeat(4096)}ElfChnk\0` },
  { name: 'a block carved out of a disk', text: `ElfChnk\0${'\0'.repeat(120)}` },
];
