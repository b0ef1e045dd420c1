/** Beginnings of well-known vendor ids in hex, and who sends them. Sources: RFC 3706, RFC 3947, MS-IKEE 1.7, strongSwan, Wireshark's list (2026-11). */
const known: readonly (readonly [string, string])[] = [
  ['afcad71368a1f1c96b8696fc77570100', 'Dead Peer Detection'],
  ['4a131c81070358455c5728f20e95452f', 'NAT-T (RFC 3947)'],
  ['7d9419a65310ca6f2c179d9215529d56', 'NAT-T (draft 03)'],
  ['90cb80913ebb696e086381b5ec427b1f', 'NAT-T (draft 02)'],
  ['cd60464335df21f87cfdb2fc68b6a448', 'NAT-T (draft 02)'],
  ['16f6ca16e4a4066d83821a0f0aeaa862', 'NAT-T (draft 01)'],
  ['4485152d18b6bbcd0be8a8469579ddcc', 'NAT-T (draft 00)'],
  ['4048b7d56ebce88525e7de7f00d6c2d3', 'Fragmentation'],
  ['09002689dfd6b712', 'XAuth'],
  ['12f5f28c457168a9702d9fe274cc', 'Cisco Unity'],
  ['1f07f70eaa6514d3b0fa96542a', 'Cisco VPN Concentrator'],
  ['882fe56d6fd20dbc2251613b2ebe5beb', 'strongSwan'],
  ['1e2b516905991c7d7c96fcbfb587e461', 'Microsoft Windows'],
  ['fb1de3cdf341b7ea16b7e5be0855f120', 'Microsoft Negotiation Discovery Capable'],
  ['26244d38eddb61b3172a36e3d0cfb819', 'Microsoft Initial-Contact'],
  ['e3a5966a76379fe707228231e5ce8652', 'Microsoft IKE CGA version 1'],
  ['621b04bb09882ac1e15935fefa24aeee', 'Microsoft GSSAPI'],
  ['8299031757a36082c6a621de', 'FortiGate'],
  ['f4ed19e0c114eb516faaac0ee37daf2807b4381f', 'Check Point'],
];

const mostNameBytes = 64;

/** Who sent the vendor id: its known name, else its text when it is readable, else its bytes in hex. */
export function vendorName(bytes: Buffer): string {
  const hex = bytes.toString('hex', 0, mostNameBytes);
  const found = known.find(([start]) => hex.startsWith(start));
  if (found !== undefined) return found[1];
  const text = bytes.toString('latin1', 0, mostNameBytes);
  return /^[\x20-\x7e]{4,}$/.test(text) ? text : hex;
}
