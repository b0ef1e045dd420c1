import { describe, expect, it } from 'vitest';
import { format } from '#core/formats/cisco-ike-log/format.ts';
import { samples } from '#core/formats/cisco-ike-log/samples.ts';
import type { IkeEventData } from '#shared/model/ike.ts';
import { dataOf, readBytes, readText, variants } from '../parse-text.ts';

function events(text: string): IkeEventData[] {
  return dataOf(readText(format, text), 'ike-event');
}

const failures = (text: string): (string | null | undefined)[] =>
  events(text)
    .filter((e) => e.step === 'failed' || e.step === 'peer-silent' || e.step === 'peer-lost')
    .map((e) => e.fault);

function sample(name: string): string {
  return samples.find((s) => s.name === name)!.text;
}

const offered = (e: IkeEventData | undefined): string[] => (e?.proposals ?? []).map((p) => p.transforms.map((t) => t.name).join(' '));

const init = `IKEv2:(SESSION ID = 1,SA ID = 1):Sending Packet [To 198.51.100.20:500/From 203.0.113.10:500/VRF i0:f0]
Initiator SPI : 1D418169B24BF95A - Responder SPI : 0000000000000000 Message id: 0
IKEv2 IKE_SA_INIT Exchange REQUEST
Payload contents:
 SA KE N VID
`;
const auth = `IKEv2:(SESSION ID = 1,SA ID = 1):Sending Packet [To 198.51.100.20:4500/From 203.0.113.10:4500/VRF i0:f0]
Initiator SPI : 1D418169B24BF95A - Responder SPI : A645046F734260C6 Message id: 1
IKEv2 IKE_AUTH Exchange REQUEST
Payload contents:
 ENCR
`;
const answer = (exchange: string, id: number, payloads: string): string =>
  `IKEv2:(SESSION ID = 1,SA ID = 1):Received Packet [From 198.51.100.20:500/To 203.0.113.10:500/VRF i0:f0]
Initiator SPI : 1D418169B24BF95A - Responder SPI : A645046F734260C6 Message id: ${id}
IKEv2 ${exchange} Exchange RESPONSE
Payload contents:
 ${payloads}

`;

