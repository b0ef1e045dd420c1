import type { CaseNames } from '#shared/model/analysis.ts';
import type { MessageParams } from '#shared/model/message.ts';

/** Shown in a command where the evidence does not give the name. Commands are not translated. */
const placeholders = {
  subscription: '<subscription>',
  resourceGroup: '<resource-group>',
  vnet: '<vnet>',
  gateway: '<gateway>',
  connection: '<connection>',
  localGateway: '<local-network-gateway>',
  nsg: '<nsg>',
  interfaceName: '<interface>',
  gatewayAddress: '<gateway-address>',
  deviceAddress: '<device-address>',
  targetHost: '<target-host>',
  targetPort: '<target-port>',
} as const satisfies Record<keyof CaseNames, string>;

/**
 * Names come from a bundle that a stranger may have written, and the user pastes the command into a shell. Only names
 * without any character that a shell could read are filled in; no name may begin like an option.
 */
const harmless = /^[\p{L}\p{N}_.(][\p{L}\p{N}_.() -]{0,119}$/u;
const harmlessHost = /^[A-Za-z0-9_][A-Za-z0-9_.:-]{0,252}$/;

function safe(key: keyof CaseNames, names: CaseNames): string {
  const value = names[key];
  if (value === null) return placeholders[key];
  const text = String(value);
  const pattern = key === 'targetHost' || key === 'gatewayAddress' || key === 'deviceAddress' ? harmlessHost : harmless;
  return pattern.test(text) ? text : placeholders[key];
}

function isName(key: string): key is keyof typeof placeholders {
  return Object.hasOwn(placeholders, key);
}

/** Fills `{resourceGroup}` and the other names of the case into a command; other braces (PowerShell blocks) stay. */
export function fillCommand(template: string, names: CaseNames): string {
  return template.replaceAll(/\{([A-Za-z]+)\}/g, (whole, key: string) => (isName(key) ? safe(key, names) : whole));
}

/** The same names as parameters of a message. */
export function nameParams(names: CaseNames): MessageParams {
  return Object.fromEntries(Object.keys(placeholders).map((key) => [key, isName(key) ? safe(key, names) : '']));
}
