/** The parts of an Azure Resource Manager id that name things for commands. */
export type ArmId = {
  readonly subscription: string | null;
  readonly resourceGroup: string | null;
  readonly name: string | null;
  readonly parent: string | null;
};

/** A part that was blanked (`####`, `<redacted>`) names nothing. */
function known(part: string | undefined): string | null {
  return part === undefined || part === '' || /^[#*xX-]+$/.test(part) ? null : part;
}

/**
 * Reads `/subscriptions/…/resourceGroups/…/providers/<namespace>/<type>/<name>[/<type>/<name>]`. `parent` is the name
 * before the last type (the VNet of a subnet). Null when the text is no ARM id. Keys are matched without case: Azure
 * itself returns `resourcegroups` and `resourceGroups`.
 */
export function parseArmId(text: string): ArmId | null {
  const parts = text.trim().split('/');
  if (parts[0] !== '' || parts[1]?.toLowerCase() !== 'subscriptions') return null;
  const after = (key: string): string | undefined => {
    const at = parts.findIndex((p) => p.toLowerCase() === key);
    return at < 0 ? undefined : parts[at + 1];
  };
  const provider = parts.findIndex((p) => p.toLowerCase() === 'providers');
  const tail = provider < 0 ? [] : parts.slice(provider + 2);
  return {
    subscription: known(after('subscriptions')),
    resourceGroup: known(after('resourcegroups')),
    name: known(tail.at(-1)),
    parent: tail.length >= 4 ? known(tail[1]) : null,
  };
}

/** The name of a resource given by name or by ARM id. */
export function resourceName(nameOrId: string): string {
  const trimmed = nameOrId.trim();
  return parseArmId(trimmed)?.name ?? trimmed;
}

/** Azure resource names are compared without case. */
export function sameResource(a: string, b: string): boolean {
  return resourceName(a).toLowerCase() === resourceName(b).toLowerCase();
}