describe('debug crypto ikev2', () => {
  it('a message with its lines: ends, SPIs, message id, exchange, notifies', () => {
    const [first, second] = events(sample('debug crypto ikev2 of IOS-XE, child SA refused')).filter((e) => e.step === 'message');
    expect(first).toMatchObject({
      witness: 'device-log',
      side: 'on-premises',
      version: 2,
      direction: 'sent',
      exchange: 'IKE_SA_INIT',
      isResponse: false,
      isInitiator: true,
      messageId: 0,
      initiatorSpi: '1d418169b24bf95a',
      responderSpi: null,
      local: { address: '203.0.113.10', port: 500 },
      remote: { address: '198.51.100.20', port: 500 },
      notifies: [
        { name: 'NAT_DETECTION_SOURCE_IP', id: null },
        { name: 'NAT_DETECTION_DESTINATION_IP', id: null },
      ],
    });
    expect(second).toMatchObject({ direction: 'received', isResponse: true, responderSpi: 'a645046f734260c6' });
  });

  it('what the device offers, with the ciphers whose key length it leaves out', () => {
    const [ike, esp] = events(sample('debug crypto ikev2 of IOS-XE, child SA refused')).filter((e) => e.step === 'proposals');
    expect(offered(ike)).toEqual(['AES-CBC PRF-SHA2-256 SHA2-256 14']);
    expect([esp?.sa, offered(esp)]).toEqual(['child', ['AES-CBC SHA1 none']]);
  });

  it('tells PRFs and integrity algorithms of a long proposal apart', () => {
    const [event] = events(`IKEv2:(SESSION ID = 31,SA ID = 1):IKE Proposal: 1, SPI size: 0 (initial negotiation),
Num. transforms: 15
   AES-CBC   AES-CBC   AES-CBC   SHA512   SHA384   SHA256   SHA1   MD5   SHA512   SHA384   SHA256   SHA96   MD596   DH_GROUP_1536_MODP/Group 5   DH_GROUP_1024_MODP/Group 2
`);
    const of = (type: string) => event!.proposals[0]!.transforms.filter((t) => t.type === type).map((t) => t.name);
    expect(of('prf')).toEqual(['PRF-SHA2-512', 'PRF-SHA2-384', 'PRF-SHA2-256', 'PRF-SHA1', 'PRF-MD5']);
    expect(of('integrity')).toEqual(['SHA2-512', 'SHA2-384', 'SHA2-256', 'SHA1', 'MD5']);
    expect(of('dh-group')).toEqual(['5', '2']);
  });

  it('both ends of a refusal, as ASA prints them', () => {
    const read = events(sample('debug crypto ikev2 protocol of ASA, no common policy'));
    const [received, expected] = read.filter((e) => e.step === 'proposals');
    expect([received!.direction, offered(received)]).toEqual([
      'received',
      ['AES-CBC-256 PRF-SHA1 SHA1 2', 'AES-CBC-128 PRF-SHA2-256 SHA2-256 2'],
    ]);
    expect([expected!.direction, offered(expected)]).toEqual(['local', ['AES-CBC-256 PRF-SHA2-384 SHA2-384 24']]);
    expect(failures(sample('debug crypto ikev2 protocol of ASA, no common policy'))).toEqual(['ike-policy']);
    expect(read[0]).toMatchObject({
      step: 'message',
      exchange: 'IKE_SA_INIT',
      isResponse: false,
      initiatorSpi: 'dfa3b583a4369958',
      isInitiator: false,
    });
  });

  it('both ends of a refusal on one line, as IOS-XE prints them', () => {
    const read = events(
      `${init}IKEv2-ERROR:(SESSION ID = 1,SA ID = 1):Received Policies: : Failed to find a matching policyProposal 1:  AES-CBC-128 SHA512 SHA512 DH_GROUP_384_ECP/Group 20
IKEv2-ERROR:(SESSION ID = 1,SA ID = 1):Expected Policies: : Failed to find a matching policyProposal 1:  AES-CBC-256 SHA512 SHA512 DH_GROUP_384_ECP/Group 20
`,
    );
    expect(read.slice(1).map((e) => [e.step, e.fault, offered(e)])).toEqual([
      ['failed', 'ike-policy', ['AES-CBC-128 PRF-SHA2-512 SHA2-512 20']],
      ['other', 'ike-policy', ['AES-CBC-256 PRF-SHA2-512 SHA2-512 20']],
    ]);
  });

  it.each<[string, string, string[]]>([
    [
      'the peer refuses the IKE SA',
      `${init}${answer('IKE_SA_INIT', 0, 'NOTIFY(NO_PROPOSAL_CHOSEN)')}IKEv2-ERROR:(SESSION ID = 1,SA ID = 1):: Received no proposal chosen notify\nIKEv2:(SESSION ID = 1,SA ID = 1):Failed SA init exchange\nIKEv2-ERROR:(SESSION ID = 1,SA ID = 1):Initial exchange failed: Initial exchange failed`,
      ['ike-policy'],
    ],
    [
      'the peer refuses the key',
      `${init}${answer('IKE_SA_INIT', 0, 'SA KE N')}${auth}${answer('IKE_AUTH', 1, 'NOTIFY(AUTHENTICATION_FAILED)')}IKEv2-ERROR:(SESSION ID = 1,SA ID = 1):: Auth exchange failed\nIKEv2-ERROR:(SESSION ID = 1,SA ID = 1):: Auth exchange failed`,
      ['authentication'],
    ],
    [
      'the key of the peer differs',
      `${init}${answer('IKE_SA_INIT', 0, 'SA KE N')}${auth}${answer('IKE_AUTH', 1, 'IDr AUTH SA TSi TSr')}IKEv2:(SESSION ID = 1,SA ID = 1):Verification of peer's authentication data FAILED\nIKEv2-ERROR:(SESSION ID = 1,SA ID = 1):: Auth exchange failed`,
      ['authentication'],
    ],
    [
      'the peer refuses the selectors',
      `${init}${answer('IKE_SA_INIT', 0, 'SA KE N')}${auth}${answer('IKE_AUTH', 1, 'IDr AUTH NOTIFY(TS_UNACCEPTABLE)')}IKEv2:(SESSION ID = 1,SA ID = 1):Process auth response notify`,
      ['traffic-selectors'],
    ],
    [
      'the selectors of the peer match no crypto map',
      `${init}IKEv2-PROTO-1: (1): There was no IPSEC policy found for received TS\nIKEv2-PROTO-1: (1): Auth exchange failed`,
      ['traffic-selectors'],
    ],
    [
      'no answer at all',
      `${init}IKEv2:(SESSION ID = 1,SA ID = 1):Retransmitting packet\nIKEv2-ERROR:(SESSION ID = 1,SA ID = 1):Maximum number of retransmissions reached`,
      ['no-answer'],
    ],
    [
      'no profile for the peer',
      `${init}IKEv2-ERROR:(SESSION ID = 1,SA ID = 1):% IKEv2 profile not found\nIKEv2-ERROR:(SESSION ID = 1,SA ID = 1):: Failed to locate an item in the database`,
      ['peer-identity'],
    ],
    [
      'PFS refused when the child is rekeyed',
      `${init}${answer('IKE_AUTH', 1, 'IDr AUTH SA TSi TSr')}IKEv2:(SA ID = 1):[IPsec -> IKEv2] Creation of IPsec SA into IPsec database PASSED\n${answer('CREATE_CHILD_SA', 2, 'NOTIFY(NO_PROPOSAL_CHOSEN)')}IKEv2:(SESSION ID = 1,SA ID = 1):Processing child response notify`,
      ['pfs'],
    ],
    [
      'silence of a peer that was there',
      `${init}${answer('IKE_AUTH', 1, 'IDr AUTH SA TSi TSr')}IKEv2:(SESSION ID = 1,SA ID = 1):IKEV2 SA created; inserting SA into database\nIKEv2-ERROR:(SESSION ID = 1,SA ID = 1):Maximum number of retransmissions reached`,
      ['peer-lost'],
    ],
  ])('%s', (_name, text, expected) => {
    expect(failures(text)).toEqual(expected);
  });

  it('a new attempt counts anew, the lines of one attempt once', () => {
    const again = init.replaceAll('1D418169B24BF95A', '161B5964AD200FB7');
    const refused = 'IKEv2-ERROR:(SESSION ID = 1,SA ID = 1):: Received no proposal chosen notify\n'.repeat(3);
    expect(failures(init + refused + again + refused)).toEqual(['ike-policy', 'ike-policy']);
  });

  it('a tunnel that comes up, and its identities and NAT', () => {
    const read = events(`${init}${answer('IKE_SA_INIT', 0, 'SA KE N')}IKEv2:(SESSION ID = 1,SA ID = 1):NAT OUTSIDE found
IKEv2:(SESSION ID = 1,SA ID = 1):Searching policy based on peer's identity 'azure.example.net' of type 'FQDN'
IKEv2:(SESSION ID = 1,SA ID = 1):Session with IKE ID PAIR (azure.example.net, 203.0.113.10) is UP
IKEv2:(SA ID = 1):[IPsec -> IKEv2] Creation of IPsec SA into IPsec database PASSED
IKEv2:(SESSION ID = 1,SA ID = 1):Sending DELETE INFO message for IKEv2 SA [ISPI: 0x1D418169B24BF95A RSPI: 0xA645046F734260C6]
`).slice(2);
    expect(read.map((e) => [e.step, e.sa])).toEqual([
      ['other', null],
      ['other', null],
      ['established', 'ike'],
      ['established', 'child'],
      ['deleted', 'ike'],
    ]);
    expect(read[0]!.nat).toEqual({ local: null, remote: true });
    expect(read[1]!.identities).toEqual([{ whose: 'remote', type: 'FQDN', value: 'azure.example.net' }]);
  });

  it('a first message of the peer belongs to the id that the next line names', () => {
    const read =
      events(`${init.replaceAll('198.51.100.20', '198.51.100.99')}IKEv2:Received Packet [From 198.51.100.20:500/To 203.0.113.10:500/VRF i0:f0]
Initiator SPI : AAAAAAAAAAAAAAAA - Responder SPI : 0000000000000000 Message id: 0
IKEv2 IKE_SA_INIT Exchange REQUEST
Payload contents:
 SA KE N

IKEv2-ERROR:(SESSION ID = 2,SA ID = 1):: Failed to find a matching policy
`);
    expect(read.at(-1)).toMatchObject({ fault: 'ike-policy', remote: { address: '198.51.100.20', port: 500 }, isInitiator: false });
  });

  it('old shapes: Tx and Rx with the header on lines of its own', () => {
    const [event] = events(`*Nov 11 20:28:34.003: IKEv2:Tx [L 203.0.113.10:500/R 198.51.100.20:500/VRF i0:f0] m_id: 0x0
*Nov 11 20:28:34.003: IKEv2:HDR[i:F074D8BBD5A59F0B - r: 0000000000000000]
*Nov 11 20:28:34.003: IKEv2:IKEV2 HDR ispi: F074D8BBD5A59F0B - rspi: 0000000000000000
*Nov 11 20:28:34.003: IKEv2:Next payload: SA, version: 2.0
*Nov 11 20:28:34.003: IKEv2:Exchange type: IKE_SA_INIT, flags: INITIATOR
*Nov 11 20:28:34.003: IKEv2:Message id: 0x0, length: 344
`);
    expect(event).toMatchObject({
      step: 'message',
      direction: 'sent',
      exchange: 'IKE_SA_INIT',
      isResponse: false,
      messageId: 0,
      initiatorSpi: 'f074d8bbd5a59f0b',
    });
  });
});

