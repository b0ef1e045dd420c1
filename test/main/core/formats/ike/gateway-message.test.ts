import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { IkeEventData } from '#shared/model/ike.ts';
import { describeGatewayLine, gatewayMessages } from '#core/formats/ike/gateway/gateway-message.ts';

const table = join(import.meta.dirname, '../../../../../../shared/knowledge/tables/ike_log_patterns.json');
const hasTable = existsSync(table);
const tableSchema = z.object({ patterns: z.array(z.object({ id: z.string(), regex: z.string(), flags: z.string() })) });
const session = 'SESSION_ID :{4ddb57c3-8e4a-4a6b-9c3d-2f1f1a0b7c11} Remote 203.0.113.10:500: Local 10.1.0.4:500:';

function events(...lines: readonly string[]): IkeEventData[] {
  return lines.map(gatewayMessages({ witness: 'azure-log', side: 'azure' }));
}

function last(...lines: readonly string[]): IkeEventData {
  return events(...lines.map((line) => (line.startsWith('Ike') || line.startsWith('SESSION') ? line : `${session} ${line}`))).at(-1)!;
}

const sendInit = '[SEND][SA_INIT] Sending SA INIT iCookie 0x0DA0EF56191D38C2 and rCookie 0x0 Messid : 0x0';
const child = '[LOCAL_MSG] QM SA established';

