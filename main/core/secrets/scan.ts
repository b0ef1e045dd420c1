import { type Finding, mergeFindings } from './finding.ts';
import { findAssignments } from './rule-assignments.ts';
import { findCiscoSecrets } from './rule-cisco.ts';
import { findDeviceKeys } from './rule-devices.ts';
import { findKeyOutput } from './rule-key-output.ts';
import { findLabelled } from './rule-labelled.ts';
import { findCsvColumns } from './rule-tables.ts';
import { findTokens } from './rule-tokens.ts';
import { findVariables } from './rule-variables.ts';
import { findXmlBlobs } from './rule-xml-blobs.ts';

/** Everything in a text that is or stands for a secret, in order, not overlapping. Time is linear in the text. */
export function scanText(text: string, path: string): readonly Finding[] {
  return mergeFindings([
    ...findAssignments(text, path),
    ...findVariables(text),
    ...findDeviceKeys(text),
    ...findCiscoSecrets(text),
    ...findLabelled(text),
    ...findKeyOutput(text, path),
    ...findCsvColumns(text),
    ...findTokens(text),
    ...findXmlBlobs(text),
  ]);
}
