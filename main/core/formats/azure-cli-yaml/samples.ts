/** Outputs that this format must win against every other format. */
export const samples: readonly { readonly name: string; readonly text: string }[] = [
  {
    name: 'connection show',
    text: `connectionStatus: Connected
connectionType: IPsec
egressBytesTransferred: 1525480397
id: /subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg/providers/Microsoft.Network/connections/cn-hq
ingressBytesTransferred: 3222722144
name: cn-hq
provisioningState: Succeeded
`,
  },
];
