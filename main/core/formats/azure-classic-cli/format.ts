import type { Format, Parsed } from '../format.ts';
import { collectFile } from '../azure/lines.ts';
import { rejected } from '../shared/parsed.ts';
import { toRecords } from '../azure/walk.ts';
import { readClassicCommands } from './read-commands.ts';

/** Output of the classic `azure` command line (2016 and 2017 clients, resource manager mode): `info:` and `data:` lines. */
export const format: Format = {
  id: 'azure-classic-cli',
  detect: ({ text }) => {
    if (text === null) return 0;
    const data = text.match(/^[ \t]*data: {2,}\S/gm)?.length ?? 0;
    const info = /^[ \t]*info: {2,}(?:Executing command network|network .* command OK)/m.test(text);
    return info && data > 0 ? 0.95 : data >= 2 && /^[ \t]*data: {2,}(?:Id|Name|Value)\s+: /m.test(text) ? 0.8 : 0;
  },
  *parse(input): Generator<Parsed> {
    const file = collectFile(input.lines());
    if (file === null) {
      yield rejected(1, 'reject.azure-too-large', '');
      return;
    }
    for (const command of readClassicCommands(file.lines)) {
      const found = [...toRecords(command, file.table)];
      yield* found;
      if (found.length === 0) yield rejected(command.line, 'reject.azure-unknown-object', file.table.slice(command.line, command.endLine));
    }
  },
};
