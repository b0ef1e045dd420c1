import type { FactOf } from '#shared/model/fact.ts';
import type { CheckResult, FactView } from '../check.ts';
import { isDeviceProvider, noDial } from './dials.ts';
import { decided, gather } from './result.ts';
import { hostKey } from './vpn-host.ts';

type Service = FactOf<'service-state'>;

function isDown({ state }: Service): boolean {
  return state === 'stopped' || state === 'failed';
}

function shown(services: readonly Service[]): CheckResult {
  const names = services.map((s) => (s.stateText === null ? s.service : `${s.service} (${s.stateText})`)).join(', ');
  return decided('not-running', { ...noDial, service: names }, gather(...services.map((s) => s.citations)));
}

/** What RRAS needs (Microsoft, Routing and Remote Access service: dependencies; IKEEXT for IKEv2). */
const needed = ['remoteaccess', 'rasman', 'ikeext', 'bfe'];

/**
 * Services of an RRAS server that a list shows stopped. Every Windows has the services and most have them turned off: only a host that is
 * set to start RRAS, or that has its interfaces, is meant to run them.
 */
export function stoppedWindowsServices(view: FactView): CheckResult[] {
  const services = view.of('service-state').filter((s) => s.system === 'windows');
  const rras = services.find((s) => s.service.toLowerCase() === 'remoteaccess');
  const isServer = rras?.startType === 'automatic' || view.of('rras-interface').length > 0;
  const down = isServer ? services.filter((s) => needed.includes(s.service.toLowerCase()) && isDown(s)) : [];
  return down.length === 0 ? [] : [shown(down)];
}

const ipsecUnit = /^(?:strongswan(?:-starter|-swanctl)?|ipsec|libreswan|pluto|charon(?:-systemd)?)$/;

/** True when something shows the IKE daemon at work: a tunnel that stands, or lists that only it can give. */
function answers(view: FactView): boolean {
  return view.of('device-sa').some((s) => s.vendor !== 'windows' && s.state === 'up') || view.of('kernel-sa').length > 0;
}

/** What a collector heard when it asked the daemon itself. */
function refusals(view: FactView): FactOf<'collection-item'>[] {
  return view.of('collection-item').filter((i) => i.item === 'swanctl-sas' && i.status === 'failed' && i.reason === 'not-running');
}

/**
 * IPsec services of a device that do not run. Distributions have the daemon under several names, of which one runs: a device is down only
 * when none of them does.
 */
export function stoppedIpsecServices(view: FactView): CheckResult[] {
  const units = view.of('service-state').filter((s) => s.system === 'systemd' && ipsecUnit.test(s.service) && s.state !== 'not-found');
  const byHost = Map.groupBy(units, (s) => (s.citations[0] === undefined ? '' : hostKey(s.citations[0])));
  if (answers(view)) return [];
  const down = [...byHost.values()].filter((list) => list.every(isDown)).map((list) => shown(list));
  if (down.length > 0 || units.some((s) => !isDown(s))) return down;
  const isOther = view.of('dial-successes').some((s) => isDeviceProvider(s.provider));
  return isOther
    ? []
    : refusals(view).map((i) => decided('not-running', { ...noDial, service: i.detail ?? i.command ?? i.item }, i.citations));
}

/** Units of FRR that do not run; without them no BGP session is. */
export function stoppedBgpServices(view: FactView): Service[] {
  const units = view.of('service-state').filter((s) => s.system === 'systemd' && s.service === 'frr' && s.state !== 'not-found');
  return units.some((s) => !isDown(s)) ? [] : units;
}
