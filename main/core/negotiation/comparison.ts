import { message } from '#shared/model/message.ts';
import type { Change, Comparison, ParameterRow } from '#shared/model/negotiation.ts';
import type { FactView } from '../checks/check.ts';
import type { Proposal } from '../checks/support/proposals.ts';
import { agree, proposalWords } from './agreement.ts';
import type { Agreement, Parameter } from './agreement.ts';
import { azureCommand } from './change-commands.ts';
import { deviceCommand } from './device-commands.ts';
import { azureSettings, deviceSettings } from './settings.ts';
import type { Settings } from './settings.ts';

type Phase = 'ike' | 'child';
type Phases = Readonly<Record<Phase, Agreement | null>>;

const mostShown = 12;

function words(value: string | number | null, parameter: Parameter): string[] {
  if (value === null) return [];
  if (parameter !== 'group') return [String(value)];
  return [value === 0 ? 'None' : String(value)];
}

function valuesOf(proposals: readonly Proposal[], parameter: Parameter): string[] {
  return [...new Set(proposals.flatMap((p) => words(p[parameter], parameter)))].slice(0, mostShown);
}

function resultOf(onPremises: readonly string[], azure: readonly string[], isDifferent: boolean): ParameterRow['result'] {
  if (onPremises.length === 0 || azure.length === 0) return null;
  return isDifferent ? 'different' : 'same';
}

const rowNames: Readonly<Record<Phase, Readonly<Record<Parameter, ParameterRow['parameter']>>>> = {
  ike: { encryption: 'encryption', integrity: 'integrity', group: 'dh-group' },
  child: { encryption: 'encryption', integrity: 'integrity', group: 'pfs-group' },
};

function transformRows(phase: Phase, device: Settings | null, azure: Settings | null, agreement: Agreement | null): ParameterRow[] {
  return (['encryption', 'integrity', 'group'] as const).flatMap((parameter): ParameterRow[] => {
    const [onPremises, there] = [valuesOf(device?.[phase] ?? [], parameter), valuesOf(azure?.[phase] ?? [], parameter)];
    if (onPremises.length === 0 && there.length === 0) return [];
    const isDifferent = agreement?.nearest?.differs.includes(parameter) ?? false;
    return [{ phase, parameter: rowNames[phase][parameter], onPremises, azure: there, result: resultOf(onPremises, there, isDifferent) }];
  });
}

/** Each end renews by its own lifetime (RFC 7296, 2.8; VPN Gateway FAQ): a difference does no harm. */
function lifetimeRow(phase: Phase, parameter: 'lifetime' | 'lifetime-data', device: number | null, azure: number | null): ParameterRow[] {
  if (device === null && azure === null) return [];
  const unit = parameter === 'lifetime' ? 's' : 'KB';
  const text = (value: number | null): string[] => (value === null ? [] : [`${value} ${unit}`]);
  const result = device === null || azure === null ? null : device === azure ? 'same' : 'harmless';
  return [{ phase, parameter, onPremises: text(device), azure: text(azure), result }];
}

function versionText(settings: Settings | null): string[] {
  return settings === null || settings.version === null ? [] : [`IKEv${settings.version}`];
}

function generalRows(device: Settings | null, azure: Settings | null): ParameterRow[] {
  const [here, there] = [versionText(device), versionText(azure)];
  const versions: ParameterRow[] =
    here.length + there.length === 0
      ? []
      : [{ phase: 'general', parameter: 'version', onPremises: here, azure: there, result: resultOf(here, there, here[0] !== there[0]) }];
  const identity = (
    parameter: 'identity-on-premises' | 'identity-azure',
    own: string | null,
    expected: string | null,
    isOwnHere: boolean,
  ): ParameterRow[] => {
    if (own === null && expected === null) return [];
    const [mine, theirs] = [own === null ? [] : [own], expected === null ? [] : [expected]];
    const result = resultOf(mine, theirs, own?.toLowerCase() !== expected?.toLowerCase());
    return [{ phase: 'general', parameter, onPremises: isOwnHere ? mine : theirs, azure: isOwnHere ? theirs : mine, result }];
  };
  return [
    ...versions,
    ...identity('identity-on-premises', device?.identity ?? null, azure?.expects ?? null, true),
    ...identity('identity-azure', azure?.identity ?? null, device?.expects ?? null, false),
  ];
}