const main = `ISAKMP:(0): beginning Main Mode exchange
ISAKMP:(0): sending packet to 198.51.100.20 my_port 500 peer_port 500 (I) MM_NO_STATE
ISAKMP (0): received packet from 198.51.100.20 dport 500 sport 500 Global (I) MM_NO_STATE
`;
const upToQuick = `${main}ISAKMP:(1001):Old State = IKE_I_MM6  New State = IKE_P1_COMPLETE
ISAKMP:(1001):beginning Quick Mode exchange, M-ID of -889293300
ISAKMP:(1001): sending packet to 198.51.100.20 my_port 500 peer_port 500 (I) QM_IDLE
`;

describe('debug crypto isakmp', () => {
  it('messages with their exchange and role', () => {
    expect(
      events(upToQuick)
        .filter((e) => e.step === 'message')
        .map((e) => [e.direction, e.exchange, e.isInitiator, e.remote?.address, e.isEncrypted]),
    ).toEqual([
      ['sent', 'main-mode', true, '198.51.100.20', false],
      ['received', 'main-mode', true, '198.51.100.20', false],
      ['sent', 'quick-mode', true, '198.51.100.20', true],
    ]);
  });

  it('the transform that was compared and taken', () => {
    const read = events(`ISAKMP:(0):Checking ISAKMP transform 1 against priority 10 policy
ISAKMP:      encryption AES-CBC
ISAKMP:      keylength of 256
ISAKMP:      hash SHA256
ISAKMP:      default group 14
ISAKMP:      auth pre-share
ISAKMP:      life type in seconds
ISAKMP:      life duration (VPI) of  0x0 0x1 0x51 0x80
ISAKMP:(0):atts are acceptable. Next payload is 0
`);
    expect(read.find((e) => e.chosen !== null)?.chosen?.transforms.map((t) => [t.type, t.name])).toEqual([
      ['encryption', 'AES-CBC-256'],
      ['integrity', 'SHA2-256'],
      ['dh-group', '14'],
      ['authentication', 'pre-shared key'],
      ['lifetime-seconds', '86400'],
    ]);
  });

  it('a refused transform goes with the refusal', () => {
    const read = events(`${main}ISAKMP:(0):Checking ISAKMP transform 1 against priority 10 policy
ISAKMP:      encryption 3DES-CBC
ISAKMP:      hash SHA
ISAKMP:      default group 2
ISAKMP:      auth pre-share
ISAKMP:(0):Encryption algorithm offered does not match policy!
ISAKMP:(0):atts are not acceptable. Next payload is 0
ISAKMP:(0):no offers accepted!
ISAKMP:(0): phase 1 SA policy not acceptable! (local 203.0.113.10 remote 198.51.100.20)
`);
    expect(read.filter((e) => e.proposals.length > 0).map(offered)).toEqual([['3DES SHA1 2 pre-shared key']]);
    expect(read.filter((e) => e.step === 'failed').map((e) => e.fault)).toEqual(['ike-policy']);
  });

  it.each<[string, string, string[]]>([
    ['silence from the first message on', sample('debug crypto isakmp of IOS, no answer'), ['no-answer']],
    [
      'another key at the peer',
      `${main}%CRYPTO-4-IKMP_BAD_MESSAGE: IKE message from 198.51.100.20 failed its sanity check or is malformed\nISAKMP:(1001):retransmitting phase 1 MM_KEY_EXCH...`,
      ['authentication'],
    ],
    [
      'quick mode refused by the peer',
      `${upToQuick}ISAKMP:(1001): processing NOTIFY PROPOSAL_NOT_CHOSEN protocol 3\nISAKMP:(1001):deleting SA reason "No reason" state (I) QM_IDLE       (peer 198.51.100.20)`,
      ['ipsec-policy'],
    ],
    [
      'proxies of the peer that no entry has',
      `${upToQuick}IPSEC(ipsec_process_proposal): proxy identities not supported\nISAKMP:(1001): IPSec policy invalidated proposal with error 32\nISAKMP:(1001): phase 2 SA policy not acceptable! (local 203.0.113.10 remote 198.51.100.20)`,
      ['traffic-selectors'],
    ],
    [
      'transform set of the peer',
      `${upToQuick}IPSEC(validate_transform_proposal): transform proposal not supported for identity:\n    {esp-3des esp-sha-hmac }\nISAKMP:(1001): phase 2 SA policy not acceptable! (local 203.0.113.10 remote 198.51.100.20)`,
      ['ipsec-policy'],
    ],
    ['no key for the peer', `${main}ISAKMP:(0):No pre-shared key with 198.51.100.20!`, ['authentication']],
  ])('%s', (_name, text, expected) => {
    expect(failures(text)).toEqual(expected);
  });

  it('a tunnel that comes up', () => {
    expect(
      events(`${upToQuick}ISAKMP:(1001):Old State = IKE_QM_I_QM1  New State = IKE_QM_PHASE2_COMPLETE`)
        .filter((e) => e.step === 'established')
        .map((e) => e.sa),
    ).toEqual(['ike', 'child']);
  });
});