/** A line for each pattern of the table, after others where its meaning rests on them, and what must be read from it. */
const read: readonly (readonly [id: string, lines: readonly string[], expected: Partial<IkeEventData>])[] = [
  [
    'session',
    ['[LOCAL_MSG] something'],
    {
      session: '4ddb57c3-8e4a-4a6b-9c3d-2f1f1a0b7c11',
      remote: { address: '203.0.113.10', port: 500 },
      local: { address: '10.1.0.4', port: 500 },
    },
  ],
  ['dir', ['[RECV][INFORMATIONAL] something'], { direction: 'received', exchange: 'INFORMATIONAL', step: 'message' }],
  [
    'sa_init_send',
    [sendInit],
    {
      direction: 'sent',
      exchange: 'IKE_SA_INIT',
      step: 'message',
      isInitiator: true,
      isResponse: false,
      messageId: 0,
      initiatorSpi: '0da0ef56191d38c2',
      responderSpi: null,
    },
  ],
  [
    'sa_init_recv',
    ['[RECEIVED][SA_INIT] Received SA INIT'],
    { direction: 'received', exchange: 'IKE_SA_INIT', isInitiator: false, isResponse: false },
  ],
  [
    'sa_init_resp',
    [sendInit, '[RECEIVED][SA_INIT] Received SA INIT response message'],
    { isInitiator: true, isResponse: true, step: 'message' },
  ],
  [
    'policy_payload',
    ['[RECEIVED]Received IPSec policy payload: Policy1:Cipher=AES-CBC-256 Integrity=SHA256 PFS=PFS2048 Policy2:Cipher=DESIntegrity=Md5'],
    {
      step: 'proposals',
      sa: 'child',
      proposals: [
        {
          protocol: 'esp',
          number: 1,
          transforms: [
            { type: 'encryption', name: 'AES-CBC-256', id: null },
            { type: 'integrity', name: 'SHA2-256', id: null },
            { type: 'dh-group', name: '14', id: 14 },
          ],
        },
        {
          protocol: 'esp',
          number: 2,
          transforms: [
            { type: 'encryption', name: 'DES', id: null },
            { type: 'integrity', name: 'MD5', id: null },
          ],
        },
      ],
    },
  ],
  [
    'auth_psk',
    ['[SEND] Proposed Ike Payload: Auth:PreShared Key Policy1:Cipher=AES256Integrity=SHA256DhGroup=DhGroup2'],
    { step: 'proposals', sa: 'ike' },
  ],
  [
    'policy_mismatch',
    [sendInit, '[RECEIVED][NOTIFY] Received Notify Message - Policy Mismatch'],
    { step: 'failed', fault: 'ike-policy', direction: 'received' },
  ],
  [
    'policy_mismatch',
    ['[SEND][SA_AUTH] x', '[SEND][NOTIFY] Sending Notify Message - Policy Mismatch'],
    { step: 'failed', fault: 'ipsec-policy', direction: 'sent' },
  ],
  [
    'closed_policy',
    [sendInit, '[LOCAL_MSG] IKE Tunnel closed for tunnelId 0x4 with status Policy match error'],
    { step: 'failed', fault: 'ike-policy' },
  ],
  [
    'qm_error_13868',
    ['IkeCleanupQMNegotiation called with error 13868 and flags a'],
    { step: 'failed', fault: 'ipsec-policy', code: 13868, sa: 'child' },
  ],
  [
    'mm_error_13868',
    ['IkeCleanupMMNegotiation called with error 13868 and flags 0'],
    { step: 'failed', fault: 'ike-policy', code: 13868, sa: 'ike' },
  ],
  [
    'auth_failed',
    ['[SEND][NOTIFY] Sending Notify Message - Authentication failed'],
    { step: 'failed', fault: 'authentication', direction: 'sent' },
  ],
  [
    'closed_auth',
    ['[LOCAL_MSG] IKE Tunnel closed for tunnelId 0x4 with status IKE authentication credentials are unacceptable'],
    { fault: 'authentication' },
  ],
  ['13801', ['[LOCAL_MSG] Negotiation ended: 13801'], { step: 'failed', fault: 'authentication', code: 13801 }],
  [
    '13826',
    ['[LOCAL_MSG] [ErrorCode] 0x3602 [ErrorMessage] Failed to verify signature [IkeEvent] SA_NEGOTIATION_FAILED'],
    { fault: 'authentication', code: 13826 },
  ],
  [
    '13805',
    [sendInit, '[LOCAL_MSG] [ErrorCode] 0x35ED [ErrorMessage] Negotiation timed out [IkeEvent] SA_NEGOTIATION_FAILED'],
    { step: 'peer-silent', fault: 'no-answer', code: 13805 },
  ],
  ['13868', ['[LOCAL_MSG] IKE Tunnel closed for tunnelId 0x4 with status 0x362C'], { step: 'failed', fault: 'ike-policy', code: 13868 }],
  ['13825', ['[LOCAL_MSG] failed with Windows error 13825(ERROR_IPSEC_IKE_NO_POLICY)'], { fault: 'ike-policy', code: 13825 }],
  ['13822', ['[LOCAL_MSG] failed with Windows error 13822'], { fault: 'ike-policy', code: 13822 }],
  ['13880', ['[LOCAL_MSG] failed with Windows error 13880'], { fault: 'ike-version', code: 13880 }],
  [
    '13999',
    ['[LOCAL_MSG] [ErrorCode] 0x36AF [ErrorMessage] Traffic selectors not acceptable [IkeEvent] SA_NEGOTIATION_FAILED'],
    { fault: 'traffic-selectors', code: 13999 },
  ],
  [
    'unsupported',
    ['[LOCAL_MSG] IkeFindPayloadInPacket failed with Windows error 13843(ERROR_IPSEC_IKE_INVALID_PAYLOAD)'],
    { step: 'failed', fault: 'other', code: 13843 },
  ],
  ['1225', ['[LOCAL_MSG] failed with error 1225'], { step: 'failed', fault: 'refused', code: 1225 }],
  [
    'ts_send',
    [
      '[SEND]Proposed(send) Traffic Selector payload will be - [Tsid 0x1 ]Number of TSIs 1: StartAddress 10.20.0.0 EndAddress 10.20.255.255 PortStart 0 PortEnd 65535 Protocol 0 Number of TSRs 1:StartAddress 192.168.50.7 EndAddress 192.168.50.7 PortStart 443 PortEnd 443 Protocol 6',
    ],
    {
      step: 'proposals',
      selectors: [
        { whose: 'local', selector: { range: '10.20.0.0-10.20.255.255', protocol: null, ports: null } },
        { whose: 'remote', selector: { range: '192.168.50.7', protocol: 6, ports: '443-443' } },
      ],
    },
  ],
  [
    'ts_recv',
    [
      '[RECEIVED]Received Traffic Selector payload request- [Tsid 0x1 ]Number of TSIs 1: StartAddress 192.168.50.0 EndAddress 192.168.50.255 Number of TSRs 1:StartAddress 10.20.0.0 EndAddress 10.20.255.255',
    ],
    {
      step: 'proposals',
      selectors: [
        { whose: 'local', selector: { range: '10.20.0.0-10.20.255.255', protocol: null, ports: null } },
        { whose: 'remote', selector: { range: '192.168.50.0-192.168.50.255', protocol: null, ports: null } },
      ],
    },
  ],
  ['neg_failed', ['[LOCAL_MSG] [ErrorCode] 0x1 [ErrorMessage] x [IkeEvent] SA_NEGOTIATION_FAILED'], { step: 'failed' }],
  [
    'new_envelope',
    ['[LOCAL_MSG] [ErrorCode] 0x35E9 [ErrorMessage] IKE authentication credentials are unacceptable [IkeEvent] SA_NEGOTIATION_FAILED'],
    { code: 13801 },
  ],
  [
    'sa_auth_send',
    [sendInit, '[SEND][SA_AUTH] Sending IKE AUTH for tunnelId 0x1 and tsId 0x1'],
    { exchange: 'IKE_AUTH', isResponse: false, step: 'message' },
  ],
  ['delete', ['[RECEIVED][INFORMATIONAL] Received Delete payload for IKE SA'], { step: 'deleted', sa: 'ike', direction: 'received' }],
  ['delete', ['[SEND][DELETE] Sending delete for QM SA'], { step: 'deleted', sa: 'child', direction: 'sent' }],
  ['dpd', [child, '[LOCAL_MSG] DPD timed out'], { step: 'peer-silent', fault: 'peer-lost' }],
  ['rekey', ['[LOCAL_MSG] Rekey of QM SA started'], { step: 'rekeyed', sa: 'child' }],
];

