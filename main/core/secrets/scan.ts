import { anchorsIn, holdsAny, shortText } from './anchors.ts';
import type { Anchor } from './anchors.ts';
import { type Finding, mergeFindings } from './finding.ts';
import { findAssignments } from './rule-assignments.ts';
import { findCiscoSecrets } from './rule-cisco.ts';
import { findInCommands } from './rule-commands.ts';
import { findInConfigurations } from './rule-configurations.ts';
import { findDeviceKeys } from './rule-devices.ts';
import { findHtmlCells } from './rule-html-cells.ts';
import { findKeyOutput } from './rule-key-output.ts';
import { findLabelled } from './rule-labelled.ts';
import { findCommunities } from './rule-snmp.ts';
import { findCsvColumns } from './rule-tables.ts';
import { findTokens } from './rule-tokens.ts';
import { findVariables } from './rule-variables.ts';
import { findXmlBlobs } from './rule-xml-blobs.ts';
import { findXmlElements } from './rule-xml-elements.ts';

/** Parts of every name that stands before a secret (`names.ts`). */
const namesNeed: readonly Anchor[] = ['key', 'psk', 'secret', 'pass', 'token', 'signature', 'japanese'];
const variablesNeed: readonly Anchor[] = ['key', 'psk', 'secret', 'secure'];
const ciscoNeeds: readonly Anchor[] = ['key', 'pass', 'snmp'];
const devicesNeed: readonly Anchor[] = ['key', 'psk', 'secret', 'auth', 'eap', 'ntlm'];
const commandsNeed: readonly Anchor[] = ['key', 'psk', 'secret', 'pass', 'snmp', 'auth', 'community', 'pwd'];

/** Everything in a text that is or stands for a secret, in order, not overlapping. Time is linear in the text. */
export function scanText(text: string, path: string): readonly Finding[] {
  const anchors = anchorsIn(text);
  const hasNames = holdsAny(anchors, namesNeed);
  return mergeFindings([
    ...(hasNames ? findAssignments(text, path) : []),
    ...(holdsAny(anchors, variablesNeed) ? findVariables(text) : []),
    ...(holdsAny(anchors, devicesNeed) ? findDeviceKeys(text) : []),
    ...(holdsAny(anchors, ciscoNeeds) ? findCiscoSecrets(text) : []),
    ...(text.length <= shortText || holdsAny(anchors, commandsNeed) ? [...findInCommands(text), ...findXmlElements(text)] : []),
    ...(anchors.has('snmp') ? findCommunities(text) : []),
    ...findLabelled(text, anchors),
    ...findInConfigurations(text, anchors),
    ...findKeyOutput(text, path, hasNames),
    ...(hasNames ? [...findCsvColumns(text), ...findHtmlCells(text)] : []),
    ...findTokens(text, anchors),
    ...(anchors.has('key') ? findXmlBlobs(text) : []),
  ]);
}
