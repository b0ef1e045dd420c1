import { describe, expect, it } from 'vitest';
import { codeTable } from '../../main/tools/code-table.ts';
import { readCauses, readSignatures, readTables } from './read-knowledge.ts';

describe('what the window tells about an error code', () => {
  const table = codeTable({ causes: readCauses(), signatures: readSignatures(), tables: readTables() });

  it.each([
    [809, 'ERROR_VPN_TIMEOUT', 'wrong-gateway-ip', 'psk-mismatch'],
    [13801, 'ERROR_IPSEC_IKE_AUTH_FAIL', 'psk-mismatch', 'udp-500-blocked'],
    [13868, 'ERROR_IPSEC_IKE_POLICY_MATCH', 'ike-policy-mismatch', 'psk-mismatch'],
  ])('%i is %s and stands for %s', (code, symbol, cause, other) => {
    expect(table[code]?.symbol).toBe(symbol);
    expect(table[code]?.causes[0]).toBe(cause);
    expect(table[code]?.causes).not.toContain(other);
  });

  it('names no cause for a code that is no failure of a tunnel', () => {
    expect(table[600]).toEqual({ symbol: 'PENDING', causes: [] });
  });
});
