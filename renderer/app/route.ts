/** Where the window is. `rest` holds what follows the page's name, for example the check of the wizard. */
export type Route =
  | { readonly screen: 'cases' }
  | { readonly screen: 'settings' }
  | {
      readonly screen: 'case';
      readonly caseId: string;
      readonly page: string;
      readonly rest: readonly string[];
      readonly query: Readonly<Record<string, string>>;
    };

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Reads the part of the address after `#`; anything that is no address of this window leads to the cases. */
export function parseRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#/, '').split('?', 2);
  const [screen, caseId, page, ...rest] = path.split('/').filter(Boolean).map(decode);
  if (screen === 'settings') return { screen: 'settings' };
  if (screen !== 'case' || caseId === undefined) return { screen: 'cases' };
  return { screen: 'case', caseId, page: page ?? 'overview', rest, query: Object.fromEntries(new URLSearchParams(search)) };
}
