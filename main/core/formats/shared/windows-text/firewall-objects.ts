import { message } from '#shared/model/message.ts';
import type { FirewallProfileData, FirewallRuleData } from '#shared/model/record-data.ts';
import type { Parsed } from '../../format.ts';
import { recordOf, type Unit } from '../parsed.ts';
import type { PsObject } from '../ps-objects.ts';

/** NET_FW_PROFILE bits as `ConvertTo-Json` prints them (Get-NetFirewallRule, Microsoft Learn 2025-05). */
const profileBits = [
  [1, 'Domain'],
  [2, 'Private'],
  [4, 'Public'],
] as const;

export function firewallRuleRecord(unit: Unit, rule: Omit<FirewallRuleData, 'kind'>): Parsed {
  return recordOf(unit, { kind: 'firewall-rule', ...rule }, { what: message('record.firewall-rule', { name: rule.name }), who: null });
}

export function firewallProfileRecord(unit: Unit, profile: Omit<FirewallProfileData, 'kind'>): Parsed {
  const what = message('record.firewall-profile', { profile: profile.profile });
  return recordOf(unit, { kind: 'firewall-profile', ...profile }, { what, who: profile.profile });
}

/** The rule's `Enabled` is True/False in text, 1/2 in JSON. */
function ruleEnabled(text: string | null): boolean | null {
  if (text === null) return null;
  if (/^(?:true|1)$/i.test(text)) return true;
  return /^(?:false|2)$/i.test(text) ? false : null;
}

function direction(text: string | null): 'Inbound' | 'Outbound' | null {
  if (text === 'Inbound' || text === '1') return 'Inbound';
  return text === 'Outbound' || text === '2' ? 'Outbound' : null;
}

/** Allow is 2 and Block is 4 in JSON; 0 is NotConfigured. */
function action(text: string | null): 'Allow' | 'Block' | null {
  if (text === 'Allow' || text === '2') return 'Allow';
  return text === 'Block' || text === '4' ? 'Block' : null;
}

function profiles(text: string | null): readonly string[] {
  if (text === null) return [];
  if (text === '0') return ['Any'];
  if (!/^\d{1,9}$/.test(text)) return text.split(',').map((p) => p.trim());
  return profileBits.filter(([bit]) => (Number(text) & bit) !== 0).map(([, name]) => name);
}

function listOrNull(object: PsObject, name: string): readonly string[] | null {
  if (!object.has(name)) return null;
  const items = object.list(name).flatMap((item) => item.split(',').map((part) => part.trim()));
  return items.filter((item) => item !== '');
}

/**
 * `Get-NetFirewallRule` as list, table, CSV or JSON, alone or with the columns of its port and address filters joined
 * (`Select-Object … @{n='LocalPort';…}`); null for any other object.
 */
export function firewallRule(object: PsObject): Parsed | null {
  const name = object.get('DisplayName') ?? object.get('Name');
  const mine = object.has('Direction') && object.has('Action') && (object.has('Enabled') || object.has('Profile'));
  if (!mine || !name || object.has('Priority')) return null;
  return firewallRuleRecord(object, {
    name,
    enabled: ruleEnabled(object.get('Enabled')),
    direction: direction(object.get('Direction')),
    action: action(object.get('Action')),
    profiles: profiles(object.get('Profile') ?? object.get('Profiles')),
    protocol: object.get('Protocol'),
    localPorts: listOrNull(object, 'LocalPort'),
    remotePorts: listOrNull(object, 'RemotePort'),
    localAddresses: listOrNull(object, 'LocalAddress'),
    remoteAddresses: listOrNull(object, 'RemoteAddress'),
  });
}

/** GpoBoolean: 1 True, 0 False, 2 NotConfigured. */
function profileEnabled(text: string | null): boolean | null {
  if (text === null) return null;
  if (/^(?:true|1)$/i.test(text)) return true;
  return /^(?:false|0)$/i.test(text) ? false : null;
}

function defaultAction(text: string | null): string | null {
  if (text === '2') return 'Allow';
  if (text === '4') return 'Block';
  return text === '0' ? 'NotConfigured' : text;
}

/** `Get-NetFirewallProfile` as list, table, CSV or JSON; null for any other object. */
export function firewallProfile(object: PsObject): Parsed | null {
  const profile = object.get('Name') ?? object.get('Profile');
  if (!profile || !object.has('DefaultInboundAction') || !object.has('DefaultOutboundAction')) return null;
  return firewallProfileRecord(object, {
    profile,
    enabled: profileEnabled(object.get('Enabled')),
    defaultInbound: defaultAction(object.get('DefaultInboundAction')),
    defaultOutbound: defaultAction(object.get('DefaultOutboundAction')),
  });
}