const asa = (code: string, text: string, ip = '198.51.100.20'): string =>
  `Nov 18 2026 12:00:00: %ASA-3-${code}: Group = ${ip}, IP = ${ip}, ${text}\n`;
const v2 = (code: string, text: string): string =>
  `Nov 18 2026 12:00:00: %ASA-5-${code}: Local:203.0.113.10:500 Remote:198.51.100.20:500 Username:198.51.100.20 IKEv2 ${text}\n`;

describe('syslog of ASA', () => {
  it.each<[string, string, string | null, string]>([
    [
      '713061',
      asa(
        '713061',
        'Rejecting IPSec tunnel: no matching crypto map entry for remote proxy 10.20.0.0/255.255.0.0/0/0 local proxy 0.0.0.0/0.0.0.0/0/0 on interface outside',
      ),
      'traffic-selectors',
      'failed',
    ],
    [
      '713257',
      "%ASA-5-713257: Phase 1 failure:  Mismatched attribute types for class Group Description:  Rcv'd: Group 5  Cfg'd: Group 2\n",
      'ike-policy',
      'failed',
    ],
    ['713902', asa('713902', 'All IPSec SA proposals found unacceptable!'), 'ipsec-policy', 'failed'],
    ['713904', asa('713904', 'All SA proposals found unacceptable'), 'ike-policy', 'failed'],
    ['713123', asa('713123', 'IKE lost contact with remote peer, deleting connection (keepalive type: DPD)'), 'peer-lost', 'peer-lost'],
    [
      '713138',
      '%ASA-3-713138: IP = 198.51.100.20, Group 198.51.100.20 not found and BASE GROUP default preshared key not configured\n',
      'peer-identity',
      'failed',
    ],
    ['713119', asa('713119', 'PHASE 1 COMPLETED'), null, 'established'],
    ['713120', asa('713120', 'PHASE 2 COMPLETED (msgid=033c8971)'), null, 'established'],
    [
      '602303',
      '%ASA-6-602303: IPSEC: An outbound LAN-to-LAN SA (SPI= 0xCE8C73AC) between 203.0.113.10 and 198.51.100.20 (user= 198.51.100.20) has been created.\n',
      null,
      'established',
    ],
    [
      '402116',
      "%ASA-4-402116: IPSEC: Received an ESP packet (SPI= 0x32F752FF, sequence number= 0x1) from 198.51.100.20 (user= 198.51.100.20) to 203.0.113.10.  The decapsulated inner packet doesn't match the negotiated policy in the SA.\n",
      'traffic-selectors',
      'other',
    ],
    ['750002', v2('750002', 'Received a IKE_INIT_SA request'), null, 'message'],
    [
      '750003, silence',
      v2('750003', 'Negotiation aborted due to ERROR: Failed to receive the AUTH msg before the timer expired'),
      'no-answer',
      'peer-silent',
    ],
    [
      '750003, selectors',
      v2('750003', 'Negotiation aborted due to ERROR: There was no IPSEC policy found for received TS'),
      'traffic-selectors',
      'failed',
    ],
    ['750003, policy', v2('750003', 'Negotiation aborted due to ERROR: Failed to find a matching policy'), 'ike-policy', 'failed'],
    ['750006', v2('750006', 'SA UP. Reason: New Connection Established'), null, 'established'],
    ['750007, peer', v2('750007', 'SA DOWN. Reason: peer request'), null, 'deleted'],
    ['750007, lost', v2('750007', 'SA DOWN. Reason: peer lost'), 'peer-lost', 'peer-lost'],
    [
      '751002',
      v2('751002', 'No preshared key or trustpoint configured for self in tunnel group 198.51.100.20'),
      'authentication',
      'failed',
    ],
    [
      '751022',
      v2(
        '751022',
        'Tunnel rejected: Crypto Map Policy not found for remote traffic selector 10.20.0.0/10.20.255.255/0/65535/0 local traffic selector 0.0.0.0/255.255.255.255/0/65535/0!',
      ),
      'traffic-selectors',
      'failed',
    ],
  ])('%s', (_code, text, fault, step) => {
    const [event] = events(text);
    expect([event?.fault ?? null, event?.step]).toEqual([fault, step]);
    if (!text.includes('713257')) expect(event?.remote?.address).toBe('198.51.100.20');
  });

  it('one rejected tunnel of six lines is one failure; five seconds later it is another', () => {
    const text = sample('syslog of ASA, IKEv1, no crypto map for the proxies');
    expect(failures(text)).toEqual(['traffic-selectors']);
    expect(failures(text + text.replaceAll('12:37:51', '12:37:56'))).toEqual(['traffic-selectors', 'traffic-selectors']);
  });

  it('the same words in debug crypto ikev1, and its messages', () => {
    const read =
      events(`Jun 10 17:36:05 [IKEv1]IP = 198.51.100.20, IKE Initiator: New Phase 1, Intf inside, IKE Peer 198.51.100.20  local Proxy Address 192.168.50.0, remote Proxy Address 10.20.0.0,  Crypto map (MAP)
Jun 10 17:36:05 [IKEv1]IP = 198.51.100.20, IKE_DECODE SENDING Message (msgid=0) with payloads : HDR + SA (1) + VENDOR (13) + NONE (0) total length : 148
Jun 10 17:36:05 [IKEv1]IP = 198.51.100.20, IKE_DECODE RECEIVED Message (msgid=0) with payloads : HDR + SA (1) + VENDOR (13) + NONE (0) total length : 108
Jun 10 17:36:05 [IKEv1]IP = 198.51.100.20, IKE_DECODE SENDING Message (msgid=0) with payloads : HDR + KE (4) + NONCE (10) + NONE (0) total length : 256
Jun 10 17:36:13 [IKEv1]IP = 198.51.100.20, IKE_DECODE RESENDING Message (msgid=0) with payloads : HDR + KE (4) + NONCE (10) + NONE (0) total length : 256
Jun 10 17:36:37 [IKEv1 DEBUG]IP = 198.51.100.20, IKE MM Initiator FSM error history (struct &0xd8ab1f58)  <state>, <event>:  MM_DONE, EV_ERROR-->MM_WAIT_MSG4, EV_TIMEOUT-->MM_WAIT_MSG4, NullEvent
`);
    expect(read.map((e) => [e.step, e.direction, e.exchange])).toEqual([
      ['other', null, null],
      ['message', 'sent', 'main-mode'],
      ['message', 'received', 'main-mode'],
      ['message', 'sent', 'main-mode'],
      ['retransmission', 'sent', 'main-mode'],
      ['peer-silent', 'local', 'main-mode'],
    ]);
    expect(read.at(-1)?.fault).toBe('no-answer');
  });

  it('the tunnel manager repeats what was said before, and stands alone when nothing was', () => {
    const gaveUp =
      'Nov 18 2026 12:00:01: %ASA-3-752015: Tunnel Manager has failed to establish an L2L SA.  All configured IKE versions failed to establish the tunnel. Map Tag = outside_map.  Map Sequence Number = 1.\n';
    expect(failures(v2('750003', 'Negotiation aborted due to ERROR: Auth exchange failed') + gaveUp)).toEqual(['authentication']);
    expect(failures(gaveUp)).toEqual(['other']);
  });

  it('other messages of the firewall stay lines', () => {
    const { records } = readText(
      format,
      '%ASA-6-302013: Built inbound TCP connection 1 for outside:198.51.100.20/443\n' + asa('713119', 'PHASE 1 COMPLETED'),
    );
    expect(records.map((r) => r.data.kind)).toEqual(['line', 'ike-event']);
  });

  it('a client that disconnects is no tunnel between sites', () => {
    expect(
      events(
        '%ASA-4-113019: Group = VPN, Username = user, IP = 192.0.2.7, Session disconnected. Session Type: SSL, Duration: 1h, Bytes xmt: 1, Bytes rcv: 2, Reason: Idle Timeout\n',
      ),
    ).toEqual([]);
  });
});

