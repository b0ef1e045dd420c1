import { describe, expect, it } from 'vitest';
import { analyse } from '#core/analysis/analyse.ts';
import { fact } from '../../../helpers/fact-builders.ts';
import { factsOfText } from '../../../helpers/facts-of-files.ts';
import { knowledge } from '../../../helpers/knowledge.ts';

const session = (peer: string): string => `SESSION_ID :{4ddb57c3-8e4a-4a6b-9c3d-2f1f1a0b7c11} Remote ${peer}:500: Local 10.1.0.4:500:`;

function row(second: number, message: string): string {
  const time = `2026-11-18T10:00:${String(second).padStart(2, '0')}Z`;
  return JSON.stringify({ time, category: 'IKEDiagnosticLog', operationName: 'IKELogEvent', properties: { message } });
}

function judged(path: string, text: string, localGateway: string | null = null) {
  const { source, facts } = factsOfText(path, Buffer.from(text), knowledge);
  const known = localGateway === null ? [] : [fact('azure-local-gateway', { gatewayAddress: localGateway })];
  const { findings } = analyse({ facts: [...facts, ...known], sources: [source], answers: [], knowledge });
  return findings.find((f) => f.check === 'C1')!;
}

function ofLines(lines: readonly string[], localGateway: string | null = null, peer = '203.0.113.10') {
  const rows = lines.map((line, i) => row(i, line.startsWith('Ike') ? line : `${session(peer)} ${line}`));
  return judged('PT1H.json', `${rows.join('\n')}\n`, localGateway);
}

const begun = '[SEND][SA_INIT] Sending SA INIT iCookie 0x0DA0EF56191D38C2 and rCookie 0x0';
const refused = '[SEND][NOTIFY] Sending Notify Message - Authentication failed';
const failed = (code: string): string => `[LOCAL_MSG] failed with Windows error ${code}`;

describe('C1 names the reason of each pattern of the gateway’s log', () => {
  it.each([
    ['a policy mismatch in phase 1', [begun, '[RECEIVED][NOTIFY] Received Notify Message - Policy Mismatch'], 'ike-policy'],
    ['a policy mismatch in phase 2', ['[SEND][SA_AUTH] x', '[SEND][NOTIFY] Sending Notify Message - Policy Mismatch'], 'ipsec-policy'],
    ['quick mode clean-up', ['IkeCleanupQMNegotiation called with error 13868 and flags a'], 'ipsec-policy'],
    ['main mode clean-up', ['IkeCleanupMMNegotiation called with error 13868 and flags 0'], 'ike-policy'],
    ['a refused key', [begun, refused], 'authentication'],
    [
      'a signature that does not verify',
      ['[LOCAL_MSG] [ErrorCode] 0x3602 [ErrorMessage] Failed to verify signature [IkeEvent] SA_NEGOTIATION_FAILED'],
      'authentication',
    ],
    ['silence', [begun, '[LOCAL_MSG] IKE Tunnel closed for tunnelId 0x4 with status Negotiation timed out'], 'peer-unreachable'],
    ['no policy for the peer', [failed('13825')], 'ike-policy'],
    ['another group', [failed('13822')], 'ike-policy'],
    ['another version', [failed('13880')], 'ike-policy'],
    ['other selectors', [failed('13999')], 'traffic-selectors'],
    ['a message that Azure does not support', [failed('13843')], 'connection-down'],
    ['a connection that only one end may open', [failed('1225')], 'connection-down'],
    ['a tunnel that stands', [begun, '[LOCAL_MSG] QM SA established'], 'ok'],
    ['a negotiation that is under way', [begun, '[RECEIVED][SA_INIT] Received SA INIT response message'], 'cannot-tell'],
  ])('%s', (_name, lines, outcome) => expect(ofLines(lines).outcome).toBe(outcome));

  it('shows the other end and the code with its name', () =>
    expect(ofLines([failed('13801')]).params).toEqual({ reason: '203.0.113.10, 13801 (ERROR_IPSEC_IKE_AUTH_FAIL)' }));
});

describe('C1 and strangers', () => {
  it('what a stranger fails at says nothing where the on-premises end is known', () =>
    expect(ofLines([begun, refused], '198.51.100.7').outcome).toBe('cannot-tell'));
  it('the known end counts', () => expect(ofLines([begun, refused], '203.0.113.10').outcome).toBe('authentication'));
});

describe('C1 names the fault of VPN troubleshoot in every wrapping', () => {
  const result = (id: string, reasonType?: string) => ({
    id,
    ...(reasonType === undefined ? {} : { reasonType }),
    summary: 's',
    detail: 'd',
    recommendedActions: [{ actionText: 'a', actionUri: 'u', actionUriText: 't' }],
  });
  const body = (...results: object[]) => ({
    startTime: '2026-11-18T10:00:00Z',
    endTime: '2026-11-18T10:01:00Z',
    code: 'UnHealthy',
    results,
  });
  const powershell = {
    StartTime: '2026-11-18T10:00:00Z',
    EndTime: '2026-11-18T10:01:00Z',
    Code: 'UnHealthy',
    Results: [{ Id: 'PeerReachability', Summary: 's', Detail: 'd', RecommendedActions: [] }],
  };
  it.each([
    ['the fault in reasonType', body(result('000000', 'Authentication')), 'authentication'],
    ['the fault as id', body(result('IkePolicyMismatch')), 'ike-policy'],
    ['an id of digits alone', body(result('000000')), 'cannot-tell'],
    [
      'the gateway says that, the connection says why',
      [body(result('ConnectionsNotConnected')), body(result('1', 'Authentication'))],
      'authentication',
    ],
    ['PowerShell', powershell, 'peer-unreachable'],
    ['a list of PowerShell', { value: [powershell], Count: 1 }, 'peer-unreachable'],
    ['a fault that nobody knows', body(result('UnKnown')), 'cannot-tell'],
    ['a log that could not be parsed', body(result('WfpParse Error')), 'cannot-tell'],
    ['a healthy connection', { ...body(result('NoFault')), code: 'Healthy' }, 'no-fault'],
  ])('%s', (_name, value, outcome) => expect(judged('troubleshoot.json', JSON.stringify(value, null, 2)).outcome).toBe(outcome));
});