describe('the gateway’s own words: every known pattern is read', () => {
  it.each(read)('%s: %s', (_id, lines, expected) => expect(last(...lines)).toMatchObject(expected));

  it.skipIf(!hasTable)(`the lines are those of the table of patterns${hasTable ? '' : ' (skipped: ../shared/knowledge is absent)'}`, () => {
    const { patterns } = tableSchema.parse(JSON.parse(readFileSync(table, 'utf8')));
    expect(patterns.map((p) => p.id).filter((id) => !read.some(([known]) => known === id))).toEqual([]);
    for (const [id, lines] of read) {
      const pattern = patterns.find((p) => p.id === id)!;
      expect(`${session} ${lines.at(-1)}`, id).toMatch(new RegExp(pattern.regex, pattern.flags));
    }
  });
});

describe('the gateway’s own words: what one line makes of another', () => {
  it('an agreement that narrows the request is no difference', () => {
    const request =
      '[RECEIVED]Received Traffic Selector payload request- [Tsid 0x1 ]Number of TSIs 1: StartAddress 192.168.0.0 EndAddress 192.168.255.255 Number of TSRs 1:StartAddress 0.0.0.0 EndAddress 255.255.255.255';
    const agreed = request
      .replace(
        '[RECEIVED]Received Traffic Selector payload request-',
        '[SEND] Proposed Traffic Selector payload will be (Final Negotiated) -',
      )
      .replace('192.168.255.255', '192.168.50.255');
    const timeout = '[LOCAL_MSG] Negotiation timed out';
    expect(last(request, agreed, child, timeout)).toMatchObject({ fault: 'peer-lost' });
    expect(last(request, agreed)).toMatchObject({
      selectors: [{ whose: 'local' }, { whose: 'remote', selector: { range: '192.168.0.0-192.168.50.255' } }],
    });
  });

  it('a child SA that stood and is refused when it is renewed lacks the PFS group', () => {
    expect(
      last('[SEND][SA_AUTH] x', child, '[SEND][CHILD_SA] x', '[RECEIVED][NOTIFY] Received Notify Message - Policy Mismatch'),
    ).toMatchObject({ fault: 'pfs' });
  });

  it('a peer behind address translation shows another port (a published line of a point-to-site client)', () => {
    const line =
      'SESSION_ID :{8cb5875d-4c80-434b-8702-d78ac5b3d154} Remote 198.51.100.226:59780: Local 203.0.113.204:4500: [SEND] Proposed Traffic Selector payload will be (Final Negotiated) - [Tsid 0xe  ]Number of TSIs 16: StartAddress 0.0.0.0 EndAddress 255.255.255.255 PortStart 0 PortEnd 65535 Protocol 0';
    expect(last(line)).toMatchObject({ remote: { address: '198.51.100.226', port: 59780 }, nat: { remote: true }, step: 'proposals' });
  });

  it.each([
    'Dead peer detection message sent',
    '[SEND][DPD] Sending DPD request',
    '[LOCAL_MSG] [ErrorCode] 0x0 [ErrorMessage] The operation completed successfully [IkeEvent] SA_ESTABLISHED',
    '[LOCAL_MSG] IKE Tunnel established for tunnelId 0x13801',
    '[SEND][SA_INIT] Sending SA INIT iCookie 0x00000000000035E9 and rCookie 0x0 port 13801',
  ])('no failure: %s', (line) => {
    expect(['failed', 'peer-silent', 'peer-lost']).not.toContain(last(line).step);
  });
});

describe('the list shows a line of the gateway', () => {
  const shown = (words: string) => describeGatewayLine(last(words), `${session} ${words}`);

  it('by what it is, when that is known', () => {
    expect(shown('[SEND][NOTIFY] Sending Notify Message - Authentication failed')?.key).toBe('record.ike.fault.authentication');
  });

  it('by its words behind session and ends, when it is not', () => {
    expect(shown('[LOCAL_MSG] Auth:PreShared Key')?.params).toEqual({ words: '[LOCAL_MSG] Auth:PreShared Key' });
  });

  it('as it stands, without such an envelope', () => {
    expect(describeGatewayLine(last('[LOCAL_MSG] x'), 'IkeCleanup of something')).toBeNull();
  });
});
