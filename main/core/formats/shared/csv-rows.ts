/** Cells of one CSV line (RFC 4180): quoted or not, doubled quotes inside. A line break inside a cell is not supported here. */
export function splitCsvLine(text: string, delimiter: string): string[] {
  const cells: string[] = [];
  let i = 0;
  while (i <= text.length) {
    if (text[i] === '"') {
      let cell = '';
      let from = i + 1;
      for (;;) {
        const quote = text.indexOf('"', from);
        if (quote < 0) {
          cells.push(cell + text.slice(from));
          return cells;
        }
        cell += text.slice(from, quote);
        from = quote + 1;
        if (text[from] !== '"') break;
        cell += '"';
        from += 1;
      }
      const next = text.indexOf(delimiter, from);
      cells.push(cell);
      i = next < 0 ? text.length + 1 : next + 1;
    } else {
      const next = text.indexOf(delimiter, i);
      cells.push(text.slice(i, next < 0 ? text.length : next));
      i = next < 0 ? text.length + 1 : next + 1;
    }
  }
  return cells;
}

/** The delimiter of a quoted heading line; null when it is no CSV heading. */
export function csvDelimiter(heading: string): ',' | ';' | '\t' | null {
  const match = /^\uFEFF?"[^"]{0,1000}"([,;\t])"/.exec(heading);
  const found = match?.[1];
  return found === ',' || found === ';' || found === '\t' ? found : null;
}