/** Both ways out: the gateway takes over what the device offers, or the device what the gateway accepts. */
function changesFor(device: Settings, azure: Settings, phases: Phases): Change[] {
  const nearest = { ike: phases.ike?.nearest ?? null, child: phases.child?.nearest ?? null };
  if (nearest.ike === null && nearest.child === null) return [];
  const agreed = (phase: Phase): Proposal | null => phases[phase]?.agreed[0] ?? null;
  const atAzure = azureCommand(
    { ike: nearest.ike?.device ?? agreed('ike'), child: nearest.child?.device ?? agreed('child') },
    azure.childLifetimeSeconds,
  );
  const atDevice = deviceCommand(device, { ike: nearest.ike?.azure ?? null, child: nearest.child?.azure ?? null });
  const phase = nearest.ike === null ? 'child' : 'ike';
  const text = (proposal: Proposal | undefined): string => (proposal === undefined ? '–' : proposalWords(proposal, phase));
  const change = (at: Change['at'], proposal: Proposal | undefined, command: string | null): Change => ({
    at,
    what: message(`negotiation.change.${at}`, { proposal: text(proposal), phase }),
    command,
  });
  return [
    ...(atAzure === null ? [] : [change('azure', nearest[phase]?.device, atAzure)]),
    change('on-premises', nearest[phase]?.azure, atDevice),
  ];
}

/** Both ends' settings side by side, parameter by parameter. Null while neither end is known. */
export function compareEnds(view: FactView): Comparison | null {
  const [device, azure] = [deviceSettings(view), azureSettings(view)];
  if (device === null && azure === null) return null;
  const phases: Phases = {
    ike: device === null || azure === null ? null : agree(device.ike, azure.ike),
    child: device === null || azure === null ? null : agree(device.child, azure.child),
  };
  const both = (['ike', 'child'] as const).flatMap((phase) => {
    const agreement = phases[phase];
    return agreement === null ? [] : [{ phase, agreement }];
  });
  // An end that leaves the ciphers open agrees with anything: that is no choice to show.
  const isStated = (phase: Phase): boolean => [device, azure].every((s) => s?.[phase].some((p) => p.encryption !== null) === true);
  return {
    onPremisesFrom: device?.from ?? null,
    azureFrom: azure?.from ?? null,
    rows: [
      ...generalRows(device, azure),
      ...transformRows('ike', device, azure, phases.ike),
      ...lifetimeRow('ike', 'lifetime', device?.ikeLifetimeSeconds ?? null, azure?.ikeLifetimeSeconds ?? null),
      ...transformRows('child', device, azure, phases.child),
      ...lifetimeRow('child', 'lifetime', device?.childLifetimeSeconds ?? null, azure?.childLifetimeSeconds ?? null),
      ...lifetimeRow('child', 'lifetime-data', device?.childLifetimeKilobytes ?? null, azure?.childLifetimeKilobytes ?? null),
    ],
    agreed: both.flatMap(({ phase, agreement }) =>
      agreement.agreed.slice(0, isStated(phase) ? mostShown : 0).map((p) => ({ phase, text: proposalWords(p, phase) })),
    ),
    nearest: both.flatMap(({ phase, agreement: { nearest } }) =>
      nearest === null
        ? []
        : [
            {
              phase,
              onPremises: proposalWords(nearest.device, phase),
              azure: proposalWords(nearest.azure, phase),
              differs: nearest.differs.map((p) => rowNames[phase][p]),
            },
          ],
    ),
    changes: device === null || azure === null ? [] : changesFor(device, azure, phases),
    citations: [...(device?.citations ?? []), ...(azure?.citations ?? [])],
  };
}
