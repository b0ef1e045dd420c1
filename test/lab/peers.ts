import type { CharonFiles } from './charon.ts';
import { strongswanConf } from './charon.ts';
import type { Setting } from './settings.ts';

export type Side = 'onPremises' | 'azure';

export function otherSide(side: Side): Side {
  return side === 'azure' ? 'onPremises' : 'azure';
}

/** Address under which the gateway sees a device behind NAT. */
export const translatedAddress = '203.0.113.33';

/** Where a side's packets seem to come from. */
function seenAddress(setting: Setting, side: Side): string {
  return side === 'onPremises' && setting.isBehindNat ? translatedAddress : setting.address[side];
}

function isInitiator({ initiator }: Setting, side: Side): boolean {
  return (initiator === 'azure') === (side === 'azure');
}

/** An initiator names its peer; a responder takes any address, as the gateway does that waits for its devices. */
function remoteAddress(setting: Setting, side: Side): string {
  return isInitiator(setting, side) ? (setting.dials ?? seenAddress(setting, otherSide(side))) : '%any';
}

/** A peer is expected under its address; a device behind NAT calls itself by its private one, and the gateway is set to that. */
function swanctlConf(setting: Setting, side: Side): string {
  const peer = otherSide(side);
  const own = setting.identity[side] ?? setting.address[side];
  const dialled = isInitiator(setting, side) && setting.dials !== undefined ? setting.dials : setting.address[peer];
  const life = setting.rekeySeconds === null ? 'rekey_time = 0s' : `rekey_time = ${setting.rekeySeconds}s\n    life_time = 20s`;
  return `connections { to-azure {
  version = ${setting.version[side]}
  aggressive = ${setting.isAggressive ? 'yes' : 'no'}
  local_addrs = ${setting.address[side]}
  remote_addrs = ${remoteAddress(setting, side)}
  proposals = ${setting.ike[side]}
  dpd_delay = ${side === 'onPremises' ? '4s' : '0s'}
  dpd_timeout = 12s
  local {
    auth = psk
    id = ${own}
  }
  remote {
    auth = psk
    id = ${dialled}
  }
  children { lan {
    local_ts = ${setting.lan[side]}
    remote_ts = ${setting.peerLan[side] ?? setting.lan[peer]}
    esp_proposals = ${setting.esp[side]}
    ${life}
  } }
} }
secrets { ike-peer {
  secret = "${setting.key[side]}"
} }
`;
}

export function filesOf(setting: Setting, side: Side, folder: string): CharonFiles {
  const extra = setting.isAggressive ? ['i_dont_care_about_security_and_use_aggressive_mode_psk = yes'] : [];
  return { strongswan: strongswanConf(folder, extra), swanctl: swanctlConf(setting, side) };
}
