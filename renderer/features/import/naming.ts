const containers = /\.(zip|tar|tgz|tar\.gz|gz|7z|cab|txt|log|json|jsonl|csv|xml)$/i;

/** A case saved as one file. */
export function isCaseFile(name: string): boolean {
  return /\.ttcase$/i.test(name);
}

/** Title of a new case: the first name without its ending, and how many more there were. */
export function caseTitle(names: readonly string[]): string {
  const [first = ''] = names;
  const base = first.split(/[\\/]/).findLast((part) => part !== '') ?? first;
  const title = base.replace(containers, '') || base;
  const more = names.length - 1;
  return (more > 0 ? `${title} +${more}` : title).slice(0, 200);
}
