/** What a command line of the classic client says about the object it asks for. */
export type CommandOptions = {
  readonly resourceGroup: string | null;
  readonly name: string | null;
  readonly vnet: string | null;
  readonly nsg: string | null;
  readonly connection: string | null;
};

export const noOptions: CommandOptions = { resourceGroup: null, name: null, vnet: null, nsg: null, connection: null };

function option(line: string, names: string): string | null {
  const m = new RegExp(String.raw`\s(?:${names})[\s=]+(?:"([^"]*)"|'([^']*)'|([^\s"'-]\S*))`).exec(line);
  return m ? (m[1] ?? m[2] ?? m[3] ?? null) : null;
}

/** Arguments after the verb; the client takes resource group, parent and name in this order in place of options. */
function positional(line: string): readonly string[] {
  const after = /\s(?:show|list)\s+(.*)$/.exec(line)?.[1] ?? '';
  const words = [...after.matchAll(/"([^"]*)"|(\S+)/g)].map((m) => m[1] ?? m[2] ?? '');
  const end = words.findIndex((word) => word.startsWith('-'));
  return end < 0 ? words : words.slice(0, end);
}

/** Reads `azure network vnet subnet show -g rg -e vnet -n name` and its positional form; null for what the line leaves open. */
export function readOptions(line: string): CommandOptions {
  const command = line.slice(0, 2000);
  if (!/\bazure\s+network\s/.test(command)) return noOptions;
  const [group, second, third] = positional(command);
  const hasParent = /\b(?:subnet|rule|route)\s+(?:show|list)\b/.test(command) && !/route-table\s+(?:show|list)/.test(command);
  const name = option(command, '-n|--name') ?? (hasParent ? third : second) ?? null;
  const parent = hasParent ? (second ?? null) : null;
  return {
    resourceGroup: option(command, '-g|--resource-group') ?? group ?? null,
    name,
    vnet: option(command, '-e|--vnet-name') ?? (/\bsubnet\b/.test(command) ? parent : null),
    nsg: option(command, '-a|--nsg-name') ?? (/\bnsg rule\b/.test(command) ? parent : null),
    connection: /shared-key/.test(command) ? (option(command, '-c|--connection-name') ?? name) : null,
  };
}