describe('syslog of IOS and IOS-XE', () => {
  it.each<[string, string | null, string, string | null]>([
    [
      '%CRYPTO-5-SESSION_STATUS: Crypto tunnel is UP  .  Peer 198.51.100.20:500       Id: 198.51.100.20',
      null,
      'established',
      '198.51.100.20',
    ],
    [
      '%CRYPTO-5-IKEV2_SESSION_STATUS: Crypto tunnel v2 is DOWN.  Peer 198.51.100.20:500       Id: 198.51.100.20',
      null,
      'deleted',
      '198.51.100.20',
    ],
    [
      '%CRYPTO-4-IKMP_BAD_MESSAGE: IKE message from 198.51.100.20 failed its sanity check or is malformed',
      'authentication',
      'failed',
      '198.51.100.20',
    ],
    ['%CRYPTO-6-IKMP_MODE_FAILURE: Processing of Quick mode failed with peer at 198.51.100.20', 'ipsec-policy', 'failed', '198.51.100.20'],
    [
      '%CRYPTO-6-IKMP_SA_NOT_OFFERED: Remote peer 198.51.100.20 responded with attribute hash algorithm not offered or changed',
      'ike-policy',
      'failed',
      '198.51.100.20',
    ],
    ['%IKEV2-3-NEG_ABORT: Negotiation aborted due to ERROR: Auth exchange failed', 'authentication', 'failed', null],
    ['%IKEV2-5-SA_UP: SA UP', null, 'established', null],
    [
      "%IOSXE-3-PLATFORM: R0/0: cpp_cp: QFP:0.0 Thread:000 TS:00000004 %IPSEC-3-RECVD_PKT_INV_SPI: decaps: rec'd IPSEC packet has invalid spi for destaddr=203.0.113.10, prot=50, spi=0x32f752ff, srcaddr=198.51.100.20, input interface=Gi1",
      'other',
      'other',
      '198.51.100.20',
    ],
  ])('%s', (text, fault, step, peer) => {
    const [event] = events(`*Nov 18 12:00:00.123: ${text}\n`);
    expect([event?.fault ?? null, event?.step, event?.remote?.address ?? null]).toEqual([fault, step, peer]);
  });
});

