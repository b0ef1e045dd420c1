/** Cause of a run as in assets/knowledge/causes; `none` for a healthy one. */
export type Setting = {
  readonly name: string;
  readonly cause: string;
  readonly note: string;
  readonly initiator: 'on-premises' | 'azure';
  readonly version: Ends<1 | 2>;
  readonly isAggressive: boolean;
  readonly ike: Ends<string>;
  readonly esp: Ends<string>;
  readonly key: Ends<string>;
  readonly lan: Ends<string>;
  /** Selector that an end demands for the other one's network; its `lan` when left out. */
  readonly peerLan: Partial<Ends<string>>;
  readonly address: Ends<string>;
  /** Address that the initiator dials; the peer's when left out. */
  readonly dials?: string;
  /** Identity of an end, and what the other one expects; addresses when left out. */
  readonly identity: Partial<Ends<string>>;
  /** The device stands at a private address behind a router that translates. */
  readonly isBehindNat: boolean;
  /** Rules that the router drops by, in iptables' words. */
  readonly drops: readonly string[];
  readonly delayMs: number;
  readonly lossPercent: number;
  readonly azureClockMs: number;
  readonly tries: number;
  /** Before the last attempt the device's wrong key is corrected. */
  readonly correctsKey: boolean;
  readonly rekeySeconds: number | null;
  readonly killsAzure: boolean;
};
export type Ends<V> = { readonly onPremises: V; readonly azure: V };

export function both<V>(value: V): Ends<V> {
  return { onPremises: value, azure: value };
}

const azureIke = 'aes256-sha256-modp1024,aes256-sha1-modp1024,3des-sha1-modp1024';
const azureEsp = 'aes256gcm16,aes256-sha256,aes256-sha1,3des-sha1';

const base: Omit<Setting, 'name' | 'cause' | 'note'> = {
  initiator: 'on-premises',
  version: both(2),
  isAggressive: false,
  ike: { onPremises: 'aes256-sha256-modp1024', azure: azureIke },
  esp: { onPremises: 'aes256-sha256', azure: azureEsp },
  key: both('Lab-Key-Aa1'),
  lan: { onPremises: '172.20.8.0/24', azure: '10.61.0.0/24' },
  peerLan: {},
  address: { onPremises: '192.0.2.33', azure: '198.51.100.77' },
  identity: {},
  isBehindNat: false,
  drops: [],
  delayMs: 0,
  lossPercent: 0,
  azureClockMs: 0,
  tries: 1,
  correctsKey: false,
  rekeySeconds: null,
  killsAzure: false,
};

const gcm = { ike: both('aes128gcm16-prfsha384-ecp384'), esp: both('aes128gcm16') };
const aes128 = { ike: both('aes128-sha1-modp2048'), esp: both('aes128-sha1') };
const tripleDes = { ike: both('3des-sha1-modp1024'), esp: both('3des-sha1') };
const sha512 = { ike: both('aes256-sha512-modp3072'), esp: both('aes256-sha512') };
const v1 = { version: both(1 as const) };
const aggressive = { ...v1, isAggressive: true };
const nat = { isBehindNat: true, address: { onPremises: '10.44.0.10', azure: '198.51.100.77' } };
const fromAzure = { initiator: 'azure' as const };
const slow = { delayMs: 80 };
const wrongKey = { key: { onPremises: 'Other-Key-Zz9', azure: 'Lab-Key-Aa1' } };
const v6 = {
  address: { onPremises: '2001:db8:a::33', azure: '2001:db8:b::77' },
};
const noEsp = '-p udp --dport 4500 -m u32 ! --u32 0>>22&0x3C@8=0';

function run(name: string, cause: string, note: string, ...changes: readonly Partial<Setting>[]): Setting {
  return Object.assign({ ...base, name, cause, note }, ...changes);
}

