import { Buffer } from 'node:buffer';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSecretKeeper, findSecrets } from '#core/secrets/secrets.ts';
import { detectEncoding } from '#core/text/text.ts';
import { corpusDir, corpusNote, hasCorpus } from '../../../helpers/corpus.ts';

describe('ordinary text is left alone', () => {
  it.each([
    ['an operation status', '{"value": "Succeeded"}'],
    ['a list', '{"value": [{"name": "x", "id": "/subscriptions/s"}], "nextLink": null}'],
    ['a metric name', '{"name": {"value": "BlobCapacity", "localizedValue": "Blob Capacity"}}'],
    ['name and value pairs', '[{"name": "WEBSITE_TIME_ZONE", "value": "Tokyo Standard Time"}, {"name": "b", "value": "c"}]'],
    ['an ARM parameter of another name', '{"parameters": {"location": {"value": "japaneast"}}}'],
    ['a sha256 fingerprint', 'sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
    ['a GUID', 'ResourceGuid : 7e281856-7d6a-43fe-ba32-d17c9b1ab08d'],
    ['prose about a mismatch', '2026-11-22 10:00:01 The pre-shared key mismatch was found; check the pre-shared-key of the peer'],
    ['a connection class in a charon log', '2026-11-22T07:04:31.270 15[CFG]    class = pre-shared key'],
    ['a key by id in a charon log', "18[CFG] loaded IKE shared key with id 'ike-a' for: '%any'"],
    ['authentication in swanctl --list-conns', '  local pre-shared key authentication:\n    id: onprem'],
    ['an IOS policy', 'crypto ikev1 policy 5\n authentication pre-share\n encryption aes-256'],
    ['an empty list property', 'SharedKey                  :\nConnectionStatus           : Connected'],
    ['a masked key', 'SharedKey                  : ####################################'],
    ['a masked ASA key', ' ikev1 pre-shared-key *****'],
    ['a null member', '{"sharedKey": null, "authorizationKey": ""}'],
    ['a schema', '{"sharedKey": {"type": "string", "description": "The IPsec shared key."}}'],
    ['a variable', 'New-AzVirtualNetworkGatewayConnection -Name a -SharedKey $key -RoutingWeight 1'],
    ['a placeholder', 'az network vpn-connection create --shared-key <shared key> -n a'],
    ['a command without output', 'az network vpn-connection shared-key show -g rg --connection-name cn'],
    ['another cmdlet', 'Get-AzVirtualNetworkGatewayConnectionSharedKey -Name cn -ResourceGroupName rg'],
    ['the path of an action', '"action": "Microsoft.Network/connections/sharedKey/action"'],
    ['names that hold the word', 'PasswordNeverExpires : True\nSharedKeyLength : 32\nkeyVersion=1'],
    [
      'a failed command',
      'PS C:\\> Get-AzVirtualNetworkGatewayConnectionSharedKey -Name cn -ResourceGroupName rg\nGet-AzVirtualNetworkGatewayConnectionSharedKey : Forbidden: no permission here\n',
    ],
    ['a template expression', '{"sharedKey": "${var.shared_key}"}'],
  ])('%s', (_, text) => {
    expect(findSecrets(text, 'file.txt')).toEqual([]);
    const bytes = Buffer.from(text);
    expect(createSecretKeeper().clean(bytes, 'utf-8', 'file.txt').bytes).toBe(bytes);
  });

  it('comes back as the same bytes, whatever they are', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 400 }),
        fc.constantFrom('utf-8', 'utf-16le', 'utf-16be', 'shift_jis', 'windows-1252', 'binary'),
        (bytes, encoding) => {
          expect(createSecretKeeper().clean(bytes, encoding, 'noise.log').bytes).toBe(bytes);
        },
      ),
      { numRuns: 500 },
    );
  });
});

/** Files of the corpus that do hold keys, with their number. */
const withKeys: Readonly<Record<string, number>> = Object.fromEntries(
  [
    'java_s2s_bgp_07_connections_PUT_myNewConnection_http201',
    'java_s2s_bgp_08_connections_GET_myNewConnection_http200',
    'java_s2s_bgp_12_connections_PUT_myNewConnection_http200',
    'java_s2s_bgp_13_connections_GET_myNewConnection_http200',
    'xplat_connection_1_http201',
    'xplat_connection_2_http200',
    'xplat_connection_3_http200',
    'xplat_connection_4_http200',
    'xplat_connection_5_http200',
    'xplat_connection_6_http200',
  ].map((name) => [`azure-json/${name}.json`, 1]),
);

describe.skipIf(!hasCorpus)(`the corpus${corpusNote}`, () => {
  it('loses its keys and nothing else', () => {
    const files = readdirSync(corpusDir, { recursive: true, withFileTypes: true }).filter((e) => e.isFile());
    const removed: Record<string, number> = {};
    for (const file of files) {
      const path = join(file.parentPath, file.name);
      const bytes = readFileSync(path);
      const cleaned = createSecretKeeper().clean(bytes, detectEncoding(bytes.subarray(0, 65_536)), file.name);
      if (cleaned.removed > 0) removed[path.slice(corpusDir.length + 1)] = cleaned.removed;
      else expect(cleaned.bytes).toBe(bytes);
      expect(Buffer.from(cleaned.bytes).includes('MySecretKey')).toBe(false);
    }
    expect(removed).toEqual(withKeys);
  });
});