describe('prefixes and times', () => {
  const text = 'ISAKMP:(0): sending packet to 198.51.100.20 my_port 500 peer_port 500 (I) MM_NO_STATE';
  it.each<[string, string, number | null, boolean]>([
    ['unset clock', `*Mar  1 00:12:34.567: ${text}`, Date.UTC(2000, 2, 1, 0, 12, 34, 567), false],
    ['sequence number', `000123: .Mar  1 00:12:34.567: ${text}`, Date.UTC(2000, 2, 1, 0, 12, 34, 567), false],
    ['year and UTC', `Nov 18 2026 12:00:00.123 UTC: ${text}`, Date.UTC(2026, 10, 18, 12, 0, 0, 123), true],
    ['another zone', `Nov 18 2026 12:00:00.123 JST: ${text}`, Date.UTC(2026, 10, 18, 12, 0, 0, 123), false],
    ['behind a server', `<190>Nov 18 12:00:02 192.0.2.1 77: *Nov 18 12:00:00.123: ${text}`, Date.UTC(2000, 10, 18, 12, 0, 0, 123), false],
    ['RFC 5424', `<190>1 2026-11-18T12:00:00+09:00 rtr1 ios - - - ${text}`, Date.UTC(2026, 10, 18, 12), true],
    ['uptime', `00:27:07: ${text}`, null, false],
    ['after a prompt', `rtr1#*Mar  1 00:12:34.567: ${text}`, Date.UTC(2000, 2, 1, 0, 12, 34, 567), false],
    ['bare', text, null, false],
  ])('%s', (_name, line, localMs, isUtc) => {
    const [record] = readText(format, `${line}\n`).records;
    expect(record?.data).toMatchObject({ kind: 'ike-event', direction: 'sent' });
    expect(record?.time?.localMs ?? null).toBe(localMs);
    expect(record?.time?.utcMs != null).toBe(isUtc);
  });

  it.each(samples)('$name: every encoding gives the same events', ({ text: whole }) => {
    const expected = events(whole);
    expect(expected.length).toBeGreaterThan(2);
    for (const { name, bytes } of variants(whole)) expect(dataOf(readBytes(format, bytes), 'ike-event'), name).toEqual(expected);
  });

  it('IPv6 and backspaces of paging', () => {
    const [event] = events(
      ` --More-- ${'\b'.repeat(10)}IKEv2:(SESSION ID = 1,SA ID = 1):Sending Packet [To 2001:DB8::1:500/From 2001:DB8::2:500/VRF i0:f0]\n`,
    );
    expect(event).toMatchObject({ local: { address: '2001:DB8::2', port: 500 }, remote: { address: '2001:DB8::1', port: 500 } });
  });
});