export const settings: readonly Setting[] = [
  run('healthy-gcm', 'none', 'AES-GCM for both phases, ecp384', gcm),
  run('healthy-3des', 'none', '3DES', tripleDes),
  run('healthy-lossy', 'none', '80 ms each way and 5 % loss', slow, { lossPercent: 5 }),
  run('healthy-nat', 'none', 'device at 10.x behind NAT', nat),
  run('healthy-from-azure', 'none', 'the gateway initiates', fromAzure, sha512),
  run('healthy-v6', 'none', 'IPv6 outside', v6),
  run('healthy-v1-aggressive', 'none', 'aggressive mode', aggressive, aes128),
  run('healthy-v1-nat', 'none', 'main mode behind NAT', v1, nat),
  run('healthy-key-corrected', 'none', 'two attempts with a wrong key, then the right one', wrongKey, { tries: 3, correctsKey: true }),
  run('key-gcm', 'psk-mismatch', 'AUTH sealed with AES-GCM', wrongKey, gcm),
  run('key-sha512', 'psk-mismatch', 'the longest checksum', wrongKey, sha512),
  run('key-from-azure', 'psk-mismatch', 'the device refuses', wrongKey, fromAzure),
  run('key-nat-slow', 'psk-mismatch', 'behind NAT, 80 ms', wrongKey, nat, slow),
  run('key-three-attempts', 'psk-mismatch', 'three attempts in one run', wrongKey, aes128, { tries: 3 }),
  run('key-clock', 'psk-mismatch', "the gateway's clock is 90 s ahead", wrongKey, { azureClockMs: 90_000 }),
  run('key-clock-attempts', 'psk-mismatch', 'three attempts, clock 90 s ahead', wrongKey, { azureClockMs: 90_000, tries: 3 }),
  run('key-v1-aggressive', 'psk-mismatch', 'aggressive mode', wrongKey, aggressive, aes128),
  run('key-v1-nat-3des', 'psk-mismatch', 'main mode behind NAT', wrongKey, v1, nat, tripleDes),
  run('key-v1-from-azure', 'psk-mismatch', 'main mode, the device answers', wrongKey, v1, fromAzure),
  run('identity-gcm', 'peer-id-mismatch', 'unknown identity', { identity: { onPremises: '192.0.2.99' } }, gcm),
  run('identity-nat', 'peer-id-mismatch', 'the private address as identity', nat, { identity: { onPremises: '10.44.0.99' } }),
  run('identity-from-azure', 'peer-id-mismatch', 'the device refuses', { identity: { azure: 'vpn.example.net' } }, fromAzure),
  run('identity-v1', 'peer-id-mismatch', 'main mode', { identity: { onPremises: '192.0.2.99' } }, v1),
  run('ike-gcm-against-cbc', 'ike-policy-mismatch', 'AEAD at one end only', { ike: { ...gcm.ike, azure: azureIke } }),
  run('ike-ecp', 'ike-policy-mismatch', 'only the group differs', {
    ike: { onPremises: 'aes128gcm16-prfsha384-ecp384', azure: 'aes128gcm16-prfsha384-ecp256' },
  }),
  run(
    'ike-from-azure',
    'ike-policy-mismatch',
    'the device refuses',
    { ike: { onPremises: 'aes256-sha512-modp3072', azure: azureIke } },
    fromAzure,
  ),
  run('ike-v1', 'ike-policy-mismatch', 'main mode', v1, { ike: { onPremises: 'aes128-sha1-modp2048', azure: azureIke } }),
  run('ike-v1-aggressive', 'ike-policy-mismatch', 'aggressive mode', aggressive, {
    ike: { onPremises: 'aes128-sha1-modp2048', azure: 'aes256-sha1-modp2048' },
  }),
  run('ipsec-gcm', 'ipsec-policy-mismatch', 'refusal sealed with AES-GCM', gcm, {
    esp: { onPremises: 'aes128gcm16', azure: 'aes256gcm16' },
  }),
  run('ipsec-sha512', 'ipsec-policy-mismatch', 'refusal with the longest checksum', sha512, {
    esp: { onPremises: 'aes256-sha512', azure: 'aes256-sha256' },
  }),
  run('ipsec-from-azure', 'ipsec-policy-mismatch', 'the device refuses', fromAzure, {
    esp: { onPremises: 'aes128-sha1', azure: 'aes256gcm16,aes256-sha256' },
  }),
  run('ipsec-v1-3des', 'ipsec-policy-mismatch', 'quick mode', v1, tripleDes, { esp: { onPremises: '3des-sha1', azure: 'aes256-sha256' } }),
  run('selectors-gcm', 'traffic-selector-mismatch', 'disjoint selectors', gcm, { peerLan: { onPremises: '10.99.0.0/24' } }),
  run('selectors-from-azure', 'traffic-selector-mismatch', 'the device refuses', fromAzure, { peerLan: { azure: '172.31.0.0/24' } }),
  run('selectors-v1', 'traffic-selector-mismatch', 'INVALID_ID in quick mode', v1, { peerLan: { onPremises: '10.99.0.0/24' } }),
  run('pfs-gcm', 'pfs-mismatch', 'seen at the rekey', gcm, {
    esp: { onPremises: 'aes128gcm16-ecp384', azure: 'aes128gcm16' },
    rekeySeconds: 6,
  }),
  run('pfs-slow-nat', 'pfs-mismatch', 'seen at the rekey, 80 ms, behind NAT', nat, slow, {
    esp: { onPremises: 'aes256-sha256-modp2048', azure: 'aes256-sha256' },
    rekeySeconds: 6,
  }),
  run('pfs-v1', 'pfs-mismatch', 'quick mode shows it at once', v1, {
    esp: { onPremises: 'aes256-sha256-modp2048', azure: 'aes256-sha256' },
  }),
  run('udp500-attempts-nat', 'udp-500-blocked', 'two attempts behind NAT', nat, { drops: ['-p udp --dport 500'], tries: 2 }),
  run('udp500-v1', 'udp-500-blocked', 'main mode', v1, { drops: ['-p udp --dport 500'] }),
  run('udp4500-nat', 'udp-4500-blocked', 'behind NAT', nat, { drops: ['-p udp --dport 4500'] }),
  run('udp4500-v1', 'udp-4500-blocked', 'main mode', v1, { drops: ['-p udp --dport 4500'] }),
  run('udp4500-from-azure', 'udp-4500-blocked', 'the gateway initiates, twice', fromAzure, { drops: ['-p udp --dport 4500'], tries: 2 }),
  run('udp4500-gcm-attempts', 'udp-4500-blocked', 'two attempts', gcm, { drops: ['-p udp --dport 4500'], tries: 2 }),
  run('esp-gcm', 'esp-blocked', 'both directions', gcm, { drops: [noEsp] }),
  run('esp-nat', 'esp-blocked', 'behind NAT', nat, { drops: [noEsp] }),
  run('esp-v1', 'esp-blocked', 'main mode', v1, { drops: [noEsp] }),
  run('address-v1', 'wrong-gateway-ip', 'nobody there, main mode', v1, { dials: '198.51.100.99' }),
  run('address-of-a-host', 'wrong-gateway-ip', 'a host without IKE: port unreachable', { dials: '198.51.100.1' }),
  run('version-2-to-1', 'ike-version-mismatch', 'the gateway knows IKEv1 only', { version: { onPremises: 2, azure: 1 } }),
  run('version-from-azure', 'ike-version-mismatch', 'the device knows IKEv1 only', fromAzure, { version: { onPremises: 1, azure: 2 } }),
  run('peer-dies-v1', 'peer-lost', 'DPD of IKEv1', v1, { killsAzure: true }),
  run('peer-dies-nat-gcm', 'peer-lost', 'behind NAT', nat, gcm, { killsAzure: true }),
];
